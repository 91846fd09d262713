"""The journal as people read it: who changed what, from what, when and why; and when a verdict turned."""

import re
from datetime import date

import pytest

from evidence.files import jpeg, upload
from langso.accounts.models import Role
from langso.assessments.models import Turn
from langso.criteria import Verdict
from langso.evidence.actions import attach, set_validity, withdraw
from langso.journal.changes import change
from langso.journal.models import Event
from langso.registers.actions import close_ledger, reopen_ledger, undo, write_rows
from langso.registers.declaring import Said, declare
from langso.registers.writing import Edit
from langso.web.journal_words import Reader, entry
from langso.workshop.actions import begin
from workplace import DAY
from workshop.conftest import as_published, furnished, published  # noqa: F401 - fixtures
from workshop.texts import second_version

pytestmark = pytest.mark.django_db

AT = "/communes/10630/journal/"


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def work(workplace, settings, tmp_path):
    """A day's work of the commune's officer."""
    settings.MEDIA_ROOT = tmp_path / "files"
    person, unit = workplace.officer, workplace.commune
    villages = [Edit(values={"code": f"{n}", "name": f"Thôn {n}", "loudspeaker_working": n < 2}) for n in range(3)]
    rows = write_rows(person, unit, "villages", villages).rows
    done = write_rows(person, unit, "villages", [Edit(rows[2].pk, 1, {"loudspeaker_working": True})])
    close_ledger(person, unit, "villages")
    reopen_ledger(person, unit, "villages", "nhập thiếu một thôn")
    undo(person, unit, "villages", done.event)
    declare(person, unit, {"uses_official_email": 1, "computers_in_use": 12}, Said(DAY, "Biên bản kiểm kê"))
    declare(person, unit, {"uses_official_email": 0, "computers_in_use": 12}, Said(DAY))
    item = attach(person, unit, "NTM-8.3.2", upload("loa.jpg", jpeg()))
    set_validity(person, item, None, DAY)
    withdraw(person, item, "nhầm thôn")
    officials = [Edit(values={"code": "CB01", "position": "Bí thư"})]
    write_rows(person, unit, "officials", officials)
    with change("something.new", person, commune=unit.pk):
        pass
    return workplace


@pytest.fixture
def officer(work, client):
    client.force_login(work.officer)
    return client


EVERYTHING = Reader(registers=True, evidence=True)


def said(kind: str, reader: Reader = EVERYTHING) -> list[str]:
    return [entry(event, reader).text for event in Event.objects.filter(kind=kind).order_by("number")]


def test_each_kind_is_a_sentence(work):
    edited = Event.objects.filter(kind="rows.edited").order_by("number")[1].number
    assert said("rows.edited")[:2] == ["Sổ thôn: thêm 3 dòng", "Sổ thôn: sửa 1 dòng"]
    assert said("rows.undone") == [f"Sổ thôn: hoàn tác mục {edited}, sửa 1 dòng"]
    assert said("ledger.closed") == ["Chốt Sổ thôn, 3 dòng"]
    assert said("ledger.reopened") == ["Mở lại Sổ thôn, đang có 3 dòng"]
    first, second = said("facts.declared")
    assert first == "2 số liệu khai thay đổi (tính đến 31/12/2022, nguồn: Biên bản kiểm kê)"
    assert second.endswith("; 1 số liệu giữ nguyên (tính đến 31/12/2022)")
    assert said("evidence.attached") == ["Đính kèm “loa” cho NTM-8.3.2 100% số thôn có loa hoạt động"]
    assert said("evidence.withdrawn") == ["Rút “loa”"]
    assert said("something.new") == ["Thay đổi khác (something.new)"]


def test_the_page_says_who_what_from_what_when_and_why(officer):
    page = text(officer.get(AT))
    assert "Người commune_officer" in page
    assert "Lý do: nhập thiếu một thôn" in page
    assert "Thôn 2" in page
    assert "<del>không</del>" in page
    assert "<ins>có</ins>" in page


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("?about=register:officials", "Sổ cán bộ", "Sổ thôn:"),
        ("?about=fact:computers_in_use", "nguồn: Biên bản", "Chốt Sổ thôn"),
        ("?kind=ledgers", "Chốt Sổ thôn", "Đính kèm “loa”"),
        ("?kind=evidence", "Đính kèm “loa”", "Chốt Sổ thôn"),
        ("?until=2022-12-30", "Không có mục phù hợp", "Chốt Sổ thôn"),
        ("?since=31/12/2022&kind=ledgers", "Chốt Sổ thôn", "Đính kèm “loa”"),
        ("?person=999999", "Không có mục phù hợp", "Chốt Sổ thôn"),
    ],
)
def test_it_is_filtered(officer, query, there, gone):
    page = text(officer.get(AT + query))
    assert there in page
    assert gone not in page


def test_a_fact_is_not_found_by_a_name_that_only_begins_like_it(officer):
    assert "Không có mục phù hợp" in text(officer.get(AT + "?about=fact:computers"))


def test_a_day_that_is_none_is_refused(officer):
    assert officer.get(AT + "?since=31/02/2022").status_code == 422


def test_one_entry_is_shown_with_its_seal(officer):
    event = Event.objects.get(kind="ledger.reopened")
    page = text(officer.get(f"{AT}?entry={event.number}"))
    assert event.hash in page
    assert page.count('<li class="entry"') == 1


def test_it_is_paged(work, client):
    for n in range(60):
        with change("something.new", work.officer, commune=work.commune.pk, reason=f"lý do {n}"):
            pass
    client.force_login(work.officer)
    assert "lý do 59" in text(client.get(AT))
    assert "lý do 9<" not in text(client.get(AT))
    assert "lý do 9<" in text(client.get(AT + "?page=2"))


