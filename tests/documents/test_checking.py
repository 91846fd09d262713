"""Templates that are wrong: each fault with its place and with what is known there; and templates that mean harm."""

import io
import zipfile
from collections.abc import Callable

import pytest
from docx import Document
from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from langso.documents import filling, parts
from langso.documents.catalogue import DOCUMENTS
from langso.documents.checking import check
from langso.documents.fields import Proposal, SelfAssessment, listed, shape_of
from langso.documents.fields.shape import specimen
from langso.documents.shipped import shipped
from langso.problems import BadInputError, Problem

SHAPE = shape_of(SelfAssessment)


def saved(document: Docx) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def own(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def in_table(*rows: list[str]) -> bytes:
    document = Document()
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return saved(document)


def faults(template: bytes) -> list[Problem]:
    with pytest.raises(BadInputError) as refused:
        check(template, "mau.docx", SHAPE)
    return list(refused.value.problems)


def said(template: bytes) -> list[tuple[str, str, str]]:
    return [(fault.kind.code, fault.where.column, fault.value) for fault in faults(template)]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_template_that_ships_passes(name: str) -> None:
    check(shipped(name), name, shape_of(DOCUMENTS[name].fields))


def test_every_field_says_what_it_is() -> None:
    for document in DOCUMENTS.values():
        for name, says in listed(shape_of(document.fields)):
            assert says, name


def test_no_field_is_called_as_something_that_every_dictionary_has() -> None:
    for document in DOCUMENTS.values():
        for name, _says in listed(shape_of(document.fields)):
            assert not {part.removesuffix("[]") for part in name.split(".")} & set(dir({}))


def test_all_faults_are_told_at_once_with_their_places() -> None:
    template = own("{{ comune }}", "Kính gửi {{ addressee }}", "{{ body }} và {{ adressee }}")
    assert said(template) == [
        ("template.unknown_field", "đoạn 1: {{ comune }}", "comune"),
        ("template.unknown_field", "đoạn 3: {{ adressee }}", "adressee"),
    ]
    first, second = faults(template)
    assert first.remedy == "Có phải là “commune” không?"
    assert second.remedy == "Có phải là “addressee” không?"
    assert first.what == "Mẫu dùng trường “comune”, ở chỗ này không có trường đó"


def test_within_a_list_only_the_fields_of_its_parts_are_known() -> None:
    (fault,) = faults(own("{%p for check in checks %}", "{{ check.titel }}", "{%p endfor %}"))
    assert fault.where.column == "đoạn 2: {{ check.titel }}"
    assert fault.expected == "một trong: check.title, check.answer, check.source, check.as_of"
    assert fault.remedy == "Có phải là “check.title” không?"


def test_after_a_list_its_parts_are_known_no_more() -> None:
    template = own("{%p for check in checks %}", "{{ check.title }}", "{%p endfor %}", "{{ check.title }}")
    assert said(template) == [("template.unknown_field", "đoạn 4: {{ check.title }}", "check")]


def test_a_list_that_is_not_known_is_told_of_once() -> None:
    template = own("{%p for check in cheks %}", "{{ check.title }} {{ check.anything }}", "{%p endfor %}")
    assert [fault.value for fault in faults(template)] == ["cheks"]


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ([["{{ comune }}", ""]], "bảng 1, dòng 1, ô 1: {{ comune }}"),
        ([["a", "b"], ["c", "{{ comune }}"]], "bảng 1, dòng 2, ô 2: {{ comune }}"),
    ],
)
def test_a_fault_in_a_table_is_told_by_row_and_cell(rows: list[list[str]], place: str) -> None:
    assert faults(in_table(*rows))[0].where.column == place


def test_a_fault_in_the_head_of_a_page_is_told_so() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "{{ lable }}"
    assert said(saved(document))[0][1] == "đầu trang, đoạn 1: {{ lable }}"


def test_a_fault_in_a_box_is_found() -> None:
    document = Document()
    box = (
        f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>{{{{ comune }}}}</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r>"
    )
    document.add_paragraph("Bên ngoài")._p.append(parse_xml(box))
    assert [fault.value for fault in faults(saved(document))] == ["comune"]


def test_a_tag_that_word_has_cut_into_pieces_is_read_as_one() -> None:
    document = Document()
    paragraph = document.add_paragraph()
    for piece in ("{", "{ com", "mu", "ne }", "}"):
        paragraph.add_run(piece)
    check(saved(document), "mau.docx", SHAPE)


