"""What stands on a pamphlet about a plan: its words, numbers and pictures as data for a template, page by page.

Every number is computed, every picture is drawn for its column, and whatever a plan's folder has no data for is left
out. A sheet describes the plan and is nobody's campaign: the plan's words stand in quotation marks with their place,
all others are ours.
"""

import re
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pandas as pd

from helpers.colour import Palette
from helpers.figures.registry import FIGURES, read_once
from helpers.figures.sheet import SIZES, RoomError, Sheet
from helpers.links.crossref import STABLE, list_states
from helpers.links.labels import Labels, all_reviewed, read_labels
from helpers.plan.budget import (
    check_totals,
    compare_attention,
    per_inhabitant,
    read_facts,
    read_inhabitants,
    tabulate_frames,
)
from helpers.plan.read import Plan
from helpers.publish.export import render_figure
from helpers.tables import join_runs
from helpers.words import Words, read_texts

Contents = dict[str, Any]
"""What a template sets, ready for json: texts, numbers as they are printed, pictures as svg."""


_reviewed = read_once(read_labels)


class _Bare(Sheet):
    """A sheet without words: the pamphlet sets a figure's title, note and source as text of its own."""

    def _head(self, *_: Any) -> list[Any]:
        return []

    def _foot(self, *_: Any) -> list[Any]:
        return []


def write_frame(words: Words, palette: Palette, what: str, **known: object) -> Contents:
    """What every sheet has: title (a phrase), language, colours, fields for its sender, whose words these are."""
    colours = {name: getattr(palette, name) for name in ("ink", "muted", "rule", "accent")}
    return {
        "title": words.say(what, **known),
        "author": [],
        "description": words.say("pamphlet_is"),
        "lang": words.language,
        "source": words.say("pamphlet_source"),
        "palette": colours,
        "running": words.say("pamphlet_running"),
        "imprint": [words.say("pamphlet_sender"), words.say("pamphlet_printer")],
        "colophon": f"{words.say('pamphlet_colophon')} {words.repository}".strip(),
    }


def write_cover(words: Words) -> Contents:
    """The title, what the sheet is, and the plan in three or four numbers."""
    plan = words.plan
    counted = [("themes", len(plan.themes)), ("demands", len(plan.demands)), ("missions", len(plan.missions))]
    stats = [{"value": words.number(count), "label": words.say(f"pamphlet_{name}")} for name, count in counted]
    if _possible(plan, "03_ramar"):
        total = int(tabulate_frames(plan).amount_tkr.sum())
        stats.append({"value": _millions(words, total), "label": words.say("pamphlet_frames")})
    return {
        "kicker": words.say("pamphlet_kicker"),
        "title": words.say("pamphlet_title"),
        "deck": words.say("pamphlet_deck"),
        "stats": stats,
    }


def _millions(words: Words, tkr: int) -> str:
    """An amount in tkr as millions of kronor, with a decimal only where it has one."""
    return words.number(tkr / 1000, 0 if tkr % 1000 == 0 else 1)


def write_asks(words: Words) -> Contents:
    """Every demand under its theme, in short, with its line."""
    demands = words.plan.demands
    ours = _is_named(words, demands.demand_id)
    parts = [
        {"head": words.name(theme), "entries": [_entry(words, row) for row in rows[["demand_id", "line"]].values]}
        for theme, rows in demands.groupby("theme_id", sort=False)
    ]
    known = {"themes": words.count(demands.theme_id.nunique()), "demands": words.number(len(demands))}
    intro = words.say("pamphlet_asks_ours" if ours else "pamphlet_asks_own", **known)
    return {"head": words.say("pamphlet_asks"), "intro": intro, "parts": parts}


def count_demands(words: Words) -> list[Contents]:
    """The themes with the number of their demands, for a plan with too many to name them all."""
    counts = words.plan.demands.theme_id.value_counts(sort=False)
    return [
        {"head": words.name(str(theme)), "entries": [{"text": words.say("pamphlet_count", count=n), "place": ""}]}
        for theme, n in counts.items()
    ]


def _entry(words: Words, row: Any) -> Contents:
    """One bullet by its short name; where we have none, its own words in quotation marks."""
    key, line = row
    name = words.name(key)
    text = name if key in read_texts(words.plan).index else words.say("pamphlet_quote", text=name)
    return {"text": text, "place": str(line)}


