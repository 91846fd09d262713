"""The changes of tasks: given, several at once out of what a commune lacks, and moved on by owner and keeper."""

from collections.abc import Sequence
from datetime import date

from langso import clock, problems
from langso.accounts.door import Action, demand, may
from langso.accounts.models import Person
from langso.directives.actions.library import check_nodes
from langso.directives.bodies import bodies_of, body_of, demanded
from langso.directives.given import TaskGiven, Texts
from langso.directives.kinds import TaskState
from langso.directives.models import Plan, Task, TaskReply
from langso.directives.rules import may_move_task
from langso.journal.changes import change
from langso.language import day as day_words
from langso.language import gettext as _
from langso.places.models import Organisation, OrganisationKind
from langso.problems import Problem, Where, refuse


def give(person: Person | None, given: Sequence[TaskGiven], plan: Plan | None = None) -> list[Task]:
    """Give tasks, all of one owner, in one change: within a plan, or without one and then without a day."""
    if not given:
        raise refuse(problems.TASKS_NONE)
    for each in given:
        demand(person, Action.KEEP_PLANS, each.owner.unit)
    person = demanded(person, Action.KEEP_PLANS)
    titles = [_checked(each, plan) for each in given]
    owner = given[0].owner
    with change("task.given", person, commune=_commune_of(owner), subject=str(plan.pk) if plan else "") as made:
        tasks = [
            Task.objects.create(
                plan=plan, organisation=body_of(person, Action.KEEP_PLANS), owner=each.owner, title=title,
                product=product, due=each.due, commune=each.commune, node=each.node, at=made.at, event=made.number,
            )
            for each, (title, product) in zip(given, titles, strict=True)
        ]  # fmt: skip
        made.details = {
            "name": tasks[0].title, "owner": owner.name, "plan": str(plan) if plan else "", "n": len(tasks),
            "tasks": [{"task": task.pk, "title": task.title, "node": task.node} for task in tasks],
        }  # fmt: skip
    return tasks


def move(person: Person | None, task: Task, to: TaskState, words: str = "") -> None:
    """Move a task on: its owner works on it and reports; whoever keeps the plans accepts, gives back or drops it."""
    person = demanded(person, Action.ANSWER_DIRECTIVES)
    owns, keeps = role_in(person, task)
    if not (owns or keeps):
        raise refuse(problems.NOT_ALLOWED, reason=_("the task is another organisation's"))
    texts = Texts()
    said = texts.text("words", _("What was done, or why"), words, required=False)
    texts.check()
    with change("task.moved", person, commune=_commune_of(task.owner), subject=str(task.pk)) as made:
        held = Task.objects.select_related("owner").get(pk=task.pk)
        answer = may_move_task(held.held, to, owns=owns, keeps=keeps, words=said)
        if not answer:
            raise refuse(problems.MOVE_REFUSED, reason=answer.reason)
        action = Action.ANSWER_DIRECTIVES if owns else Action.KEEP_PLANS
        body = held.owner if owns else body_of(person, action)
        TaskReply.objects.create(
            task=held, text=said, before=held.state, after=to, organisation=body, person_name=person.name, at=made.at,
            event=made.number,
        )  # fmt: skip
        made.details = {"name": held.title, "before": held.state, "after": to.value, "words": said}
        held.state = to
        held.version += 1
        held.save()


def role_in(person: Person | None, task: Task) -> tuple[bool, bool]:
    """Whether a person does a task, and whether the person keeps it."""
    owns = bool(may(person, Action.ANSWER_DIRECTIVES)) and task.owner in bodies_of(person, Action.ANSWER_DIRECTIVES)
    return owns, bool(may(person, Action.KEEP_PLANS, task.owner.unit))


def _checked(given: TaskGiven, plan: Plan | None) -> tuple[str, str]:
    texts = Texts()
    title = texts.line("title", _("Task"), given.title)
    product = texts.line("product", _("What is to come of it"), given.product, required=False)
    if given.due and plan is None:
        texts.add([Problem(problems.DUE_WITHOUT_PLAN, Where(column="due"), day_words(given.due))])
    elif given.due:
        texts.add(_wrong_with_due(given.due, plan))
    texts.add(check_nodes([given.node] if given.node else [], "node"))
    texts.check()
    return title, product


def _wrong_with_due(due: date, plan: Plan | None) -> list[Problem]:
    """Why a task cannot be due on a day: it would be late as it is given, or due before its plan begins."""
    where, said = Where(column="due"), day_words(due)
    if plan and plan.since and due < plan.since:
        return [Problem(problems.DUE_BEFORE_PLAN, where, said, {"since": day_words(plan.since)})]
    return [Problem(problems.DUE_PASSED, where, said)] if due < clock.today() else []


def _commune_of(owner: Organisation) -> int | None:
    """The commune whose journal tells of it."""
    return owner.unit_id if owner.kind == OrganisationKind.COMMUNE_COMMITTEE else None
