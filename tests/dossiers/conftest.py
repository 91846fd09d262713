"""A commune that meets NTM, a cycle that runs, and its dossier; see `meeting`."""

from collections.abc import Iterator
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from langso import clock
from langso.accounts.models import Role
from langso.dossiers.actions import open_cycle, open_dossier
from meeting import bring_to_meet_ntm
from workplace import DAY, Workplace


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    with clock.at(datetime(DAY.year, DAY.month, DAY.day, 9, tzinfo=clock.VIET_NAM)):
        yield


@pytest.fixture
def people(workplace: Workplace) -> Any:
    roles = {role.value: person for role, person in workplace.people.items()}
    return SimpleNamespace(
        officer=roles[Role.COMMUNE_OFFICER], leader=roles[Role.COMMUNE_LEADER],
        district=roles[Role.DISTRICT_REVIEWER], specialist=roles[Role.DEPARTMENT_SPECIALIST],
        department=roles[Role.DEPARTMENT_LEADER], coordination=roles[Role.COORDINATION_OFFICER],
        front=roles[Role.FRONT_OFFICER], reader=roles[Role.READER],
    )  # fmt: skip


@pytest.fixture
def cycle(people: Any) -> Any:
    return open_cycle(people.department, "Năm 2022", date(2022, 1, 1))


@pytest.fixture
def meeting(workplace: Workplace) -> Workplace:
    """The workplace whose commune meets NTM."""
    bring_to_meet_ntm(workplace.officer, workplace.commune, DAY)
    return workplace


@pytest.fixture
def dossier(meeting: Workplace, cycle: Any, people: Any) -> Any:
    return open_dossier(people.officer, meeting.commune, "NTM", cycle)