def write_who(words: Words, palette: Palette, width: float, text: float, columns: tuple[str, ...]) -> Contents:
    """Which demands have a mission, and what each committee is given; without links only what the plan itself says."""
    plan = words.plan
    linked = _has_links(plan)
    figure = _draw(words, "04_krav-med-uppdrag" if linked else "01_krav-och-uppdrag", palette, width, text)
    if linked:
        figure["head"] = _carried_title(words, figure["head"])
    return {
        "kicker": words.say("pamphlet_who"),
        "head": figure["head"],
        "deck": words.say("pamphlet_who_deck", bodies=words.bodies, missions=len(plan.missions)) if linked else "",
        "figures": [figure],
        "table": _committees_table(words, columns) if len(plan.committees) else None,
    }


def _carried_title(words: Words, title: str) -> str:
    """The figure's own title where every pass gives about the same number, else the range that they give."""
    reviewed = _reviewed(words.plan)
    low, high = reviewed.span()
    if high - low <= STABLE:
        return title
    return words.say("pamphlet_carried_span", low=low, high=high, all=len(words.plan.demands))


def _committees_table(words: Words, columns: tuple[str, ...]) -> Contents:
    """The board and every committee with its missions, the demands that it leads, its frame, the lines of its missions:
    those of these columns that are asked for and that the plan has data for.
    """
    plan = words.plan
    table = pd.DataFrame({"committee": [words.name(committee) for committee in plan.committees.committee_id]})
    lines = [plan.missions[plan.missions.committee_id == key].line.tolist() for key in plan.committees.committee_id]
    table["missions"] = [str(len(each)) for each in lines]
    notes = []
    if _has_links(plan):
        table["leads"] = [_range(counts) for counts in _count_leads(plan).values()]
        notes += [words.say("pamphlet_leads_note"), _machine(words)]
    if _possible(plan, "03_ramar"):
        table["frame"] = [_frame_cell(words, tkr) for tkr in compare_attention(plan).amount_tkr]
        notes += [words.say("pamphlet_frame_note")] if "frame" in columns else []
    table["lines"] = [_runs(words, each) for each in lines]
    shown = ["committee", *(column for column in columns if column in table)]
    return {
        "head": words.say("pamphlet_committees"),
        "columns": [words.say(f"pamphlet_col_{column}") for column in shown],
        "rows": table[shown].values.tolist(),
        "last-left": shown[-1] == "lines",
        "note": " ".join(notes).strip(),
    }


def _frame_cell(words: Words, tkr: Any) -> str:
    return "–" if pd.isna(tkr) else words.mnkr(int(tkr))


def _runs(words: Words, lines: list[int]) -> str:
    """Line numbers alone, runs of neighbours drawn together; a dash where there are none."""
    return join_runs(lines, "–") or "–"


def _range(values: set[int]) -> str:
    """One number where all readings agree, else the lowest and the highest."""
    low, high = min(values), max(values)
    return str(low) if low == high else f"{low}–{high}"


@read_once
def _count_leads(plan: Plan) -> dict[str, set[int]]:
    """How many demands each committee leads, as settled and in every pass."""
    counts = [table.committee_id.value_counts() for table in _reviewed(plan).leads.values()]
    return {committee: {int(count.get(committee, 0)) for count in counts} for committee in plan.committees.committee_id}


def write_money(words: Words, palette: Palette, widths: tuple[float, float], text: float) -> Contents:
    """The frames, and beside them how many missions each is to pay for; without a budget the document in miniature."""
    plan = words.plan
    if not _possible(plan, "03_ramar"):
        figure = _draw(words, "01_dokumentet", palette, widths[0], text)
        return {"kicker": words.say("pamphlet_document"), "head": figure["head"], "deck": "", "figures": [figure]}
    figures = [_draw(words, "03_ramar", palette, widths[0], text), *_draw_low(words, palette, widths[1], text)]
    unit = [words.say("pamphlet_unit")] if "unit_not_stated" in set(plan.oddities.kind) else []
    return {
        "kicker": words.say("pamphlet_money"),
        "head": figures[0]["head"],
        "deck": " ".join([_sum_said(words), *_per_head(words), *unit]),
        "figures": figures,
    }


