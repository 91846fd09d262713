"""What a stage sealed or would seal, read for documents: its own words and verdicts by the law it is bound to.

What a seal does not hold, such as where a condition stands in the law, is read from that law, which is kept with the
dossier and never changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property
from typing import Any

from langso import clock
from langso.criteria import CriteriaSet, Law, Node, Verdict
from langso.criteria.formula import AtLeastOf
from langso.documents.fields import AnswerFields, CheckFields, EvidenceFields, FigureFields, RegisterFields
from langso.documents.law_words import Readings, grounds_of, text_of
from langso.documents.office import in_sentence, split_unit
from langso.documents.report import Beside, ReportAnnex, ReportPart, ReportRow
from langso.dossiers.checking import law_of
from langso.dossiers.content import Plain
from langso.dossiers.kinds import Move, Opinion
from langso.dossiers.models import Dossier, Stage
from langso.dossiers.procedure import checks
from langso.dossiers.sealing import read
from langso.language import day as shown_day
from langso.language import decimal, percent, whole
from langso.language import gettext as _

_VERDICTS = {verdict.word: verdict for verdict in Verdict}


@dataclass(frozen=True)
class Sealed:
    """A stage of a dossier with what it sealed, and what the submission that it is about sealed."""

    dossier: Dossier
    stage: Stage
    content: Plain

    @classmethod
    def of(cls, dossier: Dossier, stage: Stage) -> "Sealed":
        """What a stage sealed; BadInputError when the seal is broken."""
        return cls(dossier, stage, read(stage))

    @cached_property
    def day(self) -> date:
        """The day of the figures."""
        return date.fromisoformat(self.content["day"])

    @cached_property
    def on(self) -> date:
        """The day of the stage, in Viet Nam."""
        return clock.day_of(datetime.fromisoformat(self.content["stage"]["at"]))

    @cached_property
    def law(self) -> Law:
        """The law that the dossier is bound to."""
        return law_of(self.dossier)

    @cached_property
    def criteria_set(self) -> CriteriaSet:
        """Its set, as it reads on the day of the figures."""
        return self.law.sets[self.content["dossier"]["set"]].on(self.day)

    @cached_property
    def submitted(self) -> Stage:
        """The submission that the stage is about."""
        if self.stage.move == Move.SUBMIT:
            return self.stage
        made = self.dossier.stages.filter(move=Move.SUBMIT, number__lte=self.stage.number)
        found = made.order_by("-number").first()
        assert found is not None  # noqa: S101 - only what followed a submission has a document
        return found

    @property
    def submitted_on(self) -> date:
        """The day of that submission."""
        return clock.day_of(self.submitted.at)

    @property
    def commune(self) -> str:
        """The commune within a sentence: xã An Bình."""
        return in_sentence(self.content["dossier"]["commune"]["name"])

    @property
    def commune_name(self) -> str:
        """Its bare name."""
        return split_unit(self.content["dossier"]["commune"]["name"])[1]

    @property
    def district(self) -> str:
        """The district within a sentence, "" where there is none."""
        above = self.content["dossier"]["commune"]["within"]
        return in_sentence(above[0]) if len(above) > 1 else ""

    @property
    def province(self) -> str:
        """The province within a sentence."""
        above = self.content["dossier"]["commune"]["within"]
        return in_sentence(above[-1]) if above else ""

    @property
    def seal(self) -> str:
        """The first digits of the stage's seal; "" for one that is not sealed."""
        return self.stage.seal[:12]

    @cached_property
    def verdicts(self) -> Mapping[str, Plain]:
        """The verdict of every node, by its id."""
        return {each["id"]: each for each in self.content["verdicts"]}

    @property
    def grounds(self) -> tuple[str, ...]:
        """The documents that it stands on."""
        return tuple(grounds_of(self.law, [self.criteria_set]))

    @cached_property
    def annex(self) -> ReportAnnex:
        """The set with its verdicts."""
        criteria_set, top = self.criteria_set, self.criteria_set.criterion
        assert top is not None  # noqa: S101 - a set without criteria cannot be applied for
        return ReportAnnex(
            set_title=criteria_set.title.vi,
            criterion=top.title.vi,
            document=criteria_set.document,
            verdict=_VERDICTS[self.content["verdict"]],
            parts=tuple(self._part(part) for part in criteria_set.parts),
            readings=tuple(self._readings.words()),
        )

    @cached_property
    def _readings(self) -> Readings:
        return Readings.among(self.law, (name for each in self.content["verdicts"] for name in each["rulings"]))

    def _part(self, part: Node) -> ReportPart:
        number = self.criteria_set.number(part)
        rows = tuple(self._row(node, number) for node in part.walk() if node.id in self.verdicts)
        return ReportPart(number, part.text or part.title.vi, rows)

    def _row(self, node: Node, number: str) -> ReportRow:
        told = self.verdicts[node.id]
        return ReportRow(
            id=node.id,
            number=number,
            title=told["title"]["vi"],
            text=text_of(node),
            verdict=_VERDICTS[told["verdict"]],
            reason=told["sentence"]["vi"],
            basis=self._readings.basis(node, told["rulings"]),
            is_condition=node.is_condition,
            is_group=isinstance(node.formula, AtLeastOf),
        )

    def _cited(self, node: str) -> str:
        """A node as a document names it: one that stands in no row by its title alone."""
        return self._rows_cited.get(node) or str(self.verdicts[node]["title"]["vi"])

    @cached_property
    def _rows_cited(self) -> Mapping[str, str]:
        return {row.id: row.cited for row in self.annex.rows}

    @cached_property
    def checks(self) -> tuple[CheckFields, ...]:
        """What was attested beside the criteria."""
        said = {each["check"]: each for each in self.content.get("attestations", [])}
        return tuple(
            _check(check.title.vi, check.kind, said[check.id])
            for check in checks(self.criteria_set.id)
            if check.id in said and said[check.id]["value"] is not None
        )

    @cached_property
    def unattested(self) -> tuple[str, ...]:
        """What is checked beside the criteria and nobody had attested, or not to be so, by its title."""
        said = {each["check"]: each["value"] for each in self.content.get("attestations", [])}
        asked = (check for check in checks(self.criteria_set.id) if check.kind != "recognised")
        return tuple(
            check.title.vi
            for check in asked
            if said.get(check.id) is None or (check.kind == "yes_no" and not said[check.id])
        )

    @cached_property
    def bare(self) -> int:
        """How many conditions no evidence speaks for."""
        spoken = {node for each in self.content["evidence"] for node in each["nodes"]}
        return sum(row.id not in spoken for row in self.annex.conditions)

    def beside(self) -> Beside:
        """What the report on itself adds to the verdicts."""
        return Beside(
            checks=self.checks,
            answers=tuple(
                AnswerFields(condition=self._cited(each["node"]), text=each["text"], person=each["person_name"])
                for each in self.content.get("replies", [])
            ),
            figures=tuple(map(_figure, self.content["facts"])),
            registers=tuple(
                RegisterFields(
                    title=each["title"]["vi"], count=whole(each["rows"]),
                    state=_("closed") if each["closed"] else _("not closed"),
                )
                for each in self.content["registers"]
            ),
            evidence=tuple(
                EvidenceFields(
                    title=each["title"], conditions="; ".join(map(self._cited, each["nodes"])), file=each["file"],
                    until=_day(each["valid_until"]),
                )
                for each in self.content["evidence"]
            ),
            seal=self.seal,
        )  # fmt: skip

    def rulings(self, tier: str) -> Mapping[str, Plain]:
        """What a tier held of each condition."""
        return {each["node"]: each for each in self.content.get("rulings", []) if each["tier"] == tier}


def opinion_words(ruling: Mapping[str, Any] | None) -> str:
    """A ruling in a word or two."""
    return Opinion(ruling["opinion"]).words if ruling else ""


def _check(title: str, kind: str, said: Plain) -> CheckFields:
    value = said["value"]
    attested = _("attested to be so") if value else _("attested not to be so")
    answer = percent(Fraction(value, 10_000)) if kind == "share" else attested
    return CheckFields(title=title, answer=answer, source=said["source"], as_of=_day(said["as_of"]))


def _yes_no(value: int) -> str:
    return _("yes") if value else _("no")


def _figure(fact: Plain) -> FigureFields:
    return FigureFields(
        title=fact["title"]["vi"], figure=_value(fact), as_of=_day(fact["as_of"]), source=fact["source"]
    )


def _value(fact: Plain) -> str:
    value = fact["value"]
    if value is None:
        return ""
    if fact["type"] == "yes_no":
        return _yes_no(value)
    return decimal(Fraction(value, 10 ** fact["decimals"])) if fact["decimals"] else whole(value)


def _day(text: str | None) -> str:
    return shown_day(date.fromisoformat(text)) if text else ""
