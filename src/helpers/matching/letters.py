"""Texts as vectors over their letters: what scikit-learn's TfidfVectorizer gives, without the time its import takes."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import Any

import numpy as np

_SPACE = re.compile(r"\s\s+")


class Letters:
    """TF-IDF over the runs of 3 to 5 letters within words that some texts have; vectors of length 1 for these or others
    (``char_wb`` with ``sublinear_tf``).

    >>> letters = Letters(["bygg vägar", "bygg"])
    >>> (letters.weigh(["bygg"]) @ letters.weigh(["vägar", "Bygg"]).T).toarray().round(9).tolist()
    [[0.0, 1.0]]
    """

    def __init__(self, texts: Iterable[str]) -> None:
        counted = [_count(text) for text in texts]
        self.places = {run: place for place, run in enumerate(sorted({*chain(*counted)}))}
        spoken = np.bincount([self.places[run] for each in counted for run in each], minlength=len(self.places))
        self.rarity = np.log((1.0 + len(counted)) / (1.0 + spoken)) + 1

    def weigh(self, texts: Sequence[str]) -> Any:
        """A sparse table with a row for each text; what none of the first texts has is left out."""
        # It is slow to import as well: only who asks waits for it.
        from scipy.sparse import csr_array

        rows = [
            sorted((self.places[run], n) for run, n in _count(text).items() if run in self.places) for text in texts
        ]
        places, counts = (np.array([pair[at] for row in rows for pair in row], dtype=np.int32) for at in (0, 1))
        values = (np.log(counts.astype(np.float64)) + 1) * self.rarity[places]
        ends, shape = [0, *accumulate(map(len, rows))], (len(rows), len(self.places))
        lengths = np.sqrt(csr_array((values**2, places, ends), shape) @ np.ones(len(self.places)))
        return csr_array((values / np.repeat(lengths, np.diff(ends)), places, ends), shape)


def _count(text: str) -> Counter[str]:
    return Counter(_list_runs(text))


def _list_runs(text: str) -> Iterator[str]:
    """Every run of letters of each word between two spaces; a word that is shorter than a run is one itself, once."""
    for word in _SPACE.sub(" ", text.lower()).split():
        whole = f" {word} "
        for length in range(3, 6):
            yield from (whole[start : start + length] for start in range(max(1, len(whole) - length + 1)))
            if len(whole) <= length:
                break
