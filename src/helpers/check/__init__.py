"""What was read of a plan, for a person to check: every line with its role, and what is not sure."""
