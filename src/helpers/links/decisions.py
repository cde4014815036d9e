"""A person's decisions on links and committees: read from whatever says the pair, held against the plan as it is now,
and put over what the passes settled.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

import pandas as pd

from helpers.codebook import RELATIONS, read_decision, read_lead
from helpers.errors import PlanError, raise_all
from helpers.files import write_bytes
from helpers.grid import fold
from helpers.links.crossref import put_in_order
from helpers.plan.read import Plan
from helpers.plan.settled_texts import find_moved, follow, list_ids, name_texts, read_texts
from helpers.tables import BREAK, Table, check_table, fill_cells, find_table, read_rows

PAIRS = {"links": ("demand_id", "mission_id"), "committees": ("demand_id", "committee_id")}
"""What decisions are about; a file of them may have a column for each, and no key."""

COLUMNS = ["key", "decision", "reason", "who", "date", "text"]
"""The columns of decisions_links.csv and decisions_committees.csv; a run fills in the last (``settle_decisions``)."""

TABLES = {
    f"decisions_{name}": Table(tuple(COLUMNS[:-1]), ("key",), can_be_empty=True, others=("text", *pair, "lead"))
    for name, pair in PAIRS.items()
}

_ALLOWED = {"links": RELATIONS, "committees": ("mission", "mission lead", "remit", "remit lead", "none")}

_WORD = re.compile(r"\w+(?:[-‐‑‒–—−]\w+)*")


class Decisions:
    """The decisions of one plan on ``links`` or ``committees``; ``moved`` are the ids whose text is another now
    (``settled_texts.find_moved``).
    """

    def __init__(self, plan: Plan) -> None:
        self.plan, self.moved = plan, find_moved(plan)

    def find_file(self, name: str) -> Path:
        """Where the decisions on links or committees lie, or would."""
        return find_table(self.plan.folder, f"decisions_{name}")

    def take(self, name: str) -> pd.DataFrame:
        """The decisions that hold of the plan as it is, each row's index its line: demand_id, mission_id (or
        committee_id), decision, reason. Raises FaultsError for those that are not clear, not allowed or not signed.
        """
        table, path, other = self.read(name), self.find_file(name), PAIRS[name][1]
        raise_all(PlanError(path, int(line), *said) for line, said in self._list_unclear(table).items())
        pairs = [self.find_pair(name, row.key, row.text) for row in _give_texts(table).itertuples()]
        table = table.assign(decision=table.decision.map(read_decision), pair=pairs)
        table = table[table.pair.map(lambda pair: "" not in pair or None in pair).astype(bool)]
        faults = []
        for row in table.itertuples():
            if None in row.pair:
                remedy = f"Den ska vara ett demand_id, ett mellanslag och ett {other} ur planen."
                faults.append(PlanError(path, row.Index, f"nyckeln {row.key!r}", remedy))
            if row.decision not in _ALLOWED[name]:
                remedy = f"Det ska vara något av {', '.join(_ALLOWED[name])}."
                faults.append(PlanError(path, row.Index, f"beslutet {row.decision!r}", remedy))
            if not (re.search(r"\w", row.who) and re.search(r"\d", row.date)):  # a dash is nobody, and no day
                found = "ett beslut som ingen har skrivit under"
                faults.append(PlanError(path, row.Index, found, "Skriv vem som beslöt (who) och när (date)."))
        raise_all(faults)
        both = {"demand_id": [pair[0] for pair in table.pair], other: [pair[1] for pair in table.pair]}
        return table.assign(**both)[["demand_id", other, "decision", "reason"]].astype("str")

    def read(self, name: str) -> pd.DataFrame:
        """The decisions as they stand, checked but for what they are about; each row's index is its line."""
        rows = self.read_rows(name)
        if self.find_file(name).is_file():
            rows = check_table(self.find_file(name), rows, TABLES[f"decisions_{name}"])
        return rows

    def read_rows(self, name: str) -> pd.DataFrame:
        """The rows as text, with one key of whatever says the pair: a key in other words, a column for each of the
        two, or cells of the form with their texts; no rows where there is no file.
        """
        declared, pair = TABLES[f"decisions_{name}"], PAIRS[name]
        if not self.find_file(name).is_file():
            return pd.DataFrame(columns=COLUMNS, dtype="str")
        rows = read_rows(self.find_file(name), declared.columns, declared.others)
        cells = [column for column in ("key", *pair) if column in rows]
        if not {*cells} - {"demand_id"}:
            return rows
        said = [" ".join(" ".join(row).split()) for row in rows[cells].itertuples(index=False)]
        told = [self._part_key(each, pair) for each in said]
        rows["key"] = [key for key, _ in told]
        if {"decision", "lead"} <= {*rows}:
            rows["decision"] = [*map(_join_lead, rows.decision, rows.lead)]
        if any(text for _, text in told):
            texts = rows.get("text", pd.Series("", rows.index))
            rows["text"] = [own or text for own, (_, text) in zip(texts, told, strict=True)]
        return rows

    def _part_key(self, said: str, pair: Iterable[str]) -> tuple[str, str]:
        """The key of what a row says of its pair, and the texts that stand beside the ids; else as it stands."""
        ids = [
            (column, self._spelt[column][fold(word[0])], word)
            for word in _WORD.finditer(said)
            for column in pair
            if fold(word[0]) in self._spelt[column]
        ]
        units = {column: {unit for each, unit, _ in ids if each == column} for column in pair}
        if not all(len(each) == 1 for each in units.values()):
            return said, ""
        ends = [word.start() for *_, word in ids[1:]] + [len(said)]
        texts = {
            column: said[word.end() : end].strip(" ·,;:/+&→>-")
            for (column, _, word), end in zip(ids, ends, strict=True)
        }
        beside = [texts[column] if "·" in said else "" for column in pair]
        return " ".join(unit for column in pair for unit in units[column]), BREAK.join(beside) if any(beside) else ""

    def find_pair(self, name: str, key: str, text: str = "") -> tuple[str | None, str | None]:
        """The demand and the mission (or committee) that the key of a decision means: by its row's texts or, without
        these, by those of when the labels were settled. "" where the plan has the text no more, None for an unknown id.

        >>> decisions = read_labels(plan).decisions
        >>> decisions.find_pair("links", "Jobb-2 ks-01"), decisions.find_pair("links", "jobb-2")
        (('jobb-2', 'ks-01'), ('jobb-2', None))
        """
        kinds = ("demand", "mission" if name == "links" else "committee")
        units, texts = [*key.split(maxsplit=1), "", ""], [*text.split(BREAK.strip()), ""]
        found: list[str | None] = []
        for kind, cell, said in zip(kinds, units, texts, strict=False):
            unit = self._spelt[f"{kind}_id"].get(fold(cell))
            if said.strip():
                renamed = self.moved.get(unit or "", "") if kind == "committee" else ""
                found.append(follow(unit or cell, said, self._texts[kind]) or renamed)
            else:
                found.append(None if unit is None else self.moved.get(unit, unit))
        return found[0], found[1]

    @cached_property
    def _texts(self) -> dict[str, dict[str, str]]:
        return name_texts(self.plan)

    @cached_property
    def _now(self) -> dict[str, str]:
        """The texts of the plan as it is, by id."""
        return {unit: text for texts in self._texts.values() for unit, text in texts.items()}

    @cached_property
    def _spelt(self) -> dict[str, dict[str, str]]:
        """The ids of each column, those from when the labels were settled too, by how they are compared."""
        return {column: {fold(each): each for each in ids} for column, ids in list_ids(self.plan).items()}

    @cached_property
    def _settled_texts(self) -> dict[str, str]:
        """The texts by id that the labels were settled from, or else those of now."""
        settled = read_texts(self.plan)
        return self._now | dict(zip(settled.id, settled.text, strict=True))

    def _list_unclear(self, table: pd.DataFrame) -> dict[int, tuple[str, str]]:
        """The lines of decisions that do not say which text they are about, with what was found, what to do."""
        unclear = {}
        for row in table.itertuples() if "text" in table else ():
            strayed = [unit for unit, new in self.moved.items() if new != unit and fold(unit) in fold(row.key).split()]
            if strayed and not row.text:
                said = [f"då ”{self._settled_texts[unit]}”, nu ”{self._now.get(unit, '')}”" for unit in strayed]
                found = f"nyckeln {row.key!r} är en annan text nu än när planen lästes ({'; '.join(said)})"
                unclear[int(row.Index)] = found, f"Skriv i kolumnen text vad beslutet gäller: kravet{BREAK}det andra."
        return unclear

    def list_moved(self, name: str) -> Iterator[tuple[int, str, tuple[str | None, str | None], str]]:
        """Line, key, the ids that it means now and their texts, of decisions that do not say so."""
        table = self.read(name)
        unclear = self._list_unclear(table)
        for row in _give_texts(table).itertuples():
            pair = self.find_pair(name, row.key, row.text)
            units = [*row.key.split(maxsplit=1), ""]
            old = [self._settled_texts.get(unit, "") for unit in units]
            text = BREAK.join(self._now.get(unit or "", was) for unit, was in zip(pair, old, strict=False))
            text = row.text if row.text and "" in pair else text
            if row.Index not in unclear and None not in pair and (row.key.split() != [*pair] or row.text != text):
                yield int(row.Index), row.key, pair, text

    def tell_moved(self) -> Iterator[str]:
        """Which decisions are about other ids now than their keys say, and which are about none.

        >>> list(read_labels(plan).decisions.tell_moved())
        []
        """
        for name in PAIRS:
            for line, key, pair, text in self.list_moved(name):
                now = " ".join(filter(None, pair))
                if "" in pair:
                    said = "beslutet räknas inte, för planen har inte längre den text som det gäller"
                else:
                    said = f"beslutet följer sin text ({key} är nu {now}, ”{text}”)"
                if fold(" ".join(key.split())) != fold(now):
                    yield f"decisions_{name}.csv, rad {line}: {said}"


