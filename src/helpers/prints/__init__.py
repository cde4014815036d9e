"""Typesetting: folder, fact sheet and cards, by Typst."""
