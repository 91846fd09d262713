"""A dossier on its way: from the commune through the tiers to recognition, with a return in between."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from langso import clock
from langso.dossiers.actions import open_dossier, pass_on, refuse_dossier, return_for_more, submit, take_back
from langso.dossiers.checking import checked, live_outline, to_submit
from langso.dossiers.kinds import Move, Opinion, State
from langso.dossiers.models import Dossier, Recognition
from langso.dossiers.rebinding import newer_law, preview, rebind
from langso.dossiers.recognising import Decision, announce, recognise, record, withdraw
from langso.dossiers.ruling import Attested, Said, attest, reply, rule, set_procedure, share_of
from langso.dossiers.sealing import read
from langso.dossiers.situation import conditions_of, may_move, tier_in_hand
from langso.places.models import OrganisationKind
from langso.problems import BadInputError
from langso.registers.actions import Edit, write_rows
from langso.registers.law import law_files
from langso.registers.models import ROWS
from workplace import DAY, Workplace

pytestmark = pytest.mark.django_db
DECISION = Decision("3021/QĐ-UBND", DAY, "UBND tỉnh Hải Dương", 15, 15)


def agree_to_all(person: Any, dossier: Dossier) -> None:
    rule(person, dossier, {node: Said(Opinion.AGREE) for node in conditions_of(dossier, clock.today())})


def attest_everything(people: Any, dossier: Dossier) -> None:
    attest(people.front, dossier, "satisfaction", Attested(share_of("92,5"), DAY, "Báo cáo 12/BC-MTTQ"))
    attest(people.specialist, dossier, "no_arrears", Attested(1, DAY, "Xác nhận 5/XN-STC"))
    attest(people.specialist, dossier, "security", Attested(1, DAY, "Xác nhận 7/XN-CA"))


def bring_to_appraised(people: Any, dossier: Dossier) -> None:
    submit(people.leader, dossier, seen=dossier.version)
    agree_to_all(people.district, dossier)
    pass_on(people.district, dossier, seen=dossier.version)
    agree_to_all(people.specialist, dossier)
    pass_on(people.department, dossier, seen=dossier.version)


def refusal(error: pytest.ExceptionInfo[BadInputError]) -> str:
    return str(error.value.problems[0])


def test_a_dossier_goes_through_three_tiers_with_a_return_in_between(people: Any, dossier: Dossier) -> None:
    submit(people.leader, dossier, seen=dossier.version)
    assert (dossier.held, dossier.tier, dossier.round) == (State.SUBMITTED, OrganisationKind.DISTRICT_COMMITTEE, 1)
    rule(people.district, dossier, {"NTM-8.3.2": Said(Opinion.ASK, "Gửi ảnh loa của thôn Cẩm")})
    return_for_more(people.district, dossier, seen=dossier.version, reason="Thiếu ảnh loa")
    assert dossier.held is State.RETURNED

    with pytest.raises(BadInputError) as refused:
        submit(people.leader, dossier, seen=dossier.version)
    assert "NTM-8.3.2" in refusal(refused)

    reply(people.officer, dossier, "NTM-8.3.2", "Đã bổ sung ảnh")
    bring_to_appraised(people, dossier)
    assert (dossier.held, dossier.round) == (State.APPRAISED, 2)

    attest_everything(people, dossier)
    recognition = recognise(people.coordination, dossier, DECISION, seen=dossier.version)
    announce(people.coordination, dossier, DAY, seen=dossier.version)

    moves = [stage.made for stage in dossier.stages.all()]
    assert moves == [
        Move.OPEN, Move.SUBMIT, Move.RETURN, Move.SUBMIT, Move.VERIFY, Move.APPRAISE, Move.RECOGNISE, Move.ANNOUNCE,
    ]  # fmt: skip
    assert dossier.held is State.RECOGNISED
    recognition.refresh_from_db()
    assert recognition.announced_on == DAY
    assert recognition.code == dossier.stages.get(move=Move.RECOGNISE).seal[:12]


def test_after_the_districts_ended_the_department_is_the_first_and_last(
    meeting: Workplace, people: Any, cycle: Any
) -> None:
    dossier = open_dossier(people.officer, meeting.commune, "NTM", cycle)
    submit(people.leader, dossier, seen=dossier.version)
    assert tier_in_hand(dossier, date(2025, 6, 30)) is OrganisationKind.DISTRICT_COMMITTEE
    assert tier_in_hand(dossier, date(2025, 7, 1)) is OrganisationKind.DEPARTMENT


def test_everything_in_the_way_is_listed_before_one_tries(workplace: Workplace, people: Any, cycle: Any) -> None:
    dossier = open_dossier(people.officer, workplace.commune, "NTM", cycle)
    blocks = to_submit(dossier, live_outline(dossier, DAY))
    assert {"NTM-8.2.1", "NTM-8.3.2", "NTM-8.4a"} <= {block.about for block in blocks}
    answer = may_move(people.leader, dossier, Move.SUBMIT, DAY)
    assert answer.reason.startswith(f"còn {len(blocks)} việc phải làm")


def test_the_level_before_must_be_recognised(meeting: Workplace, people: Any, cycle: Any) -> None:
    dossier = open_dossier(people.officer, meeting.commune, "NC", cycle)
    assert "level_before" in {block.about for block in to_submit(dossier, live_outline(dossier, DAY))}
    (level,) = [each for each in checked(dossier) if each.check.id == "level_before"]
    assert level.answer is False


def test_nothing_that_happens_later_changes_what_a_stage_sealed(people: Any, dossier: Dossier) -> None:
    stage = submit(people.leader, dossier, seen=dossier.version)
    sealed = read(stage)
    village = ROWS["villages"].objects.filter(commune=dossier.commune).first()
    change = Edit(village.id, village.version, {"loudspeaker_working": False})
    write_rows(people.officer, dossier.commune, "villages", [change], correcting="Loa hỏng")

    assert live_outline(dossier, DAY).verdict.word == "not_met"
    assert read(stage) == sealed
    assert sealed["verdict"] == "met"
    agree_to_all(people.district, dossier)
    verified = read(pass_on(people.district, dossier, seen=dossier.version))
    assert verified["verdicts"] == sealed["verdicts"]
    assert {ruling["opinion"] for ruling in verified["rulings"]} == {"agree"}


def test_an_altered_seal_is_found(people: Any, dossier: Dossier) -> None:
    stage = submit(people.leader, dossier, seen=dossier.version)
    stage.snapshot.content = stage.snapshot.content.replace('"met"', '"not_met"', 1)
    stage.snapshot.save()
    with pytest.raises(BadInputError) as refused:
        read(stage)
    assert refused.value.problems[0].kind.code == "dossier.seal_broken"


def test_a_dossier_is_passed_on_only_when_every_condition_is_agreed(people: Any, dossier: Dossier) -> None:
    submit(people.leader, dossier, seen=dossier.version)
    assert not may_move(people.district, dossier, Move.VERIFY, DAY)
    agree_to_all(people.district, dossier)
    rule(people.district, dossier, {"NTM-8.2.1": Said(Opinion.DISAGREE, "Thôn Đầm mất sóng")}, seen=10**9)
    with pytest.raises(BadInputError) as refused:
        pass_on(people.district, dossier, seen=dossier.version)
    assert "1" in refusal(refused)
    refuse_dossier(people.district, dossier, seen=dossier.version, reason="Chưa đạt")
    assert dossier.held is State.REFUSED


def test_two_who_rule_at_once_do_not_overwrite_each_other(people: Any, dossier: Dossier) -> None:
    submit(people.leader, dossier, seen=dossier.version)
    rule(people.district, dossier, {"NTM-8.2.1": Said(Opinion.ASK, "Gửi xác nhận của doanh nghiệp")})
    with pytest.raises(BadInputError) as refused:
        rule(people.district, dossier, {"NTM-8.2.1": Said(Opinion.AGREE)}, seen=0)
    assert refused.value.problems[0].kind.code == "change.stale"


def test_a_stale_move_is_refused(people: Any, dossier: Dossier) -> None:
    seen = dossier.version
    submit(people.leader, dossier, seen=seen)
    with pytest.raises(BadInputError) as refused:
        take_back(people.leader, Dossier.objects.get(pk=dossier.pk), seen=seen, reason="Để bổ sung")
    assert refused.value.problems[0].kind.code == "dossier.gone_on"


def test_recognition_waits_for_what_is_checked_beside_the_criteria(people: Any, dossier: Dossier) -> None:
    bring_to_appraised(people, dossier)
    with pytest.raises(BadInputError):
        recognise(people.department, dossier, DECISION, seen=dossier.version)
    attest_everything(people, dossier)
    attest(people.specialist, dossier, "security", Attested(0, DAY, "Công an tỉnh"))
    assert not may_move(people.department, dossier, Move.RECOGNISE, DAY)
    attest(people.specialist, dossier, "security", Attested(1, DAY, "Xác nhận 7/XN-CA"))
    assert recognise(people.department, dossier, DECISION, seen=dossier.version).decision_number == "3021/QĐ-UBND"


def test_a_withdrawn_recognition_holds_no_more_and_the_commune_may_apply_again(
    people: Any, dossier: Dossier, cycle: Any
) -> None:
    bring_to_appraised(people, dossier)
    attest_everything(people, dossier)
    recognise(people.department, dossier, DECISION, seen=dossier.version)
    withdraw(people.department, dossier, "15/QĐ-UBND", DAY, "Kiểm tra lại không đạt", seen=dossier.version)
    assert not Recognition.objects.in_force().filter(commune=dossier.commune).exists()
    assert open_dossier(people.officer, dossier.commune, "NTM", cycle).held is State.DRAFT


def test_one_open_dossier_for_each_set(people: Any, dossier: Dossier, cycle: Any) -> None:
    with pytest.raises(BadInputError) as refused:
        open_dossier(people.officer, dossier.commune, "NTM", cycle)
    assert refused.value.problems[0].kind.code == "dossier.there"


@pytest.mark.parametrize(
    ("votes", "code"),
    [((3, 2), "votes_wrong"), ((None, 5), "votes_half"), ((-1, 5), "votes_wrong"), ((0, 0), "votes_wrong")],
)
def test_votes_that_cannot_be_are_refused(
    people: Any, dossier: Dossier, votes: tuple[int | None, int], code: str
) -> None:
    bring_to_appraised(people, dossier)
    attest_everything(people, dossier)
    with pytest.raises(BadInputError) as refused:
        recognise(people.department, dossier, Decision("1/QĐ", DAY, "UBND tỉnh", *votes), seen=dossier.version)
    assert refused.value.problems[0].kind.code == f"dossier.{code}"


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (Decision("1/QĐ-UBND", DAY - timedelta(days=1), "UBND tỉnh"), "decision_day"),
        (Decision("1/QĐ-UBND", DAY + timedelta(days=1), "UBND tỉnh"), "decision_in_future"),
        (Decision("3021", DAY, "UBND tỉnh"), "decision_number_odd"),
        (Decision("1/QĐ-UBND", DAY, "UBND tỉnh", 7, 14), "votes_few"),
        (Decision("512/QĐ-UBND", DAY, "UBND tỉnh"), "decision_of_another_day"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_and_nothing_is_recorded(
    people: Any, dossier: Dossier, decision: Decision, code: str
) -> None:
    held = Decision("512/QĐ-UBND", DAY - timedelta(days=20), "UBND tỉnh")
    record(people.department, dossier.commune, "KM", held, "Công báo")
    bring_to_appraised(people, dossier)
    attest_everything(people, dossier)
    with pytest.raises(BadInputError) as refused:
        recognise(people.department, dossier, decision, seen=dossier.version)
    assert refused.value.problems[0].kind.code == f"dossier.{code}"
    assert Recognition.objects.count() == 1


@pytest.mark.parametrize("text", ["", "chín mươi", "101", "-1", "92,555", "NaN", "1e9"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    with pytest.raises(BadInputError):
        share_of(text)


def test_the_clock_going_back_never_puts_a_stage_before_the_one_before_it(people: Any, dossier: Dossier) -> None:
    first = submit(people.leader, dossier, seen=dossier.version)
    with clock.at(datetime(2022, 12, 30, 9, tzinfo=clock.VIET_NAM)):
        second = take_back(people.leader, dossier, seen=dossier.version, reason="Đồng hồ chạy lùi")
    assert second.at >= first.at


def test_a_dossier_stays_with_its_law_until_it_is_moved(people: Any, dossier: Dossier, monkeypatch: Any) -> None:
    files = dict(law_files())
    harder = files["sets/ntm.yaml"].replace("at_least: 50%", "at_least: 200%", 1)
    edition = {**files, "sets/ntm.yaml": harder}
    from langso.registers import law as held

    changed = held.Edition(edition, held.digest_of(edition), held.law_from(edition))
    monkeypatch.setattr(held, "_last", lambda: changed)
    held.renew()
    now = newer_law(dossier)
    assert now is not None
    would = preview(dossier, now)
    assert "NTM-8.4a" in {each.node.id for each in would.turned}
    assert live_outline(dossier, DAY).verdict.word == "met"

    rebind(people.officer, dossier, seen=dossier.version)
    assert live_outline(dossier, DAY).verdict.word == "not_met"
    assert newer_law(dossier) is None
    monkeypatch.undo()
    held.renew()


def test_the_commune_attests_nothing_more_once_it_has_handed_the_dossier_in(people: Any, dossier: Dossier) -> None:
    said = Attested(1, DAY, "Xác nhận 7/XN-CA")
    attest(people.officer, dossier, "security", said)
    submit(people.leader, dossier, seen=dossier.version)
    for person in (people.officer, people.leader):
        with pytest.raises(BadInputError) as refused:
            attest(person, dossier, "security", said)
        assert refused.value.problems[0].kind.code == "dossier.move_refused"
    attest(people.specialist, dossier, "security", Attested(0, DAY, "Công an tỉnh"))
    attest(people.front, dossier, "satisfaction", Attested(share_of("92,5"), DAY, "Báo cáo 12/BC-MTTQ"))
    return_for_more(people.district, dossier, seen=dossier.version, reason="Làm rõ về an ninh")
    attest(people.officer, dossier, "security", said)
    security = next(each for each in checked(dossier) if each.check.id == "security")
    assert security.answer is True
    earlier = [(each.value, each.person_name) for _words, each in security.earlier]
    assert earlier == [(0, people.specialist.name), (1, people.officer.name)]


def test_a_share_without_a_threshold_is_recorded_and_not_judged(people: Any, dossier: Dossier) -> None:
    attest(people.front, dossier, "satisfaction", Attested(share_of("3"), DAY, "Báo cáo 12/BC-MTTQ"))
    share = next(each for each in checked(dossier) if each.check.id == "satisfaction")
    assert (share.is_open, share.is_judged) == (False, False)
    set_procedure(people.department, "satisfaction", "QĐ 1/QĐ-UBND", share_of("90"))
    share = next(each for each in checked(dossier) if each.check.id == "satisfaction")
    assert (share.is_open, share.is_judged) == (True, True)


def test_a_commune_that_is_recognised_opens_no_dossier_for_it(people: Any, dossier: Dossier, cycle: Any) -> None:
    bring_to_appraised(people, dossier)
    attest_everything(people, dossier)
    recognise(people.department, dossier, DECISION, seen=dossier.version)
    with pytest.raises(BadInputError, match="3021/QĐ-UBND"):
        open_dossier(people.officer, dossier.commune, "NTM", cycle)
    assert Dossier.objects.count() == 1
