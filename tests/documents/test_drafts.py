"""Drafts: what the next stage would write, read before anybody decides; nothing is kept but that it was taken away."""

from typing import Any

import pytest

from documents.reading import opened, texts
from dossiers.test_on_its_way import agree_to_all, attest_everything
from langso.documents.catalogue import DOCUMENTS
from langso.documents.making import documents_of, make, make_draft
from langso.dossiers.actions import pass_on, submit
from langso.dossiers.kinds import Opinion
from langso.dossiers.models import Dossier, Snapshot, Stage
from langso.dossiers.ruling import Said, rule
from langso.journal.models import Event
from langso.problems import BadInputError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("named")]
DRAFT = "BẢN NHÁP, chưa niêm phong"


def drafted(person: Any, dossier: Dossier, name: str) -> Any:
    return opened(make_draft(person, dossier, DOCUMENTS[name]).content)


def marks(document: Any) -> str:
    return " ".join(paragraph.text for paragraph in document.sections[0].header.paragraphs)


def with_drafts(person: Any, dossier: Dossier) -> list[str]:
    return [each.document.name for each in documents_of(dossier, person) if each.has_draft]


def test_before_it_is_submitted_the_commune_reads_its_documents(people: Any, dossier: Dossier) -> None:
    assert with_drafts(people.officer, dossier) == ["tu-danh-gia", "to-trinh", "bien-ban-hop"]
    stages, seals = Stage.objects.count(), Snapshot.objects.count()
    draft = drafted(people.leader, dossier, "tu-danh-gia")
    held = Dossier.objects.get(pk=dossier.pk)
    assert (held.state, held.round, held.version) == (dossier.state, dossier.round, dossier.version)
    assert (Stage.objects.count(), Snapshot.objects.count()) == (stages, seals)
    assert DRAFT in marks(draft)
    stage = submit(people.leader, dossier, seen=dossier.version)
    sealed = opened(make(people.leader, dossier, DOCUMENTS["tu-danh-gia"]).content)
    assert DRAFT not in marks(sealed)
    without_seal = [text.replace(stage.seal[:12], "") for text in texts(sealed)]
    assert [text for text in texts(draft) if text not in without_seal] == []


def test_only_who_may_submit_is_named_as_the_signer(people: Any, dossier: Dossier) -> None:
    assert people.leader.name in texts(drafted(people.leader, dossier, "to-trinh"))
    assert people.officer.name not in texts(drafted(people.officer, dossier, "to-trinh"))


def test_a_reviewer_reads_the_report_before_the_dossier_goes_on(people: Any, dossier: Dossier) -> None:
    submit(people.leader, dossier, seen=dossier.version)
    agree_to_all(people.district, dossier)
    assert with_drafts(people.district, dossier) == ["tham-tra"]
    assert with_drafts(people.department, dossier) == []
    draft = texts(drafted(people.district, dossier, "tham-tra"))
    pass_on(people.district, dossier, seen=dossier.version)
    assert draft == texts(opened(make(people.district, dossier, DOCUMENTS["tham-tra"]).content))
    assert with_drafts(people.department, dossier) == ["tham-dinh", "bien-ban-hoi-dong"]
    assert with_drafts(people.district, dossier) == []


def test_a_draft_concludes_nothing_while_a_condition_is_not_agreed_to(people: Any, dossier: Dossier) -> None:
    submit(people.leader, dossier, seen=dossier.version)
    agree_to_all(people.district, dossier)
    ready = " ".join(texts(drafted(people.district, dossier, "tham-tra")))
    assert "Đủ điều kiện trình thẩm định, sau khi có đủ các xác nhận nêu tại mục 3." in ready
    assert "Phải được xác nhận trước khi công nhận: Tỷ lệ người dân hài lòng; Không nợ đọng" in ready
    assert "điều kiện không kèm minh chứng" in ready
    attest_everything(people, dossier)
    ready = " ".join(texts(drafted(people.district, dossier, "tham-tra")))
    assert "Đủ điều kiện trình thẩm định." in ready
    assert "Phải được xác nhận trước khi công nhận" not in ready
    rule(people.district, dossier, {"NTM-8.3.2": Said(Opinion.DISAGREE, "Loa hỏng")}, seen=10**9)
    draft = " ".join(texts(drafted(people.district, dossier, "tham-tra")))
    assert "Chưa kết luận: còn 1 điều kiện chưa nhất trí hoặc chưa có ý kiến." in draft
    assert "Đủ điều kiện" not in draft
    assert "trình cấp có thẩm quyền công nhận" not in draft


@pytest.mark.parametrize("name", ["tham-tra", "tham-dinh", "bien-ban-hoi-dong"])
def test_a_document_of_another_stage_has_no_draft(people: Any, dossier: Dossier, name: str) -> None:
    for person in (people.officer, people.leader, people.district, people.department, people.coordination):
        with pytest.raises(BadInputError):
            make_draft(person, dossier, DOCUMENTS[name])


def test_that_a_draft_was_taken_away_is_in_the_journal(people: Any, dossier: Dossier) -> None:
    made = make_draft(people.officer, dossier, DOCUMENTS["to-trinh"])
    event = Event.objects.order_by("-number").first()
    assert (event.kind, event.actor, event.details["file"]) == ("export.made", people.officer.pk, made.name)
    assert event.details["seal"] == ""
    assert made.name == "to-trinh-10630-ntm-nhap.docx"


def test_the_minutes_have_the_votes_that_were_given_with_the_submission(people: Any, dossier: Dossier) -> None:
    stage = submit(people.leader, dossier, seen=dossier.version, votes_for=24, votes_cast=25)
    assert '"meeting":{"votes_cast":25,"votes_for":24}' in stage.snapshot.content
    said = texts(opened(make(people.officer, dossier, DOCUMENTS["bien-ban-hop"]).content))
    assert [text for text in said if "phiếu" in text] == [
        "- Số phiếu biểu quyết: 25;", "- Đồng ý đề nghị công nhận: 24 phiếu, đạt 96%;", "- Không đồng ý: 1 phiếu.",
    ]  # fmt: skip


def test_votes_that_cannot_be_or_carry_nothing_are_refused_and_nothing_is_submitted(
    people: Any, dossier: Dossier
) -> None:
    for votes, code in (
        ((26, 25), "wrong"), ((-1, 25), "wrong"), ((0, 0), "wrong"), ((None, 25), "half"), ((25, None), "half"),
        ((3, 20), "few"),
    ):  # fmt: skip
        with pytest.raises(BadInputError) as refused:
            submit(people.leader, dossier, seen=dossier.version, votes_for=votes[0], votes_cast=votes[1])
        assert refused.value.problems[0].kind.code == f"dossier.votes_{code}"
    assert Dossier.objects.get(pk=dossier.pk).state == dossier.state
