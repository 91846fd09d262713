"""The matrix as HTML, by hand: ten thousand cells, so class names of one letter, and a link only where one is open.

Without script the commune's name leads on, and open cells of a single set; with it every cell opens (`matrix.js`).
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from markupsafe import Markup, escape

from langso.assessments.matrix import Column, Line, Matrix, Section
from langso.criteria import Verdict
from langso.language import Language, current_language, whole
from langso.language import gettext as _

CLASSES = {Verdict.NOT_MET: "n", Verdict.INSUFFICIENT: "q", Verdict.MET: "m", Verdict.NOT_APPLICABLE: "a"}
MOST = 2_000
"""Rows that are kept as they were drawn: of a province by several sets, days and languages."""

TOGETHER = 10
"""Rows that a browser draws together once one of them comes into sight: as many as a low screen shows at first."""

SUMMED = (Verdict.MET, Verdict.NOT_MET, Verdict.INSUFFICIENT)


def nodes_of(matrix: Matrix) -> list[str]:
    """The node of every cell of a row: each set as a whole, then its columns."""
    return [name for each in matrix.sections for name in _nodes(each)]


def _nodes(section: Section) -> list[str]:
    top = section.criteria_set.nodes()[0]
    return [top.id, *(column.node.id for column in section.columns)]


def head(matrix: Matrix, given: dict[str, str]) -> Markup:
    """The rows of the head: the sets where there are several, their criteria, their conditions."""
    commune, short = escape(_("Commune")), escape(_("short"))
    corner = f"<th class=c scope=col><span>{commune}</span><i>{short}</i>"
    sets = "".join(
        f"<th class=g colspan={1 + len(section.columns)} scope=colgroup>{escape(section.criteria_set.title)}"
        for section in matrix.sections
    )
    lines = [f"<td class=c>{sets}"] if len(matrix.sections) > 1 else []
    lines.append("<td class=c>" + "".join(_criteria(section) for section in matrix.sections))
    lines.append(corner + "".join(_conditions(section, given) for section in matrix.sections))
    return Markup("".join(f"<tr>{line}" for line in lines))  # noqa: S704 - everything in it was escaped


def _criteria(section: Section) -> str:
    cells = ["<td class=e>"]
    for group in section.groups:
        name = section.criteria_set.number(group.node)
        title = f"{name} {group.node.title}"
        cells.append(
            f'<th class=g colspan={len(group.columns)} scope=colgroup title="{escape(title)}">'
            f"{escape(title if len(group.columns) > 1 else name)}"
        )
    return "".join(cells)


def _conditions(section: Section, given: dict[str, str]) -> str:
    title = escape(_("The set"))
    whole_set = f"<th class=u scope=col><span>{title}</span>"
    return whole_set + "".join(_condition(section, column, given) for column in section.columns)


def _condition(section: Section, column: Column, given: dict[str, str]) -> str:
    name = section.criteria_set.number(column.node)
    who = urlencode({**given, "node": column.node.id, "only": Verdict.NOT_MET.word})
    own = " class=o" if column.node.children else ""
    title = escape(f"{name} {column.node.title}")
    return f'<th class=u scope=col><a{own} href="?{escape(who)}" title="{title}">{escape(name)}</a>'


def body(matrix: Matrix, on: str) -> Markup:
    """A row a commune, some of them together in a body. `on`: the query that keeps the day, where it is not today.

    Open cells are links where one set is shown; beside each other the sets would have thousands, and a phone no breath.
    """
    linked = tuple(nodes_of(matrix)) if len(matrix.sections) == 1 else ()
    query = "&".join(part for part in (f"set={matrix.sections[0].criteria_set.id}", on) if part)
    sizes = [len(section.columns) for section in matrix.sections]
    language = current_language()
    rows = [
        _row(_Said(line.unit.code, line.name, line.short, bytes(_cells(line, sizes)), query, on, linked, language))
        for line in matrix.lines
    ]
    bodies = ("".join(rows[first : first + TOGETHER]) for first in range(0, len(rows), TOGETHER))
    return Markup("".join(f"<tbody>{body}" for body in bodies))  # noqa: S704 - everything in it was escaped


class _Said(NamedTuple):
    """All that a row says, in a language. `query`: of the commune's address.

    `linked`: the nodes that its cells stand for, where open ones lead there.
    """

    code: str
    name: str
    short: int
    cells: bytes
    query: str
    on: str
    linked: tuple[str, ...]
    language: Language


@lru_cache(maxsize=MOST)
def _row(said: _Said) -> str:
    """A row, drawn once for what it says: a change turns one of a province."""
    # What is met has no class: it is most of the cells, and by far most of what a browser has to read.
    closed = {v.value: "<td" + ("" if v is Verdict.MET else f" class={CLASSES[v]}") + f">{v.glyph}" for v in Verdict}
    opened = {
        v.value: (f"<td class={CLASSES[v]}>", f' aria-label="{escape(v.title)}">{v.glyph}')
        for v in (Verdict.NOT_MET, Verdict.INSUFFICIENT)
        if said.linked
    }
    code, day = escape(said.code), f"?{said.on}" if said.on else ""
    cells = "".join(
        f'{opened[cell][0]}<a href="{code}/{said.linked[place]}{day}"{opened[cell][1]}</a>'
        if cell in opened
        else closed[cell]
        for place, cell in enumerate(said.cells)
    )
    address = escape(f"{reverse('commune', args=[said.code])}?{said.query}")
    short = f"<i>{whole(said.short)}</i>" if said.short else ""
    return f'<tr><th scope=row><a href="{address}">{escape(said.name)}</a>{short}{cells}'


def _cells(line: Line, sizes: Sequence[int]) -> Iterator[int]:
    """The cells of a row: of each set its verdict, then its columns, of which it has so many."""
    at = 0
    for root, size in zip(line.roots, sizes, strict=True):
        yield int(root)
        yield from line.cells[at : at + size]
        at += size


def foot(matrix: Matrix) -> Markup:
    """The sums of every column: how many communes meet it, do not, cannot be said."""
    rows = []
    for verdict in SUMMED:
        sums = [
            _sum(count[verdict])
            for each in matrix.sections
            for count in (each.counts, *(c.counts for c in each.columns))
        ]
        rows.append(
            f"<tr class={CLASSES[verdict]}><th scope=row>{verdict.glyph} {escape(verdict.title)}{''.join(sums)}"
        )
    return Markup("".join(rows))  # noqa: S704 - everything in it was escaped


def _sum(count: int) -> str:
    return f"<td>{count or ''}"
