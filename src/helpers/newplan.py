"""The next plan: brought, made and told, one or several side by side."""

import os
import sys
import warnings
from collections.abc import Collection, Iterator, Mapping
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from joblib import Parallel, delayed

from helpers.build import publish_each
from helpers.check.page import write_check
from helpers.check.summary import summarise
from helpers.documents.read import READERS
from helpers.documents.write import import_document
from helpers.errors import PlanError
from helpers.files import ROOT, is_blank, is_filled, is_utf8, list_files, sum_file, tell_unreadable, write_bytes
from helpers.language import IN_SWEDISH
from helpers.links.decisions import settle_decisions
from helpers.links.intake import settle_passes, tell_passes
from helpers.links.kit import tell_kept
from helpers.links.labels import read_labels
from helpers.make import LEFT_OUT, list_left_out, tell_lack
from helpers.plan.corrections import COLUMNS, settle_corrections
from helpers.plan.naming import slug
from helpers.plan.propose import write_planfile
from helpers.plan.read import Plan, read_plan
from helpers.plan.settled_texts import keep_handed
from helpers.record import Made, Record, list_forsaken, place_build, place_outputs
from helpers.tables import join_runs
from helpers.words import LANGUAGES, read_words, settle_texts


class Brought(NamedTuple):
    """A plan's folder, and what is to be said of how it came about, in Swedish."""

    folder: Path
    said: list[str]


def bring_document(path: str | Path, data: Path = ROOT / "data") -> Brought:
    """Make a plan's folder of a document, and give it with what is to be said.

    The folder is called after the file and holds ``document.<ending>`` (the original), ``plan.txt``, ``places.csv``,
    ``plan.toml`` (all that was found out) and ``lines.csv`` (its header). What a person has changed in plan.txt,
    plan.toml and lines.csv is kept when the same document is brought again. Raises PlanError for a document that cannot
    be read, and where the folder holds another document: its corrections would then stand at wrong lines.

    >>> bring_document("tests/zoo/kvarnholma/plan.odt", empty).said[0]
    'plan.odt → empty0/plan/'
    """
    path = Path(path)
    folder = data / (slug(path.stem) or "plan")
    if not path.is_file():
        raise PlanError(path, None, "ingen sådan fil", "Skriv filens hela namn, med ändelsen.")
    _refuse_other(path, folder)
    said = [f"{path.name} → {folder.parent.name}/{folder.name}/"]
    document, _, _, changed = import_document(path, folder)
    said += [f"{path.name}: {each}" for each in document.unused]
    if changed:
        own = f"den är ändrad (rad {join_runs(changed, '–')}) och lämnas som den är"
        said.append(f"plan.txt: {own}; ta bort den och kör om, så görs den av dokumentet igen")
    said += write_planfile(folder)
    if not (folder / "lines.csv").exists():
        write_bytes(folder / "lines.csv", (",".join(COLUMNS) + "\n").encode())
    return Brought(folder, said)


def _refuse_other(path: Path, folder: Path) -> None:
    """Raise PlanError where a folder holds another plan than the one that is brought."""
    held = sorted(folder.glob("document.*"))
    same = any(each.read_bytes() == path.read_bytes() for each in held)
    if not same and (held or (folder / "plan.txt").exists()):
        found = f"mappen {folder.parent.name}/{folder.name}, som redan finns, är gjord av ett annat dokument"
        raise PlanError(path, None, found, "Döp om filen, eller flytta mappen, och kör igen.")


def make_plan(path: str | Path, workers: int = 1) -> None:
    """Publish the plan of a folder, or of a document that is brought into a folder of data/ first, saying all that is
    done; the last lines are what was read, the weightiest first, and where to check it.

    Raises PlanError where the document, the folder or a table of it cannot be read.
    """
    plan = _read(Path(path))
    for said in settle_texts(plan):
        _say(said)
    for language in LANGUAGES:
        read_words(language, plan)
    keep_handed(plan)
    for remark in (*tell_replaced(plan), *tell_passes(plan)):
        _say(remark)
    for settled in settle_passes(plan):
        _say(f"{settled.name}: gjord av läsningarna")
    settle_decisions(plan)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", UserWarning)
        files: set[str] = set()
        lacking: dict[str, str] = {}
        for made in publish_each(plan, workers=workers):
            files |= {*made.files}
            if made.kind == LEFT_OUT:
                lacking[made.name] = tell_lack(plan, made.name) or "den får inte plats"
            else:
                _say(_tell_made(made))
    drawn = list_left_out(plan)
    for said in _tell_lacking("Görs inte", {name: why for name, why in lacking.items() if name not in drawn}):
        _say(said)
    tables, figures, reading = place_outputs(plan.folder)
    kept = [tell_kept(each) for each in list_files(reading) if is_filled(each)]
    for said in dict.fromkeys([*(str(each.message) for each in caught), *kept, *_tell_left(files, tables, figures)]):
        _say(said)
    for said in write_check(plan, reading.parent):
        _say(said)
    print("\n" + "\n".join(summarise(plan)), flush=True)
    for said in tell_left_out(plan):
        print(said, flush=True)
    print(f"Tabeller: {_shorten(tables)}; bilder och tryck: {_shorten(figures)}", flush=True)
    print(f"Kontrollera rad för rad: {_shorten(reading.parent / 'kontroll.html')}", flush=True)
    if (reading / "start.md").exists() and not read_labels(plan).has("links"):
        print(
            f"Sedan, för bilderna av krav och uppdrag: läs planen, som {_shorten(reading / 'start.md')} säger",
            flush=True,
        )