@pytest.mark.parametrize("tag", ["{%p for row in grounds %}", "{%p if as_of %}"])
def test_a_block_without_end_is_told_where_it_begins(tag: str) -> None:
    ((code, place, value),) = said(own("Trước", tag, "{{ body }}"))
    assert (code, place, value) == ("template.no_end", f"đoạn 2: {tag}", tag)
    end = "endfor" if "for" in tag else "endif"
    assert end in faults(own("Trước", tag))[0].expected


@pytest.mark.parametrize("tag", ["{%p endfor %}", "{%p endif %}", "{%p else %}"])
def test_an_end_without_beginning_is_told(tag: str) -> None:
    assert said(own("Trước", tag)) == [("template.no_beginning", f"đoạn 2: {tag}", tag)]


def test_an_end_of_the_other_kind_is_no_end() -> None:
    codes = [code for code, *_rest in said(own("{%p for g in grounds %}", "{{ g }}", "{%p endif %}"))]
    assert codes == ["template.no_beginning", "template.no_end"]


def test_a_block_that_begins_in_one_cell_and_ends_in_another_is_told() -> None:
    ((code, place, _value),) = said(in_table(["{% if as_of %}a", "b{% endif %}"]))
    assert (code, place) == ("template.crosses", "bảng 1, dòng 1, ô 1: {% if as_of %}")


def test_rows_are_repeated_by_tags_in_rows_of_their_own() -> None:
    good = in_table(["{%tr for c in checks %}", ""], ["{{ c.title }}", "{{ c.answer }}"], ["{%tr endfor %}", ""])
    check(good, "mau.docx", SHAPE)
    lost = in_table(["{%tr for c in checks %}", "Chữ này sẽ mất"], ["{{ c.title }}", ""], ["{%tr endfor %}", ""])
    (fault,) = faults(lost)
    assert "điền vào sẽ mất" in fault.what


def test_a_row_tag_outside_a_table_is_told() -> None:
    assert "đứng ngoài bảng" in faults(own("{%tr for c in checks %}", "{%tr endfor %}"))[0].what


def test_what_stands_beside_a_paragraph_tag_would_be_lost() -> None:
    template = own("{%p for g in grounds %} Căn cứ:", "{{ g }}", "{%p endfor %}")
    assert "cạnh thẻ còn chữ khác" in faults(template)[0].what


@pytest.mark.parametrize("text", ["{{ commune", "commune }}", "{% if as_of", "{{ commune {{ body }}", "{{ commune } }"])
def test_a_tag_that_is_not_closed_is_told_with_its_text(text: str) -> None:
    (fault, *_rest) = faults(own("Trước", text))
    assert fault.kind.code == "template.not_well_formed"
    assert fault.where.column.startswith("đoạn 2: ")


@pytest.mark.parametrize("text", ["{{ }}", "{{ commune body }}", "{{ 'a }}", "{% for in grounds %}{% endfor %}"])
def test_a_tag_that_says_nothing_sensible_is_told(text: str) -> None:
    assert any(fault.kind.code == "template.not_well_formed" for fault in faults(own(text)))


def test_a_list_cannot_be_written_as_a_text() -> None:
    (fault,) = faults(own("{{ annexes }}"))
    assert fault.what == "“annexes” là một danh sách, không viết ra như một dòng chữ được"
    assert "{% for each in annexes %}" in fault.expected
    assert said(own("{{ grounds | upper }}"))[0][0] == "template.list_shown"
    check(own("{{ grounds | join(', ') }} {{ grounds | length }} {{ grounds | first }}"), "mau.docx", SHAPE)


def test_only_a_list_can_be_repeated() -> None:
    (fault,) = faults(own("{%p for letter in commune %}", "{%p endfor %}"))
    assert fault.kind.code == "template.not_a_list"
    assert "annexes" in fault.expected


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ commune.upper() }}",
        "{{ range(9) }}",
        "{% for n in range(999999999) %}{% endfor %}",
        "{% set x = 1 %}",
        "{% macro m() %}{% endmacro %}",
        "{% include 'x' %}",
        "{{ commune * 999999999 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ commune | attr('x') }}",
        "{{ commune | center(999999999) }}",
        "{{ self }}",
        "{{ cycler }}",
        "{{ 9 ** 9 ** 9 }}",
        "{% for n in [1, 2] %}{% endfor %}",
        "{% for g in grounds recursive %}{{ loop(grounds) }}{% endfor %}",
        "{{p commune }}",
        "{% hm %}",
    ],
)
def test_a_template_may_use_fields_for_if_and_a_few_filters_alone(text: str) -> None:
    assert all(fault.where.file == "mau.docx" for fault in faults(own(text)))


