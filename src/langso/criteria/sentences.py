"""Reasons as sentences an official would say, in the current language."""

from collections.abc import Sequence
from fractions import Fraction

from langso.criteria.law import AtLeastOf, Comparison, DeclaredFact, Formula, Register, RowCount, RowShare, Threshold
from langso.criteria.reasons import (
    ChildVerdicts,
    FactAnswers,
    NumberFigure,
    RatioFigures,
    Reason,
    RowFigures,
)
from langso.criteria.verdicts import Verdict
from langso.language import decimal, listing, percent, whole
from langso.language import gettext as _


def sentence(reason: Reason, failing: Sequence[str] = (), blank: Sequence[str] = ()) -> str:
    """The reason in a sentence or two; `failing` and `blank` are what the rows in question are called."""
    match reason.figures:
        case RowFigures():
            said = _rows(reason, reason.figures, failing, blank)
        case RatioFigures():
            said = _ratio(reason, reason.figures)
        case NumberFigure():
            said = _number(reason, reason.figures)
        case FactAnswers():
            said = _answers(reason.figures)
        case ChildVerdicts():
            said = _children(reason.figures)
    if reason.node.rulings and not isinstance(reason.node.formula, AtLeastOf):
        said.append(f"[{', '.join(reason.node.rulings)}]")
    return " ".join(said)


def needed(reason: Reason) -> str:
    """What the threshold asks of the commune, in words: "needs 80% or more"."""
    if reason.threshold is None:
        return ""
    if reason.limit is None:
        return _("the threshold depends on the commune's group, which is not known")
    return _compared(reason.threshold, reason.limit)


def asks(formula: Formula) -> str:
    """What a formula's threshold asks, group by group where they differ; empty where there is none."""
    threshold: Threshold | None = getattr(formula, "threshold", None)
    if isinstance(formula, AtLeastOf):
        return _("all") if formula.n is None else _("at least {n}").format(n=formula.n)
    if threshold is None:
        return ""
    if threshold.single is not None:
        return _compared(threshold, threshold.single)
    groups = (_compared(threshold, limit) for limit in threshold.by_group)
    text = _("group {n}: {needed}")
    return "; ".join(text.format(n=n, needed=asked) for n, asked in enumerate(groups, start=1))


def _compared(threshold: Threshold, exact: Fraction) -> str:
    limit = percent(exact) if threshold.percent else decimal(exact)
    comparison = threshold.comparison
    if comparison is Comparison.AT_LEAST and exact == 1 and threshold.percent:
        return _("needs 100%")
    phrases = {
        Comparison.AT_LEAST: _("needs {limit} or more"),
        Comparison.MORE_THAN: _("needs more than {limit}"),
        Comparison.AT_MOST: _("must not exceed {limit}"),
        Comparison.LESS_THAN: _("must stay below {limit}"),
    }
    return phrases[comparison].format(limit=limit)


def _rows(reason: Reason, figures: RowFigures, failing: Sequence[str], blank: Sequence[str]) -> list[str]:
    things = str(figures.register.rows if figures.rows != 1 else figures.register.row)
    if figures.rows == 0:
        return [_nothing(reason, figures)]
    said = [_share_of_rows(reason, figures, things)]
    short = reason.short or 0
    if reason.verdict is Verdict.NOT_MET and not figures.closed and isinstance(reason.node.formula, RowShare):
        text = _("The register is not closed, but {n} {things} fail already")
        said.append(_named(text.format(n=whole(figures.false), things=things), failing))
    elif reason.verdict is Verdict.NOT_MET and short:
        upward = reason.threshold is None or reason.threshold.comparison.upward
        text = _("{n} {things} short") if upward else _("{n} {things} too many")
        named = failing if upward and short == figures.false else ()
        said.append(_named(text.format(n=whole(short), things=things), named))
        if failing and not named and isinstance(reason.node.formula, RowCount):
            said.append(_named(_("Not so"), failing))
    if figures.blank and reason.verdict is not Verdict.MET:
        text = _("{n} {things} left blank").format(n=whole(figures.blank), things=things)
        said.append(_named(text, blank))
    if not figures.closed and reason.verdict is Verdict.INSUFFICIENT:
        said.append(_("The register is not closed."))
    return said


def _nothing(reason: Reason, figures: RowFigures) -> str:
    things = str(figures.register.rows)
    if reason.verdict is Verdict.NOT_APPLICABLE:
        return _("The register is closed and has no {things}: there is nothing to count.").format(things=things)
    if figures.closed:
        text = _("The register is closed and has no {things}; {needed}.")
        return text.format(things=things, needed=needed(reason))
    text = _("The register has no rows and is not closed: confirm that there are no {things}, or enter them.")
    return text.format(things=things)


