"""Reasons as sentences an official would say, in the current language.

A `Teller` prepares what is the same for every commune once, so that a country's reasons are told in a second.
"""

from collections.abc import Sequence
from fractions import Fraction

from langso.criteria.formula import (
    AtLeastOf,
    Comparison,
    Formula,
    RowCount,
    RowShare,
    Threshold,
    facts_of,
    tally_of,
)
from langso.criteria.law import DeclaredFact, Law, Node
from langso.criteria.reasons import (
    ChildVerdicts,
    FactAnswers,
    NumberFigure,
    RatioFigures,
    Reason,
    RowFigures,
)
from langso.criteria.verdicts import Verdict
from langso.language import Words, decimal, listing, ngettext, percentage, whole
from langso.language import gettext as _

Interval = tuple[int, int | None]


def sentence(reason: Reason, law: Law, failing: Sequence[str] = (), blank: Sequence[str] = ()) -> str:
    """The reason in a sentence or two; `failing` and `blank` are what the rows in question are called."""
    return Teller(reason.node, law, reason.limit).sentence(reason, failing, blank)


def asks(formula: Formula) -> str:
    """What a formula's threshold asks, group by group where they differ; empty where there is none."""
    threshold: Threshold | None = getattr(formula, "threshold", None)
    if isinstance(formula, AtLeastOf):
        return _("all") if formula.n is None else _("at least {n}").format(n=formula.n)
    if threshold is None:
        return ""
    if threshold.single is not None:
        return needed(threshold, threshold.single)
    groups = (needed(threshold, limit) for limit in threshold.by_group)
    text = _("group {n}: {needed}")
    return "; ".join(text.format(n=n, needed=asked) for n, asked in enumerate(groups, start=1))


def needed(threshold: Threshold, limit: Fraction | None) -> str:
    """What a threshold asks, in words: "needs 80% or more". `limit` is None where the commune's group is not known."""
    if limit is None:
        return _("the threshold depends on the commune's group, which is not known")
    shown = percentage(*limit.as_integer_ratio(), limit) if threshold.percent else decimal(limit, most=6)
    comparison = threshold.comparison
    if comparison is Comparison.AT_LEAST and limit == 1 and threshold.percent:
        return _("needs 100%")
    if comparison is Comparison.AT_LEAST and not threshold.percent:
        return _("needs at least {limit}").format(limit=shown)
    phrases = {
        Comparison.AT_LEAST: _("needs {limit} or more"),
        Comparison.MORE_THAN: _("needs more than {limit}"),
        Comparison.AT_MOST: _("must not exceed {limit}"),
        Comparison.LESS_THAN: _("must stay below {limit}"),
    }
    return phrases[comparison].format(limit=shown)


