"""Drawing: tables in, a figure out; nothing is written here."""
