"""Every figure of a plan in every size, language and variant, into build/, and one zip per language to hand on.

``python -m helpers.publish.edition data/<plan>`` makes them; with ``--accent "#b5121b"`` in another colour, and it
says where that colour fails. A figure is made again only when what it is made from has changed (``helpers.inputs``; of
the charts its own), or one of its files: a stamp beside the folder holds the checksums of all of them.
"""

import argparse
import json
import shutil
import sys
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from joblib import Parallel, delayed

from helpers.colour import ACCENT, find_colour_faults, make_palette
from helpers.errors import PlanError
from helpers.figures.registry import USUAL, list_figures
from helpers.figures.type import FONTS
from helpers.files import ROOT, open_new, pack, sum_file, write_bytes
from helpers.inputs import digest_inputs
from helpers.plan.read import Plan, read_plan
from helpers.publish.checks import find_file_faults
from helpers.publish.export import GROUNDS, TextWarning
from helpers.publish.manifest import NAME, File, Manifest, Missing, render_manifest
from helpers.publish.sets import list_everything, list_missing, write_set
from helpers.record import CHARTS
from helpers.words import LANGUAGES

MAKER = "helpers.publish.edition"
"""This module, by which figures are made with all that it imports, also where it runs as a program."""

FONT_FOLDER = "typsnitt"
"""Where the font lies beside the svg files with live text, with its licence."""


class Done(NamedTuple):
    """A figure that is done: its name, how many files, whether it had to be made, what is wrong with it (as it was
    drawn, and as its files are), and the sizes that it has no room on.
    """

    name: str
    files: int
    made: bool
    faults: list[str]
    missing: list[str]


def make_edition(
    plan: Plan, folder: Path, accent: str = ACCENT, workers: int = 1, names: Iterable[str] | None = None
) -> Iterator[Done]:
    """Make every figure of a plan (or those of ``names``) below ``folder``, each in a folder of its own.

    Gives each as soon as it is done, if the plan has data for it. Raises ValueError as ``export_figure`` does.

    >>> list(make_edition(plan, Path("build/figures-all/borlange-v-2022"), names=[]))
    []
    """
    figures = list_figures(plan)
    wanted = figures if names is None else names
    charts = {name: figures[name].module for name in wanted if figures[name].possible(plan)}
    inputs = {chart: digest_inputs([MAKER, chart], [plan.folder], [CHARTS]) for chart in {*charts.values()}}
    run = Parallel(workers, return_as="generator")
    yield from run(
        delayed(_make_figure)(plan, name, folder, accent, f"{accent} {inputs[chart]}") for name, chart in charts.items()
    )


def _make_figure(plan: Plan, name: str, folder: Path, accent: str, inputs: str) -> Done:
    place, stamp = folder / name, folder / "stamps" / f"{name}.json"
    kept = json.loads(stamp.read_text(encoding="utf-8")) if stamp.is_file() else {}
    if kept.get("inputs") == inputs and _are_there(place, kept["files"]):
        return Done(name, len(kept["files"]), False, kept["faults"], kept["missing"])
    shutil.rmtree(place, ignore_errors=True)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("ignore")  # colours that fail are the same in every figure, and said once
        warnings.simplefilter("always", TextWarning)
        figure = list_figures(plan)[name]
        rows = list(write_set(plan, name, place, list_everything(figure, accent)))
    files = [row for row in rows if isinstance(row, File)]
    faults = [str(warning.message) for warning in said] + find_file_faults(place, files, accent)
    missing = [row.size for row in list_missing(name, figure, USUAL)]
    gone = [row for row in rows if isinstance(row, Missing)]
    missing += [f"{row.size} ({', '.join(filter(None, (row.language, row.variant)))})" for row in gone]
    listed = [file.model_dump(mode="json") for file in files]
    kept = {"inputs": inputs, "faults": faults, "missing": missing, "files": listed}
    write_bytes(stamp, json.dumps(kept, ensure_ascii=False).encode("utf-8"))
    return Done(name, len(files), True, faults, missing)


def _are_there(place: Path, rows: list[dict[str, str]]) -> bool:
    there = {path.name: sum_file(path) for path in place.iterdir()} if place.is_dir() else {}
    return there == {row["file"]: row["sha256"] for row in rows}


