"""The documents of a dossier: written from what its stages sealed, in the form of decree 30, each stage for itself."""

import re
from datetime import date, datetime
from typing import Any

import pytest
from django.conf import settings
from docx.oxml.ns import qn

from documents.reading import cells, opened, texts
from documents.ways import ANSWER, CLOSING, REASON, bring_to_recognition
from dossiers.test_on_its_way import agree_to_all
from langso import clock
from langso.documents.catalogue import DOCUMENTS
from langso.documents.making import documents_of, make
from langso.documents.office import Signing
from langso.documents.sealed import Sealed
from langso.dossiers.actions import pass_on, submit
from langso.dossiers.kinds import Move
from langso.dossiers.models import Dossier, Stage
from langso.dossiers.sealing import read
from langso.journal.models import Event
from langso.places.models import OrganisationKind, ReviewTier
from langso.problems import BadInputError
from langso.registers.actions import Edit, write_rows
from langso.registers.models import ROWS
from office import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("named")]
COMMUNE_S = ("tu-danh-gia", "to-trinh", "bien-ban-hop")


def written(person: Any, dossier: Dossier, name: str, **asked: Any) -> Any:
    return opened(make(person, dossier, DOCUMENTS[name], **asked).content)


@pytest.fixture
def recognised(people: Any, dossier: Dossier) -> Dossier:
    bring_to_recognition(people, dossier)
    return dossier


def test_every_document_has_the_head_of_decree_30(people: Any, recognised: Dossier) -> None:
    for name, issuer, sign in (
        ("tu-danh-gia", ["ỦY BAN NHÂN DÂN", "XÃ AN BÌNH"], "/BC-UBND"),
        ("to-trinh", ["ỦY BAN NHÂN DÂN", "XÃ AN BÌNH"], "/TTr-UBND"),
        ("tham-tra", ["ỦY BAN NHÂN DÂN", "HUYỆN NAM SÁCH"], "/BC-UBND"),
        ("tham-dinh", ["UBND TỈNH HẢI DƯƠNG", "SỞ THÔNG TIN", "VÀ TRUYỀN THÔNG"], "/BC-STTTT"),
        ("bien-ban-hoi-dong", ["UBND TỈNH HẢI DƯƠNG", "HỘI ĐỒNG THẨM ĐỊNH"], "/BB-HĐTĐ"),
    ):
        said = texts(written(people.department, recognised, name))
        assert said[: len(issuer)] == issuer
        country, motto, number = said[len(issuer) :][:3]
        assert (country, motto) == ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
        assert number.startswith("Số: ")
        assert number.endswith(sign)


def test_paper_margins_letters_and_page_numbers_are_those_of_the_decree(people: Any, recognised: Dossier) -> None:
    for name in FROM_STAGES:
        document = written(people.department, recognised, name)
        style = document.styles["Normal"].font
        assert (style.name, style.size.pt) == ("Times New Roman", 13)
        letter, *annexes = document.sections
        margins = (letter.top_margin, letter.bottom_margin, letter.left_margin, letter.right_margin)
        assert [round(each.mm) for each in margins] == [20, 20, 30, 15]
        for section in document.sections:
            assert "PAGE" in section.header._element.xml
            assert "PAGE" not in section.first_page_header._element.xml
        starts = [section._sectPr.find(qn("w:pgNumType")) for section in annexes]
        assert [start.get(qn("w:start")) for start in starts] == ["1"] * len(annexes)


def test_no_paper_speaks_of_conditions_and_rulings_by_the_ids_of_the_program(people: Any, recognised: Dossier) -> None:
    ids = re.compile(r"\b(?:NTM|NC|KM|AMB|R)-\d\S*")
    for name in FROM_STAGES:
        said = texts(written(people.department, recognised, name))
        assert [found for text in said for found in ids.findall(text)] == []


def test_readings_are_numbered_in_the_order_in_which_the_rows_come_to_them(people: Any, recognised: Dossier) -> None:
    said = texts(written(people.department, recognised, "tu-danh-gia"))
    readings = said[said.index("Cách hiểu văn bản đã áp dụng:") + 1 :]
    cited = [int(n) for text in said for n in re.findall(r"cách hiểu .*?\((\d+)\)", text)]
    last = max(cited)
    assert [text.partition(")")[0] for text in readings[:last]] == [f"- ({n}" for n in range(1, last + 1)]
    assert all(text.endswith("(tạm thời)") for text in readings[:last])


