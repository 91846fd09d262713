"""What was confirmed is written as a whole, each ledger by its own event; what changed meanwhile is noticed."""

from datetime import date
from typing import Any

import pytest

from exchange.intake.files import HEADER, workbook_of
from langso import problems
from langso.accounts.models import Membership, Person, Role
from langso.assessments.models import Turn
from langso.criteria import Verdict
from langso.exchange.intake import applying
from langso.exchange.intake.actions import cancel, confirm, hand_in, preview_anew
from langso.exchange.intake.keeping import file_of, preview_of
from langso.exchange.intake.preview import Preview
from langso.exchange.intake.turning import Turning, turning_of
from langso.exchange.models import Import, State
from langso.journal.models import Event
from langso.places.models import Organisation, OrganisationKind
from langso.problems import BadInputError
from langso.registers.actions import Edit, close_ledger, undo, write_rows
from langso.registers.declaring import Said, declare, holding
from langso.registers.models import PAST, ROWS, Ledger

pytestmark = pytest.mark.django_db


def held(unit: Any, register: str = "villages") -> dict[str, Any]:
    return {row.key: row for row in ROWS[register].objects.filter(commune=unit)}


def confirmed(made: Import, **options: Any) -> Import:
    confirm(made.person, made, **options)
    made.refresh_from_db()
    return made


def test_what_was_confirmed_is_written_with_an_event_and_can_be_undone(given: Any) -> None:
    workplace = given.workplace
    made = confirmed(
        given.csv(["10630", "01", "Thôn 1", "", "có"], ["10630", "09", "Thôn 9", 5, ""], ["10630", "x", "", "a", ""])
    )
    assert made.state == State.APPLIED
    villages = held(workplace.commune)
    assert (villages["01"].households, villages["01"].version, villages["09"].name) == (None, 2, "Thôn 9")
    assert set(villages) == {"01", "02", "03", "09"}
    rows, concluding = Event.objects.order_by("number").reverse()[:2][::-1]
    assert (rows.kind, rows.actor, rows.reason) == ("rows.imported", workplace.officer.pk, f"#{made.pk}: thon.csv")
    assert (concluding.kind, concluding.number, concluding.commune) == ("import.applied", made.event, rows.commune)
    assert concluding.details["written"] == {"villages": {"added": 1, "changed": 1, "removed": 0}}
    undo(workplace.officer, workplace.commune, "villages", rows.number)
    assert held(workplace.commune)["01"].households == 101


def test_rows_that_the_file_lacks_are_removed_only_when_asked(given: Any) -> None:
    unit = given.workplace.commune
    confirmed(given.csv(["10630", "01", "Thôn 1", 101, "có"]))
    assert set(held(unit)) == {"01", "02", "03"}
    confirmed(given.csv(["10630", "01", "Thôn 1", 101, "có"]), remove_missing=True)
    assert set(held(unit)) == {"01"}
    assert PAST["villages"].objects.count() == 2


def test_nothing_is_removed_where_a_row_was_refused(given: Any) -> None:
    confirmed(given.csv(["10630", "01", "Thôn 1", 101, "có"], ["10630", "", "?", 1, ""]), remove_missing=True)
    assert set(held(given.workplace.commune)) == {"01", "02", "03"}


def test_nothing_is_removed_from_a_closed_register_and_the_rest_is_written(given: Any) -> None:
    workplace = given.workplace
    close_ledger(workplace.officer, workplace.commune, "villages")
    sheets = {
        "Thôn": [HEADER, ["10630", "01", "Thôn 1", 101, "có"]],
        "Số liệu khai": [["Mã xã", "Chỉ số", "Giá trị"], ["10630", "households", 950]],
    }
    made = given(workbook_of(sheets), "xa.xlsx", register="")
    assert (made.counts["villages"]["missing"], Preview(made).removable) == (2, 0)
    assert confirmed(made, remove_missing=True).state == State.APPLIED
    assert set(held(workplace.commune)) == {"01", "02", "03"}
    assert holding([workplace.commune.pk])[workplace.commune.pk, "households"] == 950


