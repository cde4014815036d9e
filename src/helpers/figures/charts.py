"""The modules of charts that there are: all that the registry draws with, and that what draws one of them does not."""

from helpers.figures import absences, card, document, effort, leads, matrix, money, poster, quotes, states

__all__ = ["absences", "card", "document", "effort", "leads", "matrix", "money", "poster", "quotes", "states"]