def test_evidence_of_the_whole_criterion_stands_in_the_list_by_its_title(people: Any, dossier: Dossier) -> None:
    submit(people.leader, dossier, seen=dossier.version)
    stage = dossier.stages.get(move=Move.SUBMIT)
    content = read(stage)
    nodes = ["NTM-8", "NTM-8.3.2"]
    item = {"title": "Ảnh chung", "nodes": nodes, "file": "a.jpg", "valid_until": None}
    (shown,) = Sealed(dossier, stage, content | {"evidence": [item]}).beside().evidence
    assert shown.conditions == "Thông tin và truyền thông; 100% số thôn có loa hoạt động (8.3)"


FROM_STAGES = [name for name, document in DOCUMENTS.items() if document.moves]


def test_the_self_assessment_has_its_annexes_in_roman_numerals(people: Any, recognised: Dossier) -> None:
    document = written(people.officer, recognised, "tu-danh-gia")
    said = texts(document)
    assert "Kính gửi: Ủy ban nhân dân huyện Nam Sách." in said
    assert said[said.index("1. Kết quả chung") + 5 :][2] == "17/17"
    assert [text for text in said if text.startswith("Phụ lục I")] == ["Phụ lục I", "Phụ lục II"]
    assert "KẾT QUẢ TỰ ĐÁNH GIÁ TIÊU CHÍ THÔNG TIN VÀ TRUYỀN THÔNG VỀ XÃ NÔNG THÔN MỚI" in said
    annex = cells(document.tables[3])
    assert annex[0] == [
        "TT", "Nội dung tiêu chí", "Chỉ tiêu cụ thể", "Mức đánh giá", "Kết quả", "Lý do, số liệu", "Căn cứ, hướng dẫn",
    ]  # fmt: skip
    assert annex[1][0] == "8.1"
    assert "SỐ LIỆU KHAI VÀ SỔ GỐC" in said
    assert ["3", "Máy vi tính đang sử dụng", "4", "31/12/2022", "Báo cáo của UBND xã"] in cells(document.tables[4])
    assert ["2", "Sổ thôn", "3", "đã chốt"] in cells(document.tables[5])
    assert "DANH MỤC MINH CHỨNG" not in said


def test_the_answers_to_the_round_before_are_in_the_report(people: Any, recognised: Dossier) -> None:
    said = texts(written(people.officer, recognised, "tu-danh-gia"))
    assert (
        said[said.index("6. Tiếp thu, giải trình ý kiến của cơ quan xét hồ sơ") + 1]
        == f"- 100% số thôn có loa hoạt động (8.3): {ANSWER}"
    )
    assert "- Tỷ lệ người dân hài lòng: 92,5% (Báo cáo 12/BC-MTTQ, 31/12/2022)." in said


def test_an_earlier_round_is_written_as_it_was(people: Any, recognised: Dossier) -> None:
    first = recognised.stages.filter(move=Move.SUBMIT).order_by("number").first()
    said = " ".join(texts(written(people.officer, recognised, "to-trinh", number=first.number)))
    assert "Hồ sơ trình lần" not in said
    assert "Hồ sơ trình lần 2" in " ".join(texts(written(people.officer, recognised, "to-trinh")))


def test_the_proposal_asks_the_first_body_and_names_what_is_attached(people: Any, recognised: Dossier) -> None:
    said = texts(written(people.officer, recognised, "to-trinh"))
    assert said[7] == (
        "Về việc đề nghị thẩm tra, công nhận xã An Bình đạt tiêu chí thông tin và truyền thông về xã nông thôn mới"
    )
    assert any(text.endswith("năm 2022 của UBND tỉnh Hải Dương về việc ban hành Bộ tiêu chí về xã NTM giai đoạn "
                             "2021-2025;") for text in said)  # fmt: skip
    assert said[said.index("Hồ sơ kèm theo gồm:") + 1 :][:2] == [
        "- Báo cáo kết quả tự đánh giá và các phụ lục;", "- Biên bản họp của UBND xã An Bình;",
    ]  # fmt: skip
    recipients = said[said.index("Nơi nhận:") :][:4]
    assert recipients == ["Nơi nhận:", "- Như trên;", "- Đảng ủy, HĐND xã An Bình (để b/c);", "- Lưu: VT."]


