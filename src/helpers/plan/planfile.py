"""plan.toml: what a program has to be told to read one plan. A key that is misspelt is an error, never ignored."""

import datetime
import re
import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from helpers.errors import PlanError
from helpers.plan.clean import fold, show

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$")]


def _need_words(text: str) -> str:
    if not fold(text):
        raise ValueError("A text is needed here, with more in it than spaces and asterisks")
    return text.strip()


def _need_mark(text: str) -> str:
    if not show(text) or " " in show(text):
        raise ValueError("A mark is needed here, without spaces")
    return show(text)


Text = Annotated[str, AfterValidator(_need_words)]


Mark = Annotated[str, AfterValidator(_need_mark)]


Year = Annotated[int, Field(ge=1900, le=2099)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Document(_Part):
    """Where the document comes from."""

    title: Text
    party: Text
    party_short: Text
    municipality: Text
    year: Year
    publisher: str = ""
    published: datetime.date | None = None
    url: str = ""
    sha256: str | None = None
    language: str = "sv"
    rights: str = ""


class Marks(_Part):
    """The marks that tell the roles of lines apart."""

    demand_leads: list[Text]
    mission_leads: list[Text]
    bullets: list[Mark]
    titles: list[Text] = []
    headings_within: list[Text] = []
    headings_between: list[Text] = []
    headings_in_capitals: bool = False


class Theme(_Part):
    """A theme: its id and its heading as it stands in the document."""

    id: Id
    heading: Text


class Committee(_Part):
    """A committee: its id, its name over its missions, other names that the document has for it, and whether it is
    the municipal board, which a reader does not call a committee.
    """

    id: Id
    name: Text
    aliases: list[Text] = []
    board: bool = False


class Budget(_Part):
    """The table of budget frames: its heading, the label of its sum, its unit and why it is read so."""

    heading: Text
    total: Text
    unit: Literal["kr", "tkr", "mnkr"]
    unit_reason: str = ""


class Inhabitants(_Part):
    """Which row of facts.csv gives the number of inhabitants, and how far that number may be off."""

    fact: Text
    plus_minus: Annotated[int, Field(ge=0)]
    reason: str = ""


class PlanFile(_Part):
    """All of plan.toml."""

    document: Document
    marks: Marks
    themes: list[Theme]
    committees: list[Committee]
    budget: Budget | None = None
    inhabitants: Inhabitants | None = None


def read_planfile(path: str | Path) -> PlanFile:
    """Read and check plan.toml.

    Raises PlanError (with the line) for a missing file, bytes that are not UTF-8, broken TOML, unknown or missing
    keys, values of the wrong kind, ids or names that stand twice.

    >>> read_planfile("data/borlange-v-2022/plan.toml").document.year
    2022
    """
    path = Path(path)
    text = read_text(path).removeprefix("\ufeff")
    try:
        planfile = PlanFile.model_validate(_parse(path, text))
    except ValidationError as error:
        typos_first = sorted(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
        raise _explain(path, text, dict(typos_first[0])) from None
    _check_names(path, text, planfile)
    return planfile


def _parse(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # numbers of thousands of digits, brackets in brackets
        line = re.search(r"line (\d+)", str(error))
        number = int(line[1]) if line else None
        raise PlanError(path, number, f"TOML that cannot be read ({error})", "Mend this file.") from None


def read_text(path: Path) -> str:
    """The file's text, line ends as they are. Raises PlanError where it is missing or not UTF-8."""
    try:
        data = path.read_bytes()
    except OSError as error:
        found = f"no readable file at {Path(*path.parts[-2:]).as_posix()} ({error.strerror})"
        raise PlanError(path, None, found, "A plan's folder holds plan.txt and plan.toml.") from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        found = f"a byte that is not UTF-8 (0x{data[error.start]:02x})"
        raise PlanError(path, line, found, "Save the file as UTF-8 and read it again.") from None


def _explain(path: Path, text: str, error: dict[str, Any]) -> PlanError:
    where = error["loc"]
    key = ".".join(str(part) for part in where)
    if error["type"] == "extra_forbidden":
        near = get_close_matches(str(where[-1]), _keys(where), n=1)
        remedy = "".join(f"Did you mean {key!r}? " for key in near) + "The keys are listed in data/README.md."
        return PlanError(path, _line(text, where), f"the unknown key {key!r}", remedy)
    if error["type"] == "missing":
        return PlanError(path, _line(text, where[:-1]), f"no key {key!r}", "Add it; data/README.md says what it holds.")
    found = f"{error['input']!r:.80} for {key!r}"
    return PlanError(path, _line(text, where), found, f"{error['msg'].removeprefix('Value error, ')}.")


def _keys(where: tuple[str | int, ...]) -> list[str]:
    """The keys that plan.toml may have at the place of the last one in ``where``."""
    models: dict[str, type[_Part]] = {
        "document": Document,
        "marks": Marks,
        "themes": Theme,
        "committees": Committee,
        "budget": Budget,
        "inhabitants": Inhabitants,
    }
    return list(models.get(str(where[0]), PlanFile).model_fields) if len(where) > 1 else list(models)


def _line(text: str, where: tuple[str | int, ...]) -> int:
    """The line of plan.toml that a key path such as ("themes", 2, "heading") points at; 1 where none does."""
    lines = text.split("\n")
    table, index = ([*where, 0, 0])[:2]
    heads = [n for n, line in enumerate(lines) if re.match(rf"\s*\[+\s*\"?{re.escape(str(table))}\"?\s*\]", line)]
    start = [0, *heads][min(index + 1 if isinstance(index, int) else 1, len(heads))]
    for key in [part for part in where[::-1] if isinstance(part, str)]:
        for number in range(start, len(lines)):
            if re.match(rf"\s*\"?{re.escape(key)}\"?\s*=", lines[number]):
                return number + 1
    return start + 1


def _check_names(path: Path, text: str, planfile: PlanFile) -> None:
    """Raise PlanError where an id, a heading or a committee's name stands twice."""
    seen = set()
    for kind, value, where in _names(planfile):
        if (kind, value) in seen:
            remedy = f"No {kind} may stand for two things: change one."
            raise PlanError(path, _line(text, where), f"the {kind} {value!r} a second time", remedy)
        seen.add((kind, value))


def _names(planfile: PlanFile) -> Iterator[tuple[str, str, tuple[str | int, ...]]]:
    """All that must be told apart: its kind, the name as it is compared, and the place in plan.toml."""
    for n, theme in enumerate(planfile.themes):
        yield "id", theme.id, ("themes", n)
        yield "heading", fold(theme.heading), ("themes", n)
    for n, committee in enumerate(planfile.committees):
        yield "id", committee.id, ("committees", n)
        yield "heading", fold(committee.name), ("committees", n)
        for name in (committee.name, *committee.aliases):
            yield "name", fold(name).casefold(), ("committees", n)
    for key in ("headings_within", "headings_between"):
        for heading in getattr(planfile.marks, key):
            yield "heading", fold(heading), ("marks", key)
    if planfile.budget:
        yield "heading", fold(planfile.budget.heading), ("budget", "heading")
