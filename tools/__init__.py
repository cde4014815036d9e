"""What the commands of run.py do, a module for each subject; run by the environment's own Python."""
