"""A repository of the project as it lies here, for tests that ask git."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class Repository:
    """A throw-away repository of all that is in the project's folder and not ignored, committed or not."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        git_free = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        self.env = git_free | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        self.git("init", "--quiet", str(folder), here=True)
        self.git("-c", "core.safecrlf=false", "add", "--all")
        self.git("-c", "user.name=test", "-c", "user.email=test@localhost", "commit", "--quiet", "--message=all")

    def git(self, *arguments: str, here: bool = False) -> str:
        """What git prints; the folder of the project is its work tree (unless ``here``: no repository is named)."""
        where = [] if here else [f"--git-dir={self.folder / '.git'}", f"--work-tree={ROOT}"]
        done = subprocess.run(
            ["git", *where, *arguments], cwd=ROOT, env=self.env, capture_output=True, encoding="utf-8"
        )
        assert not done.returncode, done.stderr
        return done.stdout

    def files(self) -> list[str]:
        """All paths, from the top of the project."""
        return self.git("ls-files", "-z").rstrip("\0").split("\0")
