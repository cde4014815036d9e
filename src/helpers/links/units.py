"""Which unit of a plan (demand, mission, committee) a cell means: by its text before its number."""

import re
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches

from helpers.codebook import strip_marks
from helpers.grid import fold
from helpers.plan.settled_texts import fold_text

PARTING = "·"
"""What stands between the id and the text of a unit in a cell of the form."""


def label_unit(unit: str, text: str) -> str:
    """A unit as the form's lists show it.

    >>> label_unit("sn-01", "Anställ fältare")
    'sn-01 · Anställ fältare'
    """
    return f"{unit} {PARTING} {text}"


class Units:
    """The ids of one kind with their texts, to find the one that a cell means: by its text before its number."""

    def __init__(self, ids: Iterable[str], texts: Iterable[str], former: Mapping[str, str] | None = None) -> None:
        self.own, self.former = dict(zip(ids, texts, strict=True)), former or {}
        self.texts = {unit: bare_words(text) for unit, text in self.own.items()}
        self.labels = {unit: bare_words(f"{unit} {text}") for unit, text in self.own.items()}
        self.spelt = {fold(unit): unit for unit in self.texts}

    def find(self, cell: str, handed: Mapping[str, str]) -> tuple[str, str]:
        """The id that a cell means, and what is to be said of that: "" where it is what stands in the cell.

        ``handed`` are the texts of ids in the plan that the file was made from.
        """
        unit, shown = split_unit(cell)
        unit = _respell(unit, {*self.spelt, *handed})
        known, whole = self.spelt.get(fold(unit)), handed.get(fold(unit), "")
        text = bare_words(whole if whole and _is_same(bare_words(shown or whole), bare_words(whole)) else shown)
        said = text or bare_words(cell)
        meant = [each for each, own in self.texts.items() if _is_same(said, own) or said == self.labels[each]]
        meant = meant or [now for name, now in self.former.items() if bare_words(name) == said]
        if len(meant) > 1 and text.endswith("…"):
            return "", f"{unit!r} har en avkortad text som {', '.join(meant)} alla börjar med"
        if known and (not text or known in meant):
            return known, ""
        if len(meant) == 1:
            return meant[0], f"{unit!r} är nu {meant[0]!r}, som har radens text" if text else ""
        if known:
            return "", f"{unit!r} har en annan text i planen nu än i raden ({shown or handed[fold(unit)]!r})"
        return "", f"{cell!r} finns inte i planen"

    def suggest(self, cell: str, handed: Mapping[str, str]) -> str:
        """What to do with a cell that means no id: the one whose text is nearly the cell's, with its text, or the one
        that stands in the cell or is written nearly as it; each on a row of its own where there are several.
        """
        unit, shown = split_unit(cell)
        named = self.list_within(cell)
        if len(named) > 1:
            return f"Skriv {', '.join(named)} på var sin rad, var och en med sitt svar."
        text = shown or handed.get(fold(unit), "")
        alike = get_close_matches(bare_words(text or cell), self.texts.values(), n=1)
        if alike:
            meant = next(unit for unit, own in self.texts.items() if own == alike[0])
            return f"Gäller svaret den texten, skriv ’{label_unit(meant, self.own[meant])}’ i cellen; annars töm raden."
        near = named or [own for each, own in self.spelt.items() if bare_unit(each, _ALIKE) == bare_unit(unit, _ALIKE)]
        near = near or [self.spelt[each] for each in get_close_matches(fold(unit), self.spelt, n=1)]
        asked = f"Är det {near[0]}? " if near and not text else ""
        return f"{asked}Sök upp rätt rad i planen och skriv dess id; är raden inget svar, ta bort den."

    def list_within(self, cell: str) -> list[str]:
        """The ids that stand somewhere in a cell."""
        return [unit for each, unit in self.spelt.items() if re.search(_WITHIN.format(re.escape(each)), fold(cell))]


def split_unit(cell: str) -> tuple[str, str]:
    """The id and the text of a cell as ``label_unit`` joins them; the cell alone where it has no text."""
    unit, _, shown = cell.partition(PARTING)
    return strip_marks(unit), shown.strip()  # in csv, the sign by which spreadsheets know a text may be left


_WITHIN = r"(?<!\w)(?<![^\W\d]-){}(?!\w)"
"""An id within a cell, and not within another id."""


_ALIKE = str.maketrans("аеорсухікмтвнoil", "ae0pcyx1kmtbh011")
"""Letters that look like others, most of them Cyrillic, or like digits."""


def bare_unit(unit: str, alike: Mapping[int, int] | None = None) -> str:
    """An id without what people write otherwise: the signs in it, noughts before a number, letters that look alike."""
    return re.sub(r"[\W_]|(?<!\d)0+(?=\d)", "", fold(unit).translate(alike or {}))


def _respell(unit: str, ids: Collection[str]) -> str:
    """The one of some ids that is this one but for signs and noughts; as it stands where none is, or several."""
    meant = [] if fold(unit) in ids else [each for each in ids if bare_unit(each) == bare_unit(unit)]
    return meant[0] if len(meant) == 1 else unit


def bare_words(text: str) -> str:
    """A text as texts are compared: its words alone; an ellipsis at the end says that it is cut."""
    return fold_text(text) + ("…" if text.rstrip().endswith("…") else "")


def _is_same(shown: str, own: str) -> bool:
    return own.startswith(shown[:-1].rstrip()) if shown.endswith("…") and len(shown) > 20 else shown == own
