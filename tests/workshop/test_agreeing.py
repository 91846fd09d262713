"""Whoever writes law past the journal is found, and what was touched is named."""

from dataclasses import replace

import pytest

from evidence.files import pdf, upload
from langso.evidence import storage
from langso.language import Language, speaking
from langso.registers.models import LawText
from langso.workshop.actions import begin, save
from langso.workshop.agreeing import agree
from langso.workshop.models import Text
from workshop.conftest import DECISION, published
from workshop.texts import INVENTED, RULING, second_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def publication(specialist, leader, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    draft = save(specialist, begin(specialist, INVENTED), INVENTED, RULING, seen=1)
    made = published(leader, draft, replace(DECISION, file=upload("qd77.pdf", pdf())))
    published(leader, begin(specialist, second_version()))
    return made


def found() -> list[str]:
    with speaking(Language.EN):
        return [str(each) for each in agree(lambda *_: None).found]


def test_what_was_published_agrees_with_the_journal(publication):
    assert found() == []
    assert agree(lambda *_: None).compared == LawText.objects.count() + Text.objects.count() + 1


def test_a_text_that_was_altered_is_named(publication):
    path = next(path for path in publication.files if path.startswith("sets/"))
    LawText.objects.filter(path=path).update(text=INVENTED.replace("75%", "25%"))
    [said] = found()
    assert said == f"the published text {path} is not the one that entry {publication.event} published"


def test_a_text_that_was_taken_out_is_named(publication):
    path = next(path for path in publication.files if path.startswith("rulings/"))
    LawText.objects.filter(path=path).delete()
    assert f"the text {path}, which entry {publication.event} published, is not there" in found()


def test_a_text_that_nobody_published_is_named(publication):
    last = LawText.objects.order_by("-pk").first()
    LawText.objects.create(path="sets/x.yaml", text="set: X\n", mark="x", at=last.at, event=last.event)
    assert found() == ["no entry says that the text sets/x.yaml was published"]


def test_a_draft_and_a_decision_that_were_altered_are_named(publication):
    Text.objects.filter(number=2).update(set_text="set: Y\n")
    storage.path_of(publication.document.sha256).write_bytes(b"%PDF-1.4 other")
    assert len(found()) == 2
    assert "text 2 of the draft “XS 2022-12-01, AMB-90”" in found()[0]
    assert "the file “qd77.pdf” of the decision" in found()[1]
