"""Plans with a slip in them, for the notebooks that show what an analyst sees then."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def edited(folder: str | Path, old: str, new: str, file: str = "plan.txt") -> Iterator[Path]:
    """A copy of a plan's folder with one text replaced wherever it stands in a file; gone when the block ends.

    >>> with edited("data/borlange-v-2022", "JOB", "JOBB", file="plan.toml") as copy:
    ...     "JOBB" in (copy / "plan.toml").read_text(encoding="utf-8")
    True
    """
    with TemporaryDirectory() as place:
        copy = Path(place) / Path(folder).name
        copy.mkdir()
        for name in ("plan.txt", "plan.toml"):
            (copy / name).write_bytes((Path(folder) / name).read_bytes())
        text = (copy / file).read_bytes().decode("utf-8")
        assert old in text, f"{old!r} does not stand in {file}"
        (copy / file).write_bytes(text.replace(old, new).encode("utf-8"))
        yield copy
