"""The synthesis of a period for the coordination office: results, guidance, difficulties, plans, targets."""

from collections.abc import Sequence
from datetime import date, datetime, time

from langso import clock
from langso.assessments.assessed import Assessed
from langso.assessments.live import assess, communes_on
from langso.assessments.ranking import obstacles, standings
from langso.criteria import Assessment, Verdict
from langso.directives.kinds import TaskState
from langso.directives.models import Difficulty, Dispatch, Plan, Target, Task
from langso.directives.rules import is_late
from langso.directives.synthesis.difficulties import difficulties_and_recommendations
from langso.directives.synthesis.text import Section, Table, Text
from langso.language import day as written
from langso.language import gettext as _
from langso.language import whole
from langso.places.models import Unit

MOST = 10
"""So many of the conditions that stand in the way most are named, a set."""


def synthesis(since: date, until: date) -> Text:
    """The synthesis of the days from `since` to `until`, both included."""
    communes = communes_on(until)
    now, then = assess(communes, until), assess(communes, since)
    told = difficulties_and_recommendations(until, "4").sections[0]
    sections = (
        _results(now, then, since, until),
        _districts(communes, now),
        _guidance(since, until),
        Section("4", told.heading, tuple(_settled(since, until)), sections=told.sections),
        _plans(until),
        _targets(until.year),
    )
    lead = _("From {since} to {until}; {n} communes").format(
        since=written(since), until=written(until), n=whole(len(communes))
    )
    return Text(_("Synthesis on the information and communications criterion"), lead, sections)


def _results(now: Assessed, then: Assessed, since: date, until: date) -> Section:
    before = {each.criteria_set.id: each for each in then.assessments}
    heads = (
        _("Set, criterion"),
        _("Met"),
        _("Not met"),
        _("Insufficient data"),
        _("Met on {day}").format(day=written(since)),
    )
    rows: list[tuple[str, ...]] = []
    titles = {str(each.criteria_set.title) for each in now.assessments}
    for assessment in now.assessments:
        root, *_rest = assessment.nodes
        shown = [root, *root.children]
        rows += [_counted(assessment, before.get(assessment.criteria_set.id), each.id) for each in shown]
    paragraphs = [
        _("Communes on {day}, computed from their registers and declared figures.").format(day=written(until))
    ]
    paragraphs += [line for each in now.assessments if (line := _in_the_way_most(each))]
    if not now.assessments:
        return Section("1", _("Results"), (_("No criteria set holds on {day}.").format(day=written(until)),))
    sets = frozenset(place for place, row in enumerate(rows) if row[0] in titles)
    return Section("1", _("Results"), tuple(paragraphs), Table(heads, tuple(rows), (1, 2, 3, 4), sets))


def _counted(now: Assessment, then: Assessment | None, node: str) -> tuple[str, ...]:
    verdicts = now.verdicts[now.row(node)].tolist()
    is_set = node == now.nodes[0].id
    title = str(now.criteria_set.title) if is_set else f"{node} {now.nodes[now.row(node)].title}"
    known = then is not None and any(each.id == node for each in then.nodes)
    before = whole(then.verdicts[then.row(node)].tolist().count(Verdict.MET)) if then is not None and known else "–"
    counts = [whole(verdicts.count(each)) for each in (Verdict.MET, Verdict.NOT_MET, Verdict.INSUFFICIENT)]
    return (title, *counts, before)


def _in_the_way_most(assessment: Assessment) -> str:
    found = obstacles(assessment)[:MOST]
    if not found:
        return ""
    listed = "; ".join(
        _("{node} {title} ({n} communes)").format(node=each.node.id, title=each.node.title, n=whole(each.not_met))
        for each in found
        if each.not_met
    )
    words = _("{set}: not met most often: {listed}.")
    return words.format(set=assessment.criteria_set.title, listed=listed) if listed else ""


def _districts(communes: Sequence[Unit], now: Assessed) -> Section:
    sections = []
    for place, assessment in enumerate(now.assessments, start=1):
        lines = [each for each in standings(communes, assessment) if each.district is not None]
        rows = tuple(
            (each.district.full_name, *map(whole, (each.met, each.not_met, each.insufficient, each.communes)))
            for each in lines
            if each.district is not None
        )
        heads = (_("District"), _("Met"), _("Not met"), _("Insufficient data"), _("Communes"))
        if rows:
            table = Table(heads, rows, (1, 2, 3, 4))
            sections.append(Section(f"2.{place}", str(assessment.criteria_set.title), table=table))
    none = () if sections else (_("There are no districts on this day."),)
    return Section("2", _("By district"), none, sections=tuple(sections))


def _guidance(since: date, until: date) -> Section:
    within = (datetime.combine(since, time(), clock.VIET_NAM), clock.end_of(until))
    sent = Dispatch.objects.filter(at__range=within).select_related("document").prefetch_related("recipients")
    rows = tuple(
        (
            f"{each.name}: {each.subject}", written(each.at.astimezone(clock.VIET_NAM)),
            *map(whole, (
                len(each.recipients.all()),
                sum(r.received_at is not None for r in each.recipients.all()),
                sum(r.read_at is not None for r in each.recipients.all()),
            )),
        )
        for each in sent.order_by("event")
    )  # fmt: skip
    heads = (_("Document"), _("Sent on"), _("Recipients"), _("Received"), _("Read"))
    none = () if rows else (_("None was sent in this period."),)
    return Section("3", _("Guidance sent"), none, Table(heads, rows, (2, 3, 4)) if rows else None)


def _settled(since: date, until: date) -> list[str]:
    settled = Difficulty.objects.filter(closed_on__range=(since, until)).order_by("closed_on")
    words = _("Settled on {day}: {title}. {outcome}")
    return [words.format(day=written(each.closed_on), title=each.title, outcome=each.outcome) for each in settled]


def _plans(until: date) -> Section:
    rows = []
    for plan in Plan.objects.prefetch_related("tasks", "budget").order_by("event"):
        tasks = [task for task in plan.tasks.all() if task.held is not TaskState.DROPPED]
        done = sum(task.held is TaskState.DONE for task in tasks)
        late = sum(is_late(task.due, task.held, until) for task in tasks)
        amount, spent = (sum(getattr(line, name) for line in plan.budget.all()) for name in ("amount", "spent"))
        rows.append((plan.title, *map(whole, (len(tasks), done, late, amount, spent))))
    loose = Task.objects.filter(plan__isnull=True).exclude(state=TaskState.DROPPED)
    said = []
    if loose.exists():
        words = _("Besides the plans {n} tasks were given, of which {done} are done.")
        said = [words.format(n=whole(loose.count()), done=whole(loose.filter(state=TaskState.DONE).count()))]
    heads = (_("Plan"), _("Tasks"), _("Done"), _("Late"), _("Money (đồng)"), _("Spent (đồng)"))
    none = () if rows else (_("No plan has been registered."),)
    return Section(
        "5", _("Plans, tasks and money"), (*none, *said), Table(heads, tuple(rows), (1, 2, 3, 4, 5)) if rows else None
    )


def _targets(year: int) -> Section:
    kept = Target.objects.filter(year=year).select_related("unit")
    rows = tuple((each.node, each.unit.full_name, each.said, each.source) for each in kept)
    heads = (_("Condition"), _("Where"), _("Target"), _("By which document"))
    none = () if rows else (_("No targets are set for {year}.").format(year=year),)
    return Section("6", _("Targets of {year}").format(year=year), none, Table(heads, rows, (2,)) if rows else None)
