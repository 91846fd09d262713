"""Files of documents are kept where nothing else is; the letter that the tests of directives begin with."""

from datetime import date

import pytest

from langso.accounts.models import Role
from langso.directives.actions.library import add
from langso.directives.given import DocumentGiven
from langso.directives.kinds import DocumentKind


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture
def specialist(workplace):
    return workplace.people[Role.DEPARTMENT_SPECIALIST]


@pytest.fixture
def coordinator(workplace):
    return workplace.people[Role.COORDINATION_OFFICER]


def letter(**more) -> DocumentGiven:
    """A letter of guidance, as somebody would type it."""
    given = {
        "notation": "55/STTTT-BCVTCNTT", "kind": DocumentKind.OFFICIAL_LETTER,
        "issuer": "Sở Thông tin và Truyền thông tỉnh Hải Dương", "issued_on": date(2022, 12, 1),
        "subject": "Hướng dẫn thông báo, gắn biển địa chỉ số", "effective_from": date(2022, 12, 5),
        "nodes": {"NC-8.4a": ""},
    }  # fmt: skip
    return DocumentGiven(**{**given, **more})


@pytest.fixture
def document(specialist):
    return add(specialist, letter())
