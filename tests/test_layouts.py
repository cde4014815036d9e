"""Single traits of layout, each in a few lines: what a line is by its look, its neighbours and its place."""

from pathlib import Path

import pytest

from helpers.plan.layout import find_mark
from helpers.plan.propose import write_planfile
from helpers.plan.read import Plan, read_plan


def read(folder: Path, text: str, places: str = "") -> Plan:
    (folder / "plan.txt").write_text(text, encoding="utf-8")
    if places:
        (folder / "places.csv").write_text(places, encoding="utf-8")
    return read_plan(folder)


@pytest.mark.parametrize(
    ("text", "mark"),
    [("1.10 Bygga", "1.10"), ("1.1 bygga", "1.1"), ("1.1.2 x", "1.1.2"), ("2.5 miljoner", ""), ("12.50 kr", ""),
     ("[ ] Bygga", "[ ]"), ("[sic] x", ""), (">> x", ">>"),
     ("10.Att", "10."), ("1: Bygga", "1:"), ("1:a plats", ""), ("» x", "»"), ("»Ja« sa", ""), ("1.x", ""),
     ("◆ x", "◆"), ("➔ x", "➔"), ("★Bygga", "★"), ("✱ x", "✱"), ("❶ Bygga", "❶"),
     ("✅ x", "✅"), ("⇒ x", "⇒"), ("›ja‹ sa", ""), ("Krav 1: Bygga", "Krav 1:"), ("Förslag 5 – Riva", "Förslag 5 –"),
     ("Uppdrag 2026: x", ""), ("Krav 2–3 år", ""), ("KS 1. Bygga", "KS 1."), ("BUN-12: Riva", "BUN-12:"),
     ("-> Bygga", "->"), ("#12 Bygga", "#12"), ("#1: Bygga", "#1:"), ("#metoo", ""), ("=>Bygga", "=>"),
     ("--> Bygga", "-->"), ("KS 2 beslut", ""), ("LSS 9. x", "")],
)  # fmt: skip
def test_marks(text: str, mark: str) -> None:
    assert find_mark(text) == (mark, text.removeprefix(mark).strip())


@pytest.mark.parametrize("cited", ["Skolnämnden¹⁾", "Skolnämnden 1)", "Skolnämnden (1)", "Skolnämnden1)"])
def test_notes_below_a_table_are_no_items(tmp_path: Path, cited: str) -> None:
    rows = f"Nämnd\t2027\n{cited}\t7 000\nVårdnämnden 2)\t8 000\nSumma\t15 000"
    text = f"Plan 2027\n\nSkola\n\nVi vill:\n- bygga\n\nBudget, tkr\n\n{rows}\n"
    plan = read(tmp_path, f"{text}1) Inklusive särskola.\n2) Med stöd, 700 tkr 2027.\n")
    assert plan.lines.role.tolist()[-3:-1] == ["note", "note"] and len(plan.demands) == 1


@pytest.mark.parametrize(
    ("lines", "texts"),
    [
        (["🌹 Bygga bad", "🌹 Riva hus", "🌹 Laga tak"], ["Bygga bad", "Riva hus", "Laga tak"]),
        (["🌹 Bygga bad", "🏫 Riva hus", "🌹 Laga tak"], []),
        (["BBN 1 Bygga bad", "BBN 2 Riva hus"], ["Bygga bad", "Riva hus"]),
        (["BBN 1 Bygga bad", "BBN 3 Riva hus"], []),
        (["Vi ser framåt:", "Löfte 1: Bad.", "Bad är kul.", "Löfte 2: Hela hus."], ["Bad.", "Hela hus."]),
        (["Löfte 1.", "Bygga bad.", "Löfte 2.", "Riva hus."], ["Bygga bad.", "Riva hus."]),
    ],
)
def test_symbols_and_what_is_counted_are_marks(tmp_path: Path, lines: list[str], texts: list[str]) -> None:
    text = "\n\n".join(["Plan 2027", "Skola", "Skolan är bra.", *lines])
    assert read(tmp_path, f"{text}\n").demands.text.tolist() == texts


def test_contents_without_a_heading(tmp_path: Path) -> None:
    titles = ["Skolan", "Vården", "Gator"]
    listed = "\n".join(f"{title} ........ {page}" for page, title in enumerate(titles, 2))
    text = "\n\n".join(f"{title}\n\nVi vill:\n- bygga mer i {title}" for title in titles)
    plan = read(tmp_path, f"Plan 2027\n\n{listed}\n\n{text}\n")
    assert plan.lines.line[plan.lines.role == "contents"].tolist() == [3, 4, 5]
    assert plan.themes.title.tolist() == titles and len(plan.demands) == 3


@pytest.mark.parametrize(
    ("marks", "first", "themes"),
    [
        (["I.", "II.", "III."], "Skolan är bra.\na) Anställa lärare", ["I. Skola", "II. Vård", "III. Gator"]),
        (["1)", "2)", "3)"], "a) Anställa lärare", ["1) Skola", "2) Vård", "3) Gator"]),
        (["h)", "i)", "j)"], "- Anställa lärare", ["h) Skola", "i) Vård", "j) Gator"]),
        (["Vi vill:\n1.", "2.", "3."], "a) Anställa lärare", ["Plan 2027"]),
    ],
)
def test_chapters_by_the_marks_of_lists(tmp_path: Path, marks: list[str], first: str, themes: list[str]) -> None:
    parts = zip(marks, ("Skola", "Vård", "Gator"), strict=True)
    text = "\n".join(f"{mark} {title}\n{first}\n- Bygga mer\n" for mark, title in parts)
    plan = read(tmp_path, f"Plan 2027\n\n{text}")
    assert plan.themes.title.tolist() == themes


def test_chapters_within_chapters(tmp_path: Path) -> None:
    parts = "1. Skola\na) Anställa lärare\n2. Vård\na) Bygga ett boende\nb) Riva ett annat\n"
    text = f"Plan 2027\n\nI. Politik\nDet är viktigt.\n{parts}II. Uppdrag\nNu.\n1. Skolnämnden\na) Utreda maten\n"
    plan = read(tmp_path, text)
    assert plan.themes.title.tolist() == ["1. Skola", "2. Vård"] and plan.missions.text.tolist() == ["Utreda maten"]


def test_a_title_that_is_told_is_none_of_the_headings(tmp_path: Path) -> None:
    text = "Plan 2027\nSkola\nVi vill\n• bygga\nVård\nVi vill\n• laga\n"
    kinds = ["heading,1", *2 * ("heading,2", "heading,2", "item,1")]
    places = "\n".join(["line,kind,level", *(f"{n},{kind}" for n, kind in enumerate(kinds, 1)), ""])
    (tmp_path / "plan.toml").write_text('[marks]\ntitles = ["Plan 2027"]\n', encoding="utf-8")
    assert read(tmp_path, text, places).themes.title.tolist() == ["Skola", "Vård"]