class Teller:
    """Puts one node's reasons into words, for communes that are held against the same limit."""

    def __init__(self, node: Node, law: Law, limit: Fraction | None) -> None:
        self._node = node
        self._limit = limit
        self._facts = [law.facts[name] for name in facts_of(node.formula)]
        tally = tally_of(node.formula)
        self._register = law.registers[tally.register] if tally else None
        threshold: Threshold | None = getattr(node.formula, "threshold", None)
        self._upward = threshold is None or threshold.comparison.upward
        self._needed = needed(threshold, limit) if threshold else ""
        self._among = tally is not None and tally.among is not None
        self._says = str(node.says or "")
        self._rulings = self._told(law, always=True)
        self._rulings_on_nothing = self._told(law, always=False)
        self._short = _("{n} {things} short") if self._upward else _("{n} {things} too many")
        self._head = self._prepared_head()

    def sentence(self, reason: Reason, failing: Sequence[str] = (), blank: Sequence[str] = ()) -> str:
        """A reason in words; `failing` and `blank` are what the rows in question are called."""
        verdict, short = reason.verdict, reason.short
        match reason.figures:
            case RowFigures():
                return self.rows(verdict, short, reason.figures, failing, blank)
            case RatioFigures(_part_of, _whole_of, part, rows_):
                return self.ratio(verdict, short, part, rows_)
            case NumberFigure(_fact, value):
                return self.number(value)
            case FactAnswers(yes, no, unanswered):
                return self.answers(yes, no, unanswered)
            case ChildVerdicts(children, asked):
                return self.children([(child.id, verdict) for child, verdict in children], asked)

    def rows(
        self,
        verdict: Verdict,
        short: int | None,
        figures: RowFigures,
        failing: Sequence[str] = (),
        blank: Sequence[str] = (),
    ) -> str:
        """Rows of a register: how many pass, what is lacking, which are in question."""
        rows, unknown = figures.rows, figures.blank
        if rows == 0:
            return self._no_rows(verdict, figures.closed) + (
                self._rulings_on_nothing if verdict is Verdict.NOT_APPLICABLE else self._rulings
            )
        share = percentage(figures.true, rows, self._limit) if isinstance(self._node.formula, RowShare) else ""
        # "0 of 1 villages have": what follows "of" and its verb, which the law writes once, are of many.
        things = self._things(rows) if self._every_row else self._rows_words
        said = self._head.format(true=whole(figures.true), rows=whole(rows), things=things, share=share)
        if verdict is Verdict.NOT_MET:
            said += self._lacking(short, figures, failing)
        if unknown and verdict is not Verdict.MET:
            text = _("{n} {things} left blank").format(n=whole(unknown), things=self._things(unknown))
            said += _named(text, blank)
        if not figures.closed and verdict is Verdict.INSUFFICIENT:
            said += " " + _("The register is not closed.")
        return said + self._rulings

    def ratio(self, verdict: Verdict, short: int | None, part: Interval, rows: Interval) -> str:
        """A part over a whole."""
        whole_of = self._facts[1].title if len(self._facts) > 1 else self._rows_words
        if rows[1] == 0:
            return _("{whole}: 0, so there is nothing to count.").format(whole=whole_of) + self._rulings_on_nothing
        unanswered = [fact for fact, (_lo, hi) in zip(self._facts, (part, rows), strict=False) if hi is None]
        if unanswered:
            return _("Not yet declared: {titles}.").format(titles=_titles(unanswered)) + self._rulings
        if rows[0] == 0:
            text = _("{part} {unit}, no {things} entered yet; {needed}.")
            said = text.format(part=whole(part[0]), unit=self._unit, things=self._rows_words, needed=self._needed)
        else:
            share = percentage(part[0], rows[0], self._limit)
            said = self._head.format(true=whole(part[0]), rows=whole(rows[0]), share=share)
        if verdict is Verdict.NOT_MET and short:
            said += " " + self._short.format(n=whole(short), things=self._unit) + "."
        if rows[1] is None:
            said += " " + _("The register is not closed.")
        return said + self._rulings

    def number(self, value: Fraction | None) -> str:
        """One declared figure."""
        if value is None:
            return _("Not yet declared: {titles}.").format(titles=_titles(self._facts)) + self._rulings
        fact = self._facts[0]
        unit = f" {fact.unit}" if fact.unit else ""
        text = _("{title}: {value}{unit}; {needed}.")
        return text.format(title=fact.title, value=decimal(value), unit=unit, needed=self._needed) + self._rulings

    def answers(
        self, yes: Sequence[DeclaredFact], no: Sequence[DeclaredFact], unanswered: Sequence[DeclaredFact]
    ) -> str:
        """Declared yes/no facts."""
        said = []
        if no:
            said.append(_("Declared “no”: {titles}.").format(titles=_titles(no)))
        if unanswered:
            said.append(_("Not yet declared: {titles}.").format(titles=_titles(unanswered)))
        if not said:
            said.append(_("Declared “yes”: {titles}.").format(titles=_titles(yes)))
        return " ".join(said) + self._rulings

    def children(self, children: Sequence[tuple[str, Verdict]], asked: int) -> str:
        """The parts of a group and how each stands."""
        by_verdict = {verdict: [name for name, other in children if other is verdict] for verdict in Verdict}
        left = len(children) - len(by_verdict[Verdict.NOT_APPLICABLE])
        if not left:
            return _("None of the {n} parts applies.").format(n=len(children))
        met = len(by_verdict[Verdict.MET])
        said = [_("{met} of {n} parts met.").format(met=met, n=left)]
        if asked != left:
            said = [_("{met} of {n} parts met; needs at least {asked}.").format(met=met, n=left, asked=asked)]
        for verdict in (Verdict.NOT_MET, Verdict.INSUFFICIENT, Verdict.NOT_APPLICABLE):
            if by_verdict[verdict]:
                said.append(f"{verdict.title}: {', '.join(by_verdict[verdict])}.")
        return " ".join(said)

    def _told(self, law: Law, *, always: bool) -> str:
        """The rulings behind a verdict: those that always decide, or also those that decide on nothing to count."""
        if isinstance(self._node.formula, AtLeastOf):
            return ""
        named = [name for name in self._node.rulings if not (always and law.rulings[name].on_nothing)]
        return f" [{', '.join(named)}]" if named else ""

    @property
    def _unit(self) -> str:
        return str(self._facts[0].unit or "")

    @property
    def _rows_words(self) -> str:
        return str(self._register.rows) if self._register else ""

    @property
    def _every_row(self) -> bool:
        """Whether every row counts, so that none is told from another."""
        formula = self._node.formula
        return isinstance(formula, RowCount) and formula.tally.where is None

    def _things(self, n: int) -> str:
        if self._register is None:
            return ""
        return str(self._register.rows if n != 1 else self._register.row)

    def _prepared_head(self) -> str:
        """The first clause with everything in it but the figures: {true}, {rows}, {things}, {share}."""
        formula = self._node.formula
        kept = {"true": "{true}", "rows": "{rows}", "share": "{share}", "things": "{things}"}
        says = _literal(self._says)
        if self._every_row:
            text = _("{rows} {things}; {needed}.")
        elif isinstance(formula, RowCount):
            text, says = _("{true} of {rows} {things} {says}; {needed}."), says or _literal(_("qualify"))
        elif isinstance(formula, RowShare):
            text, says = _("{true} of {rows} {things} {says} ({share}); {needed}."), says or _literal(_("qualify"))
        elif self._register:
            text, kept["things"] = _("{true} {unit} for {rows} {things} ({share}); {needed}."), self._rows_words
        elif len(self._facts) > 1:
            unit: Words | str = self._facts[1].unit or ""
            text, kept["things"] = _("{true} of {rows} {things} {says} ({share}); {needed}."), _literal(str(unit))
        else:
            return ""
        unit_of_part = _literal(self._unit) if self._facts else ""
        said = text.format(**kept, says=says, needed=_literal(self._needed), unit=unit_of_part)
        return said.replace("  ", " ")

    def _no_rows(self, verdict: Verdict, closed: bool) -> str:
        things = self._rows_words
        if self._among:
            return self._none_that_counts(closed)
        if verdict is Verdict.NOT_APPLICABLE:
            return _("The register is closed and has no {things}: there is nothing to count.").format(things=things)
        if closed:
            return _("The register is closed and has no {things}; {needed}.").format(things=things, needed=self._needed)
        text = _("The register has no rows and is not closed: confirm that there are no {things}, or enter them.")
        return text.format(things=things)

    def _none_that_counts(self, closed: bool) -> str:
        if closed:
            text = _("The register is closed and none of its {things} counts here: there is nothing to count.")
        else:
            text = _(
                "None of the {things} entered counts here. The register is open: enter those that do, or close it."
            )
        return text.format(things=self._rows_words)

    def _lacking(self, short: int | None, figures: RowFigures, failing: Sequence[str]) -> str:
        share, false = isinstance(self._node.formula, RowShare), figures.false
        if share and not figures.closed:
            lost = false if self._upward else figures.true
            text = ngettext(
                "The register is not closed, but {n} {things} already rules it out",
                "The register is not closed, but {n} {things} already rule it out",
                lost,
            )
            return _named(text.format(n=whole(lost), things=self._things(lost)), failing if self._upward else ())
        if not short:
            return ""
        text = self._short.format(n=whole(short), things=self._things(short))
        if not self._upward:
            return _named(text, ())
        if short == false:
            return _named(text, failing)
        said = _named(text, ())
        every_one_counts = not share or self._limit == 1
        return said + _named(_("Not so"), failing) if failing and every_one_counts else said


def _named(text: str, names: Sequence[str]) -> str:
    return f" {text}: {listing(list(names))}." if names else f" {text}."


def _titles(facts: Sequence[DeclaredFact]) -> str:
    return "; ".join(str(fact.title) for fact in facts)


def _literal(text: str) -> str:
    """Text that `format` will leave as it is."""
    return text.replace("{", "{{").replace("}", "}}")
