"""The law as its pages show it: versions and their addresses, nodes beside what they ask, worked examples in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from langso.criteria import CriteriaSet, Law, Node
from langso.criteria.law import Column, ColumnType, Document, Example, Register, Ruling, SetStatus
from langso.criteria.plain_words import asked_in_words
from langso.language import day as day_words
from langso.language import decimal, whole
from langso.language import gettext as _


@dataclass(frozen=True, slots=True)
class Changed:
    """What a node asks from a day on; `words` is "" where it asks as before, by other rulings."""

    since: date
    words: str
    rulings: tuple[Ruling, ...]


@dataclass(frozen=True, slots=True)
class ExampleShown:
    """A worked example in words, and the verdict that must come out."""

    given: str
    expect: str
    short: str
    note: str


@dataclass(frozen=True, slots=True)
class NodeShown:
    """A node as it stands in the law and as it is read."""

    node: Node
    asks: str
    days: str
    changes: tuple[Changed, ...]
    rulings: tuple[Ruling, ...]
    basis: tuple[tuple[str, Document | None], ...]
    examples: tuple[ExampleShown, ...]
    children: tuple["NodeShown", ...]

    def walk(self) -> Iterator["NodeShown"]:
        """This node and those below it."""
        yield self
        for child in self.children:
            yield from child.walk()


def node_shown(node: Node, law: Law) -> NodeShown:
    """A node with all below it."""
    return NodeShown(
        node=node,
        asks=asked_in_words(node, law),
        days=_days(node),
        changes=tuple(_changes(node, law)),
        rulings=tuple(law.rulings[name] for name in node.rulings),
        basis=tuple((name, law.documents.get(name)) for name in node.basis),
        examples=tuple(_example(example, law) for example in node.examples),
        children=tuple(node_shown(child, law) for child in node.children),
    )


def _days(node: Node) -> str:
    since, until = node.asked_from, node.asked_until
    if since and until:
        return _("asked from {since} to {until}").format(since=day_words(since), until=day_words(until))
    if since:
        return _("asked from {since} on").format(since=day_words(since))
    return _("asked until {until}").format(until=day_words(until)) if until else ""


def _changes(node: Node, law: Law) -> Iterator[Changed]:
    before = asked_in_words(node, law)
    for change in node.changes:
        words = asked_in_words(node, law, change.formula)
        rulings = tuple(law.rulings[name] for name in change.rulings)
        yield Changed(change.since, "" if words == before else words, rulings)
        before = words


def _example(example: Example, law: Law) -> ExampleShown:
    given = [_given(name, value, law) for name, value in example.given.items()]
    if example.group:
        given.append(_("group {n}").format(n=example.group))
    if example.on:
        given.append(_("on {day}").format(day=day_words(example.on)))
    short = "" if example.short is None else _("{n} short").format(n=whole(example.short))
    return ExampleShown("; ".join(given) or _("nothing is known"), example.expect, short, str(example.note or ""))


def _given(name: str, value: Any, law: Law) -> str:
    if name in law.facts:
        return f"{law.facts[name].title}: {_value(value)}"
    register = law.registers.get(name)
    if register is None:
        return f"{name}: {value}"
    if isinstance(value, Mapping):
        told = [_figure(key, figure, register) for key, figure in value.items()]
        return f"{register.title}: {', '.join(told)}"
    rows = ["(" + ", ".join(_cell(key, cell, register) for key, cell in row.items()) + ")" for row in value]
    return f"{register.title}: {', '.join(rows) or _('no row')}"


def _figure(key: str, figure: Any, register: Register) -> str:
    if key == "rows":
        return _("{n} rows").format(n=whole(figure))
    if key == "blank":
        return _("{n} left blank").format(n=whole(figure))
    if key == "open":
        return _("not closed") if str(figure).lower() in ("true", "yes") else _("closed")
    return f"{_column(key, register)} {whole(figure)}"


def _cell(key: str, cell: Any, register: Register) -> str:
    column = next((each for each in register.columns if each.name == key), None)
    return f"{_column(key, register)}: {_value(cell, column)}"


def _column(key: str, register: Register) -> str:
    return next((str(each.title) for each in register.columns if each.name == key), key)


def _value(value: Any, column: Column | None = None) -> str:
    match value:
        case None | "":
            return _("blank")
        case bool():
            return _("yes") if value else _("no")
        case date():
            return day_words(value)
        case str():
            if column and column.type is ColumnType.CHOICE:
                return next((str(each.title) for each in column.choices if each.value == value), value)
            return {"yes": _("yes"), "no": _("no")}.get(value, value)
        case int():
            return whole(value)
        case _:
            return decimal(Fraction(value))


# Versions


def key_of(version: CriteriaSet) -> str:
    """What a version is called in addresses and choices: NTM:2022-09-26."""
    return f"{version.id}:{version.valid_from}" if version.valid_from else version.id


def version_called(law: Law, key: str) -> CriteriaSet | None:
    """The version of that key; of a set's name alone, the one that the law shows."""
    shown = {key_of(version): version for version in reversed(law.versions)}
    return shown.get(key) or law.sets.get(key)


def version_url(version: CriteriaSet, law: Law, name: str = "law_set") -> str:
    """The address of a version; the one that the law shows needs no day."""
    address = reverse(name, args=[version.id])
    shown = law.sets.get(version.id)
    if not version.valid_from or (shown and shown.valid_from == version.valid_from):
        return address
    return f"{address}?{urlencode({'from': version.valid_from.isoformat()})}"


def node_url(version: CriteriaSet, law: Law, node: str) -> str:
    """The address of a node in a version."""
    return f"{version_url(version, law)}#{node}"


def days_said(version: CriteriaSet) -> str:
    """Between which days a version holds, in words."""
    since, until = version.valid_from, version.valid_until
    if since is None:
        return ""
    if version.never_held:
        return _("never took effect: another version took its days")
    if until:
        return _("{since} to {until}").format(since=day_words(since), until=day_words(until))
    return _("since {since}").format(since=day_words(since))


def standing_said(version: CriteriaSet, today: date) -> str:
    """Whether a version holds today: one of holds, to_come, over, never, awaiting, draft."""
    if version.status is SetStatus.AWAITING_GUIDANCE:
        return "awaiting"
    if version.status is SetStatus.DRAFT:
        return "draft"
    if version.never_held:
        return "never"
    if version.dated_on(today):
        return "holds"
    return "to_come" if version.valid_from and version.valid_from > today else "over"


def conditions_in(version: CriteriaSet) -> int:
    """How many conditions a version has."""
    return sum(node.is_condition for node in version.nodes())


def numbered(text: str) -> list[tuple[int, str]]:
    """The lines of a text with their numbers."""
    return list(enumerate(text.rstrip("\n").split("\n"), start=1))