def test_what_is_personal_is_left_out_for_who_may_not_read_registers(work):
    from langso.registers.law import law

    register = next(r for r in law().registers.values() if any(c.personal for c in r.columns))
    column = next(c for c in register.columns if c.personal)
    key = register.key.name
    values = {key: "K1", column.name: "Nguyễn Văn A"}
    write_rows(work.officer, work.commune, register.name, [Edit(values=values)])
    event = Event.objects.order_by("-number").first()

    def told(reader):
        return str(entry(event, reader))

    assert "Nguyễn Văn A" in told(Reader(registers=True))
    hidden = told(Reader(registers=False))
    assert "Nguyễn Văn A" not in hidden
    assert "thông tin cá nhân, không hiển thị" in hidden


def test_the_name_of_evidence_is_left_out_for_who_may_not_read_it(work):
    assert said("evidence.withdrawn", Reader()) == ["Rút “minh chứng”"]


READERS = {
    Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.DISTRICT_REVIEWER, Role.DEPARTMENT_SPECIALIST,
    Role.DEPARTMENT_LEADER, Role.COORDINATION_OFFICER, Role.READER,
}  # fmt: skip


@pytest.mark.parametrize("role", sorted(Role))
def test_who_may_read_the_journal(work, client, role):
    client.force_login(work.people[role])
    assert client.get(AT).status_code == (200 if role in READERS else 403)


def test_nobody_reads_the_journal_of_a_commune_that_is_not_theirs(work, client):
    assert client.get(AT).status_code == 302
    client.force_login(work.officer)
    assert client.get(f"/communes/{work.elsewhere.code}/journal/").status_code == 403


# When a verdict turned

HISTORY = "/communes/10630/history/NTM-8.3.2/"


def test_each_turn_names_the_entry_that_turned_it(officer):
    page = text(officer.get(HISTORY))
    assert "Sổ thôn: thêm 3 dòng" in page
    assert "Chốt Sổ thôn, 3 dòng" in page
    assert "Người commune_officer" in page
    assert f"{AT}?entry=" in page
    assert "Loa hoạt động" in page
    assert "Tên thôn" not in page


def test_the_latest_turn_comes_first_and_each_says_how_the_condition_stood_then(officer):
    turns = text(officer.get(HISTORY)).split('<li class="entry">')[1:]
    assert "hoàn tác" in turns[0]
    assert "Chốt Sổ thôn" in turns[-3]
    assert "<b>3/3</b> thôn có loa hoạt động" in turns[-3]
    assert "<b>2/3</b> thôn có loa hoạt động" in turns[-1]
    assert turns[-1].index("Chưa đủ dữ liệu") < turns[-1].index("Chưa đạt")
    assert '<span class="chip">Thôn 2</span>' in turns[-1]


def test_of_many_rows_that_turned_a_verdict_those_that_fail_it_are_named_first(officer):
    oldest = text(officer.get(HISTORY)).split('<li class="entry">')[-1]
    assert "Sổ thôn: thêm 3 dòng" in oldest
    named = re.findall(r'<div class="entry-part"><b>(.*?)</b>', oldest)
    assert named == ["Thôn 2", "Thôn 0", "Thôn 1"]


def test_the_page_says_how_the_condition_stands_today(work, client):
    assert 'Hôm nay:</span> <span class="verdict is-not_met">' in text(client.get(HISTORY))


def test_the_public_sees_when_it_turned_but_not_by_whom(work, client):
    answer = client.get(HISTORY)
    assert answer.status_code == 200
    page = text(answer)
    assert "31/12/2022" in page
    assert "Người commune_officer" not in page
    assert "thêm 3 dòng" not in page


def test_a_turn_is_told_by_the_law_of_then_though_another_was_published_for_its_day(furnished, client):  # noqa: F811
    specialist, leader = (furnished.people[role] for role in (Role.DEPARTMENT_SPECIALIST, Role.DEPARTMENT_LEADER))
    published(leader, begin(specialist, second_version(date(2022, 12, 15), "50%")))
    turns = text(client.get("/communes/10630/history/NTM-8.4c/")).split('<li class="entry">')[1:]
    assert ["cần từ 50% trở lên" in turn for turn in turns] == [True, *[False] * (len(turns) - 1)]
    assert "cần từ 30% trở lên" in turns[-1]
    assert "is-met" in turns[-1].split('class="reason"')[0]


def test_a_reason_that_speaks_of_another_verdict_is_not_told(officer):
    first = Turn.objects.filter(node="NTM-8.3.2").earliest("event")
    assert "<b>2/3</b> thôn có loa hoạt động" in text(officer.get(HISTORY)).split('<li class="entry">')[-1]
    Turn.objects.filter(pk=first.pk).update(after=Verdict.MET)
    oldest = text(officer.get(HISTORY)).split('<li class="entry">')[-1]
    assert "thôn có loa hoạt động" not in oldest
    assert "Sổ thôn: thêm 3 dòng" in oldest, "what turned it is still told"


def test_a_condition_that_is_none_is_not_found(officer):
    assert officer.get("/communes/10630/history/NTM-99/").status_code == 404


def test_a_reason_that_begins_with_a_number_sign_is_shown(work, officer):
    close_ledger(work.officer, work.commune, "villages")
    reopen_ledger(work.officer, work.commune, "villages", "#12 nhập nhầm thôn")
    assert "#12 nhập nhầm thôn" in text(officer.get(AT))
    undone = Event.objects.get(kind="rows.undone")
    assert entry(undone, EVERYTHING).reason == ""
