"""The same result again: everything anew in a clean clone of HEAD, compared with what was published."""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools.notebooks import files_below, made_files
from tools.processes import ROOT, RunError, base_python, capture, git, own_environment, say, venv_python


def uncommitted(root: Path) -> list[str]:
    """The files that are not as they were committed: changed, new or gone."""
    lines = git("status", "--porcelain", "--untracked-files=all", "-z", folder=root).split("\0")
    return [line[3:] for line in lines if line]


def refuse_dirty_tree(root: Path = ROOT) -> None:
    """RunError where the folder is no clone, or that names the files which are not as they were committed."""
    if not (root / ".git").exists():
        raise RunError(
            "Not verified: this folder is no clone, so that nothing in it says what was published.\n"
            "Get the project with git clone, and run it there."
        )
    files = uncommitted(root)
    if files:
        named = ", ".join(files[:5]) + (f" and {len(files) - 5} more" if len(files) > 5 else "")
        raise RunError(
            f"Not verified: {len(files)} files are not as they were committed ({named}).\n"
            "What is verified is the last commit, in a clean clone. Commit them, or put them aside, and run it again."
        )


def made_parts(root: Path = ROOT) -> list[str]:
    """The folders of what is made: figures, derived tables, notebooks with what they put out."""
    derived = sorted(path.relative_to(root).as_posix() for path in root.glob("data/*/derived"))
    return ["figures", *derived, "notebooks"]


def forget_results(root: Path) -> None:
    """Remove all figures and derived tables, and what the notebooks put out, so that nothing of it can be left over."""
    for path in made_files(root):
        path.unlink()
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell.update(outputs=[], execution_count=None)
        path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8", newline="\n")


def make_anew(folder: Path) -> tuple[Path, Path]:
    """Two clean clones of HEAD in an empty folder: one as published, one where all is made anew; RunError if it fails.

    The second has an environment of its own.
    """
    published, made = folder / "published", folder / "made"
    for clone in (published, made):
        git("clone", "--quiet", "--no-hardlinks", str(ROOT), str(clone))
    forget_results(made)
    say(f"Verify: {git('rev-parse', 'HEAD').strip()}, everything anew from the raw document in a clean clone")
    run_in(made, "all")
    left = plans_left(published, made)
    if left:  # plans beside the one that the notebooks are about
        run_in(made, "plan", *left)
    return published, made


def run_in(folder: Path, *arguments: str) -> None:
    """One of these commands in another clone; RunError if it fails."""
    command = [base_python(), str(folder / "run.py"), *arguments]
    if subprocess.run(command, cwd=folder, env=own_environment()).returncode:
        raise RunError("Not verified: in the clone not everything could be made.")


def plans_left(published: Path, made: Path) -> list[str]:
    """The plans' folders that have derived tables where they were published, and none yet where all is made anew."""
    folders = [path.parent.relative_to(published) for path in sorted(published.glob("data/*/derived"))]
    return [folder.as_posix() for folder in folders if not files_below(made / folder / "derived")]


def compare_clones(published: Path, made: Path) -> bool:
    """Whether all is the same, saying what is and what is not; if not, what was made is put into build/verify."""
    parts, kept = made_parts(published), ROOT / "build" / "verify"
    compare = [str(venv_python(made / ".venv")), "-m", "helpers.verify.compare", str(published), str(made), *parts]
    result, inside = capture(compare), tuple(f"{part}/" for part in parts)
    strays = [name for name in uncommitted(made) if not name.startswith(inside)]
    say(f"Verify: what was made, beside what was published\n{result.output}")
    if strays:
        say(f"  and files changed that no notebook makes: {', '.join(strays)}")
    shutil.rmtree(kept, ignore_errors=True)
    for part in parts if result.code or strays else ():
        if (made / part).is_dir():
            shutil.copytree(made / part, kept / part)
    return not (result.code or strays)


def verify() -> None:
    """Make everything anew in a clean clone of HEAD, and compare it with what was published, folder with folder."""
    refuse_dirty_tree()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="verify-", ignore_cleanup_errors=True) as folder:
        same = compare_clones(*make_anew(Path(folder)))
    seconds = f"in {time.monotonic() - begun:.0f} s, with Python {sys.version.split()[0]}"
    if not same:
        raise RunError(f"Not the same, {seconds}. What was made lies in build/verify.")
    say(f"All the same, {seconds}.")
