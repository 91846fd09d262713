"""Undoing and bringing back ask the door before they look: a refusal tells nothing of a row."""

import pytest

from langso.accounts.models import Role
from langso.problems import BadInputError
from langso.registers.actions import Edit, bring_back, undo, write_rows

pytestmark = pytest.mark.django_db
SECRET = "HS-77-X"


@pytest.fixture
def changed_twice(workplace):
    row = write_rows(workplace.officer, workplace.commune, "case_files", [Edit(values={"code": "HS-1"})]).rows[0]
    first = write_rows(workplace.officer, workplace.commune, "case_files", [Edit(row.id, 1, {"code": "HS-2"})])
    write_rows(workplace.officer, workplace.commune, "case_files", [Edit(row.id, 2, {"code": SECRET})])
    return row.id, first.event


@pytest.mark.parametrize("role", [None, Role.READER, Role.DEPARTMENT_LEADER, Role.OPERATOR])
def test_who_may_not_edit_learns_nothing_from_undo(workplace, changed_twice, role):
    row, event = changed_twice
    person = workplace.people[role] if role else None
    with pytest.raises(BadInputError) as refused:
        undo(person, workplace.commune, "case_files", event)
    assert [problem.kind.code for problem in refused.value.problems] == ["access.denied"]
    assert SECRET not in str(refused.value)
    with pytest.raises(BadInputError, match="chưa được làm"):
        bring_back(person, workplace.commune, "case_files", [row])


def test_undo_by_the_public_is_denied_without_a_word_of_the_row(client, workplace, changed_twice):
    _row, event = changed_twice
    answer = client.post(f"/communes/{workplace.commune.code}/registers/case_files/undo/", {"event": event})
    assert answer.status_code in (302, 403)
    assert SECRET not in answer.content.decode()
