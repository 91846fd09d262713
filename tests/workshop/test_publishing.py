"""A draft is written on, previewed and published: the law that holds is another from then on, and nothing is lost."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from evidence.files import pdf, upload
from langso import clock
from langso.assessments.live import assess, sets_on
from langso.assessments.models import Turn
from langso.criteria import Verdict
from langso.evidence import storage
from langso.journal.chain import verify
from langso.journal.models import Event
from langso.language import Language, speaking
from langso.places.models import Level, Unit
from langso.problems import BadInputError
from langso.registers.law import digest_of, law, law_digest, law_files, law_from, renew
from langso.registers.models import LawText
from langso.workshop.actions import begin, discard, save, watch
from langso.workshop.models import Draft, DraftState, Publication, Watch
from langso.workshop.publishing import Seen, publish
from workplace import DAY
from workshop.conftest import DECISION, published
from workshop.texts import INVENTED, NTM, RULING, second_version

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with speaking(Language.EN):
        yield


def what(refused) -> list[str]:
    return [problem.what for problem in refused.value.problems]


def test_what_a_draft_said_before_stays_and_each_text_is_an_event(specialist):
    draft = begin(specialist, "set: XS\r\nvalid: {from: 2022-12-01}", based_on="sets/ntm.yaml")
    assert (draft.name, draft.version, draft.current.set_text) == (
        "XS 2022-12-01",
        1,
        "set: XS\nvalid: {from: 2022-12-01}\n",
    )
    draft = save(specialist, draft, INVENTED, RULING, seen=1)
    assert (draft.name, draft.version) == ("XS 2022-12-01, AMB-90", 2)
    assert [text.set_text[:7] for text in draft.texts.all()] == ["set: XS", "# Bộ ti"]
    assert save(specialist, draft, INVENTED, RULING, seen=2).version == 2, "nothing changed"
    events = Event.objects.filter(kind__startswith="law.").order_by("number")
    assert list(events.values_list("kind", flat=True)) == [
        "law.drafted",
        "law.draft_saved",
    ]


def test_a_draft_that_someone_else_wrote_on_is_not_written_over(specialist, leader):
    draft = begin(specialist, INVENTED)
    save(leader, draft, INVENTED + "# a\n", "", seen=1)
    with pytest.raises(BadInputError) as refused:
        save(specialist, draft, INVENTED + "# b\n", "", seen=1)
    assert what(refused) == [f"Since you opened this the draft was saved: version 2 by {leader.name}"]


def test_a_draft_that_was_given_up_stays_to_be_read_and_is_not_written_on(specialist):
    draft = begin(specialist, INVENTED)
    with pytest.raises(BadInputError) as refused:
        discard(specialist, draft, " ")
    assert what(refused) == ["A reason is needed"]
    discard(specialist, draft, "Chờ Bộ")
    with pytest.raises(BadInputError) as refused:
        save(specialist, draft, NTM, "", seen=1)
    assert what(refused) == ["The draft is no longer open: Discarded"]
    assert Draft.objects.get().current.set_text == INVENTED


def test_the_law_that_holds_is_what_ships_and_what_was_published(specialist, leader):
    before, files = law_digest(), dict(law_files())
    assert list(law().sets) == ["NTM", "NC", "KM", "TM"]
    publication = published(leader, begin(specialist, INVENTED))
    assert list(law().sets) == ["NTM", "NC", "KM", "XS", "TM"]
    assert [each.id for each in sets_on(DAY)] == ["NTM", "NC", "KM", "XS"]
    assert law_digest() != before
    assert law_digest() == digest_of(law_files())
    assert set(law_files()) - set(files) == set(publication.files)
    assert law_from(law_files()).sets["XS"] == law().sets["XS"]
    assert law_from(files).sets.keys() == {"NTM", "NC", "KM", "TM"}, "what was bound before reads as before"
    assert "status: published" in law_files()[publication.files[0]]
    assert law().documents["QĐ 77/QĐ-UBND"].subject.vi == "Sửa đổi Bộ tiêu chí"


def test_a_publication_is_one_event_with_the_decision_the_reason_and_the_hash_of_each_text(specialist, leader):
    publication = published(leader, begin(specialist, INVENTED))
    event = Event.objects.get(number=publication.event)
    assert (event.kind, event.subject, event.reason) == ("law.published", "XS", "Theo quyết định mới")
    assert event.details["decision"] == "QĐ 77/QĐ-UBND"
    import hashlib

    for text in LawText.objects.all():
        assert event.details["files"][text.path] == hashlib.sha256(text.text.encode()).hexdigest()
    assert verify().broken is None
    assert Draft.objects.get().held is DraftState.PUBLISHED


def test_a_new_version_ends_the_one_before_as_its_own_event_and_each_day_has_its_version(specialist, leader):
    draft = begin(specialist, second_version(date(2022, 12, 15)), based_on="sets/ntm.yaml")
    published(leader, draft)
    kinds = (
        Event.objects.filter(kind__in=("law.ended", "law.published")).order_by("number").values_list("kind", "subject")
    )
    assert list(kinds) == [("law.ended", "NTM"), ("law.published", "NTM")]
    [ended] = [version for version in law().others if version.id == "NTM"]
    assert (ended.valid_from, ended.valid_until) == (date(2022, 9, 26), date(2022, 12, 14))
    assert law_files()["sets/ntm.yaml"] == NTM, "a published text is never changed"
    limits = {
        day: next(n.formula.threshold.single for s in sets_on(day) for n in s.nodes() if n.id == "NTM-8.4c")
        for day in (date(2022, 12, 14), date(2022, 12, 15))
    }
    assert [str(limit) for limit in limits.values()] == ["3/10", "1/2"]
    assert law().sets["NTM"].valid_from == date(2022, 12, 15)


def test_a_version_that_is_still_to_come_holds_from_its_day_on(specialist, leader):
    published(leader, begin(specialist, second_version(date(2023, 2, 1))))
    assert law().sets["NTM"].valid_from == date(2022, 9, 26)
    with clock.at(datetime(2023, 2, 1, 9, tzinfo=clock.VIET_NAM)):
        assert law().sets["NTM"].valid_from == date(2023, 2, 1)
        assert sets_on(date(2023, 1, 31))[0].valid_from == date(2022, 9, 26)


def test_a_version_that_has_not_begun_gives_way_to_one_that_is_put_right(specialist, leader):
    published(leader, begin(specialist, second_version(date(2023, 2, 1), "60%")))
    published(leader, begin(specialist, second_version(date(2023, 2, 1), "50%")))
    assert [(str(v.valid_from), str(v.valid_until)) for v in law().others if v.id == "NTM"] == [
        ("2023-02-01", "2026-02-14"),
        ("2023-02-01", "2023-01-31"),
    ]
    with clock.at(datetime(2023, 2, 1, 9, tzinfo=clock.VIET_NAM)):
        [shown] = [n for n in law().sets["NTM"].nodes() if n.id == "NTM-8.4c"]
        assert str(shown.formula.threshold.single) == "1/2"


def test_a_ruling_that_is_published_is_shown_where_it_decides_and_changes_no_verdict(furnished, specialist, leader):
    published(leader, begin(specialist, "", RULING))
    node = next(n for s in sets_on(DAY) for n in s.nodes() if n.id == "NTM-8.3.2")
    assert node.rulings == ("AMB-2", "AMB-8", "AMB-90")
    assert (
        "AMB-90" not in next(n for s in sets_on(date(2022, 11, 14)) for n in s.nodes() if n.id == "NTM-8.3.2").rulings
    )
    assessed = assess([furnished.commune], DAY)
    row = assessed.assessments[0].row("NTM-8.3.2")
    assert assessed.sentence(assessed.assessments[0], row, 0).endswith(
        "[AMB-2, AMB-8, AMB-90]"
    ) or "AMB-90" in assessed.sentence(assessed.assessments[0], row, 0)


def test_a_set_that_a_ruling_changes_still_rests_on_the_document_that_issued_it(specialist, leader):
    published(leader, begin(specialist, second_version(date(2022, 12, 15)), RULING))
    assert law().sets["NTM"].document == "QĐ 2580/QĐ-UBND"
    published(leader, begin(specialist, second_version(date(2023, 2, 1))))
    [copied] = [version for version in law().versions if version.valid_from == date(2023, 2, 1)]
    assert copied.document == "QĐ 77/QĐ-UBND", "what decided a copy issued it"


def test_a_ruling_can_be_confirmed_and_takes_the_place_of_the_provisional_one(specialist, leader):
    text = RULING.replace("AMB-90", "AMB-8").replace("2022-11-15", "2022-12-01")
    assert law().rulings["AMB-8"].provisional
    published(leader, begin(specialist, "", text))
    assert not law().rulings["AMB-8"].provisional
    assert "provisional" in law_files()["rulings.yaml"]


def test_every_verdict_that_a_publication_turns_is_kept_with_its_event(furnished, specialist, leader):
    publication = published(leader, begin(specialist, second_version(date(2022, 12, 15))))
    turns = Turn.objects.filter(event=publication.event)
    assert [(t.commune_id, t.node, t.before, t.after) for t in turns.filter(node="NTM-8.4c")] == [
        (furnished.commune.pk, "NTM-8.4c", Verdict.MET, Verdict.NOT_MET)
    ]
    assert set(turns.values_list("criteria_set", flat=True)) == {"NTM"}


def test_only_the_leader_publishes_and_needs_a_second_factor(specialist, leader, workplace, settings):
    draft = begin(specialist, INVENTED)
    for person in (specialist, workplace.officer, None):
        with pytest.raises(BadInputError) as refused:
            published(person, draft)
        assert "You may not do this" in what(refused)[0]
    settings.REQUIRE_SECOND_FACTOR = True
    leader.__dict__.pop("_second_factor", None)
    with pytest.raises(BadInputError) as refused:
        published(leader, draft)
    assert "second factor" in what(refused)[0]
    assert not LawText.objects.exists()


def test_whoever_publishes_does_it_for_the_own_province(specialist, leader, workplace):
    other = Unit.objects.create(code="98", name="Khác", kind="tỉnh", level=Level.PROVINCE, since=date(2020, 1, 1))
    draft = begin(specialist, INVENTED.replace('province: "30"', f'province: "{other.code}"'))
    with pytest.raises(BadInputError) as refused:
        published(leader, draft)
    assert "outside your territory" in what(refused)[0]


def test_everything_that_is_missing_is_named_and_nothing_has_changed(specialist, leader):
    draft = begin(specialist, INVENTED)
    with pytest.raises(BadInputError) as refused:
        published(leader, draft, replace(DECISION, number="", decided_on=None), reason=" ")
    assert what(refused) == [
        "The decision is not told in full: number and sign is missing",
        "The decision is not told in full: the day is missing",
        "A reason is needed",
    ]
    with pytest.raises(BadInputError) as refused:
        published(leader, draft, replace(DECISION, decided_on=date(2023, 1, 1)))
    assert what(refused) == ["The document that decides is dated 1 January 2023, which is still to come"]
    assert not Publication.objects.exists()


def test_what_is_wrong_is_not_published(specialist, leader):
    draft = begin(specialist, INVENTED.replace("trained_infosec", "trained_infosek"))
    before = law_digest()
    with pytest.raises(BadInputError) as refused:
        published(leader, draft)
    assert "trained_infosek" in what(refused)[0]
    assert (law_digest(), LawText.objects.count(), Event.objects.filter(kind="law.published").count()) == (before, 0, 0)


def test_a_draft_or_a_law_that_moved_since_it_was_looked_at_is_not_published(specialist, leader):
    draft = begin(specialist, INVENTED)
    seen = Seen(draft.version, law_digest())
    draft = save(specialist, draft, INVENTED + "# x\n", "", seen=1)
    with pytest.raises(BadInputError) as refused:
        publish(leader, draft, DECISION, "Lý do", seen)
    assert "version 2 by" in what(refused)[0]
    published(leader, begin(specialist, "", RULING))
    with pytest.raises(BadInputError) as refused:
        publish(leader, draft, DECISION, "Lý do", Seen(draft.version, seen.law))
    assert what(refused) == ["Something else was published since you looked at the effect"]


def test_the_file_of_the_decision_is_kept_with_it(specialist, leader, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    publication = published(leader, begin(specialist, INVENTED), replace(DECISION, file=upload("qd77.pdf", pdf())))
    assert publication.document_name == "qd77.pdf"
    assert storage.is_whole(publication.document.sha256)
    assert Event.objects.get(number=publication.event).details["document"] == publication.document.sha256
    assert law().documents["QĐ 77/QĐ-UBND"].full_text


def test_a_law_that_was_taken_back_is_nobodys(specialist, leader):
    from django.db import transaction

    draft = begin(specialist, INVENTED)
    with transaction.atomic():
        published(leader, draft)
        assert "XS" in law().sets
        transaction.set_rollback(True)
    renew()
    assert "XS" not in law().sets


def test_what_was_heard_of_a_set_that_is_awaited_is_noted_with_its_day(specialist, workplace):
    watch(specialist, "TM", date(2022, 12, 1), "Văn phòng điều phối TW: chưa có hướng dẫn")
    assert [(w.set_id, w.heard) for w in Watch.objects.all()] == [("TM", "Văn phòng điều phối TW: chưa có hướng dẫn")]
    for set_id, on, heard, said in (
        ("NTM", date(2022, 12, 1), "x", "There is no criteria set “NTM”"),
        ("TM", date(2023, 12, 1), "x", "1 December 2023 is still to come"),
        ("TM", date(2022, 12, 1), "", "A reason is needed"),
    ):
        with pytest.raises(BadInputError) as refused:
            watch(specialist, set_id, on, heard)
        assert what(refused) == [said]


def test_a_set_that_was_awaited_is_assessed_once_its_text_is_published(specialist, leader):
    text = INVENTED.replace("set: XS", "set: TM").replace("XS-", "TM-")
    published(leader, begin(specialist, text))
    assert [s.id for s in sets_on(DAY)] == ["NTM", "NC", "KM", "TM"]
    assert not law().sets["TM"].awaits
