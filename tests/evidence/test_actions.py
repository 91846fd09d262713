"""Evidence is attached, revised, dated, linked and withdrawn; each is one event and nothing is lost."""

from datetime import date, timedelta

import pytest

from evidence.files import camera, jpeg, pdf, saved, scene, upload
from langso.accounts.models import Role
from langso.evidence import storage
from langso.evidence.actions import Given, attach, attach_all, link, revise, set_validity, unlink, withdraw
from langso.evidence.models import Blob, Evidence, Link
from langso.evidence.overview import counts, duplicates, elsewhere, expiring, missing, reusable
from langso.evidence.rules import Standing, standing
from langso.journal.chain import verify
from langso.journal.models import Event
from langso.language import Language, speaking
from langso.problems import BadInputError
from langso.registers.law import law
from workplace import DAY

pytestmark = pytest.mark.django_db

NODE, OTHER = "NTM-8.3.2", "NTM-8.2.3"


def said(refused) -> str:
    with speaking(Language.EN):
        return refused.value.problems[0].what


def attached(workplace, content=None, name="loa.jpg", node=NODE, **given) -> Evidence:
    return attach(workplace.officer, workplace.commune, node, upload(name, content or jpeg()), Given(**given))


def test_a_photo_is_attached_with_its_day_and_place_and_one_event(workplace, media):
    content = saved(scene(), "JPEG", exif=camera())
    evidence = attached(workplace, content, "loa_an_lang.jpg")
    assert (evidence.title, f"{evidence.taken_on}", evidence.lat) == ("loa an lang", "2022-11-20", 20.94)
    event = Event.objects.get(pk=evidence.event)
    assert (event.kind, event.commune, event.subject) == (
        "evidence.attached",
        workplace.commune.pk,
        str(evidence.pk),
    )
    sha256 = evidence.current.blob.sha256
    assert event.details["sha256"] == sha256
    assert (media / sha256[:2] / sha256[2:]).read_bytes() != content
    assert storage.is_whole(sha256)
    assert storage.thumbnail_of(sha256).exists()
    assert counts(workplace.commune) == {NODE: 1}


def test_a_file_that_is_refused_keeps_no_other_away(workplace):
    files = [upload("a.jpg", jpeg()), upload("virus.pdf", b"MZ" + bytes(99)), upload("b.pdf", pdf())]
    outcomes = attach_all(workplace.officer, workplace.commune, NODE, files)
    assert [bool(outcome.evidence) for outcome in outcomes] == [True, False, True]
    assert outcomes[1].problems[0].what == "“virus.pdf” là một chương trình, dù tên tệp ghi thế nào"
    assert counts(workplace.commune) == {NODE: 2}
    assert Event.objects.filter(kind="evidence.attached").count() == 2


def test_the_same_content_is_kept_once(workplace, media):
    first = attached(workplace)
    second = attach(workplace.officer, workplace.commune, OTHER, upload("ten khac.jpg", jpeg()))
    assert second.pk == first.pk
    assert Blob.objects.count() == 1
    assert len([path for path in media.rglob("*") if path.is_file() and path.suffix != ".webp"]) == 1
    assert counts(workplace.commune) == {NODE: 1, OTHER: 1}
    assert Event.objects.order_by("-number").first().kind == "evidence.linked"


def test_the_same_content_twice_at_one_condition_is_pointed_out(workplace):
    attached(workplace)
    with pytest.raises(BadInputError) as refused:
        attached(workplace, name="lan nua.jpg")
    assert said(refused) == "“lan nua.jpg” is attached here already"


def test_a_revision_is_appended_and_the_ones_before_stay(workplace):
    evidence = attached(workplace)
    revise(workplace.officer, evidence, upload("ro hon.jpg", jpeg(seed=3)), "chụp lại cho rõ", seen=evidence.version)
    evidence = Evidence.objects.get()
    assert [revision.file_name for revision in evidence.revisions.order_by("number")] == ["loa.jpg", "ro hon.jpg"]
    assert evidence.current.number == 2
    event = Event.objects.order_by("-number").first()
    first, second = evidence.revisions.order_by("number")
    assert (event.details["before"], event.details["sha256"]) == (first.blob.sha256, second.blob.sha256)