def pack_edition(plan: Plan, folder: Path) -> list[Path]:
    """One zip for each language beside the folder, of what its stamps list, with the font and a manifest; the paths.

    The same files give the same bytes: sorted, with a fixed date and fixed rights, and not compressed.

    >>> [path.name for path in pack_edition(plan, Path("build/figures-all/borlange-v-2022"))]
    ['borlange-v-2022_sv.zip', 'borlange-v-2022_en.zip']
    """
    for font in sorted(FONTS.iterdir()):
        write_bytes(folder / FONT_FOLDER / font.name, font.read_bytes())
    stamps = [path for name in list_figures(plan) if (path := folder / "stamps" / f"{name}.json").is_file()]
    rows = [File.model_validate(row) for stamp in stamps for row in json.loads(stamp.read_bytes())["files"]]
    document, paths = plan.file.document, []
    for language in LANGUAGES:
        files = tuple(sorted((row for row in rows if row.language == language), key=lambda row: row.file))
        manifest = Manifest(plan=folder.name, title=document.title, party=document.party, files=files)
        contents = {f"{row.figure}/{row.file}": folder / row.figure / row.file for row in files}
        contents |= {f"{FONT_FOLDER}/{font.name}": font for font in FONTS.iterdir()}
        path = folder.parent / f"{folder.name}_{language}.zip"
        _pack(path, contents, render_manifest(manifest))
        paths.append(path)
    return paths


def _pack(path: Path, contents: dict[str, Path], manifest: bytes) -> None:
    """Write the zip, unless the one that is there has the same manifest, with its checksums."""
    if path.is_file() and _read_manifest(path) == manifest:
        return
    names = sorted([*contents, NAME])
    with open_new(path) as file:
        pack(((name, manifest if name == NAME else contents[name].read_bytes()) for name in names), file)


def _read_manifest(path: Path) -> bytes:
    try:
        with ZipFile(path) as archive:
            return archive.read(NAME)
    except (BadZipFile, KeyError):
        return b""


def main(arguments: list[str]) -> int:
    """Make and pack the editions of the plans whose folders are given, showing how far it has come.

    Gives 0; 1 where a plan cannot be read or a figure has a fault, with the reason printed (no room is no fault).
    """
    parser = argparse.ArgumentParser(MAKER, description="Every size, language and variant of every figure")
    parser.add_argument("folders", nargs="+", metavar="data/<plan>")
    parser.add_argument("--accent", default=ACCENT, help="another accent colour, as #rrggbb")
    parser.add_argument("--workers", type=int, default=2, help="how many processes share the work")
    given = parser.parse_args(arguments)
    try:
        for fault in [fault for ground in GROUNDS for fault in find_colour_faults(make_palette(given.accent, ground))]:
            print(f"colour: {fault}", flush=True)
        counts = [_make_and_pack(read_plan(folder), given.accent, given.workers) for folder in given.folders]
    except (PlanError, ValueError) as error:
        print(error)
        return 1
    return int(any(counts))


def _make_and_pack(plan: Plan, accent: str, workers: int) -> int:
    """Make and pack one plan's edition, and give the number of faults that were shown."""
    tag = "" if accent == ACCENT else f"_farg-{accent.lstrip('#')}"
    folder = ROOT / "build" / "figures-all" / f"{plan.folder.resolve().name}{tag}"
    print(f"{plan.file.document.title}, {plan.file.document.party}: {len(list_figures(plan))} figures", flush=True)
    count = 0
    for number, done in enumerate(make_edition(plan, folder, accent, workers), 1):
        gone = f", no room on {', '.join(done.missing)}" if done.missing else ""
        print(f"  {number:2} {done.name}: {done.files} files{'' if done.made else ', up to date'}{gone}", flush=True)
        for fault in done.faults:
            print(f"     {fault}", flush=True)
        count += len(done.faults)
    for path in pack_edition(plan, folder):
        print(f"  {path.relative_to(ROOT).as_posix()}: {path.stat().st_size / 1e6:.0f} MB", flush=True)
    return count


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