def test_a_ledger_that_changed_after_the_preview_stops_the_import_and_is_named(given: Any) -> None:
    workplace = given.workplace
    made = given.csv(["10630", "01", "Thôn 1", 7, "có"])
    write_rows(workplace.officer, workplace.commune, "villages", [Edit(values={"code": "08"})])
    confirmed(made)
    assert (made.state, made.stale) == (State.READY, [["10630", "villages"]])
    assert held(workplace.commune)["01"].households == 101
    preview_anew(workplace.officer, made)
    assert confirmed(Import.objects.get(pk=made.pk)).state == State.APPLIED


def test_a_change_between_confirming_and_writing_is_noticed_too(given: Any, monkeypatch: Any) -> None:
    workplace = given.workplace
    made = given.csv(["10630", "01", "Thôn 1", 7, "có"])
    Import.objects.filter(pk=made.pk).update(state=State.CONFIRMED)
    write_rows(workplace.officer, workplace.commune, "villages", [Edit(values={"code": "08"})])
    applying.apply(made.pk)
    made.refresh_from_db()
    assert (made.state, made.stale) == (State.READY, [["10630", "villages"]])


def test_facts_that_were_declared_meanwhile_stop_the_import(given: Any) -> None:
    workplace = given.workplace
    rows = [["Mã xã", "Chỉ số", "Giá trị"], ["10630", "households", 950]]
    made = given(workbook_of({"Số liệu khai": rows}), "xa.xlsx", register="")
    declare(workplace.officer, workplace.commune, {"residents": 1}, Said(date(2022, 6, 1)))
    assert confirmed(made).stale == [["10630", ""]]


def test_a_whole_workbook_is_written_in_one_go_and_turns_verdicts_once(given: Any) -> None:
    workplace = given.workplace
    close_ledger(workplace.officer, workplace.commune, "ocop_products")
    before = Event.objects.count()
    sheets = {
        "Thôn": [[*HEADER, "Loa hoạt động"], *([["10630", f"0{n}", f"Thôn {n}", 9, "có", "có"] for n in (1, 2, 3)])],
        "Số liệu khai": [["Mã xã", "Chỉ số", "Giá trị"], ["10630", "households", 950]],
        "Tình trạng sổ": [
            ["Mã xã", "Sổ", "Tình trạng"], ["10630", "Thôn", "đã chốt"], ["10630", "ocop_products", "đang mở"],
        ],
        "Thông tin gói": [["Số liệu đến ngày"], ["2022-09-30"]],
    }  # fmt: skip
    made = given(workbook_of(sheets), "xa.xlsx", register="")
    with pytest.raises(BadInputError) as refused:
        confirmed(made)
    assert [p.kind for p in refused.value.problems] == [problems.REASON_MISSING]
    made = confirmed(made, reason="Bổ sung sau kiểm tra")
    assert made.state == State.APPLIED
    states = {ledger.register: ledger.closed for ledger in Ledger.objects.filter(commune=workplace.commune)}
    assert (states["villages"], states["ocop_products"]) == (True, False)
    assert holding([workplace.commune.pk])[workplace.commune.pk, "households"] == 950
    kinds = list(Event.objects.filter(number__gt=before).order_by("number").values_list("kind", flat=True))
    assert kinds == ["ledger.reopened", "rows.imported", "facts.declared", "ledger.closed", "import.applied"]
    assert Event.objects.get(kind="ledger.reopened").reason == "Bổ sung sau kiểm tra"
    assert Event.objects.get(kind="facts.declared").details["as_of"] == "2022-09-30"
    turned = Turn.objects.filter(at=Event.objects.get(kind="import.applied").at, node="NTM-8.3.2")
    assert {turn.event for turn in turned} == {Event.objects.get(kind="rows.imported").number}