def test_a_revision_of_what_someone_has_changed_meanwhile_is_refused(workplace):
    evidence = attached(workplace)
    seen = evidence.version
    revise(workplace.officer, evidence, upload("b.jpg", jpeg(seed=3)), seen=seen)
    with pytest.raises(BadInputError) as refused:
        revise(workplace.officer, evidence, upload("c.jpg", jpeg(seed=4)), seen=seen)
    assert said(refused).startswith("Someone else has changed this in the meantime")
    assert Evidence.objects.get().revisions.count() == 2


def test_days_are_set_and_the_event_says_what_stood_before(workplace):
    evidence = attached(workplace, valid_until=date(2022, 12, 1))
    set_validity(workplace.officer, evidence, None, date(2023, 12, 1), title="Loa thôn An Lãng")
    evidence.refresh_from_db()
    assert (evidence.title, evidence.valid_until) == ("Loa thôn An Lãng", date(2023, 12, 1))
    event = Event.objects.order_by("-number").first()
    assert event.kind == "evidence.dated"
    assert event.details["before"]["valid_until"] == "2022-12-01"
    before = Event.objects.count()
    set_validity(workplace.officer, evidence, None, date(2023, 12, 1))
    assert Event.objects.count() == before


def test_it_cannot_end_before_it_begins(workplace):
    with pytest.raises(BadInputError) as refused:
        attached(workplace, valid_from=date(2022, 2, 1), valid_until=date(2022, 1, 1))
    assert said(refused) == "It cannot end on 01/01/2022, before it begins on 01/02/2022"
    assert not Evidence.objects.exists()


def test_it_may_speak_for_several_conditions_and_cease_to(workplace):
    evidence = attached(workplace)
    link(workplace.officer, evidence, [OTHER, NODE])
    assert counts(workplace.commune) == {NODE: 1, OTHER: 1}
    unlink(workplace.officer, evidence, NODE)
    assert counts(workplace.commune) == {OTHER: 1}
    assert Link.objects.filter(node=NODE).count() == 1
    unlink(workplace.officer, evidence, NODE)
    link(workplace.officer, evidence, [NODE])
    assert counts(workplace.commune) == {NODE: 1, OTHER: 1}
    assert [e.kind for e in Event.objects.filter(kind__startswith="evidence.").order_by("number")] == [
        "evidence.attached",
        "evidence.linked",
        "evidence.unlinked",
        "evidence.linked",
    ]
    assert verify().broken is None


def test_a_condition_that_is_none_is_refused(workplace):
    with pytest.raises(BadInputError) as refused:
        attached(workplace, node="NTM-99")
    assert said(refused) == "There is no condition “NTM-99” to give evidence for"


def test_it_is_withdrawn_with_a_reason_and_never_deleted(workplace, media):
    evidence = attached(workplace)
    with pytest.raises(BadInputError) as refused:
        withdraw(workplace.officer, evidence, "  ")
    assert said(refused) == "A reason is needed"
    withdraw(workplace.officer, evidence, "nhầm xã")
    assert counts(workplace.commune) == {}
    assert Evidence.objects.get().withdrawn_reason == "nhầm xã"
    assert storage.is_whole(evidence.current.blob.sha256)
    with pytest.raises(BadInputError) as refused:
        revise(workplace.officer, evidence, upload("b.jpg", jpeg(seed=3)))
    assert said(refused) == "This evidence was withdrawn"
    again = attached(workplace)
    assert again.pk != evidence.pk


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.VILLAGE_TEAM}))
def test_who_may_not_attach_is_refused(workplace, role):
    with pytest.raises(BadInputError) as refused:
        attach(workplace.people[role], workplace.commune, NODE, upload("a.jpg", jpeg()))
    assert said(refused).startswith("You may not do this")
    assert not Blob.objects.exists()