def _give_texts(decisions: pd.DataFrame) -> pd.DataFrame:
    """Decisions with the texts that they are about, empty where a file has none."""
    return decisions if "text" in decisions else decisions.assign(text="")


def _join_lead(said: str, cell: str) -> str:
    """A decision with what a column of its own says of the lead; with that cell itself where it does not fit."""
    led, lead = read_decision(said).endswith(" lead"), read_lead(cell)
    if not cell.strip() or lead == str(int(led)):
        return said
    return f"{said} {'lead' if lead == '1' else cell}"


def pass_leads_on(rows: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame:
    """What follows from decisions that give a demand to a new lead: rows like theirs that take it from the old one."""
    key = ["demand_id", "committee_id"]
    given = decisions[decisions.decision.str.endswith(" lead")].set_index("demand_id").reason
    old = rows[(rows.lead == 1) & rows.demand_id.isin(given.index)]
    old = old[~old.set_index(key).index.isin(decisions.set_index(key).index)]
    return old[key].assign(decision=old.basis, reason=old.demand_id.map(given))


def override(plan: Plan, table: pd.DataFrame, decisions: pd.DataFrame, column: str) -> pd.DataFrame:
    """Decisions over rows with the same key, and as rows of their own where there was none; in the plan's order."""
    key = list(decisions.columns[:2])
    old = table.set_index(key)
    for row in decisions.itertuples():
        at = (getattr(row, key[0]), getattr(row, key[1]))
        before = old[column].get(at, "none")
        values = {column: row.decision, "reason": row.reason, "origin": "decision", "overridden": before}
        old.loc[at, list(values)] = list(values.values())
    filled = put_in_order(plan, old.reset_index(), key)
    texts = filled.select_dtypes("str").columns
    numbers = {column: "Int64" for column in filled if column == "votes"}
    return filled.assign(**{text: filled[text].fillna("") for text in texts}).astype(numbers)


def read_decisions(plan: Plan, table: str = "links") -> pd.DataFrame:
    """A file of decisions as text, its keys and decisions as plan and codebook write them; empty where there is none.

    >>> len(read_decisions(plan))
    0
    """
    decisions = Decisions(plan)
    rows = decisions.read_rows(table)
    rows = rows.reindex(columns=[*dict.fromkeys([*rows.columns, *COLUMNS])], fill_value="")
    pairs = [decisions.find_pair(table, row.key, row.text) for row in rows.itertuples()]
    keys = [" ".join(map(str, pair)) if all(pair) else key for key, pair in zip(rows.key, pairs, strict=True)]
    return rows.assign(key=keys, decision=[read_decision(each) for each in rows.decision])


def settle_decisions(plan: Plan) -> list[Path]:
    """Fill in the texts and the present ids of decisions, so that they follow the plan; gives the files written.

    >>> settle_decisions(plan)
    []
    """
    written, decisions = [], Decisions(plan)
    for table, pair in PAIRS.items():
        path, cells = decisions.find_file(table), dict[int, dict[str, str]]()
        for line, _, units, text in decisions.list_moved(table):
            named = [str(unit) for unit in units if unit]
            keys = zip(("key", *pair), (" ".join(named), *named), strict=True) if len(named) > 1 else ()
            cells[line] = dict(keys) | {"text": text}
        if cells and path.suffix == ".csv" and fill_cells(path, [*COLUMNS, *pair], cells):
            written.append(path)
    return written


def keep_decisions(plan: Plan) -> dict[Path, bytes | None]:
    """The files of decisions as they stand (None where there is none), for ``restore_decisions``.

    >>> set(keep_decisions(plan).values()) == {path.read_bytes() for path in plan.folder.glob("decisions_*.csv")}
    True
    """
    paths = [find_table(plan.folder, name) for name in TABLES]
    return {path: path.read_bytes() if path.is_file() else None for path in paths}


def restore_decisions(kept: Mapping[Path, bytes | None]) -> None:
    """Put the files of decisions back as ``keep_decisions`` found them.

    >>> restore_decisions(keep_decisions(plan))
    """
    for path, before in kept.items():
        if before is None:
            path.unlink(missing_ok=True)
        else:
            write_bytes(path, before)
