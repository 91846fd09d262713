"""Evidence as pages show it: what it is worth on the day, its addresses, its file; and the fields of its forms."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from langso.cells.reading import Refused, read_date
from langso.criteria import CriteriaSet
from langso.criteria.law import Node
from langso.evidence.actions import Given
from langso.evidence.models import Blob, Evidence, Link
from langso.evidence.overview import Missing
from langso.evidence.pictures import THUMBNAIL
from langso.evidence.rules import Standing, find_node, said, standing
from langso.evidence.types import MediaType
from langso.language import Words, decimal, ngettext, whole
from langso.problems import BadInputError, Problem, Where
from langso.registers.law import law
from langso.web.asked import whole_of

_KINDS = {MediaType.PDF: "PDF", MediaType.JPEG: "JPEG", MediaType.PNG: "PNG", MediaType.WEBP: "WebP"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of evidence on a day. `link` leads to the condition whose page it is, if it is one's."""

    evidence: Evidence
    standing: Standing
    link: Link | None = None

    @property
    def said(self) -> str:
        """Its standing in words."""
        return said(self.standing, self.evidence.valid_from, self.evidence.valid_until)

    @property
    def tone(self) -> str:
        """The colour that goes with the words: that of a verdict."""
        if self.standing.counts:
            return "met" if self.standing is Standing.HOLDS else "insufficient"
        return "not_met" if self.standing is Standing.EXPIRED else "not_applicable"

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("evidence", args=[self.evidence.pk])

    @property
    def file_url(self) -> str:
        """Its file as it is now."""
        return file_url(self.evidence, self.evidence.current.number) if self.evidence.current else ""

    @property
    def thumbnail_url(self) -> str:
        """Its thumbnail; "" for what has none."""
        current = self.evidence.current
        if current is None or not current.blob.is_picture:
            return ""
        return reverse("evidence_thumbnail", args=[self.evidence.pk, current.number])

    @property
    def small(self) -> tuple[int, int]:
        """Width and height of the thumbnail, so that the page does not move when it arrives."""
        blob = self.evidence.current.blob if self.evidence.current else None
        if blob is None or not blob.width or not blob.height:
            return THUMBNAIL, THUMBNAIL
        part = min(1.0, THUMBNAIL / max(blob.width, blob.height))
        return max(1, round(blob.width * part)), max(1, round(blob.height * part))

    @property
    def file(self) -> str:
        """What its file is: PDF, 1,2 MB."""
        return file_said(self.evidence.current.blob) if self.evidence.current else ""

    @property
    def nodes(self) -> list[tuple[Link, str]]:
        """The conditions that it speaks for, with their titles."""
        return [(link, title_of(link.node)) for link in self.evidence.linked]

    @property
    def suggestion(self) -> str:
        """What the law calls it, in the current language, at the condition whose page it is."""
        if self.link is None or not self.link.suggestion:
            return ""
        found = find_node(law().versions, self.link.node)
        words = [w for w in found[1].evidence if w.vi == self.link.suggestion] if found else []
        return str(words[0]) if words else self.link.suggestion


def shown(items: Iterable[Evidence], day: date, node: str = "") -> list[Shown]:
    """Evidence as it stands on a day, at a condition where one is named."""
    return [
        Shown(
            item,
            standing(item.valid_from, item.valid_until, day, withdrawn=item.withdrawn_at is not None),
            next((link for link in item.linked if link.node == node), None),
        )
        for item in items
    ]


def file_url(evidence: Evidence, number: int) -> str:
    """The address of a revision's file."""
    return reverse("evidence_file", args=[evidence.pk, number])


def file_said(blob: Blob) -> str:
    """What a file is: JPEG, 1.600 × 1.200, 240 kB."""
    kind = _KINDS[MediaType(blob.media_type)]
    pixels = f"{whole(blob.width)} × {whole(blob.height)}" if blob.width and blob.height else ""
    return ", ".join(part for part in (kind, pixels, size_said(blob.size)) if part)


def size_said(size: int) -> str:
    """A size as people write it."""
    if size < 1_000_000:
        return f"{whole(max(1, round(size / 1000)))} kB"
    return f"{decimal(Fraction(round(size / 100_000), 10), 1)} MB"


def title_of(name: str) -> str:
    """A condition by its title; its id alone when no set has it any more."""
    found = find_node(law().versions, name)
    return f"{name} {found[1].title}" if found else name


def missing_said(found: Sequence[Missing]) -> str:
    """How many conditions lack evidence, in the one sentence for every page."""
    bare = sum(each.bare for each in found)
    if bare == len(found):
        return ngettext("{n} condition has no evidence", "{n} conditions have no evidence", bare).format(n=whole(bare))
    said = ngettext("{n} condition lacks evidence", "{n} conditions lack evidence", len(found))
    none = ngettext("{n} of them has none at all", "{n} of them have none at all", bare)
    return (
        f"{said.format(n=whole(len(found)))}, {none.format(n=whole(bare))}"
        if bare
        else said.format(n=whole(len(found)))
    )


def choices() -> list[tuple[CriteriaSet, list[Node]]]:
    """The conditions that evidence can be given for, by set."""
    return [
        (criteria_set, [node for node in criteria_set.nodes() if node.is_condition])
        for criteria_set in law().sets.values()
        if criteria_set.criterion
    ]


def days_of(typed: Mapping[str, str]) -> tuple[date | None, date | None]:
    """The two days of a form. BadInputError for what is no day."""
    found: dict[str, date | None] = {}
    faults = []
    for name in ("valid_from", "valid_until"):
        day = read_date(typed.get(name, ""))
        if isinstance(day, Refused):
            faults.append(Problem(day.kind, Where(column=name), typed[name], day.details))
        else:
            found[name] = day
    if faults:
        raise BadInputError(faults)
    return found["valid_from"], found["valid_until"]


_FIELDS = ("file", "files", "reason", "title", "valid_from", "valid_until")


def at_fields(problems: Sequence[Problem]) -> dict[str, Any]:
    """What is wrong with a form: `errors` by the field at which it is said, and the `problems` that are of none."""
    errors: dict[str, list[str]] = {}
    for problem in problems:
        if problem.where.column in _FIELDS:
            errors.setdefault(problem.where.column, []).append(f"{problem.what}. {problem.remedy}")
    return {"errors": errors, "problems": [p for p in problems if p.where.column not in _FIELDS]}


def suggested(node: str) -> tuple[Words, ...]:
    """What the law suggests as evidence of a condition."""
    found = find_node(law().versions, node)
    return tuple(found[1].evidence) if found else ()


def given_of(typed: Mapping[str, str]) -> Given:
    """What a form says of the files that come with it."""
    since, until = days_of(typed)
    return Given(typed.get("title", ""), since, until, typed.get("suggestion", ""))


def version_of(typed: Mapping[str, str]) -> int | None:
    """The version that whoever fills in the form saw."""
    return whole_of(typed.get("version", ""))


def map_url(evidence: Evidence) -> str:
    """Where the photo was taken, on the map that the visitor's device opens for such an address."""
    if evidence.lat is None or evidence.lon is None:
        return ""
    place = f"{evidence.lat:.6f},{evidence.lon:.6f}"
    return f"geo:{place}?{urlencode({'q': place})}"
