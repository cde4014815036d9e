"""Type: the font, the width of words in it, and where lines break."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont
from pyphen import Pyphen, language_fallback

from helpers.files import CREDIT
from helpers.lemmas import find_seam

MM_PER_INCH = 25.4
MM_PER_PT = MM_PER_INCH / 72

FAMILY = "Source Sans 3"
FONTS = Path(__file__).with_name("fonts")

FILES = {
    ("normal", "normal"): "SourceSans3_400Regular.ttf",
    ("semibold", "normal"): "SourceSans3_600SemiBold.ttf",
    ("bold", "normal"): "SourceSans3_700Bold.ttf",
    ("normal", "italic"): "SourceSans3_400Regular_Italic.ttf",
}
"""The files of the font by weight and style."""

LEAST_LAST = 0.2
"""How long the last line of a note is at least, as a share of the width, where the others can spare the words."""

PAUSES = (".", ":", ";", ",")

_NAME = CREDIT.split(" ")
_WITHIN = [f"(?<={' '.join(_NAME[:n])}) (?={' '.join(_NAME[n:])})" for n in range(1, len(_NAME))]
_KEPT = re.compile("|".join([r"(?<=\w) (?=\d)|(?<=[.] [^\W\d]{2}) (?=[^\W\d])", *_WITHIN]))
_NUMBER_ENDS = re.compile(r"(?<=\d) (?=[^\W\d])|(?<=\w) (?=\d+(?:[.,;:]|$))")
_LEADING = re.compile(r"(?:.* )?[”“(]?[^\W\d]{1,3}")
_CUT = re.compile(r".*-(?: [^\W\d]{1,3})?")
_OPENS = re.compile(r".*[^\W\d][.:;] \S+(?: \S+:)?")
"""A line that ends with a word of at most three letters ("i", "för", "the"), which leads on to the next one, one that
ends within words that share an ending ("barn- och"), and one that ends with the first word of a sentence, or with two
before a colon.
"""

END = 0.05
"""What such an end costs where words are set in even lines, or one within a bracket, or a last word alone, and what an
end spares where the sentence pauses, as a share of the width's square.
"""


@cache
def _font(weight: str, style: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / FILES[weight, style], 1000, layout_engine=ImageFont.Layout.RAQM)


def measure(text: str, pt: float, weight: str = "normal", style: str = "normal") -> float:
    """The width of a line of text, in mm.

    >>> round(measure("Tekniska nämnden", 8.5), 1)
    23.7
    """
    return _advance(text, weight, style) * pt * MM_PER_PT


@lru_cache(maxsize=1 << 16)
def _advance(text: str, weight: str, style: str) -> float:
    """The width of a line of text as a share of its type size."""
    return float(_font(weight, style).getlength(text) / 1000)


def measure_ink(
    text: str, pt: float, weight: str = "normal", style: str = "normal"
) -> tuple[float, float, float, float]:
    """The box of the letters' ink in mm from the start of the baseline: left, bottom, right, top (upwards).

    >>> [round(edge, 1) for edge in measure_ink("Åg", 10)]
    [0.0, -0.8, 3.7, 3.1]
    """
    left, top, right, bottom = _ink(text, weight, style)
    scale = pt * MM_PER_PT / 1000
    return left * scale, -bottom * scale, right * scale, -top * scale


@lru_cache(maxsize=1 << 14)
def _ink(text: str, weight: str, style: str) -> tuple[float, float, float, float]:
    """The box of a line's ink in thousandths of its type size, downwards."""
    return _font(weight, style).getbbox(text, anchor="ls")


def wrap(text: str, width: float, pt: float, language: str, weight: str = "normal") -> list[str]:
    """The text in lines no wider than ``width`` mm, broken at spaces, and in a word only where the word is wider.

    A wider word that cannot be hyphenated stays whole, as does every word of a language without patterns in Pyphen.

    >>> wrap("Vård- och omsorgsnämnden", 32, 8.5, "sv")
    ['Vård- och', 'omsorgsnämnden']
    >>> wrap("independence", 14, 8.5, "en"), wrap("klimatomställning", 17, 8.5, "sv")
    (['independ-', 'ence'], ['klimat-', 'omställning'])
    """
    return list(_set_words(tuple(text.split(" ")), width, pt, language, weight))


