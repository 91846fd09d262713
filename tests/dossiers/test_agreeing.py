"""Dossiers beside the journal: whatever is changed past the product is named."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dossiers.test_on_its_way import DECISION, attest_everything, bring_to_appraised
from evidence.files import jpeg, upload
from langso import clock
from langso.dossiers.actions import end_cycle, return_for_more, submit
from langso.dossiers.agreeing import agree
from langso.dossiers.kinds import Opinion
from langso.dossiers.models import (
    Attestation,
    Cycle,
    Dossier,
    LawVersion,
    ProvinceSetting,
    Recognition,
    Reply,
    Snapshot,
    Stage,
    TierRuling,
)
from langso.dossiers.recognising import Decision, announce, recognise, record, withdraw, withdraw_recorded
from langso.dossiers.ruling import Said, reply, rule, set_procedure
from langso.evidence.actions import attach
from langso.evidence.storage import path_of
from langso.journal.models import Event
from langso.language import Language, speaking
from langso.problems import BadInputError
from workplace import DAY, Workplace

pytestmark = pytest.mark.django_db


def found() -> list[str]:
    with speaking(Language.EN):
        return [str(each) for each in agree(lambda *_: None).found]


@pytest.fixture
def worked(meeting: Workplace, people: Any, dossier: Dossier, settings: Any, tmp_path: Path) -> Dossier:
    """A dossier returned, recognised, announced and withdrawn; one recognition recorded; the procedure set."""
    settings.MEDIA_ROOT = tmp_path / "files"
    attach(people.officer, dossier.commune, "NTM-8.3.2", upload("loa.jpg", jpeg()))
    set_procedure(people.department, "satisfaction", "QĐ 18/2022/QĐ-TTg", 9000)
    submit(people.leader, dossier, seen=dossier.version)
    rule(people.district, dossier, {"NTM-8.3.2": Said(Opinion.ASK, "Gửi ảnh")})
    return_for_more(people.district, dossier, seen=dossier.version, reason="Thiếu ảnh")
    reply(people.officer, dossier, "NTM-8.3.2", "Đã gửi")
    bring_to_appraised(people, dossier)
    attest_everything(people, dossier)
    recognise(people.coordination, dossier, DECISION, seen=dossier.version)
    announce(people.coordination, dossier, DAY, seen=dossier.version)
    withdraw(people.coordination, dossier, "9/QĐ-UBND", DAY, "Không giữ được", seen=dossier.version)
    elsewhere = record(
        people.department, meeting.elsewhere, "NTM", Decision("5/QĐ-UBND", date(2021, 5, 4), "UBND tỉnh"), "Công báo"
    )
    withdraw_recorded(people.department, elsewhere, "6/QĐ-UBND", DAY, "Hết điều kiện")
    end_cycle(people.department, dossier.cycle, date(2022, 12, 31))
    dossier.refresh_from_db()
    return dossier


def test_what_went_through_the_product_agrees(worked: Dossier) -> None:
    agreement = agree(lambda *_: None)
    assert agreement.found == []
    assert agreement.compared == 20


ALTERED: dict[str, tuple[Callable[[], Any], str]] = {
    "a stage's reason": (
        lambda: Stage.objects.filter(move="returned").update(reason="khác"), "stage 3: it is not what its entry says"
    ),
    "a stage's seal": (
        lambda: Stage.objects.filter(number=2).update(seal="0" * 64), "stage 2: it is not what its entry says"
    ),
    "a snapshot": (
        lambda: Snapshot.objects.filter(stage__number=2).update(content="{}"),
        "stage 2: what it sealed is gone, or was altered",
    ),
    "a snapshot taken away": (
        lambda: Snapshot.objects.filter(stage__number=2).delete(), "stage 2: what it sealed is gone, or was altered"
    ),
    "a stage taken away": (
        lambda: (Snapshot.objects.filter(stage__number=3).delete(), Stage.objects.filter(number=3).delete()),
        "brought about a stage of dossier",
    ),
    "a stage moved": (lambda: Stage.objects.filter(number=9).update(number=19), "does not follow from the stage"),
    "the dossier's state": (
        lambda: Dossier.objects.update(state="recognised"), "is not in the state that its last stage left it in"
    ),
    "the law that it is bound to": (
        lambda: Dossier.objects.update(law=LawVersion.objects.create(digest="0" * 64, files={}, at=clock.now())),
        "is bound to another law than entry",
    ),
    "a ruling's reason": (
        lambda: TierRuling.objects.filter(opinion="ask").update(reason="khác"), "a ruling is not what entry"
    ),
    "a ruling": (lambda: TierRuling.objects.filter(node="NTM-8.2.1").delete(), "a ruling is not what entry"),
    "an answer": (lambda: Reply.objects.update(text="khác"), "an answer is not what entry"),
    "an attestation": (lambda: Attestation.objects.filter(check_id="security").update(value=0), "an attestation is"),
    "the law": (
        lambda: LawVersion.objects.update(files={"facts.yaml": "{}"}), "are not what it is known by"
    ),
    "a decision's number": (
        lambda: Recognition.objects.exclude(dossier=None).update(decision_number="1/QĐ"), "by decision 1/QĐ is not what"
    ),
    "a withdrawal": (
        lambda: Recognition.objects.exclude(dossier=None).update(withdrawn_on=None), "by decision 3021/QĐ-UBND is not"
    ),
    "a recorded recognition": (
        lambda: Recognition.objects.filter(dossier=None).update(source="khác"), "by decision 5/QĐ-UBND is not what"
    ),
    "a recorded recognition's withdrawal": (
        lambda: Recognition.objects.filter(dossier=None).update(withdrawn_on=None), "by decision 5/QĐ-UBND is not what"
    ),
    "a recognition taken away": (
        lambda: Recognition.objects.filter(dossier=None).delete(), "by decision 5/QĐ-UBND is not what"
    ),
    "a threshold": (lambda: ProvinceSetting.objects.update(threshold=1), "what the province set is not what entry"),
    "a cycle's end": (lambda: Cycle.objects.update(until=None), "a round of assessment is not what entry"),
}  # fmt: skip


@pytest.mark.parametrize("what", ALTERED)
def test_what_is_altered_past_the_product_is_named(worked: Dossier, what: str) -> None:
    change, expected = ALTERED[what]
    change()
    assert any(expected in each for each in found()), found()


def test_evidence_gone_from_the_store_is_named_with_its_dossier_and_stage(worked: Dossier) -> None:
    sealed = worked.stages.get(number=2).snapshot.content
    sha256 = sealed.split('"sha256":"')[1][:64]
    path_of(sha256).unlink()
    (told,) = found()
    assert told == f"dossier {worked.pk}, stage 2: the file loa.jpg of the evidence “loa” is missing in the store"


def test_a_recognition_put_in_past_the_product_is_named(worked: Dossier, meeting: Workplace) -> None:
    event = Event.objects.latest("number")
    Recognition.objects.create(
        commune=meeting.elsewhere, criteria_set="NC", code="abc", decision_number="77/QĐ", decided_on=DAY,
        issuer="", at=event.at, event=event.number,
    )  # fmt: skip
    assert any("by decision 77/QĐ is not what" in each for each in found())


def test_a_recorded_recognition_is_withdrawn_once_and_only_with_a_cause(
    meeting: Workplace, people: Any, cycle: Any
) -> None:
    held = record(people.department, meeting.commune, "NTM", Decision("5/QĐ", DAY, "UBND tỉnh"), "Công báo")
    with pytest.raises(BadInputError):
        withdraw_recorded(people.department, held, "6/QĐ", DAY, " ")
    withdraw_recorded(people.department, held, "6/QĐ", DAY, "Hết điều kiện")
    with pytest.raises(BadInputError) as refused:
        withdraw_recorded(people.department, held, "7/QĐ", DAY, "Hết điều kiện")
    assert refused.value.problems[0].kind.code == "dossier.withdrawn_already"
    assert not Recognition.objects.in_force().exists()