def _share_of_rows(reason: Reason, figures: RowFigures, things: str) -> str:
    says = str(reason.node.says or "") or _("qualify")
    true, rows = whole(figures.true), whole(figures.rows)
    if isinstance(reason.node.formula, RowCount):
        if reason.node.formula.tally.where is None:
            return _("{rows} {things}; {needed}.").format(rows=rows, things=things, needed=needed(reason))
        text = _("{true} of {rows} {things} {says}; {needed}.")
        return text.format(true=true, rows=rows, things=things, says=says, needed=needed(reason))
    share = percent(Fraction(figures.true, figures.rows), reason.limit)
    text = _("{true} of {rows} {things} {says} ({share}); {needed}.")
    return text.format(true=true, rows=rows, things=things, says=says, share=share, needed=needed(reason))


def _named(text: str, names: Sequence[str]) -> str:
    return f"{text}: {listing(list(names))}." if names else f"{text}."


def _ratio(reason: Reason, figures: RatioFigures) -> list[str]:
    (part, part_hi), (rows, rows_hi) = figures.part, figures.whole
    if rows_hi == 0:
        return [_("{whole}: 0, so there is nothing to count.").format(whole=figures.whole_of.title)]
    unknown = [_title(figures.part_of)] if part_hi is None else []
    if isinstance(figures.whole_of, DeclaredFact):
        unknown += [_title(figures.whole_of)] if rows_hi is None else []
    if unknown:
        return [_("Not yet declared: {titles}.").format(titles="; ".join(unknown))]
    things = figures.whole_of.rows if isinstance(figures.whole_of, Register) else figures.whole_of.unit
    said = [_share_of(reason, part, rows, figures, str(things or ""))]
    if reason.verdict is Verdict.NOT_MET and reason.short:
        unit = str(figures.part_of.unit or "")
        upward = reason.threshold is None or reason.threshold.comparison.upward
        text = _("{n} {things} short") if upward else _("{n} {things} too many")
        said.append(text.format(n=whole(reason.short), things=unit) + ".")
    if rows_hi is None:
        said.append(_("The register is not closed."))
    return said


def _share_of(reason: Reason, part: int, rows: int, figures: RatioFigures, things: str) -> str:
    if rows == 0:
        text = _("{part} {unit}, no {things} entered yet; {needed}.")
        unit = str(figures.part_of.unit or "")
        return text.format(part=whole(part), unit=unit, things=things, needed=needed(reason))
    share = percent(Fraction(part, rows), reason.limit)
    if isinstance(figures.whole_of, Register):
        text = _("{part} {unit} for {rows} {things} ({share}); {needed}.")
    else:
        text = _("{part} of {rows} {things} {says} ({share}); {needed}.")
    said = text.format(
        part=whole(part),
        unit=str(figures.part_of.unit or ""),
        rows=whole(rows),
        things=things,
        says=str(reason.node.says or ""),
        share=share,
        needed=needed(reason),
    )
    return said.replace("  ", " ")


def _number(reason: Reason, figures: NumberFigure) -> list[str]:
    if figures.value is None:
        return [_("Not yet declared: {titles}.").format(titles=_title(figures.fact))]
    unit = f" {figures.fact.unit}" if figures.fact.unit else ""
    text = _("{title}: {value}{unit}; {needed}.")
    value = decimal(figures.value)
    return [text.format(title=figures.fact.title, value=value, unit=unit, needed=needed(reason))]


def _answers(figures: FactAnswers) -> list[str]:
    said = []
    if figures.no:
        said.append(_("Declared “no”: {titles}.").format(titles="; ".join(map(_title, figures.no))))
    if figures.unanswered:
        said.append(_("Not yet declared: {titles}.").format(titles="; ".join(map(_title, figures.unanswered))))
    if not said:
        said.append(_("Declared “yes”: {titles}.").format(titles="; ".join(map(_title, figures.yes))))
    return said


def _children(figures: ChildVerdicts) -> list[str]:
    by_verdict: dict[Verdict, list[str]] = {verdict: [] for verdict in Verdict}
    for child, verdict in figures.children:
        by_verdict[verdict].append(child.id)
    left = len(figures.children) - len(by_verdict[Verdict.NOT_APPLICABLE])
    if not left:
        return [_("None of the {n} parts applies.").format(n=len(figures.children))]
    met = len(by_verdict[Verdict.MET])
    said = [_("{met} of {n} parts met.").format(met=met, n=left)]
    if figures.asked != left:
        said = [_("{met} of {n} parts met; needs at least {asked}.").format(met=met, n=left, asked=figures.asked)]
    for verdict in (Verdict.NOT_MET, Verdict.INSUFFICIENT, Verdict.NOT_APPLICABLE):
        if by_verdict[verdict]:
            said.append(f"{verdict.title}: {', '.join(by_verdict[verdict])}.")
    return said


def _title(fact: DeclaredFact) -> str:
    return str(fact.title)