def tell_left_out(plan: Plan) -> Iterator[str]:
    """What of the figures and prints is not made, and why: a line for each reason.

    >>> list(tell_left_out(plan))
    []
    """
    yield from _tell_lacking("Ritas inte", list_left_out(plan))


def _tell_lacking(what: str, lacking: Mapping[str, str]) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for name, reason in lacking.items():
        reasons.setdefault(reason, []).append(name)
    for reason, names in reasons.items():
        yield f"{what}, för {reason}: {', '.join(names)}."


def _tell_left(made: Collection[str], *folders: Path) -> Iterator[str]:
    """The numbered files that lie where a plan's are written, and that nothing makes of it as it is now."""
    for folder in folders:
        left = [path.name for path in sorted(folder.rglob("[0-9][0-9]_*")) if str(path) not in made]
        if left:
            named = ", ".join(left[:_MOST_NAMED]) + (" …" if len(left) > _MOST_NAMED else "")
            count = f"{IN_SWEDISH.number(len(left)):# fil|# filer}"
            yield f"{_shorten(folder)}: {count} hör inte till planen som den är nu ({named})"


_MOST_NAMED = 5


def _read(path: Path) -> Plan:
    """The plan of a folder, or of a document after it has been brought."""
    brought = Brought(path, []) if path.is_dir() else bring_document(path)
    if not (brought.folder / "plan.txt").exists():
        held = [each.name for each in list_files(brought.folder) if each.suffix.lower().lstrip(".") in READERS]
        remedy = f"Kör ditt dokument i stället för mappen ({', '.join(held) or 'som .docx, .odt eller .pdf'})."
        raise PlanError(brought.folder, None, "mappen har ingen plan.txt", remedy)
    for said in [*brought.said, *settle_corrections(brought.folder)]:
        _say(said)
    for path in (brought.folder / "plan.txt", brought.folder / "plan.toml"):
        data = path.read_bytes() if path.is_file() else b"-"
        if is_blank(data):
            raise PlanError(path, None, "filen är tom", "Lägg tillbaka den som den var.")
        if not is_utf8(data):
            _say(f"{path.name}: läses, fast den inte är sparad som UTF-8; stämmer inte å, ä och ö, spara den så")
    return read_plan(brought.folder)


def tell_replaced(plan: Plan) -> Iterator[str]:
    """Whether the document in the folder is another one than plan.toml says that plan.txt was made of.

    >>> list(tell_replaced(plan))
    []
    """
    source = plan.file.source
    held = sum_file(plan.folder / source.file) if source else ""
    if source and held not in ("", source.sha256):
        anew = "ta bort plan.txt och kör dokumentet, så görs den av det"
        known = f'är den redan gjord av det, skriv sha256 = "{held}" under [source] i plan.toml'
        yield f"{source.file}: ett annat dokument än det som plan.txt gjordes av: {anew}; {known}"


def _say(text: str) -> None:
    print(f"  {text}", flush=True)


_KINDS = {"table": "tabell", "book": "Excelfil", "figure": "figur", "pamphlet": "trycksak", "kit": "att läsa med"}
_KINDS |= {"index": "förteckning"}


def _tell_made(made: Made) -> str:
    """What was made, and the sizes that it has no room on."""
    gone = dict.fromkeys(f"{row['size']} ({row['language']})" for row in made.rows if "file" not in row)
    return f"{made.name}: {_KINDS[made.kind]} ({len(made.files)})" + (
        f", får inte plats i {', '.join(gone)}" if gone else ""
    )


def _shorten(path: Path) -> Path:
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


def main(arguments: list[str], workers: int = 1) -> int:
    """Publish the plans whose folders or documents are given, one after another, with so many processes for each.

    Gives 0; 1 where one of them cannot be read, with the reason printed; 2 where none was given.
    """
    if not arguments:
        print("usage: python -m helpers.newplan PLAN [PLAN …]: a folder such as data/my-plan, or a document")
        return 2
    failed = 0
    for filled, folder in list_forsaken():
        moved = "har planen bytt mapp, lägg den där (ett formulär eller läsblad i passes/)"
        _say(f"{_shorten(filled)} är ifylld eller sparad av någon, och mappen {folder} finns inte: {moved}")
    for path in arguments:
        try:
            make_plan(path, workers)
        except (PlanError, PermissionError) as error:
            print(error if isinstance(error, PlanError) else tell_unreadable(Path(error.filename or path), error))
            _tell_old(Path(path))
            failed = 1
    return failed


def _tell_old(folder: Path) -> None:
    """What was made of a plan before it could no more be read stays, and is named as old."""
    old = {Path(file).parent for file in Record(folder).earlier} if folder.is_dir() else set()
    if old:
        old |= {page.parent for page in place_build(folder).glob("kontroll.html")}
        where = ", ".join(sorted(str(_shorten(path)) for path in old if path.parent not in old))
        _say(f"Det som ligger i {where} är från förra gången och visar inte planen som den är nu.")


def make_side_by_side(folders: list[str], workers: int) -> Iterator[tuple[int, str]]:
    """Publish plans side by side, so many at a time: for each the code of ``main`` and what it said, in order.

    joblib shares them out: within ``joblib.parallel_config(backend="dask")``, or another of its backends, they are made
    by the machines of a cluster that see the same folders.

    >>> list(make_side_by_side([], 2))
    []
    """
    for folder in filter(os.path.isdir, folders):
        place_build(Path(folder))  # one after another, so that no two of a name find the same place empty
    yield from Parallel(workers, return_as="generator")(delayed(_make_apart)(folder) for folder in folders)


def _make_apart(folder: str) -> tuple[int, str]:
    said = StringIO()
    with redirect_stdout(said):
        code = main([folder])
    return code, said.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