def _draw_low(words: Words, palette: Palette, width: float, text: float) -> list[Contents]:
    """Missions beside frames in a low picture, in the largest type up to ``text`` (pt) that has room; none if none."""
    for pt in (text, 7.5, 7):
        with suppress(RoomError):
            return [_draw(words, "03_uppdrag-och-ramar", palette, width, pt, brief=True)]
    return []


def _sum_said(words: Words) -> str:
    """The sum of the frames, and whether the plan states the same."""
    plan = words.plan
    check = check_totals(plan.budget, plan.totals).set_index("year").loc[plan.file.document.year]
    rows = _millions(words, int(check.rows_tkr))
    if pd.isna(check.stated_tkr):
        return words.say("pamphlet_sum_only", rows=rows)
    stated = _millions(words, int(check.stated_tkr))
    return words.say("pamphlet_sum_agrees" if check.agrees else "pamphlet_sum_differs", rows=rows, stated=stated)


def _per_head(words: Words) -> list[str]:
    """The frames per inhabitant, where the folder says how many there are."""
    if words.plan.file.inhabitants is None:
        return []
    amount = per_inhabitant(_total(words.plan), *read_inhabitants(words.plan))
    return [words.say("pamphlet_per_head", amount=words.number(amount))]


def _total(plan: Plan) -> int:
    return int(tabulate_frames(plan).amount_tkr.sum())


def write_reading(words: Words) -> Contents:
    """How to read the sheet, where each number comes from, and the plan's words for the demands without a mission."""
    linked, translated = _has_links(words.plan), _is_translated(words, words.plan.demands.demand_id)
    left = [_note(words, "what"), _note(words, "words")]
    right = [*([_links_note(words)] if linked else []), _note(words, "places")]
    columns = [words.say("pamphlet_col_number"), words.say("pamphlet_col_source")]
    return {
        "kicker": words.say("pamphlet_read_kicker"),
        "head": words.say("pamphlet_read"),
        "columns": [left, right],
        "table": {
            "head": words.say("pamphlet_sources"), "columns": columns, "rows": _sources(words), "last-left": True
        },
        "quotes-head": words.say(f"pamphlet_quotes{'_translated' if translated else ''}"),
        "quotes": _quotes(words) if linked else [],
    }  # fmt: skip


def _note(words: Words, key: str, **known: object) -> Contents:
    return {"head": words.say(f"pamphlet_{key}_head"), "body": words.say(f"pamphlet_{key}_body", **known)}


def _links_note(words: Words) -> Contents:
    """How the links were made: by whom, and how far the readings are apart."""
    reviewed = _reviewed(words.plan)
    low, high = reviewed.span()
    if all_reviewed(reviewed.links):
        return _note(words, "reviewed")
    gave = str(low) if low == high else f"{low}–{high}"
    return _note(words, "links", gave=gave, all=len(words.plan.demands))


def _machine(words: Words) -> str:
    """That nobody has reviewed the links, as long as nobody has."""
    return "" if all_reviewed(_reviewed(words.plan).links) else words.say("who_read_brief")


def _sources(words: Words) -> list[list[str]]:
    """Every number of the sheet: what it is, and the lines or the table that it comes from."""
    plan = words.plan
    rows: list[tuple[str, dict[str, object], str]] = [
        ("demands", {"count": len(plan.demands)}, words.lines([*plan.demands.line])),
        ("missions", {"count": len(plan.missions)}, words.lines([*plan.missions.line])),
    ]
    if _has_links(plan):
        rows.append(("links", {}, words.say("pamphlet_from_links")))
        rows.append(("leads", {}, words.say("pamphlet_from_leads")))
    if _possible(plan, "03_ramar"):
        frames, sums = tabulate_frames(plan), plan.totals[plan.totals.year == plan.file.document.year]
        rows.append(("frame", {}, words.lines([*frames.line])))
        if len(sums):
            rows.append(("sum", {"amount": _millions(words, int(sums.amount_tkr.iloc[0]))}, words.lines([*sums.line])))
        rows.append(("share", {}, words.say("pamphlet_from_share")))
        if plan.file.inhabitants is not None:
            rows.append(("head", {}, _inhabitants(words)))
    return [[words.say(f"pamphlet_source_{key}", **known), place] for key, known, place in rows]


