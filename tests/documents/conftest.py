"""A dossier on its way, as the tests of dossiers have it, and the bodies by the names that they have in life."""

from typing import Any

import pytest

from dossiers.conftest import cycle, dossier, meeting, on_the_day, people
from langso.places.models import Organisation, OrganisationKind

__all__ = ["cycle", "dossier", "meeting", "on_the_day", "people"]

DEPARTMENT = "Sở Thông tin và Truyền thông tỉnh Hải Dương"


@pytest.fixture
def named(workplace: Any) -> None:
    """The department has a name, before anybody acts for it."""
    Organisation.objects.filter(kind=OrganisationKind.DEPARTMENT).update(name=DEPARTMENT)
