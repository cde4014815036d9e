"""What the commands of run.py do, each subject in a module; ``python -m tools COMMAND`` in the project's environment."""