def _inhabitants(words: Words) -> str:
    number, plus_minus = read_inhabitants(words.plan)
    assert words.plan.file.inhabitants is not None
    fact = read_facts(words.plan.folder).loc[words.plan.file.inhabitants.fact]
    known = {"count": words.number(number), "plus_minus": words.number(plus_minus)}
    return words.say("pamphlet_from_head", **known, date=fact.as_of, url=fact.source_url)


def _quotes(words: Words) -> list[Contents]:
    """The demands that no reading finds a mission for, in the plan's own words, with their places."""
    plan, readings = words.plan, _reviewed(words.plan).readings
    without = [
        set(states.demand_id[states.state != "carried"])
        for states in (list_states(plan, links) for links in readings.values())
    ]
    rows = plan.demands[plan.demands.demand_id.isin(set.intersection(*without))]
    return [_quote(words, row, mark=False) for row in rows.to_dict("records")]


def _is_translated(words: Words, keys: pd.Series) -> bool:
    """Whether quotes are given in our translation: the language is another than the plan's, and the folder has one of
    all these demands or missions.
    """
    return not words.is_own and set(keys) <= set(words.translations)


def _is_named(words: Words, keys: pd.Series) -> bool:
    """Whether the folder has our short names of all these demands or missions."""
    return set(keys) <= set(read_texts(words.plan).index)


def _own_words(words: Words, key: str, text: str, translated: bool) -> str:
    """The plan's words for a demand or a mission in quotation marks, or our translation of them."""
    return words.say("pamphlet_quote", text=words.translations[key] if translated else text)


def _quote(words: Words, row: dict[Any, Any], mark: bool = True) -> Contents:
    """One demand in quotation marks, with its place; translated, and marked as such, where the language asks for it."""
    key, translated = row["demand_id"], _is_translated(words, words.plan.demands.demand_id)
    place = f"{words.place(key)},\N{NO-BREAK SPACE}{words.lines([row['line']])}"
    place = re.sub(r" (?=\d)", "\N{NO-BREAK SPACE}", place)
    how = "pamphlet_place_translated" if translated and mark else "pamphlet_place"
    return {"text": _own_words(words, key, row["text"], translated), "place": words.say(how, place=place)}


def write_sides(words: Words, committee: str, palette: Palette, quoted: bool = True) -> Contents:
    """Both sides of the card about one committee: its missions in the plan's words, or (not ``quoted``) in short.

    Raises ValueError for a committee that the plan has not.
    """
    plan = words.plan
    if committee not in set(plan.committees.committee_id):
        known = ", ".join(plan.committees.committee_id)
        raise ValueError(f"the plan has no committee {committee!r}; there are {known}")
    name = words.parts[committee] if words.is_own else words.name(committee)
    kicker, linked = words.say("pamphlet_card_kicker"), _has_links(plan)
    return {
        **write_frame(words, palette, "pamphlet_card_is", name=name),
        **_card_lists(words, committee, quoted),
        "cover": {"kicker": kicker, "title": name, "stats": _card_stats(words, committee)},
        "remark": " ".join(_card_remarks(words, committee, quoted)).strip(),
        "notes": [_note(words, "what"), _note(words, "words"), *([_links_note(words)] if linked else [])],
    }


def _card_stats(words: Words, committee: str) -> list[Contents]:
    """Missions, demands that it leads, frame: what the folder has data for."""
    plan = words.plan
    missions = int((plan.missions.committee_id == committee).sum())
    stats = [{"value": str(missions), "label": words.say("pamphlet_missions")}]
    if _has_links(plan):
        leads = _range(_count_leads(plan)[committee])
        stats.append({"value": leads, "label": words.say("pamphlet_leads")})
    if _possible(plan, "03_ramar"):
        amount = compare_attention(plan).set_index("committee_id").amount_tkr[committee]
        stats.append({"value": _frame_cell(words, amount), "label": words.say("pamphlet_frame")})
    return stats


def _missions_of(plan: Plan, committee: str) -> pd.DataFrame:
    return plan.missions[plan.missions.committee_id == committee]