def test_bold_and_large_paragraphs_are_headings(tmp_path: Path) -> None:
    text = [
        "Skola",
        "Alla barn ska lyckas.",
        "Förskola",
        "Vi vill:",
        "• bygga två förskolor",
        "Vilka gator?",
        "Vi vill:",
        "• laga",
    ]
    looks = [("yes", 16), ("", 11), ("yes", 11), ("", 11), ("", 11), ("yes", 16), ("", 11), ("", 11)]
    kinds = ["item" if line.startswith("•") else "paragraph" for line in text]
    rows = [f"{n},{kind},{bold},{size}" for n, (kind, (bold, size)) in enumerate(zip(kinds, looks, strict=True), 1)]
    plan = read(tmp_path, "\n".join(text), "\n".join(["line,kind,bold,size", *rows, ""]))
    assert plan.themes.values.tolist() == [["forskola", "Förskola", 3], ["vilka-gator", "Vilka gator?", 6]]


@pytest.mark.parametrize(
    ("leads", "themes", "demands"),
    [(["En skola för alla.", "Trygga jobb.", "Vård."], ["En skola för alla.", "Trygga jobb.", "Vård."], 3),
     (["Bygg fler bostäder.", "Anställ lärare.", "Vård."], ["Skola"], 3),
     (["Löfte 1: Hela vägen.", "Löfte 2: Hus.", "Löfte 3: Bad."], ["Skola"], 6)],
)  # fmt: skip
def test_headings_that_paragraphs_open_with(tmp_path: Path, leads: list[str], themes: list[str], demands: int) -> None:
    text, kinds = ["Skola"], ["heading"]
    for lead in leads:
        text += [lead, "Den är till för alla.", "Vi vill:", "• laga gator"]
        kinds += ["lead", "paragraph", "paragraph", "item"]
    rows = [f"{n},{kind},{'2' if kind == 'lead' else ''}" for n, kind in enumerate(kinds, 1)]
    plan = read(tmp_path, "\n".join(text), "\n".join(["line,kind,level", *rows, ""]))
    assert plan.themes.title.tolist() == themes
    assert len(plan.demands) == demands


@pytest.mark.parametrize(
    ("list_", "demands", "missions"),
    [
        ("- anställa tio lärare", 0, 1),
        ("- Fler lärare", 0, 1),
        ("- Varje klass ska ha två lärare", 1, 0),
        ("- Inga särskilda uppdrag\n- anställa tio lärare", 0, 1),
        ("- 214 elever\n- 20 lärare", 0, 0),
    ],
)
def test_a_list_right_under_a_committee(tmp_path: Path, list_: str, demands: int, missions: int) -> None:
    plan = read(
        tmp_path, f"Budget 2027\n\nEkonomi\n\nVi har ordning.\n\nSkolnämnden\n\n{list_}\n\nNamnlista\n\nSlut.\n"
    )
    assert (len(plan.demands), len(plan.missions)) == (demands, missions)


def test_a_heading_in_a_committees_chapter_that_gives_no_missions(tmp_path: Path) -> None:
    rows = ["heading,1", "heading,2", "item,1", "item,1", "heading,1", "heading,2", "item,1"]
    places = "\n".join(["line,kind,level", *(f"{n},{row}" for n, row in enumerate(rows, 1)), ""])
    text = "Skolnämnden\nTrygghet\n• anställa fler vuxna\n• bygga staket\nVårdnämnden\nTid\n• anställa sköterskor\n"
    plan = read(tmp_path, text, places)
    assert plan.missions.mission_id.tolist() == ["sn-01", "sn-02", "vn-01"]
    assert plan.oddities.line[plan.oddities.kind == "list_without_lead"].tolist() == [3, 7]


def test_att_clauses_after_any_colon(tmp_path: Path) -> None:
    text = "Skolan\n\nLärarna är trötta. Det innebär:\n\natt lärare får tid\n\natt alla orkar\n\nomsorgen tar slut.\n"
    plan = read(tmp_path, f"Plan 2027\n\n{text}")
    assert plan.demands.text.tolist() == ["att lärare får tid", "att alla orkar"]
    assert plan.lines.role.tolist()[10] == "prose"


@pytest.mark.parametrize(
    "lead",
    [
        "Vi yrkar",
        "Liberalerna yrkade",
        "Vänsterpartiet föreslår fullmäktige besluta",
        "Vi yrkar att fullmäktige beslutar",
    ],
)
def test_att_clauses_after_a_lead_that_no_sign_ends(tmp_path: Path, lead: str) -> None:
    text = f"Plan 2027\nSkolan\nLärarna är trötta.\n{lead}\natt anställa tio lärare,\natt bygga en skola.\nSlut\n"
    kinds = ["heading,1", "heading,1", *["paragraph,"] * 4, "heading,1"]
    plan = read(tmp_path, text, "\n".join(["line,kind,level", *(f"{n},{kind}" for n, kind in enumerate(kinds, 1)), ""]))
    assert plan.lines.role.tolist()[2:6] == ["prose", "demand_lead", "demand", "demand"]


@pytest.mark.parametrize(
    ("text", "headings", "items"),
    [
        ("1. Skola\nVi vill:\n– bygga\n2. Uppdrag\n2.1 Skolnämnden\n– utreda\n3. Budget (tkr)", [1, 4, 5, 7], [3, 6]),
        ("Skola\nVi vill:\n1. Fler lärare\n1.1 I grundskolan\n2. Mindre klasser", [], [3, 4, 5]),
        ("Skola\nVi vill:\n1. Fler lärare\nDe behövs.\n2. Mindre klasser\nDe är stora.", [], [3, 5]),
        ("* Skola\nDen är bra.\nVi vill:\n– bygga\n* Vård\nDen är god.\n* Pengar\n– 7", [1, 5, 7], [4]),
    ],
)
def test_numbers_of_headings_and_of_items(tmp_path: Path, text: str, headings: list[int], items: list[int]) -> None:
    kinds = ["item" if find_mark(line)[0] else "paragraph" for line in text.split("\n")]
    plan = read(tmp_path, text, "\n".join(["line,kind", *(f"{n},{kind}" for n, kind in enumerate(kinds, 1)), ""]))
    roles = dict(zip(plan.lines.line, plan.lines.role, strict=True))
    told = [n for n in headings if roles[n] in ("theme", "committee", "heading")]
    assert (told, [n for n, role in roles.items() if role in ("demand", "mission")]) == (headings, items)


@pytest.mark.parametrize(("second", "themes"), [("Vård", ["Skola", "Vård"]), ("Bygg bad", ["Vi ändrar"])])
def test_labels_of_inner_lists(tmp_path: Path, second: str, themes: list[str]) -> None:
    plan = read(tmp_path, f"Plan 2027\n\nVi ändrar\n\nVi vill:\n* Skola\n  – bygga\n  – riva\n* {second}\n  – bygga\n")
    assert plan.themes.title.tolist() == themes


