"""A table to review in, in JupyterLab: a person decides pair by pair, and each decision is saved at once."""

from helpers.review.session import Session, review

__all__ = ["Session", "review"]
