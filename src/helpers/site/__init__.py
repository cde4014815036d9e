"""The site to read: its pages and their source."""
