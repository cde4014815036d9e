"""Charts of the cross-reference: who is to carry which demand. Tables in, a Figure out, as in ``helpers.charts``.

All of them rest on readings by a language model, and say so in the picture until a person has signed every link.
"""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from helpers.charts import A5, LIGHT
from helpers.crossref import DEFINITIONS, Reviewed, list_states
from helpers.labels import all_reviewed
from helpers.marks import bar, dot, half_dot, leader, rule, square, tint, write, write_up, write_wrapped
from helpers.style import MM_PER_PT, Caption, PrintFigure, Sheet, measure, wrap
from helpers.words import Words, shorten

KINDS = ("whole", "part", "related", "remit")
"""What a cell of the matrix can show, the strongest first."""


def list_cells(table: pd.DataFrame, links: pd.DataFrame, missions: pd.DataFrame) -> pd.DataFrame:
    """What stands in each cell of the matrix: the strongest tie between a demand and a committee, whether the demand
    falls to its ordinary remit too, and whether it leads.

    Takes the cross-reference, the links and ``plan.missions``. Gives demand_id, committee_id, kind (``KINDS``), remit,
    lead.
    """
    owners = missions.set_index("mission_id").committee_id
    found = links[links.relation != "none"]
    kinds = dict.fromkeys(DEFINITIONS["in whole"], "whole") | {"narrower": "part", "related": "related"}
    ties = found[["demand_id"]].assign(committee_id=found.mission_id.map(owners), kind=found.relation.map(kinds))
    remits = table[table.basis == "remit"][["demand_id", "committee_id"]].assign(kind="remit")
    cells = pd.concat([ties, remits]).sort_values("kind", key=lambda kind: kind.map(KINDS.index), kind="stable")
    key = ["demand_id", "committee_id"]
    strongest = cells.drop_duplicates(key).set_index(key)
    leads, fallen = (rows.set_index(key).index for rows in (table[table.lead], remits))
    marks = {"remit": strongest.index.isin(fallen), "lead": strongest.index.isin(leads)}
    return strongest.assign(**marks).reset_index()


def matrix(reviewed: Reviewed, words: Words, sheet: Sheet = A5, theme: str | None = None) -> PrintFigure:
    """Demands down, committees across: a full dot where a mission carries the demand, half where in part only, a
    ring where one is related, a square where it falls to the committee's ordinary remit; shaded for the one that leads.

    Takes ``crossref.read_reviewed``, for one theme or (None) for all of them.
    """
    plan, links, table = words.plan, reviewed.links, reviewed.table
    demands = plan.demands if theme is None else plan.demands[plan.demands.theme_id == theme]
    cells = list_cells(table, links, plan.missions)
    cells = cells[cells.demand_id.isin(demands.demand_id)].reset_index(drop=True)
    states = list_states(plan, links, table=table)
    states = states[states.demand_id.isin(demands.demand_id)]
    note = _join(words.say("cross_lines_note"), _unread(words, states), "" if theme else _span(words, reviewed))
    caption = _matrix_caption(words, demands, links, cells, theme, int((states.state == "carried").sum()), note)
    size, colours = sheet.size, sheet.palette
    row = size.text * (0.72 if theme else 0.415)
    themes = demands.theme_id.unique().tolist()
    headings = 0 if theme else len(themes)
    committees = plan.committees.committee_id.tolist()
    label_width = min(max(measure(words.name(d), size.text) for d in demands.demand_id), sheet.width * 0.42)
    line_width = measure("000", size.small) + 2
    left = label_width + line_width + 1.5
    step = (sheet.width - left) / len(committees)
    names = [wrap(words.name(c), size.text * 3.1, size.text) for c in committees]
    head = max(measure(line, size.text) for lines in names for line in lines) + 2
    key = size.small * 0.5 * len(_key_lines(words, sheet))
    needed = head + (len(demands) + headings * 0.95) * row + key + 2.5
    figure, axes = sheet.open(caption, needed, cells)
    row = (axes.get_ylim()[0] - head - key - 2.5) / (len(demands) + headings * 0.95)
    for n, lines in enumerate(names):
        write_up(axes, left + (n + 0.5) * step, head - 1.5, lines, size.text, colours.ink)
    look = cells.set_index(["demand_id", "committee_id"])
    y, above = head, ""
    for demand in demands.itertuples():
        if headings and demand.theme_id != above:
            write(axes, 0, y + row * 0.5, words.name(demand.theme_id), size.text, colours.accent, weight="bold")
            y, above = y + row * 0.95, demand.theme_id
        rule(axes, 0, sheet.width, y, colours.rule, 0.35)
        middle = y + row / 2
        name = _fit(words.name(demand.demand_id), label_width + 0.4, size.text, row)
        write_wrapped(axes, 0, middle, name, label_width + 0.4, size.text, colours.ink)
        write(axes, label_width + line_width, middle, str(demand.line), size.small, colours.muted, ha="right")
        for n, committee in enumerate(committees):
            if (demand.demand_id, committee) in look.index:
                cell = look.loc[(demand.demand_id, committee)]
                _draw_cell(axes, (left + n * step, y, step, row), cell, sheet)
        y += row
    rule(axes, 0, sheet.width, y, colours.rule, 0.35)
    _write_key(axes, y + 2.5 + size.small * 0.2, words, sheet)
    return figure


