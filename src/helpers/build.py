"""The whole way for one plan: its folder in, its tables and figures out.

``python -m helpers.newplan data/<plan>`` makes everything that the notebooks export, for any plan. Whatever is made
begins with the number of the notebook that tells about it. What is as it was made is not made again; what makes it is
imported only where something has to be made.
"""

from __future__ import annotations

import hashlib
import pickle
import warnings
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from helpers.files import ROOT
from helpers.record import (
    INDEX,
    KIT,
    Made,
    Record,
    drop_orphans,
    keep_edited,
    name_files,
    sum_files,
)

if TYPE_CHECKING:
    from helpers.plan.read import Plan


def publish(plan: Plan, number: str = "", out: Path | None = None, workers: int = 1) -> pd.DataFrame:
    """Write the tables and figures whose names begin with ``number`` (all, where it is empty).

    They go to the plan's ``derived/`` and to ``figures/<plan>/``; for a plan outside data/ to ``build/<plan>/``; or
    below ``out``. What the plan is read with goes to ``build/<plan>/reading/``, or below ``out``. Gives columns name,
    kind (table, book, figure, pamphlet, kit, index, left out) and files: how many. What is as it was made from the same
    sources is not made again (but always below ``out``), and files whose bytes are right already are not touched.
    ``workers`` says how many processes share the work. The index (``00``: manifest.json and the gallery README.md)
    lists the figures that are there, so it is made last.

    >>> publish(plan, "03_budget", Path("build/example"))
            name   kind  files
    0  03_budget  table      1
    """
    rows = [(each.name, each.kind, len(each.files)) for each in publish_each(plan, number, out, workers)]
    return pd.DataFrame(rows, columns=["name", "kind", "files"])


def publish_each(plan: Plan, number: str = "", out: Path | None = None, workers: int = 1) -> Iterator[Made]:
    """The same, giving each as soon as it is there, in order; a run that is cut off goes on from there the next time.

    >>> [made.kind for made in publish_each(plan, "03_budget", Path("build/example"))]
    ['table']
    """
    record = Record(plan.folder) if out is None and _is_current(plan) else None
    names = (record.names if record else []) or _list_names(plan)
    made = dict(record.made) if record else {}
    if record:
        record.names = names
        drop_orphans()  # first, since a plan may have taken the place of one that is gone
    wanted = [name for name in names if name.startswith(number)]
    held = [name for name in wanted if record and name != INDEX and record.holds(name)]
    with keep_edited(record) if record else nullcontext():
        making = _make_all(plan, [name for name in wanted if name not in held and name != INDEX], out, workers)
        done = {*held}
        for name in (name for name in wanted if name != INDEX):
            while name not in done:
                each = next(making)
                made[each.name] = each
                done.add(each.name)
                if record:
                    record.keep(each)
            yield made[name]
        if INDEX in wanted:
            yield _publish_index(plan, out, made, record)
    if record and not number:
        record.drop_stale()
        record.share()


def _is_current(plan: Plan) -> bool:
    """Whether a plan is as it would be read now."""
    from helpers.plan.read import read_plan

    again = read_plan(plan.folder)
    return again.file == plan.file and again.lines.equals(plan.lines)


def _list_names(plan: Plan) -> list[str]:
    from helpers.make import list_names

    return list_names(plan)


def _make_all(plan: Plan, names: list[str], out: Path | None, workers: int) -> Iterator[Made]:
    """Each as soon as it is made, by several processes; what one process makes, it makes of labels that are read once.
    That joblib replaces one which has grown large is no matter.
    """
    from helpers.links.labels import read_labels
    from helpers.make import group_names, make_apart, make_one

    labels = read_labels(plan)
    if min(workers, len(names)) < 2:
        yield from (make_one(labels, name, out) for name in names)
    else:
        from joblib import Parallel, delayed

        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "A worker stopped while some jobs were given", UserWarning)
            share = Parallel(workers, return_as="generator_unordered", batch_size=1)
            given = pickle.dumps(labels)
            for made in share(delayed(make_apart)(given, group, out) for group in group_names(plan, names)):
                yield from made


def _publish_index(plan: Plan, out: Path | None, made: dict[str, Made], record: Record | None) -> Made:
    """The index, made again where anything that it lists is another, or another plan's manifest."""
    from helpers.make import make_index

    if record and record.holds(INDEX) and made[INDEX].sources == _digest_indexed(made):
        return made[INDEX]
    index = make_index(plan, out, made)._replace(sources=_digest_indexed(made))
    if record:
        record.keep(index)
    return index


def _digest_indexed(made: Mapping[str, Made]) -> str:
    """One number for all that an index rests on: what has been made, and the other plans' manifests."""
    listed = [each for each in made.values() if each.name != INDEX and each.kind != KIT]
    files = {file: checksum for each in listed for file, checksum in each.files.items()}
    manifests = sum_files(path for path in (ROOT / "figures").glob("*/manifest.json") if str(path) not in files)
    return hashlib.sha256(repr(sorted(name_files(manifests | files).items())).encode()).hexdigest()
