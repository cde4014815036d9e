"""Is what lies here what is published? Said without making any of it but the tables."""

from pathlib import Path
from tempfile import TemporaryDirectory

from helpers.files import ROOT
from helpers.links.labels import read_labels
from helpers.plan.read import Plan
from helpers.publish.outputs import compute_table, list_tables
from helpers.record import place_gallery, place_outputs
from helpers.verify.compare import Check, check_files, compare_files, copy_staged


def check_published(plan: Plan) -> Check:
    """Say in a second or two whether what lies here is what is published.

    Every table is computed anew and compared number by number with the one that git holds. All other files of the plan
    (figures, their texts and numbers, prints, Excel files, the gallery) are not made: those that lie here are held
    against git's, and against the checksums of the manifest. Git's index counts and not its last commit, so that
    figures and the notebook that calls them published can go into one commit; in a clone the two are the same. Where
    git has nothing of the plan (a folder without git, a plan outside data/), tables are compared with the files here,
    the others with the manifest alone, and ``source`` says so.

    >>> check_published(plan).tables.source
    'git'
    """
    tables, figures, _ = place_outputs(plan.folder)
    labels = read_labels(plan)
    computed = {f"derived/{name}.csv": compute_table(labels, name) for name in list_tables(plan)}
    with TemporaryDirectory() as temporary:
        kept = copy_staged(ROOT, [tables], Path(temporary, "kept"))
        there = kept / tables.relative_to(ROOT) if kept else tables
        published = {f"derived/{path.name}": path.read_bytes() for path in sorted(there.glob("*.csv"))}
    published = {name: data for name, data in published.items() if not name.endswith("_excel.csv")}
    source = "git" if kept else "folder"
    return Check(
        compare_files(published, computed, source), check_files(ROOT, figures, [tables, place_gallery(figures)], source)
    )
