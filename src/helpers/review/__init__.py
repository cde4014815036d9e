"""A table to review in, in JupyterLab: a person decides pair by pair, and each decision is saved at once."""

from helpers.review.session import Session
from helpers.review.widget import review

__all__ = ["Session", "review"]