@lru_cache(maxsize=1 << 16)
def _set_words(words: tuple[str, ...], width: float, pt: float, language: str, weight: str) -> tuple[str, ...]:
    """Words that stay whole where they can, in lines no wider than ``width`` mm; a layout is tried many times."""
    lines = [""]
    for word in _fit_words(words, width, pt, language, weight):
        longer = f"{lines[-1]} {word}".strip(" ")
        if measure(longer, pt, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(line for line in lines if line) or ("",)


def fill(text: str, width: float, pt: float, language: str) -> list[str]:
    """The text in as few lines as ``width`` (mm) allows, each as full as may be, but the last one no mere scrap.

    A number stays with the word before it, a word of two letters that begins a sentence with the one behind it, and the
    name of whom to credit is not parted.

    >>> fill("Källa: Partiet, Plan och budget, rad 39–44, 56–59, 83–87, 215–219.", 60, 7, "sv")[-1]
    '83–87, 215–219.'
    """
    words = _bind(text, _KEPT)
    full = _set_words(words, width, pt, language, "normal")
    for step in range(50, 34, -1):
        lines = _set_words(words, width * step / 50, pt, language, "normal")
        if len(lines) == len(full) and measure(lines[-1], pt) >= LEAST_LAST * width:
            return list(lines)
    return list(full)


def balance(text: str, width: float, pt: float, language: str, weight: str = "normal") -> list[str]:
    """The text in as few lines as ``width`` (mm) allows, all of about the same length, so that no word is left alone.

    They end where the sentence pauses nearby; a small word stays with the next, a number always with its noun.

    >>> balance("Två av tio ramar är mer än hälften av summan", 90, 14, "sv", "bold")
    ['Två av tio ramar', 'är mer än hälften av summan']
    >>> balance("Hamnnämnden: sju uppdrag, fem motsvarar inte något krav", 90, 14, "sv", "bold")
    ['Hamnnämnden: sju uppdrag,', 'fem motsvarar inte något krav']
    >>> balance("Krav: fri kollektivtrafik. Uppdrag: utred den, öka tillgängligheten", 90, 14, "sv", "bold")
    ['Krav: fri kollektivtrafik.', 'Uppdrag: utred den, öka tillgängligheten']
    >>> balance("avgiftsfri kollektivtrafik i Granvik", 42, 10, "sv")
    ['avgiftsfri kollektivtrafik', 'i Granvik']
    """
    return list(_balance(text, width, pt, language, weight))


@lru_cache(maxsize=1 << 14)
def _balance(text: str, width: float, pt: float, language: str, weight: str) -> tuple[str, ...]:
    words = _bind(text, _NUMBER_ENDS)
    full = _set_words(words, width, pt, language, weight)
    return _part_evenly(words, len(full), width, pt, weight) or full


def _part_evenly(words: tuple[str, ...], count: int, width: float, pt: float, weight: str) -> tuple[str, ...]:
    """The words in so many lines that differ little in length and end well: the sum of their squares, and of what their
    ends cost, is the least that there is. Nothing where a word is wider than ``width``.
    """
    best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    for _ in range(count):
        longer: dict[int, tuple[float, tuple[str, ...]]] = {}
        for start, (cost, lines) in best.items():
            for end in range(start + 1, len(words) + 1):
                line = " ".join(words[start:end])
                length = measure(line, pt, weight)
                if length > width:
                    break
                alone = 0 < start == end - 1 and end == len(words)
                worth = -alone if end == len(words) else _judge_end(line)
                total = cost + length**2 - worth * END * width**2
                if end not in longer or total < longer[end][0]:
                    longer[end] = (total, (*lines, line))
        best = longer
    return best.get(len(words), (0.0, ()))[1]


def _judge_end(line: str) -> int:
    """How well a line ends: 1 where the sentence pauses, 2 where it is over, less than 0 where it must not end."""
    poor = _LEADING.fullmatch(line) or line.count("(") > line.count(")")
    worst = _CUT.fullmatch(line) or _OPENS.fullmatch(line)
    return -2 if worst else -1 if poor else line.endswith(PAUSES) + line.endswith(".")


def _bind(text: str, spaces: re.Pattern[str]) -> tuple[str, ...]:
    """The words of a text; those that one of these spaces is between count as one."""
    return tuple(word.replace("\0", " ") for word in spaces.sub("\0", text).split(" "))


def _fit_words(words: Iterable[str], width: float, pt: float, language: str, weight: str) -> Iterator[str]:
    """The words; one that is wider than the line in two or more, hyphenated as the language allows."""
    for word in words:
        rest = word
        while measure(rest, pt, weight) > width:
            places = _list_places(rest, language)
            heads = [rest[:place] for place in places if measure(rest[:place].rstrip("-") + "-", pt, weight) <= width]
            if not heads:
                break
            yield heads[0].rstrip("-") + "-"
            rest = rest[len(heads[0]) :]
        yield rest


@lru_cache(maxsize=1 << 12)
def _list_places(word: str, language: str) -> tuple[int, ...]:
    """Where a word may be parted, the last place first. Pyphen (0.18.1) never parts a Swedish compound where its words
    meet if the second begins with a vowel, but next to that ("klima-tomställning"): there the seam is taken.
    """
    hyphenator = _hyphenator(language)
    places = [int(place) for place in hyphenator.positions(word)] if hyphenator else []
    seam = find_seam(word.strip(".,:;()”")) if places and language == "sv" else None
    if seam:
        places = [*(place for place in places if abs(place - seam) > NEAR_SEAM), seam]
    return tuple(sorted(places, reverse=True))


NEAR_SEAM = 2
"""So many letters from where two words meet no compound is parted."""


@cache
def _hyphenator(language: str) -> Pyphen | None:
    return Pyphen(lang=language) if language_fallback(language) else None
