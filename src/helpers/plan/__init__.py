"""The document as tables: every line has a role, every amount its line."""