@pytest.mark.parametrize(
    ("sentence", "demands"),
    [
        ("Vi ska bygga en idrottshall.", 1),
        ("Vänsterpartiet kommer att verka för fri frukost.", 1),
        ("Därför ska vi öppna fritidsgården.", 1),
        ("Vi satsar på fler kuratorer.", 1),
        ("Vi kommer också att anställa fler.", 1),
        ("Svar: Vi vill bygga en idrottshall.", 1),
        ("Vi säger nej till vinster i skolan.", 1),
        ("Kommunen ska anställa fler lärare.", 1),
        ("I Sund ska:\n- biblioteket vara öppet", 1),
        ("Vi ser faran och prioriterar följande:\n- Språkkrav", 1),
        ("1. Vi bygger 300 hyresrätter\n2. Vi anställer lärare", 2),
        ("Vi ska vara stolta. Vi kommer att behöva fler.", 0),
        ("Vi bygger i Sund. Kommunen ska spara.", 1),
        ("Vi avsätter 4,5 miljoner kronor till skolan. På vården satsar vi också 3 mnkr. Vi lägger ned arbete.", 2),
        ("Därutöver vill vi ge nämnderna några särskilda uppdrag.", 0),
        ("Vi vill gärna höra vad du tycker.", 0),
    ],
)
def test_sentences_that_want(tmp_path: Path, sentence: str, demands: int) -> None:
    assert len(read(tmp_path, f"Plan 2027\n\nSkola\n\n{sentence}\n").demands) == demands


@pytest.mark.parametrize(
    ("part", "texts", "kind"),
    [
        ("Ett äldreombud ska inrättas. Det ska vara fritt.", ["Ett äldreombud ska inrättas."], "statement_as_demand"),
        ("Vi inför heltid. Vi bygger på tillit.", ["Vi inför heltid."], "statement_as_demand"),
        ("Vi bygger 6 hus.", ["Vi bygger 6 hus."], "statement_as_demand"),
        ("Fler ska anställas. Vi vill bygga.", ["Vi vill bygga."], "statement_beside_wish"),
        ("Badet ska vara gratis. Vi vill bygga.", ["Vi vill bygga."], "statement_beside_wish"),
        ("Vi vill bygga.\n\nVi vill:\n- laga", ["laga"], "wish_beside_list"),
        ("Det här lovar vi: 1) ljus, 2) bad.", ["ljus", "bad."], ""),
        ("Fler ska bada.\n\n1.1 Bad\n\nBadhuset ska öppnas.", ["Badhuset ska öppnas."], "statement_as_demand"),
    ],
)
def test_sentences_of_a_part_that_has_nothing_else(tmp_path: Path, part: str, texts: list[str], kind: str) -> None:
    plan = read(tmp_path, f"Plan 2027\n\n1. Äldre\n\n{part}\n")
    assert plan.demands.text.tolist() == texts
    told = ("statement_as_demand", "statement_beside_wish", "wish_beside_list")
    assert [each for each in plan.oddities.kind if each in told] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("second", "below", "texts"),
    [
        ("Sänk skatten", "Den är hög.", ["Bygg ett bad", "Sänk skatten"]),
        ("Skatten", "Den är hög.", []),
        ("Sänk skatten", "Vi vill ge mer till alla.", ["Vi vill ge mer till alla."]),
        ("Sänk skatten", "- i år", ["i år"]),
    ],
)
def test_headings_that_are_the_demands(tmp_path: Path, second: str, below: str, texts: list[str]) -> None:
    lines = ["Plan 2027", "Våra löften", "Bygg ett bad", "Alla badar.", second, below, "Ekonomi", "Den är god."]
    levels = {0: 0, 1: 1, 2: 2, 4: 2, 6: 1}
    kinds = [f"{n + 1},{'heading' if n in levels else 'paragraph'},{levels.get(n, '')}" for n in range(len(lines))]
    plan = read(tmp_path, "\n".join(lines), "\n".join(["line,kind,level", *kinds, ""]))
    assert plan.demands.text.tolist() == texts
    assert (plan.oddities.kind == "heading_as_demand").sum() == (len(texts) == 2) * 2


def test_a_table_of_what_is_wanted_and_its_costs_holds_no_frames(tmp_path: Path) -> None:
    table = "Satsning\tKostnad, mnkr\nFler lärare\t4,0\nLäxhjälp\t1,5\nSumma\t5,5\n"
    plan = read(tmp_path, f"Plan 2027\n\nSkola\n\nKunskap först.\n\n{table}")
    assert plan.demands.text.tolist() == ["Fler lärare", "Läxhjälp"] and not len(plan.budget) and not len(plan.totals)
    assert plan.lines.role.tolist()[-5:-1] == ["demand_lead", "demand", "demand", "budget_total"]
    write_planfile(tmp_path)
    assert read_plan(tmp_path).demands.equals(plan.demands) and not len(read_plan(tmp_path).budget)


def test_what_another_party_wants_is_no_demand(tmp_path: Path) -> None:
    said = "Moderaterna vill spara. Centerpartiet vill bygga. I dag föreslår Liberalerna en höjning."
    text = f"{{}}\n\nPlan 2027\n\nSkola\n\n{said}\n\nVård\n\nModeraterna och KD vill:\n- riva\n\nVi vill:\n- laga\n"
    plan = read(tmp_path, text.format("Centerpartiet i Sund"))
    assert plan.demands.text.tolist() == ["Centerpartiet vill bygga.", "laga"]
    assert plan.oddities.line[plan.oddities.kind == "wish_of_others"].tolist() == [7, 7]
    joined = read(tmp_path, text.format("Centerpartiet, Moderaterna och L"))
    assert joined.demands.text.tolist() == [*(f"{each}." for each in said[:-1].split(". ")), "riva", "laga"]


def test_a_letter_without_headings(tmp_path: Path) -> None:
    """A mark at the beginning of a line may be the next of those that a sentence counts."""
    promises = "Det här lovar vi dig, som alltid: 1) öppna möten, 2) röstning om nya torget och\n3) svar på allt."
    text = f"Kära granne!\n\nVi i Åslistan är två. Vi vill ha ljus. Åslistan tvekar inte.\n\n{promises}\n\nHej, du!\n"
    plan = read(tmp_path, text)
    assert plan.demands.text.tolist() == ["Vi vill ha ljus.", "öppna möten", "röstning om nya torget", "svar på allt."]
    assert plan.file.document.party == "Åslistan" and "unplaced" not in set(plan.oddities.kind)
    assert plan.lines.role[plan.lines.role != "blank"].tolist() == ["prose", *["demand"] * 3, "prose"]


