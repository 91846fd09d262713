"""Looking for people."""

from collections.abc import Callable

import pytest

from langso.accounts import actions
from langso.accounts.directory import Wanted, people
from langso.accounts.models import Person, Role
from langso.problems import BadInputError
from workplace import Workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def find(workplace: Workplace) -> Callable[..., list[str]]:
    names = {Role.COMMUNE_OFFICER: "Nguyễn Thị Hạnh", Role.COMMUNE_LEADER: "Trần Văn Đông", Role.READER: "Lê An"}
    for role, name in names.items():
        Person.objects.filter(pk=workplace.people[role].pk).update(name=name)
    operator = workplace.people[Role.OPERATOR]

    def found(**wanted: object) -> list[str]:
        return [entry.person.name for entry in people(operator, Wanted(**wanted))]  # type: ignore[arg-type]

    return found


def test_words_are_found_without_their_marks_in_names_addresses_and_organisations(
    workplace: Workplace, find: Callable[..., list[str]]
) -> None:
    assert find(words="hanh nguyen") == ["Nguyễn Thị Hạnh"]
    assert find(words="dong") == ["Trần Văn Đông"]
    assert find(words="commune_officer@") == ["Nguyễn Thị Hạnh"]
    assert "Nguyễn Thị Hạnh" in find(words=workplace.commune.folded)
    assert find(words="không có ai") == []


def test_people_stand_in_the_order_of_given_names(find: Callable[..., list[str]]) -> None:
    named = [n for n in find() if not n.startswith("Người")]
    assert named == ["Lê An", "Trần Văn Đông", "Nguyễn Thị Hạnh"]


def test_role_organisation_unit_and_state_narrow_together(workplace: Workplace, find: Callable[..., list[str]]) -> None:
    assert find(role=Role.COMMUNE_OFFICER.value) == ["Nguyễn Thị Hạnh"]
    assert len(find(unit=workplace.commune)) == 3
    assert len(find(unit=workplace.commune.parent)) == 4
    assert find(unit=workplace.commune, role=Role.OPERATOR.value) == []
    actions.switch_off(workplace.people[Role.OPERATOR], workplace.officer, "Chuyển công tác")
    assert find(state="off") == ["Nguyễn Thị Hạnh"]
    assert "Nguyễn Thị Hạnh" not in find(state="on")


def test_only_the_operator_sees_the_list(workplace: Workplace) -> None:
    for role, person in workplace.people.items():
        if role is not Role.OPERATOR:
            with pytest.raises(BadInputError):
                people(person)
    with pytest.raises(BadInputError):
        people(None)


def test_looking_asks_the_database_a_fixed_number_of_times(
    workplace: Workplace, django_assert_max_num_queries: Callable[..., object]
) -> None:
    with django_assert_max_num_queries(3):  # type: ignore[attr-defined]
        [entry.roles for entry in people(workplace.people[Role.OPERATOR])]
