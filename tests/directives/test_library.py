"""The library: added, found without marks, known by number and sign, replaced by date, linked to conditions."""

from datetime import date

import pytest

from directives.conftest import letter
from evidence.files import pdf, upload
from langso.directives import library
from langso.directives.actions.library import add, attach, correct, take_out
from langso.directives.given import Related
from langso.directives.kinds import DocumentKind, Force, Link
from langso.directives.library import Wanted
from langso.directives.models import LegalDocument
from langso.directives.standing import awaited
from langso.evidence import storage
from langso.journal.models import Event
from langso.problems import BadInputError
from workplace import DAY

pytestmark = pytest.mark.django_db


def names(person, day=DAY, **wanted):
    return [entry.name for entry in library.entries(person, Wanted(**wanted), day)]


def test_the_laws_documents_and_those_added_stand_in_one_list_the_latest_first(document, specialist):
    listed = library.entries(specialist, Wanted(), DAY)
    assert {"QĐ 2581/QĐ-UBND", "Công văn 55/STTTT-BCVTCNTT"} <= {entry.name for entry in listed}
    days = [entry.issued_on for entry in listed if entry.issued_on]
    assert days == sorted(days, reverse=True)
    assert max(days) <= DAY, "a document that is issued later than the day"


def test_a_search_without_marks_finds_subject_issuer_number_and_typed_text(specialist):
    add(specialist, letter(text="Bưu điện tỉnh gắn biển tại từng điểm."))
    for words in ("dia chi so gan bien", "ĐỊA CHỈ", "55/stttt", "buu dien tinh tung diem"):
        assert "Công văn 55/STTTT-BCVTCNTT" in names(specialist, words=words), words
    assert names(specialist, words="gắn biển xyz") == []
    assert names(specialist, words="nang cao 2581") == ["QĐ 2581/QĐ-UBND"]


def test_what_was_found_in_the_text_is_shown_in_its_place(specialist):
    add(specialist, letter(text="Mở đầu. " + "chữ " * 40 + "Bưu cục trung tâm lắp biển."))
    (entry,) = library.entries(specialist, Wanted(words="buu cuc"), DAY)
    assert [piece for piece, hit in entry.found if hit] == ["Bưu", "cục"]
    assert entry.found[0] == ("…", False)


def test_the_same_number_in_one_year_is_pointed_out_unless_it_is_meant(document, specialist):
    again = letter(notation="055 /stttt-bcvtcntt", subject="Việc khác")
    with pytest.raises(BadInputError, match="Thư viện đã có Công văn 55/STTTT-BCVTCNTT năm 2022"):
        add(specialist, again)
    assert LegalDocument.objects.count() == 1
    add(specialist, letter(notation="55/STTTT-BCVTCNTT", anyway=True))
    add(specialist, letter(issued_on=date(2021, 12, 1)))
    add(specialist, letter(issuer="UBND huyện Gia Lộc"))
    assert LegalDocument.objects.count() == 4


def test_a_number_that_the_law_cites_is_pointed_out_too(specialist):
    same = letter(notation="1414/STTTT-BCVTCNTT", issued_on=date(2022, 11, 1))
    with pytest.raises(BadInputError, match="CV 1414/STTTT-BCVTCNTT"):
        add(specialist, same)


def test_everything_that_is_wrong_is_said_at_once(specialist):
    wrong = letter(subject=" ", issuer="", effective_until=date(2022, 1, 1), nodes={"NC-99": ""})
    with pytest.raises(BadInputError) as refused:
        add(specialist, wrong)
    assert {problem.where.column for problem in refused.value.problems} == {
        "subject", "issuer", "effective_until", "nodes",
    }  # fmt: skip


def test_text_typed_in_an_old_font_is_refused_and_control_characters_are_dropped(specialist):
    made = add(specialist, letter(subject="Hướng dẫn\x00\x07 mới"))
    assert made.subject == "Hướng dẫn mới"


def test_a_document_is_replaced_from_the_first_day_of_what_replaces_it(document, specialist):
    later = letter(
        notation="60/STTTT", effective_from=date(2022, 12, 20),
        related=(Related(Link.REPLACES, document.pk), Related(Link.GUIDES, cited="QĐ 2581/QĐ-UBND")),
    )  # fmt: skip
    new = add(specialist, later)
    assert library.told([document], date(2022, 12, 19))[0].force is Force.IN_FORCE
    assert library.told([document], date(2022, 12, 20))[0].force is Force.REPLACED
    told = {(each.words, each.entry.name) for each in library.linked(library.told([new], DAY)[0], specialist, DAY)}
    assert told == {("Thay thế", "Công văn 55/STTTT-BCVTCNTT"), ("Hướng dẫn", "QĐ 2581/QĐ-UBND")}
    back = library.linked(library.find("QĐ 2581/QĐ-UBND", specialist, DAY), specialist, DAY)
    assert [(each.words, each.entry.name) for each in back] == [("Được hướng dẫn bởi", "Công văn 60/STTTT")]