@pytest.mark.parametrize(
    ("above", "roles"),
    [("läxhjälp¹\n– bygga², på 20 m²", ["note", "note"]), ("läxhjälp¹", ["demand", "demand"])],
)
def test_notes_at_the_end(tmp_path: Path, above: str, roles: list[str]) -> None:
    text = f"Plan 2027\n\nSkola\n\nVi vill:\n– {above}\n\nVi vill också:\n1. Enligt skolan\n2) Fler än i fjol"
    assert read(tmp_path, text).lines.role.tolist()[-2:] == roles


def test_the_same_committee_in_two_places(tmp_path: Path) -> None:
    part = "Skolnämnden får i uppdrag att:\n- {}\n\n"
    between = "Vården\n\nVi vill:\n- anställa\n\n"
    plan = read(tmp_path, f"Plan 2027\n\n{part.format('bygga')}{between}{part.format('riva')}")
    assert plan.committees.values.tolist() == [["sn", "Skolnämnden", 3]]
    assert plan.missions.mission_id.tolist() == ["sn-01", "sn-02"]


@pytest.mark.parametrize(
    ("paragraph", "demands", "missions"),
    [
        ("Uppdrag: Bygg hus. Riva bron. Den är gammal.", [], ["Bygg hus.", "Riva bron."]),
        ("Vi vill: Öppna ett bad. Anställa fler.", ["Öppna ett bad.", "Anställa fler."], []),
        ("Vi yrkar: att öppna ett bad, samt att sälja.", ["att öppna ett bad", "att sälja."], []),
        ("Allt är dyrt. Därför föreslår vi: att bada och att sova.", ["att bada", "att sova."], []),
        ("Mål: Alla ska få bada.", [], []),
        ("Indikator: Andel som badar.", [], []),
    ],
)
def test_a_lead_and_its_list_in_one_paragraph(
    tmp_path: Path, paragraph: str, demands: list[str], missions: list[str]
) -> None:
    text = [
        "Plan 2027",
        "Skolnämnden – 81,3 mnkr",
        "Skolan är bra.",
        paragraph,
        "Vårdnämnden – 7,1 mnkr",
        "Vi vill: Se.",
    ]
    kinds = ["heading,1", "heading,2", "paragraph,", "paragraph,", "heading,2", "paragraph,"]
    plan = read(
        tmp_path, "\n".join(text), "\n".join(["line,kind,level", *(f"{n},{k}" for n, k in enumerate(kinds, 1)), ""])
    )
    assert (plan.demands.text.tolist()[:-1], plan.missions.text.tolist()) == (demands, missions)
    assert plan.budget.amount_tkr.tolist() == [81300, 7100] and {*plan.missions.committee_id} <= {"sn"}


def test_a_wish_before_the_first_part_is_none_of_its_own(tmp_path: Path) -> None:
    kinds = ["heading,1", "paragraph,", "heading,2", "paragraph,", "item,1"]
    text = "Plan 2027\nNu vill vi ha mer.\nSkola\nVi vill:\n• bygga"
    plan = read(tmp_path, text, "\n".join(["line,kind,level", *(f"{n},{each}" for n, each in enumerate(kinds, 1)), ""]))
    assert plan.demands.text.tolist() == ["bygga"]


def test_lists_between_the_amounts_of_committees(tmp_path: Path) -> None:
    money = "Skolnämnden: 54,3 miljoner kronor\n- Bygga\n- Riva\n\nVårdnämnden: 7,1 miljoner kronor\n- Laga"
    plan = read(tmp_path, f"Plan 2027\n\nSkola\n\nVi vill:\n- bada\n\nSå får nämnderna jobba\n\n{money}\n\nSlut.\n")
    assert plan.missions.mission_id.tolist() == ["sn-01", "sn-02", "vn-01"]
    assert plan.budget.amount_tkr.tolist() == [54300, 7100] and len(plan.demands) == 1


def test_a_lead_says_who_gets_missions_even_where_no_word_says_committee(tmp_path: Path) -> None:
    text = "Plan 2027\n\nUppdrag\n\nUppdrag till SN:\n- laga\n\nUppdrag till Badhusbolaget:\n- bada\n"
    plan = read(tmp_path, text)
    assert plan.committees.name.tolist() == ["SN", "Badhusbolaget"] and plan.missions.text.tolist() == ["laga", "bada"]
    assert plan.oddities.line[plan.oddities.kind == "committee_by_lead"].tolist() == [8]


@pytest.mark.parametrize("heading", ["Vår inriktning", "1.1 Vår inriktning"])
def test_headings_of_every_chapter_are_no_themes(tmp_path: Path, heading: str) -> None:
    parts = [(f"{n}. {name}", heading.replace("1", str(n), 1)) for n, name in enumerate(("Skola", "Vård"), 1)]
    lines = [("heading,1", "Plan 2027")]
    for theme, below in parts:
        lines += [("heading,1", theme), ("heading,2", below), ("paragraph,", "Vi vill:"), ("item,1", "• bygga")]
    places = "\n".join(["line,kind,level", *(f"{n},{kind}" for n, (kind, _) in enumerate(lines, 1)), ""])
    plan = read(tmp_path, "\n".join(text for _, text in lines), places)
    assert plan.themes.title.tolist() == ["1. Skola", "2. Vård"]


@pytest.mark.parametrize(
    ("lines", "items"),
    [
        (["Bygga ett badhus", "Laga maten i egna kök", "Införa fri busstrafik"], 3),
        (["Bygga ett badhus", "Laga maten i egna kök", "Rosta brödet själv", "Införa bussar"], 0),
        (["badet är stängt. Det är dåligt.", "• Bygga ett badhus", "• Riva badet"], 2),
    ],
)
def test_what_a_lead_stands_above(tmp_path: Path, lines: list[str], items: int) -> None:
    plan = read(tmp_path, "\n".join(["Plan 2027", "", "Skola", "", "Skolan är bra.", "", "Vi vill:", *lines, ""]))
    assert len(plan.demands) == items


@pytest.mark.parametrize(
    ("paragraph", "missions", "kind"),
    [
        ("Skolnämnden ska i vår laga taket. Nämnden ska även sy.", 3, "order_as_mission"),
        ("Skolnämnden ska ha tak.", 1, ""),
    ],
)
def test_what_a_committee_is_to_do_outside_its_missions(
    tmp_path: Path, paragraph: str, missions: int, kind: str
) -> None:
    given = "Gator\n\nVårdnämnden får i uppdrag att bada."
    plan = read(tmp_path, f"Plan 2027\n\nSkola\n\nVi vill:\n- bygga\n\n{paragraph}\n\n{given}\n")
    assert len(plan.missions) == missions and {each for each in plan.oddities.kind if "order" in each} == {kind} - {""}
    alone = read(tmp_path, f"Plan 2027\n\nSkola\n\nVi vill:\n- bygga\n\n{paragraph}\n")
    assert alone.missions.empty and ("order_in_prose" in set(alone.oddities.kind)) == bool(kind)


