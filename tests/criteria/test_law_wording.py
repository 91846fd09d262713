"""The published texts of the law against the letter, and the rulings and documents that they rest on."""

import re
from datetime import date
from pathlib import Path

import pytest

from criteria.shipped import CONDITIONS, LAW, NODES
from langso.criteria.formula import CountOverRows, DeclaredShare, RowShare

LETTER = Path(__file__).parent / "data" / "cong-van-1414.txt"
"""The text of Công văn 1414/STTTT-BCVTCNTT of 01/11/2022, as scanned."""


def flat(text: str) -> str:
    without_italics = re.sub(r"</?(i|em)>", "", text)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", without_italics))


@pytest.mark.parametrize("node_id", [node.id for node in NODES.values() if node.text])
def test_the_published_text_stands_in_the_letter_word_for_word(node_id: str) -> None:
    assert flat(NODES[node_id].text) in flat(LETTER.read_text(encoding="utf-8"))


def test_every_condition_has_its_published_text_an_english_one_and_its_place() -> None:
    for node in CONDITIONS.values():
        assert node.text, node.id
        assert node.en, node.id
        assert node.place is not None, node.id
        assert len(node.title.vi) <= 60 >= len(node.title.en), node.id
        assert node.evidence, node.id


def test_a_slip_of_the_letter_has_its_corrected_reading_beside_it() -> None:
    slips = {"băng rôn": "băng rộng", "Công/trang": "Cổng/trang", "hệ thống công dịch": "hệ thống cổng dịch"}
    for slip, right in slips.items():
        [node] = [node for node in CONDITIONS.values() if slip in node.text]
        assert right in node.reads
        assert slip not in node.reads
    assert {node.id for node in NODES.values() if node.reads} >= {"NTM-8.2.2", "NTM-8.4b.4", "KM-CQ.1b"}


HEADINGS = (
    r"Phụ lục \d|Nội dung.*|\(Kèm theo Công văn.*|TT|Chỉ tiêu cụ thể|Mức đánh giá|Hướng dẫn thực hiện|Đạt|"
    r"8(\.\d\.?( .*)?)?|"
    r"1\. Về cơ sở vật chất[ -]*2\. Về dịch vụ|và|(Thực hiện theo|Quyết định số|đảng bộ tỉnh).*"
)


def test_nothing_that_the_annexes_ask_is_left_out() -> None:
    """When every node's text is struck out of the annexes, only headings and citations remain."""
    letter = LETTER.read_text(encoding="utf-8")
    annexes = letter[letter.index("Phụ lục 1\n") :]
    texts = sorted({flat(node.text).strip() for node in NODES.values() if node.text}, key=len, reverse=True)
    for cell in re.split(r"[\t\n]", annexes):
        left = flat(cell).strip()
        for text in texts:
            left = left.replace(text, " ")
        left = re.sub(r"\b[abc]\)|\s+", " ", left).strip(" -+;.,")
        assert not left or re.fullmatch(HEADINGS, left), cell


def test_every_ambiguity_has_a_dated_provisional_ruling() -> None:
    for n in range(1, 32):
        ruling = LAW.rulings[f"AMB-{n}"]
        assert ruling.provisional
        assert ruling.question.vi
        assert "tạm thời" not in ruling.ruling.vi.lower(), f"{ruling.id}: its status says so"
        assert ruling.applied_from >= date(2022, 9, 26)


def test_no_ruling_that_a_set_names_on_a_day_is_from_the_future() -> None:
    for criteria_set in LAW.sets.values():
        for day in (criteria_set.valid_from, date(2025, 6, 30), date(2025, 7, 1)):
            node = criteria_set.criterion and day and criteria_set.criterion.on(day)
            for name in (name for part in (node.walk() if node else ()) for name in part.rulings):
                assert LAW.rulings[name].applied_from <= day, (criteria_set.id, name)


def test_every_share_and_no_other_condition_names_what_happens_when_nothing_is_to_count() -> None:
    shares = {
        node.id for node in CONDITIONS.values() if isinstance(node.formula, RowShare | DeclaredShare | CountOverRows)
    }
    assert {node.id for node in CONDITIONS.values() if "AMB-2" in node.rulings} == shares
    assert set(LAW.rulings["AMB-2"].scope) == shares


def test_every_ruling_touches_nodes_that_there_are_and_they_name_it() -> None:
    known = {*NODES, *(node.id for criteria_set in LAW.sets.values() for node in criteria_set.nodes())}
    for ruling in LAW.rulings.values():
        assert set(ruling.scope) <= known, ruling.id
    for node in NODES.values():
        for ruling_id in (*node.rulings, *(r for change in node.changes for r in change.rulings)):
            assert node.id in LAW.rulings[ruling_id].scope, (node.id, ruling_id)


def test_one_and_the_same_post_point_must_satisfy_all_six_by_a_ruling_with_its_source() -> None:
    assert NODES["NTM-8.1"].rulings == ("R-2022-01",)
    assert "1127" in LAW.rulings["R-2022-01"].source.vi


def test_every_document_cited_is_listed() -> None:
    cited = {document for node in NODES.values() for document in node.basis}
    for criteria_set in LAW.sets.values():
        cited |= {criteria_set.document, criteria_set.guidance} - {""}
    assert cited <= set(LAW.documents)
    assert [document.id for document in LAW.documents.values() if document.full_text] == ["CV 1414/STTTT-BCVTCNTT"]
