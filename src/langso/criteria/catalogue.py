"""Reads what criteria sets stand on: registers, declared facts, cited documents and rulings."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, TypeVar

from langso.criteria.grammar import (
    ColumnShape,
    DocumentShape,
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
from langso.language import Words, gettext
from langso.problems import LAW_DUPLICATE_ID, LAW_MISSING_KEY, LAW_UNKNOWN_NAME, LAW_WRONG_SHAPE

S = TypeVar("S", bound=Shape)
T = TypeVar("T")


def read_registers(reporter: Reporter) -> dict[str, Register]:
    """The registers that a registers.yaml declares."""
    return _entries(reporter, "registers", RegisterShape, "name", _register)


def read_facts(reporter: Reporter) -> dict[str, DeclaredFact]:
    """The declared facts that a facts.yaml declares."""
    facts = _entries(reporter, "facts", FactShape, "name", _fact)
    for index, fact in enumerate(facts.values()):
        whole = facts.get(fact.part_of) if fact.part_of else None
        if fact.part_of and (whole is None or whole.type is not FactType.COUNT or fact.type is not FactType.COUNT):
            names = [f.name for f in facts.values() if f.type is FactType.COUNT]
            path = ("facts", index, "part_of")
            sort = gettext("declared count")
            reporter.report(LAW_UNKNOWN_NAME, path, fact.part_of, sort=sort, nearest=nearest(fact.part_of, names))
    return facts


def read_documents(reporter: Reporter) -> dict[str, Document]:
    """The documents that a documents.yaml lists."""
    return _entries(reporter, "documents", DocumentShape, "id", _document)


def read_rulings(reporter: Reporter) -> dict[str, Ruling]:
    """The rulings that a rulings.yaml lists."""
    return _entries(reporter, "rulings", RulingShape, "id", _ruling)


def _entries(
    reporter: Reporter,
    top: str,
    shape: type[S],
    name: str,
    build: Callable[[S, Reporter, Path_], T | None],
) -> dict[str, T]:
    data = reporter.source.data
    blocks = data.get(top) if isinstance(data, dict) else None
    if not isinstance(blocks, list):
        reporter.report(LAW_MISSING_KEY, (), top)
        return {}
    found: dict[str, T] = {}
    lines: dict[str, int] = {}
    for index, raw in enumerate(blocks):
        path: Path_ = (top, index)
        fitted = reporter.fit(shape, raw, path)
        if fitted is None:
            continue
        called: str = getattr(fitted, name)
        if called in lines:
            reporter.report(LAW_DUPLICATE_ID, (*path, name), called, first=str(lines[called]))
            continue
        lines[called] = reporter.source.line(path)
        built = build(fitted, reporter, path)
        if built is not None:
            found[called] = built
    return found


def _register(shape: RegisterShape, reporter: Reporter, path: Path_) -> Register | None:
    columns: dict[str, tuple[Column, bool]] = {}
    for index, raw in enumerate(shape.columns):
        place = (*path, "columns", index)
        column = reporter.fit(ColumnShape, raw, place)
        if column is None:
            continue
        if column.name in columns:
            reporter.report(LAW_DUPLICATE_ID, (*place, "name"), column.name, first="?")
        columns[column.name] = (_column(column, reporter, place), column.label)
    keys = [column for column, _ in columns.values() if column.key]
    if len(keys) != 1:
        wanted = gettext("exactly one column with key: true")
        reporter.report(LAW_WRONG_SHAPE, (*path, "columns"), len(keys), wanted=wanted)
        return None
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
        reporter.report(LAW_WRONG_SHAPE, (*path, "choices"), shape.choices or "", wanted=wanted)
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


def _fact(shape: FactShape, _reporter: Reporter, _path: Path_) -> DeclaredFact:
    return DeclaredFact(
        name=shape.name,
        type=FactType(shape.type),
        title=_said(shape.title),
        unit=words(shape.unit),
        part_of=shape.part_of,
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
    )


def _said(shape: Any) -> Words:
    return Words(shape.vi, shape.en)


Catalogue = Mapping[str, Any]
