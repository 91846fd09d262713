"""A reason is a sentence of a person for others to read: it says something, and is no document."""

import pytest

from langso.journal.models import Event
from langso.problems import BadInputError
from langso.registers.actions import Edit, close_ledger, reopen_ledger, write_rows
from langso.registers.models import LedgerState

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(workplace):
    close_ledger(workplace.officer, workplace.commune, "villages")
    return workplace


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("#", "Cần ghi lý do"),
        (" … ", "Cần ghi lý do"),
        ("x" * 1_001, r"Nội dung dài 1\.001 ký tự"),
    ],
)
def test_signs_alone_are_no_reason_and_a_document_is_too_long_for_one(closed, reason, told):
    before = Event.objects.count()
    with pytest.raises(BadInputError, match=told):
        reopen_ledger(closed.officer, closed.commune, "villages", reason)
    edit = [Edit(values={"code": "01", "name": "Cẩm"})]
    with pytest.raises(BadInputError, match=told):
        write_rows(closed.officer, closed.commune, "villages", edit, correcting=reason)
    assert Event.objects.count() == before
    assert list(LedgerState.objects.values_list("closed", flat=True)) == [True]


def test_a_reason_of_a_thousand_letters_is_kept_whole(closed):
    reopen_ledger(closed.officer, closed.commune, "villages", "ă" * 1_000)
    assert Event.objects.latest("number").reason == "ă" * 1_000