def _matrix_caption(
    words: Words,
    demands: pd.DataFrame,
    links: pd.DataFrame,
    cells: pd.DataFrame,
    theme: str | None,
    carried: int,
    note: str,
) -> Caption:
    known = {
        "theme": words.name(theme) if theme else "",
        "carried": _count(words, carried) if theme else carried,
        "all": _count(words, len(demands)) if theme else len(demands),
    }
    single = "_single" if len(demands) == 1 else ""
    ending = "_all" if carried == len(demands) else {0: "_nobody", 1: "_one"}.get(carried, "")
    rows = " ".join(_describe_row(words, demand, cells) for demand in demands.demand_id)
    lines = sorted({*demands.line, *_mission_lines(words, links, demands)})
    key = f"cross_theme_title{single}{ending}" if theme else "cross_title"
    return Caption(
        title=words.say(key, **known),
        what=words.say("cross_what"),
        source=words.source(lines),
        alt=words.say("cross_alt_theme" if theme else "cross_alt", **known),
        alt_long=words.say("cross_alt_long", rows=rows),
        note=_note(words, links, note),
        lines=tuple(lines),
        language=words.language,
    )


def _describe_row(words: Words, demand: str, cells: pd.DataFrame) -> str:
    """One demand in words: each committee with its kind."""
    mine = cells[cells.demand_id == demand]
    said = [
        f"{words.name(c)} ({words.say(f'cross_{kind}')})" for c, kind in zip(mine.committee_id, mine.kind, strict=True)
    ]
    return words.say(
        "cross_alt_row", demand=words.name(demand), committees=", ".join(said) or words.say("cross_nobody")
    )


def _mission_lines(words: Words, links: pd.DataFrame, demands: pd.DataFrame) -> list[int]:
    found = links[(links.relation != "none") & links.demand_id.isin(demands.demand_id)]
    missions = words.plan.missions
    return missions[missions.mission_id.isin(found.mission_id)].line.tolist()


def _note(words: Words, links: pd.DataFrame, text: str) -> str:
    """The chart's own note, after the remark that nobody has reviewed the links, as long as nobody has."""
    return text if all_reviewed(links) else _join(words.say("cross_machine"), text)


def _span(words: Words, reviewed: Reviewed) -> str:
    """How many demands with a mission the passes gave, where they differ."""
    low, high = reviewed.span(words.plan)
    passes = words.count(len(reviewed.passes)).capitalize()
    return words.say("cross_span_note", count=passes, low=low, high=high) if low != high else ""


def _unread(words: Words, states: pd.DataFrame) -> str:
    """How many of the demands nobody has read, where there are any: no mark is no finding there."""
    unread = int((states.state == "unread").sum())
    return words.say("cross_unread_note", count=unread) if unread else ""


def _join(*notes: str) -> str:
    return " ".join(note for note in notes if note)


def _count(words: Words, value: int) -> str:
    """The number in words, one as the language counts demands and missions."""
    return words.say("one_bullet") if value == 1 else words.count(value)


def _fit(name: str, width: float, pt: float, height: float) -> str:
    """The name, shortened until its lines are no wider than ``width`` and no more than ``height`` (mm) has room for."""
    most = max(1, int(height / (pt * 1.12 * MM_PER_PT) + 0.2))
    while len(lines := wrap(name, width, pt)) > most or any(measure(line, pt) > width for line in lines):
        name = shorten(name, len(name) - 1)
    return name