@pytest.mark.parametrize(
    ("lead", "items", "committees"),
    [
        ("Ansvarig nämnd: Skolnämnden", ["Sår gräs", "Syr"], ["Skolnämnden"]),
        (
            "Det här gör nämnderna:",
            ["Skolnämnden och Vårdnämnden sår gräs", "Vårdnämnden antar en plan"],
            ["Skolnämnden"],
        ),
    ],
)
def test_a_list_of_what_is_done_and_who_does_it(
    tmp_path: Path, lead: str, items: list[str], committees: list[str]
) -> None:
    part = f"{lead}\n" + "".join(f"- {item}\n" for item in items)
    plan = read(tmp_path, f"Plan 2027\n\nSkola\n\nVi vill:\n- bada\n\n{part}\nGator\n\nVi vill:\n- gå\n\n{part}\n")
    assert plan.missions.text.tolist() == items * 2 and plan.committees.name.tolist()[:1] == committees


@pytest.mark.parametrize(
    ("whose", "lead"),
    [("Skolnämnden", "Nämnden ska:"), ("Vårt förslag för Skolnämnden", "Uppdrag till förvaltningen:")],
)
def test_the_plan_of_one_committee(tmp_path: Path, whose: str, lead: str) -> None:
    lines = ["Verksamhetsplan 2027", whose, "Mål 1: Lugn", lead, "• måla taket"]
    kinds = ["heading,0", "heading,0", "heading,1", "paragraph,", "item,1"]
    plan = read(
        tmp_path, "\n".join(lines), "\n".join(["line,kind,level", *(f"{n},{k}" for n, k in enumerate(kinds, 1)), ""])
    )
    assert plan.committees.name.tolist() == ["Skolnämnden"] and plan.missions.text.tolist() == ["måla taket"]


@pytest.mark.parametrize("heading", ["Direktiv till nämnderna", "Våra beställningar", "Uppdrag"])
def test_what_missions_are_called(tmp_path: Path, heading: str) -> None:
    plan = read(tmp_path, f"Plan 2027\n\n{heading}\n\nSkolnämnden\n- Maten\n\nVårdnämnden\n- Bussarna\n")
    assert plan.missions.text.tolist() == ["Maten", "Bussarna"]


def test_committees_above_the_inner_lists_of_a_list(tmp_path: Path) -> None:
    given = "• Skolnämnden\n  – Maten\n  – Bussarna\n• Sunds Hus AB\n  – Taken\n"
    plan = read(tmp_path, f"Plan 2027\n\nSkola\n\nVi vill:\n• bada\n\nUppdrag till nämnder och bolag\n\n{given}")
    assert plan.missions.committee_id.tolist() == ["sn", "sn", "sha"] and len(plan.demands) == 1


@pytest.mark.parametrize(("above", "missions"), [("Skolnämnden", ["Skolnämnden"]), ("Skolan", [])])
def test_a_table_of_missions_under_a_committee(tmp_path: Path, above: str, missions: list[str]) -> None:
    rows = "Nr\tUppdrag\tKlart\n1\tBygga hus\tmaj\n2\tRiva hus\tjuni"
    plan = read(tmp_path, f"Plan 2027\n\nUppdrag till nämnderna\n\n{above}\n\n{rows}\n")
    assert (plan.committees.name.tolist(), len(plan.missions)) == (missions, 2 * len(missions))


def test_a_table_of_wishes_and_amounts_stands_under_its_own_heading(tmp_path: Path) -> None:
    rows = ["Satsning\tNämnd\t2027", "Fler bussar\tSkolnämnden\t+1,5", "Nya hus\tVårdnämnden\t+2,5"]
    text = ["Plan 2027", "Skola", "Vi vill:", "• bygga", "Särskilda satsningar", "Belopp i mnkr.", *rows]
    kinds = ["heading", "heading", "paragraph", "item", "heading", "paragraph", *["row"] * 3]
    places = "\n".join(["line,kind", *(f"{n},{kind}" for n, kind in enumerate(kinds, 1)), ""])
    plan = read(tmp_path, "\n".join(text), places)
    assert plan.demands.theme_id.tolist() == ["skola", *["sarskilda-satsningar"] * 2]
    frames = ["Ramar, mnkr", "Nämnd\t2027", "Skolnämnden\t90,1", "Vårdnämnden\t80,2", "Summa\t170,3"]
    places += "\n".join(f"{n},{kind}" for n, kind in enumerate(["heading", *["row"] * 4], 10)) + "\n"
    plan = read(tmp_path, "\n".join([*text, *frames]), places)
    assert plan.budget.amount_tkr.tolist() == [90100, 80200] and len(plan.demands) == 3


def test_a_table_of_wishes_by_theme_is_none_of_the_budget(tmp_path: Path) -> None:
    table = "Område\tVi vill\tKostnad\nSkola\tBygga ett hus\t4 mnkr\nVägar\tLaga alla gator\t0,7 mnkr\n"
    plan = read(tmp_path, f"Plan 2027\n\nVård\n\nVi vill:\n- bada\n\nDet här vill vi\n\n{table}")
    assert plan.themes.title.tolist() == ["Vård", "Skola", "Vägar"] and len(plan.demands) == 3


def test_a_year_of_a_budget_before_other_years(tmp_path: Path) -> None:
    plan = read(tmp_path, "Vår plan\n\nSkola\n\nVi vill:\n- bygga till 2035\n- riva före 2035\n\nBudget 2027\n")
    assert plan.file.document.year == 2027


def test_no_committee_at_all(tmp_path: Path) -> None:
    plan = read(tmp_path, "Plan 2027\n\nSkolan\n\nSkolan är bra.\n\nUppdrag:\n- bygga\n- riva\n")
    assert plan.demands.text.tolist() == ["bygga", "riva"] and plan.missions.empty
    assert plan.oddities.line[plan.oddities.kind == "mission_without_committee"].tolist() == [8, 9]


def test_a_mission_of_nobody_is_told(tmp_path: Path) -> None:
    text = "Plan 2027\n\nSkolan\n\nUppdrag:\n- bygga\n\nSkolnämnden\n\nUppdrag:\n- riva\n"
    plan = read(tmp_path, text)
    assert plan.missions.values.tolist() == [["sn-01", "sn", 11, "riva"]]
    assert plan.oddities.line[plan.oddities.kind == "mission_without_committee"].tolist() == [6]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("- bygga en kommunöver-\n  gripande plan", ["bygga en kommunövergripande plan"]),
        ("- bygga gång-\n  och cykelvägar", ["bygga gång- och cykelvägar"]),
        ("* *bygga* mer\n* riva", ["bygga mer", "riva"]),
        ("a) bygga\nb) riva", ["bygga", "riva"]),
        ("1) bygga\n   i) i norr\n   ii) i söder\n2) riva", ["bygga", "i norr", "i söder", "riva"]),
        ("\uf0b7 bygga\n\uf0b7 riva", ["bygga", "riva"]),
        ("o bygga\no riva", ["bygga", "riva"]),
        ("1. laga\n   KS:\n   a) riva", ["laga"]),
    ],
)
def test_marks_and_broken_lines(tmp_path: Path, text: str, items: list[str]) -> None:
    assert read(tmp_path, f"Plan 2027\n\nSkolan\n\nVi vill:\n\n{text}\n").demands.text.tolist() == items


