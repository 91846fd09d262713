"""The changes of plans: registered, corrected, their budget lines, and yearly targets."""

from fractions import Fraction
from typing import Any

from langso import problems
from langso.accounts.door import Action, demand
from langso.accounts.models import Person
from langso.directives.actions.library import check_nodes
from langso.directives.bodies import body_of, demanded
from langso.directives.given import BudgetGiven, PlanGiven, TargetGiven, Texts
from langso.directives.models import BudgetLine, Plan, Target
from langso.journal.changes import change
from langso.language import day as day_words
from langso.language import decimal, whole
from langso.language import gettext as _
from langso.problems import Problem, Where, refuse

YEARS = range(2000, 2101)
MOST_MONEY = 10**15
"""Đồng: what a line of a plan cannot reach, so that a slip of the keyboard is seen."""


def register(person: Person | None, given: PlanGiven) -> Plan:
    """Register a plan as it was issued."""
    person = demanded(person, Action.KEEP_PLANS)
    taken = _checked(given)
    with change("plan.registered", person) as made:
        body = body_of(person, Action.KEEP_PLANS)
        plan = Plan.objects.create(**taken, organisation=body, at=made.at, event=made.number)
        made.subject, made.details = str(plan.pk), _said(plan)
    return plan


def correct(person: Person | None, plan: Plan, given: PlanGiven, *, seen: int | None = None) -> None:
    """Correct what is said of a plan."""
    demand(person, Action.KEEP_PLANS)
    taken = _checked(given)
    with change("plan.corrected", person, subject=str(plan.pk)) as made:
        held = Plan.objects.get(pk=plan.pk)
        if seen is not None and seen != held.version:
            raise refuse(problems.STALE, value=held.title, now=held.title, version=str(held.version))
        before = _said(held)
        for name, value in taken.items():
            setattr(held, name, value)
        held.version += 1
        held.save()
        after = _said(Plan.objects.select_related("document").get(pk=plan.pk))
        made.details = {"name": held.title, "before": before, "after": after}
        made.cancelled = before == after


def add_money(person: Person | None, plan: Plan, given: BudgetGiven) -> BudgetLine:
    """Add a line to a plan's budget."""
    demand(person, Action.KEEP_PLANS)
    purpose = _checked_money(given)
    with change("plan.budgeted", person, subject=str(plan.pk)) as made:
        line = BudgetLine.objects.create(
            plan=plan, purpose=purpose, source=given.source, amount=given.amount, spent=given.spent, event=made.number
        )
        made.details = {"name": str(plan), "purpose": purpose, "source": given.source.value, "amount": given.amount}
    return line


def correct_money(person: Person | None, line: BudgetLine, given: BudgetGiven, *, seen: int | None = None) -> None:
    """Say how much of a line was spent, or correct it."""
    demand(person, Action.KEEP_PLANS)
    purpose = _checked_money(given)
    with change("plan.spent", person, subject=str(line.plan_id)) as made:
        held = BudgetLine.objects.select_related("plan").get(pk=line.pk)
        if seen is not None and seen != held.version:
            now = _("{spent} of {amount} đồng spent").format(spent=whole(held.spent), amount=whole(held.amount))
            raise refuse(problems.STALE, value=held.purpose, now=now, version=str(held.version))
        before = {"purpose": held.purpose, "source": held.source, "amount": held.amount, "spent": held.spent}
        held.purpose, held.source, held.amount, held.spent = purpose, given.source, given.amount, given.spent
        after = {"purpose": purpose, "source": given.source.value, "amount": given.amount, "spent": given.spent}
        held.version += 1
        held.save()
        made.details = {"name": str(held.plan), "purpose": purpose, "before": before, "after": after}
        made.cancelled = before == after


def set_target(person: Person | None, given: TargetGiven) -> Target:
    """Set what a unit is to reach in a year on a condition, by which document; a target that was there is replaced."""
    demand(person, Action.KEEP_PLANS, given.unit)
    texts = Texts()
    source = texts.line("source", _("By which document"), given.source)
    texts.add(check_nodes([given.node], "node"))
    if given.year not in YEARS:
        texts.add([Problem(problems.TARGET_YEAR, Where(column="year"), str(given.year))])
    if not 0 < given.percent <= 100:
        said = f"{decimal(Fraction(given.percent), 2)}%"
        texts.add([Problem(problems.TARGET_PERCENT, Where(column="percent"), said)])
    texts.check()
    with change("target.set", person, subject=given.node) as made:
        there = Target.objects.filter(year=given.year, node=given.node, unit=given.unit).first()
        before = str(there.percent) if there else None
        if there and (there.percent, there.source) == (given.percent, source):
            made.cancelled = True
            return there
        target = there or Target(year=given.year, node=given.node, unit=given.unit)
        target.percent, target.source, target.event = given.percent, source, made.number
        target.version += bool(there)
        target.save()
        made.details = {
            "year": given.year, "unit": given.unit.full_name, "before": before, "after": str(given.percent),
            "source": source,
        }  # fmt: skip
    return target


def remove_target(person: Person | None, target: Target) -> None:
    """Take away a target that was set by mistake."""
    demand(person, Action.KEEP_PLANS, target.unit)
    with change("target.removed", person, subject=target.node) as made:
        made.details = {"year": target.year, "unit": target.unit.full_name, "before": str(target.percent)}
        made.cancelled = not Target.objects.filter(pk=target.pk).delete()[0]


def _checked(given: PlanGiven) -> dict[str, Any]:
    texts = Texts()
    taken = {
        "title": texts.line("title", _("Title"), given.title),
        "issuer": texts.line("issuer", _("Issuer"), given.issuer),
        "note": texts.text("note", _("Note"), given.note, required=False),
        "document_id": given.document, "since": given.since, "until": given.until,
    }  # fmt: skip
    if given.since and given.until and given.until < given.since:
        where, details = Where(column="until"), {"since": day_words(given.since)}
        texts.add([Problem(problems.DOCUMENT_SPAN, where, day_words(given.until), details)])
    texts.check()
    return taken


def _checked_money(given: BudgetGiven) -> str:
    texts = Texts()
    purpose = texts.line("purpose", _("What for"), given.purpose)
    for column, name, amount in (("amount", _("Amount"), given.amount), ("spent", _("Spent"), given.spent)):
        if not 0 <= amount < MOST_MONEY or (column == "amount" and amount == 0):
            texts.add([Problem(problems.GIVEN_AMOUNT, Where(column=column), whole(amount), {"name": name})])
    texts.check()
    return purpose


def _said(plan: Plan) -> dict[str, Any]:
    return {
        "name": plan.title, "issuer": plan.issuer, "document": str(plan.document) if plan.document else "",
        "since": plan.since.isoformat() if plan.since else None,
        "until": plan.until.isoformat() if plan.until else None, "note": plan.note,
    }  # fmt: skip