def _draw_cell(axes: Axes, box: tuple[float, float, float, float], cell: pd.Series, sheet: Sheet) -> None:
    """One cell of the matrix in its box (x, y, width, height in mm): shade, mark, and a square for remit."""
    x, y, width, height = box
    if cell.lead:
        shade = tint(sheet.palette.accent, 0.16, sheet.palette.paper)
        edge = tint(sheet.palette.accent, LIGHT, sheet.palette.paper)
        bar(axes, x + 0.4, y + 0.4, width - 0.8, height - 0.8, shade, edgecolor=edge, linewidth=0.5)
    diameter = min(width, height, sheet.size.text * 0.55) * 0.62
    if cell.remit:
        square(axes, x + width / 2, y + height / 2, diameter, sheet.palette.muted)
    if cell.kind != "remit":
        scale = 0.75 if cell.remit else 1
        _draw_mark(axes, x + width / 2, y + height / 2, diameter * scale, cell.kind, sheet)


def _draw_mark(axes: Axes, x: float, y: float, diameter: float, kind: str, sheet: Sheet) -> None:
    """The mark of a kind by its middle: full dot, half dot, ring, square."""
    colours = sheet.palette
    if kind == "whole":
        dot(axes, x, y, diameter, colours.accent)
    elif kind == "part":
        half_dot(axes, x, y, diameter, colours.accent)
    elif kind == "related":
        dot(axes, x, y, diameter * 0.7, colours.muted, filled=False)
    else:
        square(axes, x, y, diameter, colours.muted)


def _key_lines(words: Words, sheet: Sheet) -> list[list[tuple[str, str]]]:
    """The key's entries (kind, words) in as many lines as the sheet's width asks for."""
    pt = sheet.size.small
    entries = [(kind, words.say(f"cross_{kind}")) for kind in KINDS] + [("lead", words.say("cross_lead"))]
    lines: list[list[tuple[str, str]]] = [[]]
    used = 0.0
    for kind, text in entries:
        width = measure(text, pt) + pt * 0.9
        if lines[-1] and used + width > sheet.width:
            lines.append([])
            used = 0.0
        lines[-1].append((kind, text))
        used += width
    return lines


def _write_key(axes: Axes, y: float, words: Words, sheet: Sheet) -> None:
    pt, colours = sheet.size.small, sheet.palette
    for n, line in enumerate(_key_lines(words, sheet)):
        x, middle = 0.0, y + n * pt * 0.5
        for kind, text in line:
            if kind == "lead":
                bar(axes, x, middle - pt * 0.16, pt * 0.36, pt * 0.32, tint(colours.accent, 0.16, colours.paper))
            else:
                _draw_mark(axes, x + pt * 0.18, middle, pt * 0.32, kind, sheet)
            write(axes, x + pt * 0.48, middle, text, pt, colours.ink)
            x += measure(text, pt) + pt * 0.9


