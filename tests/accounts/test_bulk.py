"""People and organisations in bulk: each row's outcome before anything is written, then all or nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from langso.accounts.bulk import OrganisationRow, Outcome, PersonRow, import_all, preview
from langso.accounts.models import Membership, Person, Role
from langso.journal.models import Event
from langso.places.models import Organisation, OrganisationKind
from langso.problems import BadInputError, Where
from workplace import DAY, Workplace

pytestmark = pytest.mark.django_db
FRONT = "Ủy ban Mặt trận Tổ quốc huyện Nam Sách"


def organisation(row: int, name: str = FRONT, unit: str = "291", kind: str = "fatherland_front") -> OrganisationRow:
    return OrganisationRow(Where("ds.xlsx", row), name, OrganisationKind(kind), unit)


def person(row: int, email: str, name: str, role: Role, organisation: str, *, unit: str = "") -> PersonRow:
    return PersonRow(Where("ds.xlsx", row), email, name, role, organisation, unit)


@pytest.fixture
def committee(workplace: Workplace) -> str:
    return Organisation.objects.get(kind=OrganisationKind.COMMUNE_COMMITTEE, unit=workplace.commune).name


@pytest.fixture
def district(workplace: Workplace) -> str:
    return workplace.commune.parent.code


def test_the_preview_says_of_every_row_what_it_would_do_and_writes_nothing(
    workplace: Workplace, committee: str, district: str
) -> None:
    before = (Person.objects.count(), Organisation.objects.count(), Membership.objects.count(), Event.objects.count())
    officer = workplace.officer
    lines = preview(
        workplace.people[Role.OPERATOR],
        [organisation(2, unit=district), organisation(3, unit="99999")],
        [
            person(2, "moi@xa.example", "Người Mới", Role.FRONT_OFFICER, FRONT.lower()),
            person(3, "moi@xa.example", "Người Mới", Role.COMMUNE_LEADER, committee),
            person(4, officer.email, officer.name, Role.COMMUNE_OFFICER, committee),
            person(5, officer.email, officer.name, Role.VILLAGE_TEAM, committee),
            person(6, "sai@xa.example", "Sai", Role.DEPARTMENT_LEADER, committee),
            person(7, "MOI@xa.example", "Người Khác", Role.VILLAGE_TEAM, committee),
            person(8, "la@xa.example", "Lạ", Role.VILLAGE_TEAM, "UBND xã Không Có"),
        ],
    )
    outcomes = [(line.where.row, line.outcome) for line in lines]
    added, changed, unchanged, refused = Outcome.ADDED, Outcome.CHANGED, Outcome.UNCHANGED, Outcome.REFUSED
    assert outcomes == [
        (2, added), (3, refused),
        (2, added), (3, changed), (4, unchanged), (5, changed), (6, refused), (7, refused), (8, refused),
    ]  # fmt: skip
    assert [problem.what for line in lines for problem in line.problems] == [
        "Không có đơn vị hành chính mang mã “99999”",
        f"Không giao vai trò “Lãnh đạo Sở” tại {committee}",
        "moi@xa.example có tên khác ở dòng 2",
        "Không có cơ quan nào tên “UBND xã Không Có”",
    ]
    after = (Person.objects.count(), Organisation.objects.count(), Membership.objects.count(), Event.objects.count())
    assert after == before


def test_a_list_with_one_wrong_row_writes_nothing_at_all(workplace: Workplace, committee: str) -> None:
    rows = [
        person(2, "moi@xa.example", "Người Mới", Role.COMMUNE_OFFICER, committee),
        person(3, "sai", "Sai", Role.COMMUNE_OFFICER, committee),
    ]
    with pytest.raises(BadInputError, match=r"ds\.xlsx:3:email"):
        import_all(workplace.people[Role.OPERATOR], [], rows)
    assert not Person.objects.filter(email="moi@xa.example").exists()
    assert not Event.objects.filter(kind="people.imported").exists()


def test_a_good_list_is_one_change(workplace: Workplace, committee: str, district: str) -> None:
    officer = workplace.officer
    new = import_all(
        workplace.people[Role.OPERATOR],
        [organisation(2, unit=district)],
        [
            person(2, "moi@xa.example", "Người Mới", Role.FRONT_OFFICER, FRONT),
            person(3, "moi@xa.example", "Người Mới", Role.READER, FRONT),
            person(4, officer.email, "Nguyễn Thị Hạnh", Role.COMMUNE_OFFICER, committee),
        ],
    )
    assert [(p.email, p.is_waiting) for p in new] == [("moi@xa.example", True)]
    assert {m.role for m in Membership.objects.filter(person=new[0])} == {"front_officer", "reader"}
    assert Person.objects.get(pk=officer.pk).name == "Nguyễn Thị Hạnh"
    event = Event.objects.get(kind="people.imported")
    assert event.details["people"] == [new[0].pk]
    assert event.details["roles"] == 2


def test_the_same_list_twice_changes_nothing_the_second_time(workplace: Workplace, committee: str) -> None:
    rows = [person(2, "moi@xa.example", "Người Mới", Role.COMMUNE_OFFICER, committee)]
    operator = workplace.people[Role.OPERATOR]
    import_all(operator, [], rows)
    assert [line.outcome for line in preview(operator, [], rows)] == [Outcome.UNCHANGED]
    before = Event.objects.count()
    assert import_all(operator, [], rows) == []
    assert Event.objects.count() == before


def test_a_role_that_begins_later_is_there_the_second_time_too(workplace: Workplace, committee: str) -> None:
    row = person(2, "moi@xa.example", "Người Mới", Role.COMMUNE_OFFICER, committee)
    rows = [replace(row, since=DAY + timedelta(days=30))]
    operator = workplace.people[Role.OPERATOR]
    import_all(operator, [], rows)
    assert [line.outcome for line in preview(operator, [], rows)] == [Outcome.UNCHANGED]
    assert import_all(operator, [], rows) == []
    assert Membership.objects.filter(person__email=row.email).count() == 1


def test_two_organisations_of_one_name_are_told_apart_by_the_unit(workplace: Workplace, committee: str) -> None:
    Organisation.objects.create(
        name=committee,
        kind=OrganisationKind.COMMUNE_COMMITTEE,
        unit=workplace.elsewhere,
        since=workplace.elsewhere.since,
    )
    operator = workplace.people[Role.OPERATOR]
    row = person(2, "moi@xa.example", "Người Mới", Role.COMMUNE_OFFICER, committee)
    (line,) = preview(operator, [], [row])
    assert line.problems[0].what == f"Có 2 cơ quan tên “{committee}”"
    import_all(operator, [], [person(2, row.email, row.name, row.role, committee, unit=workplace.elsewhere.code)])
    assert Membership.objects.get(person__email=row.email).organisation.unit == workplace.elsewhere


def test_only_the_operator_imports(workplace: Workplace, committee: str) -> None:
    rows = [person(2, "moi@xa.example", "Người Mới", Role.COMMUNE_OFFICER, committee)]
    for by in (None, workplace.officer, workplace.people[Role.DEPARTMENT_LEADER]):
        with pytest.raises(BadInputError, match="chưa được làm"):
            preview(by, [], rows)
        with pytest.raises(BadInputError, match="chưa được làm"):
            import_all(by, [], rows)
    assert not Person.objects.filter(email="moi@xa.example").exists()
