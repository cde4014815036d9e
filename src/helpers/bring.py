"""A document brought as Word, PDF, OpenDocument, web page or text: its folder in data/, with all that was found out."""

import hashlib
from pathlib import Path
from typing import NamedTuple

from helpers.documents.write import import_document
from helpers.errors import PlanError
from helpers.files import ROOT, write_bytes
from helpers.plan.corrections import COLUMNS
from helpers.plan.naming import slug
from helpers.plan.propose import write_planfile
from helpers.tables import join_runs


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
    changed = import_document(path, folder).changed
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
    same = any(
        hashlib.sha256(each.read_bytes()).digest() == hashlib.sha256(path.read_bytes()).digest() for each in held
    )
    if not same and (held or (folder / "plan.txt").exists()):
        found = f"mappen {folder.parent.name}/{folder.name}, som redan finns, är gjord av ett annat dokument"
        raise PlanError(path, None, found, "Döp om filen, eller flytta mappen, och kör igen.")