def test_nobody_attaches_for_another_commune(workplace):
    with pytest.raises(BadInputError) as refused:
        attach(workplace.officer, workplace.elsewhere, NODE, upload("a.jpg", jpeg()))
    assert "không thuộc địa bàn" in said(refused)
    evidence = attached(workplace)
    evidence.commune = workplace.elsewhere
    evidence.save()
    for change in (
        lambda: revise(workplace.officer, evidence, upload("b.jpg", jpeg(seed=2))),
        lambda: set_validity(workplace.officer, evidence, None, None),
        lambda: link(workplace.officer, evidence, [OTHER]),
        lambda: unlink(workplace.officer, evidence, NODE),
        lambda: withdraw(workplace.officer, evidence, "x"),
    ):
        with pytest.raises(BadInputError) as refused:
            change()
        assert "không thuộc địa bàn" in said(refused)


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        (None, None, Standing.HOLDS),
        (None, DAY + timedelta(61), Standing.HOLDS),
        (None, DAY + timedelta(60), Standing.ENDS_SOON),
        (None, DAY, Standing.ENDS_SOON),
        (None, DAY - timedelta(1), Standing.EXPIRED),
        (DAY, None, Standing.HOLDS),
        (DAY + timedelta(1), None, Standing.NOT_YET),
    ],
)
def test_whether_it_holds_goes_by_its_days_both_included(since, until, held):
    assert standing(since, until, DAY) is held


def test_what_ends_soon_and_what_has_ended_is_listed_by_day(workplace):
    soon = attached(workplace, name="b", content=jpeg(seed=2), valid_until=DAY + timedelta(10))
    ended = attached(workplace, name="a", content=jpeg(seed=3), valid_until=DAY - timedelta(10))
    attached(workplace, name="c", content=jpeg(seed=4), valid_until=DAY + timedelta(100))
    gone = attached(workplace, name="d", content=jpeg(seed=5), valid_until=DAY)
    withdraw(workplace.officer, gone, "sai")
    assert expiring([workplace.commune], DAY) == [ended, soon]
    assert expiring([workplace.commune], DAY, within_days=5) == [ended]
    assert expiring([workplace.elsewhere], DAY) == []


def test_what_the_law_suggests_and_is_not_there_is_missing(workplace):
    sets = [law().sets["NTM"]]
    node = next(n for n in sets[0].nodes() if len(n.evidence) > 1)
    bare = {m.node.id: m for m in missing(workplace.commune, sets, DAY)}
    assert bare[node.id].bare
    assert bare[node.id].lacking == node.evidence
    given = node.evidence[0].vi
    evidence = attached(workplace, node=node.id, suggestion=given)
    found = {m.node.id: m for m in missing(workplace.commune, sets, DAY)}[node.id]
    assert (found.bare, found.lacking) == (False, node.evidence[1:])
    set_validity(workplace.officer, evidence, None, DAY - timedelta(1))
    assert {m.node.id: m for m in missing(workplace.commune, sets, DAY)}[node.id].lacking == node.evidence


def test_other_evidence_of_the_commune_can_be_used_again(workplace):
    evidence = attached(workplace)
    assert reusable(workplace.commune, OTHER, []) == [evidence]
    assert reusable(workplace.commune, NODE, [evidence]) == []


def elsewhere_too(workplace, content) -> Evidence:
    """The same given by another commune; who gave it does not matter here."""
    evidence = attached(workplace, content, name="khac.jpg", node=OTHER)
    if evidence.commune_id != workplace.elsewhere.pk:
        Evidence.objects.filter(pk=evidence.pk).update(commune=workplace.elsewhere)
    return Evidence.objects.get(pk=evidence.pk)


def test_what_two_communes_give_is_pointed_out_to_who_reviews_both(workplace):
    there = elsewhere_too(workplace, jpeg())
    here = attached(workplace)
    similar = elsewhere_too(workplace, saved(scene().resize((512, 384)), "JPEG"))
    found = duplicates(workplace.people[Role.DEPARTMENT_SPECIALIST])
    assert [(d.same, {e.pk for e in d.evidence}) for d in found] == [
        (True, {here.pk, there.pk}),
        (False, {here.pk, there.pk, similar.pk}),
    ]
    assert elsewhere(here) == 1
    assert duplicates(workplace.people[Role.DISTRICT_REVIEWER]) == []
    assert duplicates(workplace.officer) == []
    assert duplicates(None) == []
