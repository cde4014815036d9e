"""Plans that are read, or add up, in part: each the base case with a slip in it, as a folder of its own."""

from pathlib import Path
from typing import NamedTuple

BASE = Path(__file__).parent / "cases" / "base"
ROWS = "Kommunstyrelsen\t20 000\nUtbildningsnämnden\t300 000\nTekniska nämnden\t40 000\nSumma\t360 000"
LINKS = {
    "skola-1": ("un-01", "narrower"),
    "skola-2": ("", "none"),
    "gator-1": ("tn-01", "narrower"),
    "gator-2": ("ks-01", "related"),
}
ACTS = {"skola-1": "un", "skola-2": "un", "gator-1": "tn", "gator-2": "tn"}
READ = tuple(LINKS)


class Slip(NamedTuple):
    """What is changed of plan.txt, and which demands each pass has read: links, then who has to act."""

    name: str
    edits: tuple[tuple[str, str], ...] = ()
    passes: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    committees: str = ""
    decisions: str = ""


HALF = (("skola-1", "gator-1"), ("skola-1", "gator-1"))
SLIPS = [
    Slip("whole", (), ((READ, READ),)),
    Slip("unread"),
    Slip("two of four demands read", (), (HALF,)),
    Slip("one theme read", (), ((("skola-1", "skola-2"), ("skola-1", "skola-2")),)),
    Slip("who has to act read in part", (), ((READ, ("skola-1", "gator-1")),)),
    Slip("one pass whole and one half", (), ((READ, READ), HALF)),
    Slip("the missions of one committee read", (), ((READ, READ),), "un"),
    Slip("does not add up", (("Summa\t360 000", "Summa\t361 000"),), ((READ, READ),)),
    Slip("a frame below zero", (("Summa\t360 000", "Sparkrav\t-5 000\nSumma\t355 000"),), ((READ, READ),)),
    Slip("every frame below zero", (("\t20", "\t-20"), ("\t300", "\t-300"), ("\t40", "\t-40"), ("\t360", "\t-360"))),
    Slip("a frame of nothing", (("Kommunstyrelsen\t20 000", "Kommunstyrelsen\t0"), ("360 000", "340 000"))),
    Slip("nothing but frames of nothing", (("20 000", "0"), ("300 000", "0"), ("40 000", "0"), ("360 000", "0"))),
    Slip("a frame for two of three", (("\nTekniska nämnden\t40 000", ""), ("360 000", "320 000")), ((READ, READ),)),
    Slip("no sum", (("\nSumma\t360 000", ""),), ((READ, READ),)),
    Slip(
        "two years",
        (
            ("\t2027", "\t2027\t2028"),
            ("\t20 000", "\t20 000\t21 000"),
            ("\t300 000", "\t300 000\t310 000"),
            ("\t40 000", "\t40 000\t41 000"),
            ("\t360 000", "\t360 000\t372 000"),
        ),
    ),
    Slip(
        "a row for another year alone",
        (
            ("\t2027", "\t2027\t2028"),
            ("Kommunstyrelsen\t20 000", "Kommunstyrelsen\t20 000\t21 000"),
            ("Utbildningsnämnden\t300 000", "Utbildningsnämnden\t–\t310 000"),
            ("Tekniska nämnden\t40 000", "Tekniska nämnden\t40 000\t41 000"),
            ("\nSumma\t360 000", ""),
        ),
    ),
    Slip("a committee without missions", (("Uppdrag:\n\n- anställ tre speciallärare\n\n", ""),)),
    Slip(
        "a committee in the budget alone", (("Utbildningsnämnden\n\nUppdrag:\n\n- anställ tre speciallärare\n\n", ""),)
    ),
    Slip(
        "the links of one theme, and who has to act of another",
        (),
        ((("skola-1", "skola-2"), ("gator-1", "gator-2")),),
    ),
    Slip(
        "one theme read, and a demand of another decided",
        (),
        ((("skola-1", "skola-2"), ("skola-1", "skola-2")),),
        decisions="gator-1 tn-01,narrower,x,l1,2030-01-01\n",
    ),
    Slip("a link decided away", (), ((READ, READ),), decisions="skola-1 un-01,none,x,l1,2030-01-01\n"),
    Slip(
        "without the board",
        (
            ("Kommunstyrelsen\n\nUppdrag:\n\n- ta fram en plan för stadens träd\n\n", ""),
            ("Kommunstyrelsen\t20 000\n", ""),
            ("360 000", "340 000"),
        ),
        ((("skola-1", "skola-2", "gator-1"), READ),),
    ),
    Slip("demands alone", ((f"Kommunstyrelsen\n\nUppdrag:{'{rest}'}", ""),)),
]


def make(slip: Slip, folder: Path) -> Path:
    """The folder of the plan with this slip."""
    text = (BASE / "plan.txt").read_text(encoding="utf-8")
    for old, new in slip.edits:
        old = text[text.index("Kommunstyrelsen\n\nUppdrag:") :] if "{rest}" in old else old
        assert old in text, (slip.name, old)
        text = text.replace(old, new)
    folder.mkdir()
    (folder / "plan.txt").write_text(text, encoding="utf-8", newline="\n")
    (folder / "plan.toml").write_bytes((BASE / "plan.toml").read_bytes())
    if slip.decisions:
        _write(folder / "decisions_links.csv", ["key,decision,reason,who,date", slip.decisions])
    if slip.passes:
        _write_passes(slip, folder / "passes")
    return folder


def _write_passes(slip: Slip, folder: Path) -> None:
    folder.mkdir()
    readers = ["pass,kind,reader,remark,committees"]
    for name, (links, acts) in zip("ab", slip.passes, strict=False):
        readers.append(f"{name},person,{name.upper()}1,,{slip.committees}")
        mine = [f"{demand},{','.join(LINKS[demand])}" for demand in links if not slip.committees or demand == "skola-1"]
        who = [f"{demand},{ACTS[demand]},{_find_basis(demand)},1" for demand in acts]
        _write(folder / f"{name}_links.csv", ["demand_id,mission_id,relation", *mine])
        _write(folder / f"{name}_committees.csv", ["demand_id,committee_id,basis,lead", *who])
    _write(folder / "readers.csv", readers)


def _find_basis(demand: str) -> str:
    return "mission" if LINKS[demand][1] == "narrower" else "remit"


def _write(path: Path, rows: list[str]) -> None:
    path.write_text("\n".join([*rows, ""]), encoding="utf-8", newline="\n")