@pytest.mark.parametrize(
    ("signing", "lines"),
    [
        (Signing.HEAD, ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        (Signing.DEPUTY, ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        (Signing.ACTING, ["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"]),
        (Signing.ORDER, ["TL. CHỦ TỊCH", "…" * 10]),
        (Signing.AUTHORISED, ["TUQ. CHỦ TỊCH", "…" * 10]),
    ],
)
def test_it_is_signed_in_the_capacity_that_was_chosen(
    people: Any, dossier: Dossier, signing: Signing, lines: list[str]
) -> None:
    submit(people.leader, dossier, seen=dossier.version)
    said = texts(written(people.officer, dossier, "to-trinh", signing=signing))
    name = [people.leader.name] if signing in (Signing.HEAD, Signing.ACTING) else []
    assert said[said.index("- Lưu: VT.") + 1 :] == [*lines, *name]


def test_a_department_signs_by_its_director(people: Any, recognised: Dossier) -> None:
    said = texts(written(people.department, recognised, "tham-dinh", signing=Signing.DEPUTY))
    assert "KT. GIÁM ĐỐC" in said
    assert "TM. ỦY BAN NHÂN DÂN" not in said
    assert "Kính gửi: Ủy ban nhân dân tỉnh Hải Dương." in said


def test_the_verification_has_every_condition_with_its_ruling(people: Any, recognised: Dossier) -> None:
    document = written(people.district, recognised, "tham-tra")
    said = texts(document)
    assert "Kính gửi: Sở Thông tin và Truyền thông tỉnh Hải Dương." in said
    assert f"- 100% số thôn có loa hoạt động (8.3): {REASON}" in said
    rows = cells(document.tables[-1])
    assert rows[0][5] == "Ý kiến thẩm tra"
    assert len(rows) == 18
    assert {row[5] for row in rows[1:]} == {"Nhất trí"}
    assert [row[6] for row in rows[1:] if row[6]] == [REASON]


def test_the_appraisal_has_both_bodies_side_by_side(people: Any, recognised: Dossier) -> None:
    document = written(people.department, recognised, "tham-dinh")
    rows = cells(document.tables[-1])
    assert rows[0][5:7] == ["Ý kiến thẩm tra", "Ý kiến thẩm định"]
    assert f"UBND huyện Nam Sách: {REASON}" in {row[7] for row in rows}
    assert f"Đủ điều kiện đề nghị công nhận. {CLOSING}" in texts(document)


def test_without_a_district_the_department_is_asked_and_no_column_stands_empty(people: Any, dossier: Dossier) -> None:
    ReviewTier.objects.filter(body=OrganisationKind.DISTRICT_COMMITTEE).update(until=date(2022, 6, 30))
    submit(people.leader, dossier, seen=dossier.version)
    agree_to_all(people.specialist, dossier)
    pass_on(people.department, dossier, seen=dossier.version)
    proposal = texts(written(people.officer, dossier, "to-trinh"))
    assert "Kính gửi: Sở Thông tin và Truyền thông tỉnh Hải Dương." in proposal
    assert proposal[7].startswith("Về việc đề nghị thẩm định, công nhận")
    assert "Ý kiến thẩm tra" not in cells(written(people.department, dossier, "tham-dinh").tables[-1])[0]
    assert "tham-tra" not in [each.document.name for each in documents_of(dossier, people.department)]


def test_the_minutes_of_the_commune_leave_the_votes_open(people: Any, recognised: Dossier) -> None:
    said = texts(written(people.officer, recognised, "bien-ban-hop"))
    assert said[5] == "BIÊN BẢN"
    assert "- Số phiếu biểu quyết: …………;" in said
    assert said[-5:-3] == ["THƯ KÝ", "CHỦ TỌA"]
    assert said[-1] == "- Lưu: VT, Hồ sơ."


def test_the_minutes_of_the_council_have_the_votes_of_the_decision(people: Any, recognised: Dossier) -> None:
    said = texts(written(people.coordination, recognised, "bien-ban-hoi-dong"))
    assert [text for text in said if "phiếu" in text] == [
        "- Số phiếu biểu quyết: 15;", "- Đồng ý công nhận: 15 phiếu, đạt 100%;", "- Không đồng ý: 0 phiếu.",
    ]  # fmt: skip


def test_what_changes_later_does_not_change_a_document(people: Any, dossier: Dossier) -> None:
    submit(people.leader, dossier, seen=dossier.version)
    before = texts(written(people.officer, dossier, "tu-danh-gia"))
    village = ROWS["villages"].objects.filter(commune=dossier.commune).first()
    change = Edit(village.id, village.version, {"loudspeaker_working": False})
    write_rows(people.officer, dossier.commune, "villages", [change], correcting="Loa hỏng")
    assert texts(written(people.officer, dossier, "tu-danh-gia")) == before


def test_a_document_that_is_made_again_is_the_same_to_the_byte(people: Any, dossier: Dossier) -> None:
    submit(people.leader, dossier, seen=dossier.version)
    first = make(people.officer, dossier, DOCUMENTS["tu-danh-gia"]).content
    with clock.at(datetime(2023, 12, 31, 9, tzinfo=clock.VIET_NAM)):
        assert make(people.officer, dossier, DOCUMENTS["tu-danh-gia"]).content == first


def test_a_broken_seal_gives_no_document(people: Any, dossier: Dossier) -> None:
    stage = submit(people.leader, dossier, seen=dossier.version)
    stage.snapshot.content = stage.snapshot.content.replace("Đạt", "Hỏng", 1)
    stage.snapshot.save()
    with pytest.raises(BadInputError) as refused:
        make(people.officer, dossier, DOCUMENTS["to-trinh"])
    assert refused.value.problems[0].kind.code == "dossier.seal_broken"


def test_what_is_not_there_yet_says_from_which_step_it_comes(people: Any, dossier: Dossier) -> None:
    offered = {each.document.name: each for each in documents_of(dossier, people.officer)}
    assert offered["to-trinh"].reason == "văn bản lập từ số liệu niêm phong ở bước “Gửi hồ sơ”"
    with pytest.raises(BadInputError) as refused:
        make(people.officer, dossier, DOCUMENTS["to-trinh"])
    assert "Chưa lập được “Tờ trình của UBND xã”" in str(refused.value)


def test_a_reviewing_body_s_documents_are_for_who_reviews(people: Any, recognised: Dossier) -> None:
    offered = {each.document.name: each for each in documents_of(recognised, people.officer)}
    assert all(offered[name].is_there for name in COMMUNE_S)
    assert offered["tham-dinh"].reason.startswith("việc này dành cho")
    with pytest.raises(BadInputError):
        make(people.officer, recognised, DOCUMENTS["tham-dinh"])


def test_who_takes_a_document_away_is_in_the_journal(people: Any, dossier: Dossier) -> None:
    stage = submit(people.leader, dossier, seen=dossier.version)
    made = make(people.officer, dossier, DOCUMENTS["to-trinh"])
    event = Event.objects.order_by("-number").first()
    assert (event.kind, event.actor, event.commune) == ("export.made", people.officer.pk, dossier.commune_id)
    assert event.details == {
        "file": made.name, "dossier": dossier.pk, "stage": stage.number, "seal": stage.seal, "template": 0,
    }  # fmt: skip
    assert made.name == f"to-trinh-10630-ntm-{stage.number}.docx"


def test_a_demonstration_says_so_on_every_page(people: Any, dossier: Dossier, monkeypatch: Any) -> None:
    monkeypatch.setattr(settings, "DEMONSTRATION_DAY", date(2022, 12, 31))
    submit(people.leader, dossier, seen=dossier.version)
    document = written(people.officer, dossier, "to-trinh")
    assert document.sections[0].header.paragraphs[1].text == "Dữ liệu minh họa, không phải số liệu thật của xã nào"


def test_a_stage_that_is_gone_leaves_the_documents_of_the_others(people: Any, dossier: Dossier) -> None:
    submit(people.leader, dossier, seen=dossier.version)
    assert Stage.objects.filter(dossier=dossier, number=99).first() is None
    with pytest.raises(BadInputError):
        make(people.officer, dossier, DOCUMENTS["to-trinh"], number=99)


@pytest.mark.office
def test_a_word_processor_lays_every_document_out(people: Any, recognised: Dossier, tmp_path: Any) -> None:
    expected = {
        "tu-danh-gia": ["BÁO CÁO", "Phụ lục I\n", "Phụ lục II\n"],
        "to-trinh": ["TỜ TRÌNH"],
        "bien-ban-hop": ["BIÊN BẢN"],
        "tham-tra": ["Kết quả thẩm tra", "KẾT QUẢ THẨM TRA"],
        "tham-dinh": ["Kết quả thẩm định", "KẾT QUẢ THẨM ĐỊNH"],
        "bien-ban-hoi-dong": ["HỘI ĐỒNG THẨM ĐỊNH"],
    }
    for name, words in expected.items():
        made = make(people.department, recognised, DOCUMENTS[name])
        (tmp_path / made.name).write_bytes(made.content)
        laid = pages(tmp_path / made.name)
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in laid[0]
        starts = [next(n for n, page in enumerate(laid) if word in page) for word in words]
        assert starts == sorted(set(starts)), "an annex begins a page of its own"
        assert not any("{{" in page or "{%" in page for page in laid)
