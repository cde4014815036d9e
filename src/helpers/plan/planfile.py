"""plan.toml: what a plan's folder says of its document. What it does not say is found out from the text; a key that is
misspelt is an error, never ignored.
"""

import datetime
import re
import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal
from unicodedata import normalize

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from helpers.errors import FaultsError, PlanError
from helpers.files import read_text
from helpers.plan.clean import fold, show

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$")]


def _need_words(text: str) -> str:
    if not fold(text):
        raise ValueError("Här behövs en text, med mer i än mellanslag och asterisker")
    return text.strip()


def _need_mark(text: str) -> str:
    if not show(text) or " " in show(text):
        raise ValueError("Här behövs ett tecken, utan mellanslag")
    return show(text)


Text = Annotated[str, AfterValidator(_need_words)]

Mark = Annotated[str, AfterValidator(_need_mark)]

Year = Annotated[int, Field(ge=1900, le=2099)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ToldDocument(_Part):
    """Where the document comes from, as far as plan.toml says it."""

    title: Text | None = None
    party: Text | None = None
    party_short: Text | None = None
    municipality: Text | None = None
    year: Year | None = None
    publisher: str = ""
    published: datetime.date | None = None
    url: str = ""
    sha256: str | None = None
    language: str = "sv"
    rights: str = ""
    standing: Literal["opposition", "majority"] | None = None
    outcome: Literal["adopted", "rejected", "unknown"] | None = None


class Document(ToldDocument):
    """Where the document comes from, with what was found out where plan.toml does not say it."""

    title: Text
    party: Text
    party_short: Text
    municipality: Text
    year: Year


class Source(_Part):
    """The document that plan.txt was made from, as it lies in the folder, and its checksum."""

    file: Text
    sha256: Text


class Marks(_Part):
    """The marks that tell the roles of lines apart."""

    demand_leads: list[Text] = []
    mission_leads: list[Text] = []
    bullets: list[Mark] = []
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


class ToldBudget(_Part):
    """The table of budget frames as far as plan.toml says it."""

    heading: Text | None = None
    total: Text | None = None
    unit: Literal["kr", "tkr", "mnkr"] | None = None
    unit_reason: str = ""


class Budget(ToldBudget):
    """The table of budget frames: its heading, the label of its sum, its unit and why it is read so."""

    heading: Text
    total: Text
    unit: Literal["kr", "tkr", "mnkr"]


class Inhabitants(_Part):
    """Which row of facts.csv gives the number of inhabitants, and how far that number may be off."""

    fact: Text
    plus_minus: Annotated[int, Field(ge=0)]
    reason: str = ""


class ToldFile(_Part):
    """plan.toml as it stands: whatever it does not say is missing or empty."""

    document: ToldDocument = ToldDocument()
    marks: Marks = Marks()
    themes: list[Theme] = []
    committees: list[Committee] = []
    budget: ToldBudget | None = None
    inhabitants: Inhabitants | None = None
    source: Source | None = None


class PlanFile(ToldFile):
    """All that is known of the document: what plan.toml says, and what was found out where it says nothing."""

    document: Document
    budget: Budget | None = None


def read_planfile(path: str | Path) -> ToldFile:
    """Read and check plan.toml; all of it may be missing.

    Raises PlanError (with the line; all faults at once) for bytes that are no text, broken TOML, unknown keys, values
    of the wrong kind, ids or names that stand twice.

    >>> read_planfile("data/borlange-v-2022/plan.toml").document.year
    2022
    """
    path = Path(path)
    if not path.exists():
        return ToldFile()
    text = normalize("NFC", read_text(path).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    try:
        planfile = ToldFile.model_validate(_parse(path, text))
    except ValidationError as error:
        raise FaultsError([_explain(path, text, each) for each in _choose(error)]) from None
    faults = _check_names(path, text, planfile)
    if faults:
        raise FaultsError(faults)
    return planfile


def _choose(error: ValidationError) -> list[dict[str, Any]]:
    """The faults to tell: misspelt keys first, and no key missing where one beside it is misspelt."""
    faults: list[dict[str, Any]] = [{**each} for each in error.errors()]
    misspelt = [each for each in faults if each["type"] == "extra_forbidden"]
    tables = {each["loc"][:-1] for each in misspelt}
    others = [each for each in faults if each not in misspelt]
    return [*misspelt, *(each for each in others if each["type"] != "missing" or each["loc"][:-1] not in tables)]


def _parse(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # numbers of thousands of digits, brackets in brackets
        line = re.search(r"line (\d+)", str(error))
        number = int(line[1]) if line else None
        said = str(error).replace("'\\n'", "")  # a sign that it quotes, with a backslash that nobody wrote
        stands = text.splitlines()[number - 1 : number] if number else []
        remedy = next(remedy for sign, remedy in _TOML_REMEDIES.items() if re.search(sign, "\n".join([said, *stands])))
        shown = "".join(stands).strip()[:60] or error
        raise PlanError(path, number, f"går inte att läsa som TOML ({shown})", remedy) from None


_TOML_REMEDIES = {
    r"Cannot .*\n\s*\[": "Teman och nämnder har dubbla klamrar var gång, [[themes]]; andra står en gång, [marks].",
    "Cannot": "Det står två gånger: behåll det ena.",
    "[“”„‘’]": 'Byt de böjda citattecknen mot raka (").',
    "\u00a0": "Byt det hårda mellanslaget mot ett vanligt.",
    r"\\": "Skriv två omvända snedstreck (\\\\) för ett.",
    "Unclosed": "En lista har komma mellan texterna och hakparentes sist: se efter där och strax ovanför.",
    "Expected .*]": "En rubrik har lika många klamrar på båda sidor, som [marks] och [[themes]].",
    "after a key": "Mellan nyckel och värde står ett likhetstecken (=).",
    "Invalid statement": "En nyckel har bara bokstäverna a-z, siffror, - och _; de som finns står i data/README.md.",
    "": "Text står på en rad inom citattecken, tal utan mellanslag, datum som 2021-06-21, true och false för ja "
    "och nej, anmärkningar efter #.",
}
"""What to do about a line that is no TOML, by what the error or the line has in it: what word processors put there."""


def _explain(path: Path, text: str, error: dict[str, Any]) -> PlanError:
    where = error["loc"]
    key = ".".join(str(part) for part in where)
    if error["type"] == "extra_forbidden":
        near = get_close_matches(str(where[-1]), _keys(where), n=1)
        remedy = "".join(f"Menades {key!r}? " for key in near) + "Nycklarna står i data/README.md."
        return PlanError(path, find_line(text, where), f"nyckeln {key!r} finns inte", remedy)
    if error["type"] == "missing":
        return PlanError(
            path,
            find_line(text, where[:-1]),
            f"nyckeln {key!r} saknas",
            "Lägg till den; data/README.md säger vad den rymmer.",
        )
    found = f"{error['input']!r:.80} för {key!r}"
    return PlanError(path, find_line(text, where), found, f"{_say_kind(error)}.")


_KINDS = {
    "string_type": "Det ska vara text inom citattecken",
    "string_pattern_mismatch": "Det ska vara små bokstäver a-z, siffror, - och _, med en bokstav först",
    "int_type": "Det ska vara ett heltal, utan citattecken",
    "bool_type": "Det ska vara true eller false, utan citattecken",
    "list_type": "Det ska vara en lista inom hakparenteser",
    "date_type": "Det ska vara ett datum utan citattecken, som 2021-06-21",
    "model_type": "Det ska vara en tabell",
    "literal_error": "Det ska vara något av {expected}",
    "greater_than_equal": "Det ska vara minst {ge}",
    "less_than_equal": "Det ska vara högst {le}",
    "value_error": "{error}",
}
"""What a value has to be, by the kind of fault that pydantic finds."""


def _say_kind(error: dict[str, Any]) -> str:
    """What a value has to be; in pydantic's own words where a kind has none here."""
    known = {**error.get("ctx", {})}
    if "expected" in known:
        known["expected"] = known["expected"].replace(" or ", " eller ")
    return _KINDS[error["type"]].format(**known) if error["type"] in _KINDS else str(error["msg"])


def _keys(where: tuple[str | int, ...]) -> list[str]:
    """The keys that plan.toml may have at the place of the last one in ``where``."""
    models: dict[str, type[_Part]] = {
        "document": Document,
        "marks": Marks,
        "themes": Theme,
        "committees": Committee,
        "budget": Budget,
        "inhabitants": Inhabitants,
        "source": Source,
    }
    return list(models.get(str(where[0]), ToldFile).model_fields) if len(where) > 1 else list(models)


def find_line(text: str, where: tuple[str | int, ...]) -> int:
    """The line of plan.toml that a key path such as ("themes", 2, "heading") points at; 1 where none does.

    >>> find_line("[marks]\\ntitles = []\\n", ("marks", "titles"))
    2
    """
    lines = text.split("\n")
    table, index = ([*where, 0, 0])[:2]
    heads = [n for n, line in enumerate(lines) if re.match(rf"\s*\[+\s*\"?{re.escape(str(table))}\"?\s*\]", line)]
    start = [0, *heads][min(index + 1 if isinstance(index, int) else 1, len(heads))]
    for key in [part for part in where[::-1] if isinstance(part, str)]:
        for number in range(start, len(lines)):
            if re.match(rf"\s*\"?{re.escape(key)}\"?\s*=", lines[number]):
                return number + 1
    return start + 1


def _check_names(path: Path, text: str, planfile: ToldFile) -> list[PlanError]:
    """An error for each id, heading or committee's name that stands twice, and for a second board."""
    first: dict[tuple[str, str | bool], int] = {}
    faults = []
    for kind, value, where in _names(planfile):
        line = find_line(text, where)
        if (kind, value) in first:
            remedy = f"Två ting får inte ha samma: ändra detta, eller det på rad {first[kind, value]}."
            faults.append(PlanError(path, line, f"{kind} {value!r} en andra gång", remedy))
        first.setdefault((kind, value), line)
    return faults


def _names(planfile: ToldFile) -> Iterator[tuple[str, str | bool, tuple[str | int, ...]]]:
    """All that must be told apart: its kind, the name as it is compared, and the place in plan.toml."""
    for n, theme in enumerate(planfile.themes):
        yield "id", theme.id, ("themes", n)
        yield "rubriken", fold(theme.heading), ("themes", n)
    for n, committee in enumerate(planfile.committees):
        yield "id", committee.id, ("committees", n)
        for name in (committee.name, *committee.aliases):
            yield "namnet", fold(name).casefold(), ("committees", n)
        if committee.board:
            yield "styrelsen (board)", committee.board, ("committees", n, "board")
    for key in ("headings_within", "headings_between"):
        for heading in getattr(planfile.marks, key):
            yield "rubriken", fold(heading), ("marks", key)
    if planfile.budget and planfile.budget.heading:
        yield "rubriken", fold(planfile.budget.heading), ("budget", "heading")