def test_the_fence_stands_where_a_template_is_filled_as_well() -> None:
    for text in ("{{ commune.upper() }}", "{{ commune * 9 }}", "{% set x = 1 %}"):
        with pytest.raises(BadInputError, match="Không điền được"):
            filling.fill(own(text), {"commune": "xã An Bình"})


def test_lists_repeated_within_one_another_come_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "MOST_REPEATED", 1_000)
    deep = "".join(f"{{% for a{n} in grounds %}}" for n in range(9)) + "{% endfor %}" * 9
    fields = {"grounds": ["văn bản"] * 20}
    with pytest.raises(BadInputError) as refused:
        filling.fill(own(deep), fields)
    assert refused.value.problems[0].what == "Điền vào thì mẫu phình quá 1.000 lượt lặp"


def test_a_document_that_grows_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "LARGEST", 200_000)
    template = own("{% for g in grounds %}" + "dài " * 500 + "{% endfor %}")
    with pytest.raises(BadInputError) as refused:
        filling.fill(template, {"grounds": ["văn bản"] * 1_000})
    assert refused.value.problems[0].kind.code == "template.grows"


def repacked(template: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    change(held)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return written.getvalue()


RELS = "word/_rels/document.xml.rels"
OUTSIDE = (
    '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "oleObject", "frame"])
def test_a_template_that_fetches_something_is_refused(kind: str) -> None:
    def change(held: dict[str, bytes]) -> None:
        held[RELS] = held[RELS].replace(b"</Relationships>", OUTSIDE.format(kind=kind).encode())

    (fault,) = faults(repacked(own("{{ commune }}"), change))
    assert fault.what == "Mẫu có liên kết lấy nội dung ở ngoài: file:///etc/passwd"


def test_a_link_that_one_clicks_is_let_through() -> None:
    def change(held: dict[str, bytes]) -> None:
        held[RELS] = held[RELS].replace(b"</Relationships>", OUTSIDE.format(kind="hyperlink").encode())

    check(repacked(own("{{ commune }}"), change), "mau.docx", SHAPE)


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/embeddings/oleObject1.bin", "word/activeX/activeX1.xml"])
def test_a_template_with_macros_or_files_within_it_is_refused(name: str) -> None:
    template = repacked(own("{{ commune }}"), lambda held: held.__setitem__(name, b"<x/>"))
    assert faults(template)[0].kind.code == "template.unsafe"


@pytest.mark.parametrize("code", ["INCLUDETEXT C:\\\\x", "DDEAUTO cmd /c calc", 'INCLUDEPICTURE "http://x/y"'])
def test_a_word_field_that_fetches_or_runs_is_refused(code: str) -> None:
    document = Document()
    document.add_paragraph()._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:instrText> {code} </w:instrText></w:r>"))
    assert faults(saved(document))[0].kind.code == "template.unsafe"


def test_entities_are_not_expanded() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    template = repacked(own("{{ commune }}"), lambda held: held.__setitem__("word/settings.xml", bomb))
    assert faults(template)[0].kind.code == "template.unsafe"


def test_a_file_that_unpacks_into_very_much_is_not_unpacked() -> None:
    template = repacked(own("x"), lambda held: held.__setitem__("word/media/x.bin", b"\0" * (parts.UNPACKED + 1)))
    assert faults(template)[0].kind.code == "template.too_large"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"{{ commune }}", b"%PDF-1.7"])
def test_what_is_no_document_is_refused(content: bytes) -> None:
    assert faults(content)[0].kind.code == "template.not_readable"


def test_a_workbook_is_no_text_document() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert "không phải văn bản chữ" in faults(written.getvalue())[0].what


@given(st.text(alphabet="{}%# -pcommunefridtg|\"'().", max_size=40))
def test_whatever_is_typed_is_taken_or_refused_in_words(text: str) -> None:
    refused: list[Problem] = []
    try:
        check(own(text), "mau.docx", shape_of(Proposal))
    except BadInputError as error:
        refused = list(error.problems)
    assert all(problem.what for problem in refused)


def test_a_specimen_has_two_of_every_list() -> None:
    made = specimen(SHAPE)
    assert len(made["annexes"]) == 2
    assert len(made["annexes"][0]["parts"][0]["rows"]) == 2