@pytest.mark.parametrize(
    ("rows", "demands", "missions", "doubts"),
    [
        (["Mål|Uppdrag|Ansvarig nämnd", "Fler lärare|Anställa lärare|Skolnämnden"], 1, ["Skolnämnden"], [6]),
        (["Ansvarig|Mål|Uppdrag", "Skolnämnden|Lugn|Riva", "|Fler hus|Bygga"], 2, ["Skolnämnden"], [6, 7, 7]),
        (["Mål|Uppdrag", "Fler hus|Skolnämnden ska bygga hus"], 1, ["Skolnämnden"], [6]),
        (["Krav|Uppdrag|Klart", "Fler hus||2028"], 1, [], []),
        (["Mål|Uppdrag", "Fler hus|Bygga hus"], 1, [], [6]),
        (["Skolnämnden|Vårdnämnden", "Bygga hus|Riva alla hus", "|Laga"], 0, ["Skolnämnden", "Vårdnämnden"], []),
        (["Område|Det här vill vi|Så gör vi", "Skola|Fler hus|Skolnämnden ritar ett hus"], 1, ["Skolnämnden"], []),
        (["Mål|Utfall", "Fler hus|Två hus"], 0, [], []),
        (["Område|Centern vill", "Skola|Fler hus", "Vård|Ett bad"], 2, [], []),
        (["Mål|Lugn", "Vi vill|• Bygga|• Riva", "Uppdrag|Rita hus", "Nämnd|Skolnämnden"], 2, ["Skolnämnden"], []),
        (["Nämnd|Uppdrag", "Vårdnämnden|bygga ett hus", "Skolnämnden|Inga nya uppdrag"], 0, ["Vårdnämnden"], []),
        (["Nämnd|Uppdrag", "Vårdnämnden|bygga ett hus", "|riva alla hus"], 0, ["Vårdnämnden"], []),
        (
            ["|Uppdrag|Skolnämnden|Vårdnämnden", "Nu|bygga hus|X|", "|riva hus||x"],
            0,
            ["Skolnämnden", "Vårdnämnden"],
            [],
        ),
    ],
)
def test_heads_say_what_a_table_holds(
    tmp_path: Path, rows: list[str], demands: int, missions: list[str], doubts: list[int]
) -> None:
    table = "\n".join(rows).replace("|", "\t")
    plan = read(tmp_path, f"Plan 2027\n\nSkolan\n\n{table}\n")
    told = plan.oddities.line[plan.oddities.kind.isin(("goal_as_demand", "committee_of_row_above"))]
    assert (len(plan.demands), plan.committees.name.tolist(), sorted(told)) == (demands, missions, doubts)


def test_what_a_table_gives_nobody_is_told_and_what_was_done_is_no_demand(tmp_path: Path) -> None:
    table = "Mål\tUppdrag\nFler hus\tBygga hus"
    plan = read(tmp_path, f"Plan 2027\n\nSkolan\n\n{table}\n")
    told = plan.oddities[plan.oddities.kind == "mission_without_committee"]
    assert told.line.tolist() == [6] and plan.missions.empty
    plan = read(tmp_path, f"Plan 2027\n\nSkolan\n\nDet här har vi gjort\n\n{table}\n")
    assert plan.demands.empty and plan.missions.empty


@pytest.mark.parametrize(
    ("paragraph", "missions"),
    [
        ("Uppdrag till skolnämnden: Att bygga hus. Att riva bron.", ["Att bygga hus.", "Att riva bron."]),
        ("Skolnämnden: Bygga hus. Renovera bron. Den är gammal.", ["Skolnämnden: Bygga hus.", "Renovera bron."]),
        ("Skolnämnden ska bygga hus. Renovera är dyrt.", ["Skolnämnden ska bygga hus."]),
        ("–\n\nSkola\n\nSkolnämnden: Bygg hus.\n\nSkolnämnden: hus.", ["Skolnämnden: Bygg hus."]),
        ("Skolnämnden får två uppdrag: att sy och att laga.", ["att sy", "att laga."]),
        ("Skolnämnden får i uppdrag att:", []),
    ],
)
def test_missions_that_run_on_in_a_paragraph(tmp_path: Path, paragraph: str, missions: list[str]) -> None:
    plan = read(tmp_path, f"Plan 2027\n\nUppdrag till nämnderna\n\n{paragraph}\n\n—\n\nbygga\n")
    assert plan.missions.text.tolist() == missions
    assert ("lead_without_list" in set(plan.oddities.kind)) == (not missions)


def test_a_committee_among_the_missions_that_gets_none_is_told(tmp_path: Path) -> None:
    chapters = "Skolnämnden\n\n- bygga en skola\n\nVårdnämnden\n\nVården är viktig. Den är bra."
    plan = read(tmp_path, f"Plan 2027\n\nVård\n\nVi vill:\n\nDet är bra.\n\nUppdrag till nämnderna\n\n{chapters}\n")
    assert plan.oddities.line[plan.oddities.kind == "lead_without_list"].tolist() == [5, 15]


@pytest.mark.parametrize(("head", "missions", "demands"), [("Uppdrag", 3, 1), ("Våra förslag", 0, 4), ("Ansvar", 0, 1)])
def test_a_table_of_tasks_and_frames(tmp_path: Path, head: str, missions: int, demands: int) -> None:
    rows = ["Skolnämnden\tUtreda alla skolor\t91 200", "\tSe över maten\t", "Vårdnämnden\tPröva delade turer\t8 800"]
    table = [f"Nämnd\t{head}\tRam 2027 (tkr)", *rows, "Summa\t\t100 000"]
    text = ["Plan 2027", "Skola", "Vi vill:", "• bygga", "Uppdrag och ramar", *table]
    kinds = ["heading", "heading", "paragraph", "item", "heading", *["row"] * len(table)]
    places = "\n".join(["line,kind", *(f"{n},{kind}" for n, kind in enumerate(kinds, 1)), ""])
    plan = read(tmp_path, "\n".join(text), places)
    assert (len(plan.missions), len(plan.demands)) == (missions, demands)
    assert (plan.budget.label.tolist() == ["Skolnämnden", "Vårdnämnden"]) == (head != "Ansvar")
    assert plan.lines.role.tolist()[5] == "budget_header" and plan.lines.role.tolist()[-1] == "budget_total"