def state_dots(reviewed: Reviewed, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """A dot for every demand by theme: full where a mission carries it, half where in part only, hollow where none
    does; those without a mission are named below with their lines.

    Takes ``crossref.read_reviewed``.
    """
    plan, links = words.plan, reviewed.links
    whole = list_states(plan, links, DEFINITIONS["in whole"]).state == "carried"
    states = list_states(plan, links, table=reviewed.table).assign(theme_id=plan.demands.theme_id)
    note = _join(_unread(words, states), _span(words, reviewed))
    states["kind"] = states.state.where(states.state != "carried", "part").mask(whole, "whole")
    states["kind"] = states.kind.where(states.kind.isin(["whole", "part"]), "without")
    without = states[states.kind == "without"]
    carried = len(states) - len(without)
    counts = {kind: int((states.kind == kind).sum()) for kind in ("whole", "part", "without")}
    names = [
        f"{words.name(d)} ({words.lines([line])})" for d, line in zip(without.demand_id, without.line, strict=True)
    ]
    listed = words.say("states_alt_without", names="; ".join(names)) if names else words.say("states_nobody_without")
    lines = sorted(states.line)
    caption = Caption(
        title=words.say("cross_title", carried=carried, all=len(states)),
        what=words.say("states_what"),
        source=words.source(lines),
        alt=words.say("states_alt", carried=carried, all=len(states)),
        alt_long=words.say("states_alt_long", **counts, without_listed=listed),
        note=_note(words, links, note),
        lines=tuple(lines),
        language=words.language,
    )
    size, colours = sheet.size, sheet.palette
    themes = plan.themes.theme_id.tolist()
    row = size.text * 0.62
    entries = [words.name(d) for d in without.demand_id] or [words.say("states_nobody_without")]
    rows = len(themes) + 2 + len(entries) + 1
    figure, axes = sheet.open(caption, rows * row, states)
    row = axes.get_ylim()[0] / rows
    left = max(measure(words.name(theme), size.text) for theme in themes) + size.text * 0.5
    step = row * 0.95
    x = 0.0
    for kind in ("whole", "part", "without"):
        _draw_state(axes, x + row * 0.35, row * 0.4, row * 0.55, kind, sheet)
        text = f"{counts[kind]} {words.say(f'states_{kind}')}"
        write(axes, x + row * 0.85, row * 0.4, text, size.text, colours.ink)
        x += measure(text, size.text) + row * 1.5
    for n, theme in enumerate(themes):
        y = (n + 1.7) * row
        write(axes, 0, y, words.name(theme), size.text, colours.ink)
        kinds = states[states.theme_id == theme].sort_values(
            "kind", key=lambda kind: kind.map(["whole", "part", "without"].index)
        )
        for place, kind in enumerate(kinds.kind):
            _draw_state(axes, left + (place + 0.5) * step, y, row * 0.66, kind, sheet)
    y = (len(themes) + 2.1) * row
    if len(without):
        write(axes, 0, y, words.say("states_without_head"), size.text, colours.ink, weight="bold")
        for entry, line in zip(entries, without.line, strict=True):
            y += row * 0.9
            room = sheet.width - measure("  " + words.lines([line]), size.text)
            name = _fit(entry, room, size.text, row * 0.9)
            write(axes, 0, y, name, size.text, colours.ink)
            write(axes, measure(name + "  ", size.text), y, words.lines([line]), size.small, colours.muted)
    else:
        write(axes, 0, y, entries[0], size.text, colours.ink)
    return figure


def _draw_state(axes: Axes, x: float, y: float, diameter: float, kind: str, sheet: Sheet) -> None:
    if kind == "without":
        dot(axes, x, y, diameter, sheet.palette.ink, filled=False)
    else:
        _draw_mark(axes, x, y, diameter, kind, sheet)


def lead_flow(reviewed: Reviewed, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """From every theme to the committees that lead its demands, each demand counted once; light where the committee
    leads by remit only, and a stream of its own for demands where nobody clearly leads.

    Takes ``crossref.read_reviewed``.
    """
    plan, links, table = words.plan, reviewed.links, reviewed.table
    leads = table[table.lead].drop_duplicates("demand_id").set_index("demand_id")
    demands = plan.demands.set_index("demand_id")[["theme_id", "line"]]
    streams = demands.join(leads[["committee_id", "basis"]]).fillna({"committee_id": "", "basis": ""})
    ends = [c for c in plan.committees.committee_id if c in set(streams.committee_id)]
    ends += [""] if (streams.committee_id == "").any() else []
    themes = plan.demands.theme_id.unique().tolist()
    into = streams.committee_id.value_counts()
    remits = int((streams.basis == "remit").sum())
    rows = [
        words.say("flow_alt_row", theme=words.name(theme), committees=_count_ends(words, streams, theme, ends))
        for theme in themes
    ]
    lines = sorted(streams.line)
    caption = Caption(
        title=_flow_title(words, streams),
        what=words.say("flow_what"),
        source=words.source(lines),
        alt=words.say("flow_alt", all=len(streams)),
        alt_long=words.say("flow_alt_long", rows=" ".join(rows)),
        note=_note(words, links, words.say("flow_note", count=remits) if remits else ""),
        lines=tuple(lines),
        language=words.language,
    )
    size, colours = sheet.size, sheet.palette
    figure, axes = sheet.open(caption, size.text * 13, streams.reset_index())
    height = axes.get_ylim()[0]
    labels = {end: words.name(end) if end else words.say("flow_nobody") for end in ends}
    left = max(min(measure(words.name(theme), size.text), sheet.width * 0.26) for theme in themes) + size.text * 0.9
    right_room = max(min(measure(label, size.text), sheet.width * 0.31) for label in labels.values()) + size.text * 0.9
    right = sheet.width - right_room
    left_places = _stack(themes, streams.theme_id.value_counts(), height)
    right_places = _stack(ends, into, height)
    unit_left = _unit(themes, len(streams), height)
    unit_right = _unit(ends, len(streams), height)
    filled_left, filled_right = dict(left_places), dict(right_places)
    for theme in themes:
        for end in ends:
            for basis in ("mission", "remit", ""):
                count = int(
                    ((streams.theme_id == theme) & (streams.committee_id == end) & (streams.basis == basis)).sum()
                )
                if count:
                    a, b = filled_left[theme], filled_right[end]
                    shade = tint(colours.accent, 0.75 if basis == "mission" else 0.2, colours.paper)
                    outline = tint(colours.accent, LIGHT, colours.paper) if basis == "remit" else colours.paper
                    ends_at = (left, a, a + count * unit_left), (right, b, b + count * unit_right)
                    _ribbon(axes, *ends_at, shade if end else tint(colours.muted, 0.66, colours.paper), outline)
                    filled_left[theme] += count * unit_left
                    filled_right[end] += count * unit_right
    for names, places, counts, x, ha, edge, unit in (
        (themes, left_places, streams.theme_id.value_counts(), left, "right", -1, unit_left),
        (ends, right_places, into, right, "left", 1, unit_right),
    ):
        for name in names:
            y0, count = places[name], int(counts[name])
            bar(axes, x - 0.5, y0, 1, count * unit, colours.ink)
            text = labels.get(name) or words.name(name)
            number = x + edge * size.text * 0.28
            middle = y0 + count * unit / 2
            write(axes, number, middle, str(count), size.text, colours.ink, ha=ha, weight="bold")
            start = number + edge * size.text * 0.45
            room = (left if edge < 0 else right_room) - size.text * 0.73
            write_wrapped(axes, start, middle, text, room, size.text, colours.ink, ha=ha)
    return figure


def _flow_title(words: Words, streams: pd.DataFrame) -> str:
    """How many of the committees lead a demand, and which do not, where those are one or two."""
    committees = words.plan.committees.committee_id
    idle = [committee for committee in committees if committee not in set(streams.committee_id)]
    if len(idle) == len(committees):
        return words.say("flow_title_nobody", all=len(streams))
    leading, all_ = words.count(len(committees) - len(idle)), words.count(len(committees))
    names = words.listing([words.name(committee) for committee in idle]) if idle else ""
    key = "flow_title_some" if len(idle) > 2 else "flow_title" if idle else "flow_title_all"
    title = words.say(key, leading=leading, all=all_, names=names)
    return title[:1].upper() + title[1:]


def _count_ends(words: Words, streams: pd.DataFrame, theme: str, ends: list[str]) -> str:
    mine = streams[streams.theme_id == theme].committee_id.value_counts()
    return ", ".join(
        f"{words.name(end) if end else words.say('flow_nobody')} {mine[end]}" for end in ends if end in mine
    )


_GAP = 2.6


def _unit(names: list[str], total: int, height: float) -> float:
    """How many mm one demand is high where the names are stacked with gaps between them."""
    return (height - _GAP * (len(names) - 1)) / total


def _stack(names: list[str], counts: pd.Series, height: float) -> dict[str, float]:
    """Where each name's block begins (mm from the top)."""
    unit, y, places = _unit(names, int(counts.sum()), height), 0.0, {}
    for name in names:
        places[name] = y
        y += int(counts[name]) * unit + _GAP
    return places


def _ribbon(
    axes: Axes, start: tuple[float, float, float], end: tuple[float, float, float], colour: str, edge: str
) -> None:
    """A stream between two uprights, each given as x, upper y, lower y (mm)."""
    (x0, a0, b0), (x1, a1, b1) = start, end
    middle = (x0 + x1) / 2
    points = [(x0, a0), (middle, a0), (middle, a1), (x1, a1), (x1, b1), (middle, b1), (middle, b0), (x0, b0), (x0, a0)]
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    axes.add_patch(PathPatch(Path(points, codes), facecolor=colour, edgecolor=edge, linewidth=0.35))


def committee_card(
    reviewed: Reviewed, words: Words, sheet: Sheet = A5, *, committee: str, frames: pd.DataFrame
) -> PrintFigure:
    """One committee on a card: its frame, its missions (marked where they carry a demand) and the demands it leads.

    Takes ``crossref.read_reviewed`` and ``budget.tabulate_frames``.
    """
    plan, links, table, missions = words.plan, reviewed.links, reviewed.table, reviewed.missions
    mine = missions[missions.committee_id == committee]
    free = int((mine.carries == "").sum())
    leads = table[(table.committee_id == committee) & table.lead]
    frame = frames[frames.committee_id == committee]
    demands = plan.demands.set_index("demand_id").line
    heading_line = plan.committees.set_index("committee_id").line[committee]
    lines = sorted({*mine.line, *demands[leads.demand_id], *frame.line}) or [int(heading_line)]
    name = words.parts[committee] if words.language == "sv" else words.name(committee)
    amount = (
        words.say("card_frame", amount=words.mnkr(int(frame.amount_tkr.sum())))
        if len(frame)
        else words.say("card_no_frame")
    )
    known = {"committee": name, "missions": _count(words, len(mine)), "free": _count(words, free)}
    ending = {1: "_single", 0: "_empty"}.get(len(mine), "") + {1: "_one", 0: "_none"}.get(free, "")
    caption = Caption(
        title=words.say(f"card_title{ending}", **known),
        what=words.frames_are if len(frame) else words.say("bullets_are"),
        source=words.source(lines),
        alt=words.say("card_alt", committee=name, missions=len(mine), demands=len(leads)),
        alt_long=words.say(
            "card_alt_long",
            committee=name,
            frame=amount,
            missions="; ".join(words.name(m) for m in mine.mission_id) or words.say("card_no_missions")[:-1],
            demands="; ".join(words.name(d) for d in leads.demand_id) or words.say("card_no_demands")[:-1],
        ),
        note=_note(words, links, words.say("card_note")),
        lines=tuple(lines),
        language=words.language,
    )
    size, colours = sheet.size, sheet.palette
    row = size.text * 0.5
    blocks = [("card_missions", mine, "mission_id"), ("card_demands", leads, "demand_id")]
    rows = 1.6 + sum(1.9 + max(len(rows), 1) for _, rows, _ in blocks)
    figure, axes = sheet.open(caption, rows * row, mine)
    row = axes.get_ylim()[0] / rows
    write(axes, 0, row * 0.7, amount, size.text * 1.35, colours.accent, weight="bold")
    if len(frame):
        share = words.say("card_share", share=words.number(float(frame.share_percent.sum()), 1))
        write(axes, measure(amount + "  ", size.text * 1.35, "bold"), row * 0.7, share, size.text, colours.muted)
    y = row * 2.3
    for heading, rows_, column in blocks:
        write(axes, 0, y, f"{words.say(heading)} ({len(rows_)})", size.text, colours.ink, weight="bold")
        y += row * 0.3
        if not len(rows_):
            y += row
            write(axes, 0, y, words.say(heading.replace("card_", "card_no_")), size.text, colours.muted)
        for item in rows_.itertuples():
            y += row
            key = getattr(item, column)
            if column == "mission_id" and item.carries:
                dot(axes, size.text * 0.15, y, size.text * 0.24, colours.accent)
            elif column == "mission_id":
                dot(axes, size.text * 0.15, y, size.text * 0.24, colours.muted, filled=False)
            else:
                kind = "remit" if item.basis == "remit" else "whole"
                _draw_mark(axes, size.text * 0.15, y, size.text * 0.24, kind, sheet)
            line = item.line if column == "mission_id" else demands[key]
            start, stop = size.text * 0.45, sheet.width - measure(words.lines([line]) + " ", size.small)
            name = _fit(words.name(key), stop - start - measure(" ", size.text), size.text, row)
            write(axes, start, y, name, size.text, colours.ink)
            write(axes, sheet.width, y, words.lines([line]), size.small, colours.muted, ha="right")
            dots = start + measure(name + " ", size.text)
            leader(axes, [(dots, y + 0.9), (stop, y + 0.9)], colours.pale)
        y += row * 1.6
    return figure
