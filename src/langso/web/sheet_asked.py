"""Which rows of a ledger an address asks for, and how the page says so: filters, heads that sort, the count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.http import urlencode

from langso.assessments.live import sets_on
from langso.criteria import Node
from langso.criteria.formula import tally_of
from langso.criteria.law import Column, ColumnType, Register
from langso.language import gettext as _
from langso.language import whole
from langso.registers.reading import Holding, Wanted, Window
from langso.web.asked import whole_of

Given = Mapping[str, list[str]]
"""What an address asks, by name: `q`, `only` (column:holding, repeatable), `node`, `blank` (rows with a cell that
conditions ask and that is unknown), `key`, `sort` (-column: down)."""

NAMES = ("q", "only", "node", "blank", "key", "sort")


def given_of(query: QueryDict) -> Given:
    """What an address asks; what is left blank asks nothing, and of two filters of a column the later one holds."""
    given = {name: [text for text in query.getlist(name) if text] for name in NAMES}
    of_columns = {text.partition(":")[0]: text for text in given["only"] if ":" in text}
    asked = {name: [*of_columns.values()] if name == "only" else texts[-1:] for name, texts in given.items()}
    return {name: texts for name, texts in asked.items() if texts}


def place_of(query: QueryDict) -> Given:
    """What an address asks, and the page it is on: by it one comes back to where one was."""
    page = page_of(query)
    return {**given_of(query), **({"page": [str(page)]} if page > 1 else {})}


def page_of(query: QueryDict) -> int:
    """The page that an address asks for."""
    return whole_of(query.get("page", "")) or 1


def wanted_of(query: QueryDict, register: Register, day: date) -> Wanted:
    """The rows that an address asks for."""
    given = given_of(query)
    sort = _one(given, "sort")
    node = node_of(query, register, day)
    return Wanted(
        sort=sort.removeprefix("-"),
        descending=sort.startswith("-"),
        text=_one(given, "q")[:200],
        only=dict(_split(text) for text in given.get("only", [])),
        tally=tally_of(node.formula) if node else None,
        blank=bool(_one(given, "blank")),
        key=_one(given, "key"),
        page=page_of(query),
    )


def _one(given: Given, name: str) -> str:
    return given.get(name, [""])[0]


def _split(text: str) -> tuple[str, str]:
    column, _colon, holding = text.partition(":")
    return column, holding


def node_of(query: QueryDict, register: Register, day: date) -> Node | None:
    """The condition that an address names, where it counts this register's rows on the day."""
    wanted = query.get("node", "")
    for criteria_set in sets_on(day) if wanted else ():
        for node in criteria_set.nodes():
            if node.id == wanted and (tally := tally_of(node.formula)) and tally.register == register.name:
                return node
    return None


def asked_by(node: Node | None) -> set[str]:
    """The columns that a condition asks."""
    tally = tally_of(node.formula) if node else None
    tests: Sequence[Any] = (tally.where, tally.among) if tally else ()
    return {name for test in tests if test for name in test.columns}


def address(given: Given, **changed: list[str]) -> str:
    """The address that asks this, with some of it otherwise."""
    asked = {name: texts for name, texts in {**given, **changed}.items() if texts}
    return f"?{urlencode(asked, doseq=True)}"


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter that holds: what it says, and the address without it."""

    words: str
    without: str


def filters(register: Register, node: Node | None, given: Given) -> list[Filter]:
    """The filters that hold."""
    found: list[Filter] = []
    if node:
        words = _("In question for {condition}").format(condition=f"{node.id} {node.title}")
        found.append(Filter(words, address(given, node=[])))
    if _one(given, "blank"):
        found.append(Filter(_("Blank cells that conditions ask"), address(given, blank=[])))
    for name, words in (("q", _("Contains “{text}”")), ("key", _("Only “{text}”"))):
        if text := _one(given, name):
            found.append(Filter(words.format(text=text), address(given, **{name: []})))
    offered = {value: words for column in register.columns for value, words in holdings(column)}
    held = given.get("only", [])
    found += [Filter(offered[v], address(given, only=[o for o in held if o != v])) for v in held if v in offered]
    return found


def holdings(column: Column) -> list[tuple[str, str]]:
    """What a column can be filtered by: value of the filter and its words."""
    if column.key:
        return []
    words = {
        Holding.YES: _("yes"),
        Holding.NO: _("no"),
        Holding.BLANK: _("blank"),
        Holding.FILLED: _("filled in"),
    }
    if column.type is ColumnType.YES_NO:
        states = [Holding.YES, Holding.NO, Holding.BLANK]
    else:
        states = [Holding.BLANK, Holding.FILLED]
    named = [(choice.value, str(choice.title)) for choice in column.choices]
    offered = named + [(state.value, words[state]) for state in states]
    return [(f"{column.name}:{value}", f"{column.title}: {text}") for value, text in offered]


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head: the address that sorts by it, and how the rows are sorted by it now (none, as ARIA says it)."""

    column: Column
    address: str
    sorted: str


def heads(register: Register, given: Given) -> list[Head]:
    """The heads of all columns: pressed once a column sorts upwards, then downwards, then no longer."""
    return [_head(column, given) for column in register.columns]


def _head(column: Column, given: Given) -> Head:
    up, down = column.name, f"-{column.name}"
    now = {up: "ascending", down: "descending"}.get(_one(given, "sort"), "none")
    then = {"none": [up], "ascending": [down], "descending": []}[now]
    return Head(column, address(given, sort=then), now)


def orders(register: Register) -> list[tuple[str, str]]:
    """What rows can be sorted by, for a narrow page that has no heads: value and words."""
    upwards = [(column.name, str(column.title)) for column in register.columns]
    downwards = [(f"-{name}", _("{column}, downwards").format(column=title)) for name, title in upwards]
    by_column = [each for pair in zip(upwards, downwards, strict=True) for each in pair]
    return [("", _("as they were entered")), *by_column]


def counted(shown: Window) -> str:
    """How many rows there are and which of them one sees."""
    if not shown.rows:
        return _("No row of {total}").format(total=whole(shown.total)) if shown.total else _("No rows yet")
    last = shown.first + len(shown.rows) - 1
    words = {"first": whole(shown.first), "last": whole(last), "found": whole(shown.found), "total": whole(shown.total)}
    return count_words(shown.found < shown.total).format(**words)


def count_words(filtered: bool) -> str:
    """The words of the count, to be filled in here or by the page's script."""
    if filtered:
        return _("Rows {first} to {last} of {found} found; {total} in the register")
    return _("Rows {first} to {last} of {total}")