def test_a_proposal_in_a_column_of_amounts_is_no_task(tmp_path: Path) -> None:
    table = "Nämnd\tFörslag 2026\tFörslag 2027\nSkolnämnden\t90\t91\nVårdnämnden\t8\t9\nSumma\t98\t100\n"
    plan = read(tmp_path, f"Plan 2027\n\nSkola\n\nVi vill:\n- bygga\n\nRamar, mnkr\n\n{table}")
    assert plan.budget.amount_tkr.tolist() == [90000, 91000, 8000, 9000] and len(plan.demands) == 1


def test_a_list_whose_items_all_end_in_a_committee_is_its_missions(tmp_path: Path) -> None:
    """Under a heading that says nothing; where a lead says that the party wants them, they are demands."""
    items = "- Bygg ett bad (KFN)\n- Riva huset – Skolnämnden\n"
    missions = read(tmp_path, f"Plan 2027\n\nSkola\n\nVi vill:\n- läsa\n\nVem gör vad\n\n{items}").missions
    assert missions.text.tolist() == ["Bygg ett bad (KFN)", "Riva huset – Skolnämnden"]
    assert len(read(tmp_path, f"Plan 2027\n\nSkola\n\nVi vill:\n{items}").demands) == 2


def test_a_committee_in_brackets_at_the_end_gets_the_mission(tmp_path: Path) -> None:
    items = "- Bygg ett bad (KFN)\n- Riva huset – Skolnämnden\n- Laga taket (snart)"
    plan = read(tmp_path, f"Plan 2027\n\nUppdrag\n\n{items}\n\nKFN = kultur- och fritidsnämnden\n")
    assert plan.committees.name.tolist() == ["Kultur- och fritidsnämnden", "Skolnämnden"]
    assert plan.missions.text.tolist() == ["Bygg ett bad (KFN)", "Riva huset – Skolnämnden"]


@pytest.mark.parametrize(
    ("task", "below", "missions"),
    [("Uppdrag 1: Riva huset\n", "Ansvarig: Skolnämnden", ["Riva huset"]),
     ("- Bygga\n- Riva huset", "Ansvarig nämnd: skolnämnden", ["Riva huset"]),
     ("- Bygga", "Ansvarig: rektorerna", [])],
)  # fmt: skip
def test_the_line_below_a_mission_says_who_is_to_do_it(
    tmp_path: Path, task: str, below: str, missions: list[str]
) -> None:
    text = f"Plan 2027\n\nSkola\n\nVi vill:\n- bada\n\nUppdrag\n\n{task}\n{below}\nKlart: maj\n"
    assert read(tmp_path, text).missions.text.tolist() == missions


@pytest.mark.parametrize(
    ("lead", "kind"),
    [
        ("Allt är dyrt. Vi yrkade: att sänka avgiften,", "demand"),
        ("Vi yrkar att bygga ett bad samt", "demand"),
        ("Skolnämnden får i uppdrag att utreda ett bad;", "mission"),
        ("Vi yrkar att fullmäktige beslutar,", "demand_lead"),
        ("Vi vill att barn får lära sig att simma,", "demand_lead"),
    ],
)
def test_a_lead_that_holds_the_first_clause_of_its_list(tmp_path: Path, lead: str, kind: str) -> None:
    part = "Skolnämnden" if kind == "mission" else "Skolan"
    plan = read(tmp_path, f"Plan 2027\n\n{part}\n\n{lead}\n\natt anställa tio lärare,\n\natt köpa bussar.\n")
    texts = [*plan.demands.text, *plan.missions.text]
    first = [f"att {lead.partition(' att ')[2]}"] if kind != "demand_lead" else []
    assert texts == [*first, "att anställa tio lärare,", "att köpa bussar."]
    assert plan.lines.role.tolist()[4] == kind


def test_numbers_part_the_missions_of_a_sentence(tmp_path: Path) -> None:
    given = (
        "Skolnämnden ges i uppdrag att (1) laga taket, (2) riva huset och (3) bada. Vårdnämnden ges i uppdrag att 1) se"
    )
    plan = read(tmp_path, f"Plan 2027\n\nUppdrag\n\n{given}.\n")
    assert plan.missions.text.tolist() == ["laga taket", "riva huset", "bada.", "Vårdnämnden ges i uppdrag att 1) se."]


@pytest.mark.parametrize(
    ("lead", "told"),
    [("Vi säger nej till:\n- höjd skatt", 1), ("Vi vill avskaffa:\n- delade turer", 1), ("Vi vill:\n- bygga", 0),
     ("Vi säger ja till\tVi säger nej till\nFler lärare\tHöjd skatt", 1)],
)  # fmt: skip
def test_what_the_party_is_against_is_a_doubt(tmp_path: Path, lead: str, told: int) -> None:
    plan = read(tmp_path, f"Plan 2027\n\nSkola\n\nAlla ska med.\n\n{lead}\n")
    assert len(plan.demands) > 0 and plan.oddities.kind.tolist().count("list_against") == told


@pytest.mark.parametrize(
    ("last", "demands"),
    [
        ("Fler hus", 3),
        ("Gator", 0),
        ("Nytt\n\nBio\n\nBio är kul.\n\n- Ljus", 4),
        ("Hus\n\nGator\n\nVi vill:\n- bada", 1),
    ],
)
def test_lists_without_any_lead_are_read_together(tmp_path: Path, last: str, demands: int) -> None:
    plan = read(tmp_path, f"Plan 2027\n\nSkola\n\n- Alla skolor blir kvar\n- Mat från gårdar\n\nHus\n\n- {last}\n")
    assert len(plan.demands) == demands


@pytest.mark.parametrize(("second", "demands"), [("Det gäller:", 2), ("I bygden:", 0)])
def test_a_lead_that_says_nothing_and_stands_above_several_lists(tmp_path: Path, second: str, demands: int) -> None:
    parts = f"Skola\n\nDet gäller:\n- Bygdepeng\n\nHus\n\n{second}\n- Fiber\n"
    plan = read(tmp_path, f"Plan 2027\n\nVård\n\nVården är bra.\n\n{parts}")
    assert len(plan.demands) == plan.oddities.kind.tolist().count("list_without_lead") == demands


def test_lists_that_say_nothing_either_way_are_demands_in_doubt(tmp_path: Path) -> None:
    plan = read(
        tmp_path, "Plan 2027\n\nSkola\n\n- Drogtester\n- Vakter\n\nVård\n\n- Språkkrav\n- Måltidsvärdar\n\nSlut.\n"
    )
    assert plan.demands.text.tolist() == ["Drogtester", "Vakter", "Språkkrav", "Måltidsvärdar"]
    assert plan.oddities.kind.tolist().count("list_without_lead") == 2


def test_a_part_beside_the_missions_ends_them(tmp_path: Path) -> None:
    texts = ["Plan 2027", "Uppdrag", "Skolnämnden", "• Bygga", "Ord", "Ram", "• Huset"]
    kinds = ["heading,0", "heading,1", "heading,2", "item,1", "heading,1", "heading,2", "item,1"]
    places = "\n".join(["line,kind,level", *(f"{n},{kind}" for n, kind in enumerate(kinds, 1)), ""])
    plan = read(tmp_path, "\n".join(texts), places)
    assert plan.missions.text.tolist() == ["Bygga"] and plan.demands.empty