def test_a_file_that_only_closes_a_register_turns_verdicts_too(given: Any) -> None:
    confirmed(given.csv(*(["10630", f"0{n}", f"Thôn {n}", 9, "có", "có"] for n in (1, 2, 3)),
                        header=[*HEADER, "Loa hoạt động"]))  # fmt: skip
    sheets = {"Tình trạng sổ": [["Mã xã", "Sổ", "Tình trạng"], ["10630", "Thôn", "đã chốt"]]}
    made = confirmed(given(workbook_of(sheets), "xa.xlsx", register=""))
    assert made.state == State.APPLIED
    turning = turning_of(made)
    assert ("NTM-8.3.2", Verdict.INSUFFICIENT, Verdict.MET) in [(t.node.id, t.before, t.after) for t in turning.turned]
    assert {t.set_id for t in turning.turned} <= {"NTM", "NC", "KM"}
    closing = Event.objects.get(kind="ledger.closed").number
    assert set(Turn.objects.filter(node="NTM-8.3.2", event__gte=closing).values_list("event", flat=True)) == {closing}


def test_what_an_import_turned_is_its_own_and_not_what_came_before_or_after(given: Any) -> None:
    workplace = given.workplace
    declare(workplace.officer, workplace.commune, {"telecom_meets_qcvn": 0}, Said(date(2022, 6, 1)))
    unchanged = confirmed(given.csv(["10630", "01", "Thôn 1", 8, "có"]))
    declare(workplace.officer, workplace.commune, {"telecom_meets_qcvn": 1}, Said(date(2022, 7, 1)))
    assert turning_of(unchanged) == Turning()


def test_when_one_register_fails_nothing_of_the_others_is_kept(given: Any, monkeypatch: Any) -> None:
    sheets = {
        "Thôn": [HEADER, ["10630", "09", "Thôn 9", 9, "có"]],
        "Cán bộ công chức": [["Mã xã", "Mã CBCC"], ["10630", "cb1"]],
    }
    made = given(workbook_of(sheets), "xa.xlsx", register="")
    assert made.state == State.READY, made.problems
    before = Event.objects.count()
    really = applying.write_rows

    def failing(person: Any, unit: Any, register: str, *args: Any, **options: Any) -> Any:
        if register == "officials":
            raise RuntimeError("the disk is full")
        return really(person, unit, register, *args, **options)

    monkeypatch.setattr(applying, "write_rows", failing)
    made = confirmed(made)
    assert made.state == State.FAILED
    assert ("09" in held(given.workplace.commune), Event.objects.count()) == (False, before)
    monkeypatch.undo()
    preview_anew(made.person, made)
    assert confirmed(Import.objects.get(pk=made.pk)).state == State.APPLIED
    assert "09" in held(given.workplace.commune)