def test_a_document_speaks_of_the_conditions_below_the_group_it_is_linked_to(document, specialist):
    found = library.documents_of(["NC-8.4a.5b", "NC-8.1", "NTM-8.1.1a"], specialist, DAY)
    assert "Công văn 55/STTTT-BCVTCNTT" in [entry.name for entry in found["NC-8.4a.5b"]]
    assert "CV 4682/BTTTT-KHTC" in [entry.name for entry in found["NC-8.4a.5b"]], "what the law itself cites"
    assert "Công văn 55/STTTT-BCVTCNTT" not in [entry.name for entry in found["NC-8.1"]]
    assert "Công văn 55/STTTT-BCVTCNTT" in names(specialist, node="NC-8.4a.5b")


def test_what_is_not_for_the_public_is_found_by_who_signs_in_alone(specialist):
    add(specialist, letter(for_public=False))
    assert "Công văn 55/STTTT-BCVTCNTT" in names(specialist)
    assert "Công văn 55/STTTT-BCVTCNTT" not in names(None)
    assert library.documents_of(["NC-8.4a.1"], None, DAY)["NC-8.4a.1"]
    assert all(entry.cited for entry in library.documents_of(["NC-8.4a.1"], None, DAY)["NC-8.4a.1"])


def test_files_are_kept_by_content_and_the_ones_before_stay(document, specialist):
    first = attach(specialist, document, upload("cv55.pdf", pdf()))
    second = attach(specialist, document, upload("cv55-ro.pdf", pdf(b"4 0 obj\n<< >>\nendobj\n")))
    assert (first.number, second.number, document.current.number) == (1, 2, 2)
    assert storage.is_whole(first.blob.sha256)
    with pytest.raises(BadInputError, match=r"cv55\.exe"):
        attach(specialist, document, upload("cv55.exe", b"MZ" + bytes(50)))


def test_a_correction_keeps_before_and_after_and_refuses_what_is_stale(document, specialist):
    correct(specialist, document, letter(subject="Hướng dẫn mới", nodes={"NC-8.4a.5a": "mục 2"}), seen=1)
    event = Event.objects.get(kind="document.corrected")
    assert event.details["before"]["subject"] != event.details["after"]["subject"] == "Hướng dẫn mới"
    assert event.details["after"]["nodes"] == {"NC-8.4a.5a": "mục 2"}
    with pytest.raises(BadInputError, match="Hướng dẫn mới"):
        correct(specialist, document, letter(), seen=1)
    before = Event.objects.count()
    correct(specialist, document, letter(subject="Hướng dẫn mới", nodes={"NC-8.4a.5a": "mục 2"}))
    assert Event.objects.count() == before, "what changes nothing is no event"


def test_what_is_taken_out_is_found_no_longer_and_cannot_be_changed(document, specialist):
    with pytest.raises(BadInputError, match="lý do"):
        take_out(specialist, document, "  ")
    take_out(specialist, document, "Thêm nhầm")
    assert "Công văn 55/STTTT-BCVTCNTT" not in names(specialist)
    document.refresh_from_db()
    assert library.told([document], DAY)[0].force is Force.WITHDRAWN
    with pytest.raises(BadInputError, match="đưa ra khỏi thư viện"):
        attach(specialist, document, upload("a.pdf", pdf()))


def test_a_set_that_waits_is_pointed_out_once_a_document_guides_it(specialist):
    (waiting,) = awaited(specialist, DAY)
    assert (waiting.set_id, waiting.documents) == ("TM", ())
    guide = add(specialist, letter(notation="3445/BNN-VPĐP", kind=DocumentKind.OFFICIAL_LETTER, nodes={"TM": ""}))
    (entry,) = awaited(specialist, DAY)[0].documents
    assert (entry.document, entry.force) == (guide, Force.IN_FORCE)


def test_a_commune_adds_nothing(workplace):
    with pytest.raises(BadInputError, match="Chuyên viên Sở"):
        add(workplace.officer, letter())