def test_a_lead_over_committees_headings_is_of_demands(tmp_path: Path) -> None:
    parts = "Skolnämnden\n- Anställa lärare\n\nVårdnämnden\n- Höja lönen\n"
    plan = read(tmp_path, f"Plan 2027\n\nUtöver förslaget yrkar Vänsterpartiet följande.\n\n{parts}")
    assert (plan.demands.text.tolist(), len(plan.missions)) == (["Anställa lärare", "Höja lönen"], 0)


def test_a_heading_of_several_parts_that_looks_like_theirs_stands_within_them(tmp_path: Path) -> None:
    texts, kinds = ["Plan 2027"], ["heading,0"]
    for part, wish in (("Skola", "Fler lärare"), ("Vård", "Fler händer")):
        texts += [part, "Det är viktigt.", "Satsningar (tkr)", "Satsning\t2027\t2028", f"{wish}\t900\t800"]
        kinds += ["heading,2", "paragraph,", "heading,2", "row,", "row,"]
    places = "\n".join(["line,kind,level", *(f"{n},{kind}" for n, kind in enumerate([*kinds, "heading,1"], 1)), ""])
    plan = read(tmp_path, "\n".join([*texts, "Slut"]), places)
    assert plan.demands.theme_id.tolist() == ["skola", "vard"] and plan.demands.text[0] == "Fler lärare"
    (tmp_path / "lines.csv").write_text("line,role,part\n12,demand,\n", encoding="utf-8")
    assert len(read_plan(tmp_path).demands) == 3


def test_bullets_without_anything_above_them_are_no_demands(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("• Vi vill bygga hus\n• Vi vill ha mer\n", encoding="utf-8")
    plan = read_plan(tmp_path)
    assert plan.lines.role.tolist() == ["other", "other", "blank"] and len(plan.demands) == 0
    (tmp_path / "lines.csv").write_text("line,role,part\n1,other,\n", encoding="utf-8")  # that is a person's word
    assert read_plan(tmp_path).oddities.query("kind == 'unplaced'").line.tolist() == [2]


@pytest.mark.parametrize(("lead", "demands"), [("Vi yrkar följande.", 2), ("Vi yrkar avslag.", 1)])
def test_a_sentence_that_announces_a_list_leads_to_it(tmp_path: Path, lead: str, demands: int) -> None:
    plan = read(tmp_path, f"Plan 2027\n\nSkola\n\n{lead}\n- mat\n- bad\n")
    assert len(plan.demands) == demands and "list_without_lead" not in plan.oddities.kind.tolist()


def test_missions_without_marks_below_committees(tmp_path: Path) -> None:
    given = "Skolnämnden\n\nUtreda skolmaten\n\nSe över lokalerna\n\nVårdnämnden\n\nPröva delade turer\n\nRiva huset"
    text = f"Plan 2027\n\nSkola\n\nVi vill:\n- bygga\n\nUppdrag till nämnderna\n\n{given}\n\nMat\n\nMaten är god.\n"
    plan = read(tmp_path, text)
    assert plan.missions.committee_id.tolist() == ["sn", "sn", "vn", "vn"] and len(plan.demands) == 1


def test_a_table_of_problems_and_solutions(tmp_path: Path) -> None:
    rows = ["Utmaning\tVår lösning\tKostnad", "Stora klasser\tHögst 24 elever\t6 mnkr", "Fukt\tNy skola\t9 mnkr"]
    table = "\n".join(rows)
    plan = read(tmp_path, f"Plan 2027\n\nSkola\n\nSkolan är bra.\n\n{table}\n")
    assert plan.demands.text.tolist() == ["Högst 24 elever", "Ny skola"]


def test_what_pays_for_it_is_no_demand(tmp_path: Path) -> None:
    paid = "Vården\n\nFörslagen finansieras genom:\n- lägre kostnader\n- högre avkastning"
    plan = read(tmp_path, f"Plan 2027\n\nSkola\n\nVi vill:\n- bygga\n\n{paid}\n")
    assert plan.demands.text.tolist() == ["bygga"] and plan.lines.role.tolist()[10:12] == ["other", "other"]


def test_a_link_above_the_menu_is_of_the_page(tmp_path: Path) -> None:
    texts = ["Hoppa till innehållet", "Start", "Politik", "Plan för Hed 2027"]
    kinds = ["paragraph", "header", "header", "heading"]
    places = "\n".join(["line,kind", *(f"{n},{kind}" for n, kind in enumerate(kinds, start=1)), ""])
    assert read(tmp_path, "\n".join(texts), places).lines.role.tolist()[0] == "menu"


def test_the_menu_of_a_page_that_was_brought_as_text(tmp_path: Path) -> None:
    rows = [
        "Hem",
        "Politik",
        "Bli medlem",
        "Plan för hela Hed 2027",
        "Skola",
        "Vi vill:",
        "• Dela upp klasserna",
        "• Riva",
    ]
    kinds = [*["paragraph"] * 3, "heading", "heading", "paragraph", "item", "item"]
    places = ["line,kind", *(f"{n},{kind}" for n, kind in enumerate(kinds, start=1)), ""]
    plan = read(tmp_path, "\n".join(rows), "\n".join(places))
    assert plan.lines.role.tolist()[:3] == ["menu"] * 3 and len(plan.demands) == 2
    assert (plan.file.document.title, plan.file.document.municipality) == ("Plan för hela Hed 2027", "Hed")


@pytest.mark.parametrize(("head", "after"), [("\n\n", "\n\nUppdrag:\n- utreda\n\n"), ("\t\n", "\n")])
def test_tables_from_frame_to_frame_for_each_committee(tmp_path: Path, head: str, after: str) -> None:
    table = f"{{0}}{head}Budgetram 2026\t{{1}}\nLöner\t{{2}}\nBudgetram 2027\t{{3}}{after}"
    parts = [table.format("Skolnämnden", 500, 12, 512), table.format("Vårdnämnden", 80, 2, 82)]
    text = [
        "Plan 2027",
        "Skola",
        "Vi vill:\n- bygga",
        "Skolnämnden\n\nUppdrag:\n- laga",
        "Vårdnämnden\n\nUppdrag:\n- se",
    ]
    plan = read(tmp_path, "\n\n".join([*text, "Budget", "Alla belopp i mnkr.", "".join(parts)]))
    assert plan.budget[["committee_id", "year", "amount_tkr"]].values.tolist() == [
        ["sn", 2027, 512000], ["vn", 2027, 82000],
    ]  # fmt: skip
    assert not {"unit_not_stated", "year_not_stated", "name_differs"} & {*plan.oddities.kind}
