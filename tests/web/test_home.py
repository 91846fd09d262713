"""What there is to do, by role."""

from datetime import datetime, timedelta

import pytest

from evidence.files import jpeg, upload
from langso import clock
from langso.accounts.models import Person, Role
from langso.assessments.live import sets_on
from langso.directives.actions.difficulties import raise_difficulty, reply, settle
from langso.directives.given import DifficultyGiven
from langso.evidence.actions import attach
from langso.evidence.overview import missing
from langso.registers.actions import Edit, close_ledger, write_rows
from langso.registers.declaring import Said, declare
from langso.workshop.actions import begin, discard
from workplace import DAY
from workshop.texts import INVENTED, RULING

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(client, workplace):
    def open_home(role):
        client.force_login(workplace.people[role], backend="allauth.account.auth_backends.AuthenticationBackend")
        answer = client.get("/home/")
        assert answer.status_code == 200
        return answer.content.decode()

    return open_home


def test_the_public_is_asked_to_sign_in(client, workplace):
    answer = client.get("/home/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


def test_an_officer_sees_what_is_short_what_is_missing_and_what_is_old(home, workplace):
    rows = [Edit(values={"code": str(n), "name": f"Thôn {n}", "loudspeaker_working": n > 1}) for n in range(3)]
    write_rows(workplace.officer, workplace.commune, "villages", rows)
    close_ledger(workplace.officer, workplace.commune, "villages")
    declare(workplace.officer, workplace.commune, {"feedback_system": 1}, Said(DAY.replace(month=2, day=15)))
    text = home(Role.COMMUNE_OFFICER)
    assert "<b>1/3</b> thôn có loa hoạt động" in text
    assert "<b>Còn thiếu 2 thôn.</b>" in text
    assert "Chưa khai số liệu: Có đài truyền thanh theo hướng dẫn của Bộ." in text
    assert "15/02/2022" in text
    assert "Sổ cán bộ, công chức" in text


def test_the_evidence_that_is_missing_is_counted_as_in_the_library(home, client, workplace):
    asked = len(missing(workplace.commune, sets_on(DAY), DAY))
    attach(workplace.officer, workplace.commune, "NTM-8.2.3", upload("a.jpg", jpeg()))
    said = f"{asked} điều kiện còn thiếu minh chứng, trong đó {asked - 1} chưa có minh chứng nào"
    assert said in home(Role.COMMUNE_OFFICER)
    assert said in client.get(f"/communes/{workplace.commune.code}/evidence/?show=missing").content.decode()


def test_a_reviewer_sees_who_is_nearest_and_what_to_look_at_twice(home):
    text = home(Role.DISTRICT_REVIEWER)
    assert "Gần đạt nhất" in text
    assert "Minh chứng dùng ở nhiều xã" in text


def test_an_operator_is_led_to_people_and_units(home):
    text = home(Role.OPERATOR)
    assert 'href="/people/"' in text
    assert "Gần đạt nhất" not in text


def test_an_operator_is_told_who_has_not_signed_in_and_what_does_not_run(home, workplace):
    Person.objects.create_user("moi@langso.example", "Người mới")
    text = home(Role.OPERATOR)
    assert '<a href="/people/?state=waiting">1 người được mời chưa đăng nhập</a>' in text
    assert "Tiến trình xử lý việc dài không chạy" in text


def test_who_decides_is_told_of_the_second_factor_until_it_is_there(home, settings):
    assert "lớp bảo vệ thứ hai" not in home(Role.COMMUNE_LEADER)
    settings.REQUIRE_SECOND_FACTOR = True
    assert "/account/2fa/" in home(Role.COMMUNE_LEADER)


def test_who_only_reads_a_company_s_matters_is_told_that_there_is_nothing_to_do(home):
    assert "Không có việc ở đây" in home(Role.POSTAL_OFFICER)


NOW = datetime(2022, 12, 31, 9, tzinfo=clock.VIET_NAM)


@pytest.fixture
def raised(workplace):
    """What the commune raised 60 days ago."""
    told = DifficultyGiven("Chưa có sóng", "Thôn Cẩm chưa có sóng.", ("NTM-8.2.1",), (workplace.commune,))
    with clock.at(NOW - timedelta(days=60)):
        return raise_difficulty(workplace.officer, told)


@pytest.mark.parametrize("act", [reply, settle])
def test_who_raised_a_difficulty_is_told_for_30_days_that_it_was_answered(home, workplace, raised, act):
    said = {reply: "Đã trả lời vướng mắc: Chưa có sóng", settle: "Đã giải quyết vướng mắc: Chưa có sóng"}[act]
    with clock.at(NOW - timedelta(days=29)):
        act(workplace.people[Role.DEPARTMENT_SPECIALIST], raised, "Đã phủ sóng.")
    with clock.at(NOW):
        text = home(Role.COMMUNE_OFFICER)
        assert said in text
        assert text.count(f"/directives/difficulties/{raised.pk}/") == 1
        assert "02/12/2022" in text
        assert said not in home(Role.DISTRICT_REVIEWER), "others raised it"
    with clock.at(NOW + timedelta(days=1)):
        assert "vướng mắc: Chưa có sóng" not in home(Role.COMMUNE_OFFICER)


def test_nobody_is_told_of_their_own_reply(home, workplace, raised):
    with clock.at(NOW):
        reply(workplace.officer, raised, "Xã bổ sung danh sách thôn.")
        assert "vướng mắc: Chưa có sóng" not in home(Role.COMMUNE_OFFICER)


def test_the_department_is_not_told_of_what_it_settled_itself(home, workplace):
    specialist = workplace.people[Role.DEPARTMENT_SPECIALIST]
    with clock.at(NOW):
        told = DifficultyGiven("Thiếu hướng dẫn", "Bộ chưa hướng dẫn.", ("NTM-8.2.1",), (workplace.commune,))
        own = raise_difficulty(specialist, told)
        settle(specialist, own, "Bộ đã hướng dẫn.")
        assert "vướng mắc: Thiếu hướng dẫn" not in home(Role.DEPARTMENT_SPECIALIST)


def test_whoever_publishes_the_law_sees_the_drafts_that_are_open(home, workplace):
    specialist = workplace.people[Role.DEPARTMENT_SPECIALIST]
    draft = begin(specialist, INVENTED)
    discard(specialist, begin(specialist, "", RULING), "Chờ Bộ")
    text = home(Role.DEPARTMENT_LEADER)
    assert "Bản nháp quy định" in text
    assert f'<a href="/law/drafts/{draft.pk}/"><b>XS 2022-12-01</b></a>' in text
    assert specialist.name in text
    assert "AMB-90" not in text, "given up"
    for role in (Role.DEPARTMENT_SPECIALIST, Role.COORDINATION_OFFICER, Role.COMMUNE_OFFICER):
        assert "Bản nháp quy định" not in home(role), role