def test_more_rows_than_an_event_takes_are_several_events(given: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(applying, "MOST_ROWS", 40)
    made = confirmed(given.csv(*(["10630", f"A{n:03d}", f"Thôn {n}", n, ""] for n in range(100))), remove_missing=True)
    assert made.state == State.APPLIED
    assert len(held(given.workplace.commune)) == 100
    sizes = [e.details["added"] + e.details["removed"] for e in Event.objects.filter(kind="rows.imported")]
    assert sorted(sizes) == [23, 40, 40]


def test_one_file_for_many_communes_goes_to_each(given: Any) -> None:
    workplace = given.workplace
    province = workplace.commune.parent.parent
    person = Person.objects.create_user("ca-tinh@langso.example", "Người nhập", "a password for tests")
    body = Organisation.objects.create(name="x", kind=OrganisationKind.DEPARTMENT, unit=province, since=province.since)
    Membership.objects.create(person=person, role=Role.COMMUNE_OFFICER, organisation=body, since=province.since)
    other = workplace.elsewhere
    made = given.csv(
        ["10630", "01", "Thôn 1", 7, "có"], [other.code, "01", "Thôn A", 5, ""], ["", "02", "?", 1, ""],
        person=person, unit=None,
    )  # fmt: skip
    assert made.counts["villages"] == {"added": 1, "changed": 1, "missing": 2, "refused": 1}
    assert confirmed(made).state == State.APPLIED
    assert (held(workplace.commune)["01"].households, held(other)["01"].name) == (7, "Thôn A")
    communes = Event.objects.filter(kind="rows.imported").values_list("commune", flat=True)
    assert set(communes) == {workplace.commune.pk, other.pk}


def test_an_officer_of_one_commune_cannot_import_for_another_by_any_way(given: Any) -> None:
    other = given.workplace.elsewhere
    with pytest.raises(BadInputError) as refused:
        given.csv([other.code, "01", "x", 1, ""], unit=other)
    assert [p.kind for p in refused.value.problems] == [problems.NOT_ALLOWED]
    made = given.csv([other.code, "01", "x", 1, ""], unit=None)
    assert made.counts["villages"] == {"refused": 1}


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER)])
def test_who_may_not_edit_may_not_import(given: Any, role: Role) -> None:
    person = given.workplace.people[role]
    with pytest.raises(BadInputError) as refused:
        given.csv(["10630", "01", "x", 1, ""], person=person)
    assert [p.kind for p in refused.value.problems] == [problems.NOT_ALLOWED]
    made = given.csv(["10630", "01", "x", 1, ""])
    for change in (confirm, cancel, preview_anew):
        with pytest.raises(BadInputError):
            change(person, made)
    with pytest.raises(BadInputError):
        hand_in(None, given.workplace.commune, "a.csv", [b"x"])


def test_rows_of_a_commune_that_is_no_longer_mine_are_not_confirmed(given: Any) -> None:
    workplace, other = given.workplace, given.workplace.elsewhere
    body = Organisation.objects.create(
        name="UBND xã khác", kind=OrganisationKind.COMMUNE_COMMITTEE, unit=other, since=other.since
    )
    second = Membership.objects.create(
        person=workplace.officer, role=Role.COMMUNE_OFFICER, organisation=body, since=other.since
    )
    made = given.csv(["10630", "01", "Thôn 1", 7, "có"], [other.code, "01", "Thôn A", 5, ""], unit=None)
    assert made.state == State.READY
    second.delete()
    person = Person.objects.get(pk=workplace.officer.pk)
    with pytest.raises(BadInputError) as refused:
        confirm(person, made)
    assert [p.kind for p in refused.value.problems] == [problems.NOT_ALLOWED]
    assert other.code in refused.value.problems[0].what
    made.refresh_from_db()
    assert made.state == State.READY


def test_an_import_of_another_is_not_mine_to_confirm(given: Any) -> None:
    made = given.csv(["10630", "01", "x", 1, ""])
    with pytest.raises(BadInputError) as refused:
        confirm(given.workplace.people[Role.COMMUNE_LEADER], made)
    assert [p.kind for p in refused.value.problems] == [problems.NOT_ALLOWED]


def test_a_cancelled_import_is_forgotten_and_cannot_be_confirmed(given: Any) -> None:
    made = given.csv(["10630", "01", "x", 1, ""])
    assert file_of(made).exists()
    cancel(made.person, made)
    assert not file_of(made).exists()
    assert not preview_of(made).exists()
    with pytest.raises(BadInputError) as refused:
        confirm(made.person, made)
    assert [p.kind for p in refused.value.problems] == [problems.IMPORT_STATE]
    assert held(given.workplace.commune)["01"].households == 101


def test_an_applied_import_is_not_applied_again(given: Any) -> None:
    made = confirmed(given.csv(["10630", "09", "Thôn 9", 1, ""]))
    events = Event.objects.count()
    applying.apply(made.pk)
    with pytest.raises(BadInputError):
        confirm(made.person, made)
    assert Event.objects.count() == events
