"""Reads what criteria sets stand on: registers, declared facts, cited documents and rulings."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeVar

from langso.criteria.grammar import (
    ColumnShape,
    DocumentShape,
    EndingShape,
    FactShape,
    RegisterShape,
    RulingShape,
    Shape,
)
from langso.criteria.law import (
    Choice,
    Column,
    ColumnType,
    DeclaredFact,
    Document,
    FactType,
    Register,
    Ruling,
    Scope,
)
from langso.criteria.shapes import Reporter, nearest, words
from langso.criteria.source import Path_
from langso.criteria.versions import Ending
from langso.language import Words, gettext
from langso.problems import (
    LAW_DUPLICATE_ID,
    LAW_MISSING_KEY,
    LAW_UNKNOWN_KEY,
    LAW_UNKNOWN_NAME,
    LAW_WRONG_SHAPE,
    Where,
)

_OF_RECORDS = frozenset({"id", "pk", "row", "version", "since", "until", "event", "ended_by", "register", "objects"})
"""Names that the ledgers use for themselves beside the columns of the law."""

S = TypeVar("S", bound=Shape)
T = TypeVar("T")


def read_registers(reporter: Reporter) -> dict[str, Register]:
    """The registers that a registers.yaml declares."""
    return _entries(reporter, "registers", RegisterShape, "name", _register)


def read_facts(reporter: Reporter) -> dict[str, DeclaredFact]:
    """The declared facts that a facts.yaml declares."""
    facts = _entries(reporter, "facts", FactShape, "name", _fact)
    for index, raw in enumerate(_blocks(reporter, "facts")):
        fact = facts.get(str(raw.get("name"))) if isinstance(raw, dict) else None
        if fact is None or not fact.part_of:
            continue
        whole = facts.get(fact.part_of)
        if fact.type is not FactType.COUNT:
            wanted = gettext("part_of only where type: count")
            reporter.report(LAW_WRONG_SHAPE, ("facts", index, "part_of"), "part_of", key=True, wanted=wanted)
        elif whole is None or whole.type is not FactType.COUNT:
            near = nearest(fact.part_of, [f.name for f in facts.values() if f.type is FactType.COUNT])
            path = ("facts", index, "part_of")
            reporter.report(LAW_UNKNOWN_NAME, path, fact.part_of, sort=gettext("declared count"), nearest=near)
    return facts


def read_documents(reporter: Reporter) -> dict[str, Document]:
    """The documents that a documents.yaml lists."""
    return _entries(reporter, "documents", DocumentShape, "id", _document)


def read_rulings(reporter: Reporter) -> dict[str, Ruling]:
    """The rulings that a rulings.yaml lists."""
    return _entries(reporter, "rulings", RulingShape, "id", _ruling)


def read_endings(reporter: Reporter) -> dict[str, Ending]:
    """The endings of versions of sets that a file lists."""
    return _entries(reporter, "endings", EndingShape, "id", _ending)


def _entries(
    reporter: Reporter,
    top: str,
    shape: type[S],
    name: str,
    build: Callable[[S, Reporter, Path_], T | None],
) -> dict[str, T]:
    data = reporter.source.data
    if not isinstance(data, dict) or not isinstance(data.get(top), list):
        reporter.report(LAW_MISSING_KEY, (), top)
    for key in data if isinstance(data, dict) else ():
        if key != top:
            reporter.report(LAW_UNKNOWN_KEY, (key,), key, key=True, names=top, nearest=nearest(key, [top]))
    found: dict[str, T] = {}
    places: dict[str, Where] = {}
    for index, raw in enumerate(_blocks(reporter, top)):
        path: Path_ = (top, index)
        fitted = reporter.fit(shape, raw, path)
        if fitted is None:
            _check_columns(reporter, raw, path)
            continue
        called: str = getattr(fitted, name)
        if called in places:
            reporter.report(LAW_DUPLICATE_ID, (*path, name), called, first=reporter.told(places[called]))
            continue
        places[called] = reporter.source.where((*path, name))
        built = build(fitted, reporter, path)
        if built is not None:
            found[called] = built
    return found


def _check_columns(reporter: Reporter, raw: Any, path: Path_) -> None:
    """Report what is wrong within the columns of a register that itself does not fit."""
    columns = raw.get("columns") if isinstance(raw, dict) else None
    for index, column in enumerate(columns if isinstance(columns, list) else []):
        reporter.fit(ColumnShape, column, (*path, "columns", index))


def _blocks(reporter: Reporter, top: str) -> list[Any]:
    data = reporter.source.data
    blocks = data.get(top) if isinstance(data, dict) else None
    return blocks if isinstance(blocks, list) else []


def _register(shape: RegisterShape, reporter: Reporter, path: Path_) -> Register | None:
    columns: dict[str, tuple[Column, bool]] = {}
    places: dict[str, Where] = {}
    for index, raw in enumerate(shape.columns):
        place = (*path, "columns", index)
        column = reporter.fit(ColumnShape, raw, place)
        if column is None:
            continue
        if column.name in columns:
            reporter.report(LAW_DUPLICATE_ID, (*place, "name"), column.name, first=reporter.told(places[column.name]))
        if column.name == "commune":
            wanted = gettext("another name: the commune of a row stands in a column of that name")
            reporter.report(LAW_WRONG_SHAPE, (*place, "name"), column.name, wanted=wanted)
        if column.name in _OF_RECORDS:
            wanted = gettext("another name: columns of that name tell when and how often a row was changed")
            reporter.report(LAW_WRONG_SHAPE, (*place, "name"), column.name, wanted=wanted)
        places.setdefault(column.name, reporter.source.where((*place, "name")))
        columns[column.name] = (_column(column, reporter, place), column.label)
    keys = [column for column, _ in columns.values() if column.key]
    if not keys:
        reporter.report(LAW_MISSING_KEY, (*path, "columns"), "key")
        return None
    if len(keys) > 1:
        wanted = gettext("exactly one column with key: true")
        reporter.report(LAW_WRONG_SHAPE, (*path, "columns"), ", ".join(key.name for key in keys), wanted=wanted)
    labels = [column.name for column, labelled in columns.values() if labelled]
    label = labels[0] if labels else "name" if "name" in columns else keys[0].name
    return Register(
        name=shape.name,
        title=_said(shape.title),
        sheet=shape.sheet,
        row=Words(shape.row.vi, shape.row.en),
        rows=Words(shape.row.vi, shape.row.plural),
        columns=tuple(column for column, _ in columns.values()),
        label=label,
        note=words(shape.note),
    )


def _column(shape: ColumnShape, reporter: Reporter, path: Path_) -> Column:
    kind = ColumnType(shape.type)
    if (kind is ColumnType.CHOICE) != bool(shape.choices):
        wanted = gettext("choices with type: choice, and only there")
        reporter.report(LAW_WRONG_SHAPE, (*path, "type"), shape.type, wanted=wanted)
    return Column(
        name=shape.name,
        type=kind,
        title=_said(shape.title),
        key=shape.key,
        note=words(shape.note),
        unit=words(shape.unit),
        choices=tuple(Choice(c.value, _said(c.title)) for c in shape.choices or []),
        minimum=None if shape.minimum is None else Fraction(shape.minimum),
        maximum=None if shape.maximum is None else Fraction(shape.maximum),
        personal=shape.personal,
    )


def _fact(shape: FactShape, reporter: Reporter, path: Path_) -> DeclaredFact:
    if shape.ask_above is not None and FactType(shape.type) is FactType.YES_NO:
        wanted = gettext("ask_above only where type: count or number")
        reporter.report(LAW_WRONG_SHAPE, (*path, "ask_above"), "ask_above", key=True, wanted=wanted)
    return DeclaredFact(
        name=shape.name,
        type=FactType(shape.type),
        title=_said(shape.title),
        unit=words(shape.unit),
        part_of=shape.part_of,
        ask_above=shape.ask_above,
        scope=Scope(shape.scope),
        decimals=shape.decimals,
        note=words(shape.note),
    )


def _document(shape: DocumentShape, _reporter: Reporter, _path: Path_) -> Document:
    return Document(
        id=shape.id,
        kind=shape.kind,
        issuer=_said(shape.issuer),
        subject=_said(shape.subject),
        issued_on=shape.issued_on,
        status=shape.status,
        full_text=shape.full_text,
        note=words(shape.note),
    )


def _ruling(shape: RulingShape, _reporter: Reporter, _path: Path_) -> Ruling:
    return Ruling(
        id=shape.id,
        question=_said(shape.question),
        ruling=_said(shape.ruling),
        provisional=shape.status == "provisional",
        applied_from=shape.applied_from,
        source=_said(shape.source),
        scope=tuple(shape.scope or ()),
        on_nothing=shape.on_nothing,
    )


def _ending(shape: EndingShape, _reporter: Reporter, _path: Path_) -> Ending:
    return Ending(shape.set, shape.file, shape.until)


def _said(shape: Any) -> Words:
    return Words(shape.vi, shape.en or shape.vi)
