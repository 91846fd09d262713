"""What stands in section 5 of a letter such as 1414: the difficulties, and what is recommended about them."""

from collections.abc import Sequence
from datetime import date

from langso.assessments.assessed import Assessed
from langso.assessments.live import assess, communes_on
from langso.criteria import CriteriaSet, Node, Verdict
from langso.directives.kinds import PartState
from langso.directives.models import Difficulty, Recommendation
from langso.directives.synthesis.text import Section, Text
from langso.evidence.rules import find_node
from langso.language import day as written
from langso.language import gettext as _
from langso.language import listing, whole
from langso.places.models import Level
from langso.registers.law import law


def difficulties_and_recommendations(day: date, number: str = "5") -> Text:
    """The section as it stands on a day. `number` is that of the section in the letter."""
    communes = communes_on(day)
    assessed = assess(communes, day)
    found = list(Difficulty.objects.for_public().open_on(day).told().order_by("event"))
    first = Section(
        f"{number}.1",
        _("Difficulties"),
        () if found else (_("There are none at present."),),
        sections=tuple(_difficulty(each, assessed, day, number, n) for n, each in enumerate(found, start=1)),
    )
    second = Section(f"{number}.2", _("Recommendations"), tuple(_recommendations(found)) or (_("None."),))
    heading = _("Difficulties and recommendations")
    whole_section = Section(number, heading, sections=(first, second))
    return Text(heading, _("As of {day}").format(day=written(day)), (whole_section,))


def _difficulty(difficulty: Difficulty, assessed: Assessed, day: date, number: str, place: int) -> Section:
    nodes = _nodes(difficulty)
    said = [_where(difficulty, nodes), *difficulty.text.split("\n")]
    said += [_affected(criteria_set, node, assessed, day) for criteria_set, node in nodes if node.is_condition]
    last = difficulty.replies.order_by("-event").first()
    if last is not None:
        words = _("{organisation} answered on {day}: {text}")
        at = written(last.at.date())
        said.append(words.format(organisation=last.organisation.name, day=at, text=last.text))
    if difficulty.awaits:
        said.append(_("Still awaited: {what}.").format(what=difficulty.awaits.rstrip(".")))
    return Section(f"{number}.1.{place}", difficulty.title, tuple(line for line in said if line))


def _nodes(difficulty: Difficulty) -> list[tuple[CriteriaSet, Node]]:
    found = [find_node(law().sets.values(), each.node) for each in difficulty.nodes.all()]
    return [each for each in found if each is not None]


def _where(difficulty: Difficulty, nodes: Sequence[tuple[CriteriaSet, Node]]) -> str:
    """At which conditions, in the words of the law; conditions of one wording together."""
    worded: dict[tuple[str, str], list[str]] = {}
    for criteria_set, node in nodes:
        worded.setdefault((str(criteria_set.title), node.reads or node.text or node.title.vi), []).append(node.id)
    said = [
        _("{ids} ({set}), which says “{words}”").format(ids=listing(ids), set=title, words=words.rstrip(". "))
        for (title, words), ids in worded.items()
    ]
    text = _("It is in the way of {conditions}.").format(conditions="; ".join(said))
    places = [each.unit for each in difficulty.places.all()]
    if places and all(unit.level != Level.PROVINCE for unit in places):
        text += " " + _("Where: {places}.").format(places=listing([unit.full_name for unit in places]))
    return text


def _affected(criteria_set: CriteriaSet, node: Node, assessed: Assessed, day: date) -> str:
    """How many communes do not meet a condition on the day."""
    assessment = next((each for each in assessed.assessments if each.criteria_set.id == criteria_set.id), None)
    row = next((n for n, each in enumerate(assessment.nodes) if each.id == node.id), None) if assessment else None
    if assessment is None or row is None:
        return ""
    verdicts = assessment.verdicts[row].tolist()
    not_met, unknown = verdicts.count(Verdict.NOT_MET), verdicts.count(Verdict.INSUFFICIENT)
    words = _("On {day} {n} of {all} communes do not meet {node}.")
    if unknown:
        words = _("On {day} {n} of {all} communes do not meet {node}; of {unknown} the data are not enough.")
    return words.format(
        day=written(day), n=whole(not_met), all=whole(len(verdicts)), node=node.id, unknown=whole(unknown)
    )


def _recommendations(difficulties: Sequence[Difficulty]) -> list[str]:
    """What is asked because of some difficulties, or because of none, and is neither done nor refused."""
    numbers = {each.pk for each in difficulties}
    said = []
    asked = Recommendation.objects.select_related("organisation", "addressee").prefetch_related("parts", "difficulties")
    for each in asked.order_by("event"):
        because = {difficulty.pk for difficulty in each.difficulties.all()}
        parts = [part for part in each.parts.all() if part.held not in (PartState.DONE, PartState.REFUSED)]
        if parts and (not because or because & numbers):
            words = _("{organisation} recommends that {addressee}: {parts}.")
            told = "; ".join(_part(part.text, part.held) for part in parts)
            said.append(words.format(organisation=each.organisation.name, addressee=each.addressee.name, parts=told))
    return said


def _part(text: str, state: PartState) -> str:
    text = text.rstrip(".;")
    return text if state is PartState.DRAFT else f"{text} ({state.words[:1].lower()}{state.words[1:]})"
