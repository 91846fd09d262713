"""What the commune's page says beside the figures: chips, links to where a thing is mended, the words on a meter."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from langso.assessments.outline import Condition, Outline
from langso.criteria.reasons import RatioFigures, RowFigures
from langso.facts.failing import Row
from langso.language import whole
from langso.places.models import Unit


@dataclass(frozen=True, slots=True)
class Told:
    """Words and links about one commune's conditions, for templates."""

    unit: Unit
    may_read: bool
    outline: Outline | None

    def register_url(self, it: Condition) -> str:
        """Where the ledger of a condition is kept, filtered to the rows in question."""
        if it.register is None or not self.may_read:
            return ""
        where = address_of("register", self.unit.code, it.register.name)
        return f"{where}?{urlencode({'node': it.node.id})}" if it.open else where

    def chips_of(self, it: Condition, rows: Sequence[Row]) -> list[tuple[str, str]]:
        """The rows by name, with where each is mended."""
        if it.register is None or not self.may_read:
            return [(row.label, "") for row in rows]
        where = address_of("register", self.unit.code, it.register.name)
        return [(row.label, f"{where}?{urlencode({'node': it.node.id, 'key': row.key})}") for row in rows]

    def meter_shown(self, it: Condition) -> str:
        """The figures beside a meter."""
        match it.figures:
            case RowFigures(_register, true, _blank, _false, rows):
                return f"{whole(true)} / {whole(rows)}"
            case RatioFigures(_part, _whole, (part, _), (rows, _)):
                return f"{whole(part)} / {whole(rows)}"
            case _:
                return ""

    def basis_of(self, it: Condition) -> str:
        """The documents that a condition rests on."""
        named = it.node.basis or ((self.outline.criteria_set.document,) if self.outline else ())
        return "; ".join(named)

    def criteria_links(self) -> list[tuple[str, str, str, bool]]:
        """The criteria at the side of the page."""
        criteria = self.outline.criteria if self.outline else ()
        return [(f"#{c.node.id}", f"{short_id(c.node.id)} {c.node.title}", c.verdict.word, False) for c in criteria]


def short_id(node: str) -> str:
    """A node's number without the name of its set: 8.3.2.

    So pages call a condition wherever one set is spoken of; the whole id, NTM-8.3.2, stands where sets are mixed.
    """
    return node.partition("-")[2] or node


@lru_cache(maxsize=8192)
def address_of(name: str, *args: object) -> str:
    """The address of a page by its name; empty when this installation has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
