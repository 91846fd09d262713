"""Events of the journal in words: who changed what, from what, when and why. A kind that is not known still reads.

Cells that say something of a person are left out for whoever may not read registers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from langso.criteria.law import Column, ColumnType, Register
from langso.journal.models import Event
from langso.language import day as day_words
from langso.language import gettext, listing, ngettext, whole
from langso.language import mark as _
from langso.registers.actions import shown as cell_shown
from langso.registers.declaring import shown_fact
from langso.registers.law import law
from langso.web import directives_words, dossier_words
from langso.web.evidence_shown import suggested, title_of

Details = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing that changed: what it is, what stood before and after; None where there was nothing to stand.

    `asked` is the law's name of the column or fact.
    """

    name: str
    before: str | None
    after: str | None
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What became of one row or one thing, with its cells."""

    name: str
    what: str
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as people read it. `more`: how many rows it touched beyond those that it lists."""

    number: int
    at: datetime
    who: str
    text: str
    reason: str
    hash: str
    parts: tuple[Part, ...] = ()
    more: int = 0
    evidence: int | None = None
    register: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: whether registers, with what they say of persons, and evidence are theirs to read."""

    registers: bool = False
    evidence: bool = False


KINDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("registers", _("Rows of registers"), ("rows.", "import.")),
    ("ledgers", _("Registers closed and reopened"), ("ledger.",)),
    ("facts", _("Declared facts"), ("facts.",)),
    ("evidence", _("Evidence"), ("evidence.",)),
    ("dossiers", _("Dossiers and recognition"), dossier_words.STARTS),
    ("places", _("Units and groups"), ("places.",)),
    ("people", _("People"), ("people.",)),
    ("exports", _("Downloads"), ("export.",)),
    ("directives", _("Directives"), directives_words.STARTS),
)
"""What one may filter by: its name in the address, its words, and how the kinds of event begin that belong to it."""


_REFERRING = frozenset({"rows.undone", "rows.imported", "import.applied"})
"""Kinds of event whose reason is no sentence of a person, but names what they go back to."""


def why(event: Event) -> str:
    """The reason that was given for an event, or what it goes back to, as a sentence; "" where there is neither."""
    if event.kind not in _REFERRING:
        return gettext("Reason: {reason}").format(reason=event.reason) if event.reason else ""
    number, _colon, file = event.reason.removeprefix("#").partition(": ")
    if file:
        return gettext("From the file {file} (import {n})").format(file=file, n=number)
    return gettext("Takes back entry {n} of the journal").format(n=number) if number else ""


def entry(event: Event, reader: Reader, only: frozenset[str] | None = None) -> Entry:
    """An event in words. `only` leaves out the columns and facts that are not named in it."""
    room = event.kind.partition(".")[0]
    tell = {"rows": _rows, "ledger": _ledger, "facts": _facts, "evidence": _evidence}.get(room, _other)
    if event.kind.startswith(directives_words.STARTS):
        tell = _directives
    elif event.kind.startswith(dossier_words.STARTS):
        tell = _dossiers
    text, parts, more = tell(event, reader)
    if only is not None:
        parts, more = _only(parts, only), 0
    return Entry(
        number=event.number,
        at=event.at,
        who=event.actor_name or gettext("the system"),
        text=text,
        reason="" if event.kind in _REFERRING else event.reason,
        hash=event.hash,
        parts=parts,
        more=more,
        evidence=int(event.subject) if room == "evidence" and event.subject.isdigit() and reader.evidence else None,
        register=event.subject if room in ("rows", "ledger") and event.subject in law().registers else "",
    )


def _only(parts: tuple[Part, ...], names: frozenset[str]) -> tuple[Part, ...]:
    left = (replace(part, cells=tuple(cell for cell in part.cells if cell.asked in names)) for part in parts)
    return tuple(part for part in left if part.cells)


Said = tuple[str, tuple[Part, ...], int]


def _name_of(register: str) -> str:
    found = law().registers.get(register)
    return str(found.title) if found else register


# Rows

_ROWS = {
    "rows.edited": _("{register}: {counts}"),
    "rows.corrected": _("{register}, which is closed: {counts}"),
    "rows.undone": _("{register}: entry {undone} undone, {counts}"),
    "rows.brought_back": _("{register}: removed rows brought back, {counts}"),
    "rows.imported": _("{register}: imported from a file, {counts}"),
}


def _rows(event: Event, reader: Reader) -> Said:
    details: Details = event.details
    counts = [
        ngettext("one row added", "{n} rows added", _count(details, "added")).format(n=whole(_count(details, "added"))),
        ngettext("one row changed", "{n} rows changed", _count(details, "changed")).format(
            n=whole(_count(details, "changed"))
        ),
        ngettext("one row removed", "{n} rows removed", _count(details, "removed")).format(
            n=whole(_count(details, "removed"))
        ),
    ]
    told = [words for words, name in zip(counts, ("added", "changed", "removed"), strict=True) if _count(details, name)]
    words = _ROWS.get(event.kind, _ROWS["rows.edited"])
    text = gettext(words).format(
        register=_name_of(event.subject), counts=", ".join(told) or gettext("nothing"), undone=event.reason.lstrip("#")
    )
    register = law().registers.get(event.subject)
    rows = details.get("rows", [])
    total = sum(_count(details, name) for name in ("added", "changed", "removed"))
    parts = tuple(_row(row, register, reader) for row in rows) if register else ()
    return text, parts, max(0, total - len(rows))


def _count(details: Details, name: str) -> int:
    value = details.get(name, 0)
    return value if isinstance(value, int) else 0


def _row(told: Details, register: Register, reader: Reader) -> Part:
    before, after = told.get("before"), told.get("after")
    what = gettext("added") if before is None else gettext("removed") if after is None else gettext("changed")
    hidden = not reader.registers
    columns = {column.name: column for column in register.columns}
    named = not hidden or not register.personal
    name = str(told.get("label") or told.get("key") or "") if named else gettext("a row")
    cells = tuple(
        Cell(
            str(columns[column].title),
            _cell(columns[column], (before or {}).get(column), hidden=hidden) if before is not None else None,
            _cell(columns[column], (after or {}).get(column), hidden=hidden) if after is not None else None,
            column,
        )
        for column in dict.fromkeys([*(before or {}), *(after or {})])
        if column in columns
    )
    return Part(name, what, cells)


def _cell(column: Column, value: Any, *, hidden: bool) -> str:
    if hidden and column.personal:
        return gettext("(personal, not shown)")
    if column.type is ColumnType.DATE and isinstance(value, str):
        return _day(value)
    if column.type is ColumnType.CHOICE:
        return next((str(choice.title) for choice in column.choices if choice.value == value), cell_shown(value))
    return cell_shown(value)


def _day(text: str) -> str:
    try:
        return day_words(date.fromisoformat(text))
    except ValueError:
        return text


# Ledgers and facts


def _ledger(event: Event, reader: Reader) -> Said:  # noqa: ARG001
    rows = whole(_count(event.details, "rows"))
    words = (
        _("{register} closed with {rows} rows")
        if event.kind == "ledger.closed"
        else _("{register} reopened; it had {rows} rows")
    )
    return gettext(words).format(register=_name_of(event.subject), rows=rows), (), 0


def _facts(event: Event, reader: Reader) -> Said:  # noqa: ARG001
    facts: Details = event.details.get("facts", {})
    known = [(law().facts[name], values) for name, values in facts.items() if name in law().facts]
    moved = [(fact, values) for fact, values in known if values.get("before") != values.get("after")]
    n = len(moved)
    said = ngettext("one declared fact changed", "{n} declared facts changed", n).format(n=whole(n))
    if n == 1:
        said = str(moved[0][0].title)
    if n == 0:
        said = gettext("declared anew without a change")
    same = len(facts) - n
    if n and same:
        said += "; " + ngettext("one stays as it was", "{n} stay as they were", same).format(n=whole(same))
    source = event.details.get("source", "")
    more = [gettext("as of {day}").format(day=_day(event.details.get("as_of", "")))]
    if source:
        more.append(gettext("source: {source}").format(source=source))
    parts = tuple(
        Part(
            str(fact.title),
            "",
            (Cell("", shown_fact(fact, values.get("before")), shown_fact(fact, values.get("after")), fact.name),),
        )
        for fact, values in moved
    )
    return f"{said} ({', '.join(more)})", parts, 0


# Evidence


def _evidence(event: Event, reader: Reader) -> Said:
    details: Details = event.details
    title = str(details.get("title", "")) if reader.evidence else gettext("evidence")
    named: Any = details.get("nodes", [])
    nodes = listing([title_of(node) for node in [*([details["node"]] if "node" in details else []), *named]])
    words = {
        "evidence.attached": _("“{title}” attached to {nodes}"),
        "evidence.revised": _("“{title}”: revision {revision} added"),
        "evidence.dated": _("“{title}”: name or days changed"),
        "evidence.described": _("“{title}” at {nodes}: what it is was changed"),
        "evidence.linked": _("“{title}” now speaks for {nodes} too"),
        "evidence.unlinked": _("“{title}” no longer speaks for {nodes}"),
        "evidence.withdrawn": _("“{title}” withdrawn"),
    }.get(event.kind)
    if words is None:
        return _other(event, reader)
    text = gettext(words).format(title=title, nodes=nodes, revision=details.get("revision", ""))
    tell = {"evidence.dated": _dated, "evidence.described": _described}.get(event.kind)
    parts = tell(details) if tell and reader.evidence else ()
    return text, parts, 0


def _dated(details: Details) -> tuple[Part, ...]:
    names = {"title": _("Name"), "valid_from": _("Holds from"), "valid_until": _("Holds until")}
    before, after = details.get("before", {}), details.get("after", {})
    cells = tuple(
        Cell(gettext(words), _day(before.get(name) or "") or "–", _day(after.get(name) or "") or "–")
        for name, words in names.items()
        if before.get(name) != after.get(name)
    )
    return (Part("", "", cells),) if cells else ()


def _described(details: Details) -> tuple[Part, ...]:
    names = {words.vi: str(words) for words in suggested(str(details.get("node", "")))} | {
        "": gettext("something else")
    }
    before, after = (str(details.get(name, "")) for name in ("before", "after"))
    return (Part("", "", (Cell(gettext("It is"), names.get(before, before), names.get(after, after)),)),)


# Directives


def _directives(event: Event, reader: Reader) -> Said:
    text, changed = directives_words.said(event)
    cells = tuple(Cell(*each) for each in changed)
    return (text, (Part("", "", cells),) if cells else (), 0) if text else _other(event, reader)


def _dossiers(event: Event, reader: Reader) -> Said:
    text = dossier_words.said(event)
    return (text, (), 0) if text else _other(event, reader)


# Everything else

_OTHERS = {
    "import.applied": _("A file was imported: {file}"),
    "export.made": _("Downloaded: {file}"),
    "places.started": _("The first units were set up"),
    "places.groups": _("The groups of communes were set"),
    "places.changed": _("Units were changed"),
    "people.invited": _("Someone was invited"),
    "people.demonstration": _("The people of the demonstration were set up"),
    "demonstration.month": _("The demonstration's month was closed"),
    "law.published": _("Published: {name}, by {decision}"),
    "law.ended": _("A version of the set {subject} ended; its last day is {until}"),
}


def _other(event: Event, reader: Reader) -> Said:  # noqa: ARG001
    words = _OTHERS.get(event.kind)
    told = {"file": event.subject, "subject": event.subject, "name": "", "decision": "", "until": "", **event.details}
    if words:
        return gettext(words).format_map({**told, "until": _day(str(told["until"]))}), (), 0
    room: Callable[[], str] = lambda: next(  # noqa: E731
        (gettext(title) for _name, title, starts in KINDS if event.kind.startswith(starts)), gettext("Another change")
    )
    return f"{room()} ({event.kind})", (), 0
