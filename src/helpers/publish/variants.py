"""How a figure departs from the plain one: on another ground, without its headline, in another accent colour."""

from dataclasses import dataclass
from functools import cache

from helpers.colour import ACCENT, Palette, make_palette
from helpers.figures.marks import TINTS, take_tint
from helpers.figures.sheet import Sheet, Size

GROUNDS = {"white": "", "dark": "mork", "transparent": "genomskinlig"}
"""Every ground by its name, with what the names of files say of it."""

LIVE = "live.svg"
"""The format of an svg whose text can be edited in a drawing program that has the font."""

LIVE_TEXT = "levande-text"
"""What the name of such a file says."""


@dataclass(frozen=True)
class Variant:
    """A look of a figure: its ground (white, dark, transparent), whether it has a headline, its accent colour.

    The source line stays in every variant.
    """

    ground: str = "white"
    headline: bool = True
    accent: str = ACCENT

    @property
    def palette(self) -> Palette:
        """The colours that it is drawn in."""
        return make_palette(self.accent, self.ground)

    @property
    def tag(self) -> str:
        """What the names of its files say, in Swedish and in ASCII; nothing where it is the plain one.

        >>> Variant("dark", headline=False).tag
        'mork_utan-rubrik'
        """
        own, plain = self.palette.accent, make_palette(ground=self.ground).accent
        tags = GROUNDS[self.ground], "" if self.headline else "utan-rubrik", f"farg-{own[1:]}" if own != plain else ""
        return "_".join(tag for tag in tags if tag)

    def sheet(self, size: Size) -> Sheet:
        """The sheet of a size in this look."""
        return Sheet(size, self.palette, self.headline)


def list_variants(accent: str = ACCENT) -> list[Variant]:
    """Every variant in an accent colour, the plain one first, the two grounds of a headline or of none in turn."""
    return [Variant(ground, headline, accent) for ground in GROUNDS for headline in (True, False)]


def take_variant(sheet: Sheet) -> Variant:
    """The variant that a sheet is of."""
    return Variant(sheet.palette.ground, sheet.headline, sheet.palette.accent)


@cache
def name_colours(palette: Palette) -> dict[str, str]:
    """Every colour that a figure may have in this palette, with its name: the palette's own, and its tints. A tint that
    has two uses goes by the first.

    >>> name_colours(make_palette())["#6399a3"]
    'light accent'
    """
    return {colour: name for name, colour in reversed(_list_colours(palette).items())} | {"none": "paper"}


def _list_colours(palette: Palette) -> dict[str, str]:
    own = {name: getattr(palette, name) for name in ("paper", "ink", "muted", "rule", "pale", "accent", "second")}
    return own | {name: take_tint(palette, name) for name in TINTS}


@cache
def map_colours(drawn: Palette, wanted: Palette) -> dict[str, str] | None:
    """What each colour of a palette is in another one; None where one colour would have to become two.

    >>> map_colours(make_palette(), make_palette(ground="dark"))["#ffffff"]
    '#15191c'
    """
    ours, theirs = _list_colours(drawn), _list_colours(wanted)
    pairs = {(ours[name], theirs[name]) for name in ours}
    return dict(pairs) if len({colour for colour, _ in pairs}) == len(pairs) else None