def _card_remarks(words: Words, committee: str, quoted: bool) -> list[str]:
    """What has to be known to read the front: what the figures are, whose words, who read, whether readings differ."""
    plan, keys = words.plan, _missions_of(words.plan, committee).mission_id
    remarks = [words.say("pamphlet_line_note")]
    if quoted:
        remarks += [words.say(f"pamphlet_missions_{'translated' if _is_translated(words, keys) else 'own'}")]
    elif _is_named(words, keys):
        remarks += [words.say("pamphlet_short_names")]
    if not _has_links(plan):
        return remarks
    answered = _reviewed(plan).count_answering(committee)
    differ = [words.say("pamphlet_answer_span", span=_range(answered))] if len(answered) > 1 else []
    return [*remarks, _machine(words), *differ]


def _card_lists(words: Words, committee: str, quoted: bool) -> Contents:
    """In front the missions, those that answer a demand apart from those that do not; on the back the demands."""
    plan = words.plan
    mine = _missions_of(plan, committee)
    if not _has_links(plan):
        return {"front": [_list_missions(words, "card_missions", mine, quoted)], "back": []}
    reviewed = _reviewed(plan)
    carry = mine.mission_id.isin(set(reviewed.missions.mission_id[reviewed.missions.carries != ""]))
    parts = {"pamphlet_answer": mine[carry], "pamphlet_answer_none": mine[~carry]}
    front = [_list_missions(words, key, rows, quoted) for key, rows in parts.items() if len(rows)]
    return {"front": front, "back": _card_back(words, reviewed, committee)}


def _card_back(words: Words, reviewed: Labels, committee: str) -> list[Contents]:
    """The demands that it leads, in the plan's words, by mission and by remit; where it leads none, its other ones."""
    table = reviewed.table[reviewed.table.committee_id == committee]
    demands = table.merge(words.plan.demands[["demand_id", "line", "text"]], on="demand_id")
    leads = demands[demands.lead]
    parts = {f"leads_{basis}": leads[leads.basis == basis] for basis in ("mission", "remit")}
    if leads.empty:
        parts = {"leads_others": demands}
    return [_quoted(words, f"pamphlet_{key}", rows) for key, rows in parts.items() if len(rows)]


def _list_missions(words: Words, key: str, rows: pd.DataFrame, quoted: bool) -> Contents:
    """Missions under a heading with their number: in the plan's words (or our translation) or in short."""
    head = words.say("pamphlet_list", name=words.say(key), count=len(rows))
    if not quoted:
        return {"head": head, "entries": [_entry(words, row) for row in rows[["mission_id", "line"]].values]}
    translated = _is_translated(words, rows.mission_id)
    entries = [
        {"text": _own_words(words, row["mission_id"], row["text"], translated), "place": str(row["line"])}
        for row in rows.to_dict("records")
    ]
    return {"head": head, "entries": entries, "space": 3}


def _quoted(words: Words, key: str, demands: pd.DataFrame) -> Contents:
    quotes = [_quote(words, row) for row in demands.to_dict("records")]
    entries = [{"text": f"{quote['text']} {quote['place']}", "place": ""} for quote in quotes]
    head = words.say("pamphlet_list", name=words.say(key), count=len(demands))
    return {"head": head, "entries": entries, "space": 3}


def _possible(plan: Plan, figure: str) -> bool:
    return FIGURES[figure].possible(plan)


def _has_links(plan: Plan) -> bool:
    return _possible(plan, "04_krav-med-uppdrag")


def _draw(words: Words, name: str, palette: Palette, width: float, text: float, brief: bool = False) -> Contents:
    """A figure drawn for a column (mm wide, type in pt), with its words as text beside it.

    In brief it is low, and the source names the document, its lines standing elsewhere.
    """
    size = replace(SIZES["a5"], width=width, text=text, small=7, height=56 if brief else 190, margin=0)
    figure = FIGURES[name].make(words.plan, words, _Bare(size, palette))
    caption = figure.caption.shorten("source") if brief else figure.caption
    return {
        "head": caption.title,
        "what": caption.what,
        "svg": render_figure(figure, "svg").decode(),
        "width": width,
        "alt": caption.alt_long,
        "caption": f"{caption.note} {caption.source}".strip(),
    }
