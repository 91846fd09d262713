"""A commune's report on itself as plain values: the head of the letter, and an annex for each criteria set.

Every text is Vietnamese, whatever language the program speaks: the report goes to an office of Viet Nam.
"""

from dataclasses import dataclass
from datetime import date

from langso.criteria.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A condition, or a group of conditions, and how the commune stands.

    `basis`: where it stands in the law, and the rulings that decide. `is_condition`: the law counts it.
    `is_group`: it is decided by the rows below it and by no figures of its own. A row may be neither, such as the
    one point that must satisfy six conditions by itself.
    """

    id: str
    title: str
    text: str
    verdict: Verdict
    reason: str
    basis: str
    is_condition: bool = True
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A part of a criterion: its number in the law, what it is about, its own row first and then those below it."""

    number: str
    content: str
    rows: tuple[ReportRow, ...]


@dataclass(frozen=True, slots=True)
class ReportAnnex:
    """A criteria set: "Xã nông thôn mới", its criterion, the document that issued it, the verdict, the parts.

    `readings`: the rulings named in the rows, each with its words.
    """

    set_title: str
    criterion: str
    document: str
    verdict: Verdict
    parts: tuple[ReportPart, ...]
    readings: tuple[str, ...] = ()

    @property
    def conditions(self) -> tuple[ReportRow, ...]:
        """The conditions, groups left out."""
        return tuple(row for part in self.parts for row in part.rows if row.is_condition)

    def of(self, verdict: Verdict) -> tuple[ReportRow, ...]:
        """The conditions with a verdict."""
        return tuple(row for row in self.conditions if row.verdict is verdict)

    def still_open(self, verdict: Verdict) -> tuple[ReportRow, ...]:
        """What must be done something about: every row with a verdict that has figures of its own."""
        return tuple(row for part in self.parts for row in part.rows if row.verdict is verdict and not row.is_group)


@dataclass(frozen=True, slots=True)
class CommuneReport:
    """The report of one commune. `name` is bare ("An Bình"), `addressee` the body it goes to, with its full name.

    `grounds`: the documents that it stands on, each as a sentence begins with it after "Căn cứ".
    `law_day`: the day on which the law was read. `source`: where the figures come from. `label`: what must be seen on
    every page, such as that the figures are for demonstration.
    """

    name: str
    kind: str
    addressee: str
    law_day: date
    annexes: tuple[ReportAnnex, ...]
    as_of: date | None = None
    source: str = ""
    label: str = ""
    grounds: tuple[str, ...] = ()
