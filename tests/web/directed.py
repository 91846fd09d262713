"""One of everything that directives keep, for the walk of the doors: a document sent to the commune, a task of it, …"""

from datetime import date
from decimal import Decimal

from directives.conftest import letter
from evidence.files import pdf, upload
from langso.accounts.models import Role
from langso.directives import library
from langso.directives.actions.difficulties import raise_difficulty
from langso.directives.actions.guidance import publish
from langso.directives.actions.library import add, attach
from langso.directives.actions.plans import register, set_target
from langso.directives.actions.recommendations import recommend
from langso.directives.actions.tasks import give
from langso.directives.given import DifficultyGiven, PlanGiven, RecommendationGiven, TargetGiven, TaskGiven
from langso.directives.kinds import Purpose
from langso.places.models import Organisation, OrganisationKind
from workplace import DAY, Workplace


def directed(workplace: Workplace) -> dict[str, int]:
    """The numbers of what was made, by what it is."""
    by, province = workplace.people[Role.DEPARTMENT_SPECIALIST], workplace.commune.parent.parent
    document = add(by, letter(issued_on=date(2022, 12, 1)))
    attach(by, document, upload("cv.pdf", pdf()))
    bodies = Organisation.objects.select_related("unit__parent__parent")
    commune = bodies.get(kind=OrganisationKind.COMMUNE_COMMITTEE, unit=workplace.commune)
    committee = bodies.get(kind=OrganisationKind.PROVINCE_COMMITTEE, unit=province)
    dispatch = publish(by, library.entry_of(document, DAY), {commune: Purpose.IMPLEMENT})
    (task,) = give(by, [TaskGiven(commune, "Gắn biển")])
    return {
        "document": document.pk,
        "dispatch": dispatch.pk,
        "recipient": dispatch.recipients.get().pk,
        "difficulty": raise_difficulty(by, DifficultyGiven("Vướng", "Chưa có.", ("NC-8.4a",), (province,))).pk,
        "recommendation": recommend(by, RecommendationGiven("Kiến nghị", committee, ("ban hành kế hoạch",))).pk,
        "plan": register(by, PlanGiven("Kế hoạch", "UBND tỉnh")).pk,
        "target": set_target(by, TargetGiven(2022, "NC-8.4a.1", province, Decimal(60), "QĐ 1217/QĐ-UBND")).pk,
        "task": task.pk,
    }
