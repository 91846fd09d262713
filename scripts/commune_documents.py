"""What a commune's documents say: its report on itself with the annexes, its proposal, the minutes of its meeting."""

from docx.document import Document as Docx
from docx.shared import Pt

from office_form import (
    JUSTIFIED,
    LEFT,
    Column,
    annex_title,
    columns,
    filled_row,
    grid,
    grounds,
    heading,
    letterhead,
    listed,
    new_annex,
    new_document,
    repeated,
    say,
    signature,
    tag,
    tagged_row,
    text,
    tight,
    title,
    together,
)

ABOUT = "{{ commune }} đạt tiêu chí {{ criterion }} về {{ set }}"
DOTS, FEW = "…" * 8, "…" * 2
CLOCK = f"{FEW} giờ {FEW}, ngày {FEW} tháng {FEW} năm {FEW}"
_SPACE, _SIGNED = Pt(6), Pt(76)
SHARED = ("Như trên", "Đảng ủy, HĐND {{ commune }} (để b/c)")

SUMMARY: tuple[Column, ...] = (
    ("TT", 12, "{{ loop.index }}"),
    ("Bộ tiêu chí", 83, "{{ annex.set }}: tiêu chí {{ annex.criterion }} ({{ annex.document }})"),
    ("Số điều kiện đạt", 35, "{{ annex.met }}/{{ annex.asked }}"),
    ("Kết quả", 35, "{{ annex.verdict }}"),
)
RESULTS: tuple[Column, ...] = (
    ("TT", 12, "{% vm %}{{ part.number }}"),
    ("Nội dung tiêu chí", 40, "{% vm %}{{ part.content }}"),
    ("Chỉ tiêu cụ thể", 74, "{{ row.text }}"),
    ("Mức đánh giá", 17, "{{ row.level }}"),
    ("Kết quả", 22, "{{ row.verdict }}"),
    ("Lý do, số liệu", 60, "{{ row.reason }}"),
    ("Căn cứ, hướng dẫn", 37, "{{ row.basis }}"),
)
FIGURES: tuple[Column, ...] = (
    ("TT", 12, "{{ loop.index }}"),
    ("Nội dung", 110, "{{ each.title }}"),
    ("Số liệu", 30, "{{ each.figure or 'chưa khai' }}"),
    ("Tính đến", 30, "{{ each.as_of }}"),
    ("Nguồn", 80, "{{ each.source }}"),
)
REGISTERS: tuple[Column, ...] = (
    ("TT", 12, "{{ loop.index }}"),
    ("Sổ", 150, "{{ each.title }}"),
    ("Số dòng", 40, "{{ each.count }}"),
    ("Tình trạng", 60, "{{ each.state }}"),
)
EVIDENCE: tuple[Column, ...] = (
    ("TT", 12, "{{ loop.index }}"),
    ("Minh chứng", 80, "{{ each.title }}"),
    ("Điều kiện", 80, "{{ each.conditions }}"),
    ("Tệp", 60, "{{ each.file }}"),
    ("Có giá trị đến", 30, "{{ each.until }}"),
)
CONDITIONS: tuple[Column, ...] = (
    ("TT", 12, "{{ loop.index }}"),
    ("Chỉ tiêu", 20, "{{ each.number }}"),
    ("Điều kiện", 98, "{{ each.title }}"),
    ("Xã tự đánh giá", 35, "{{ each.verdict }}"),
)


def self_assessment() -> Docx:
    """Báo cáo tự đánh giá."""
    document = new_document("Báo cáo tự đánh giá của {{ commune }}")
    letterhead(document, "BC")
    subject = "Kết quả tự đánh giá thực hiện tiêu chí {{ criteria }} trong xây dựng nông thôn mới của {{ commune }}"
    title(document, "BÁO CÁO", subject, "{{ addressee }}")
    grounds(document)
    text(document, "{{ body }} báo cáo kết quả tự đánh giá như sau:")
    heading(document, "1. Kết quả chung")
    listed(document, "annex in annexes", SUMMARY, size=13, middle=(0, 2, 3))
    tight(document.add_paragraph())
    _still_open(document, "2. Những điều kiện chưa đạt", "not_met")
    _still_open(document, "3. Những điều kiện chưa đủ dữ liệu để kết luận", "insufficient")
    heading(document, "4. Số liệu, minh chứng")
    figures = "{% if as_of %}Số liệu tính đến ngày {{ as_of }}. {% endif %}"
    source = "{% if source %}Nguồn: {{ source }}. {% endif %}"
    law = "Xét theo quy định của ngày {{ law_day }}. Kết quả từng điều kiện, lý do và căn cứ ở phụ lục kèm theo."
    evidence = (
        "{% if evidence %} Minh chứng kèm theo: {{ evidence|length }} tài liệu ({{ evidence_heading }}).{% endif %}"
    )
    text(document, figures + source + law + evidence)
    tag(document, "{%p if checks %}")
    heading(document, "5. Các nội dung khác")
    repeated(
        document, "each in checks", ("- {{ each.title }}: {{ each.answer }} ({{ each.source }}, {{ each.as_of }}).",)
    )
    tag(document, "{%p endif %}")
    tag(document, "{%p if answers %}")
    heading(document, "{% if checks %}6{% else %}5{% endif %}. Tiếp thu, giải trình ý kiến của cơ quan xét hồ sơ")
    repeated(document, "each in answers", ("- {{ each.condition }}: {{ each.text }}",))
    tag(document, "{%p endif %}")
    text(document, "{{ body }} trân trọng báo cáo./.").paragraph_format.keep_with_next = True
    signature(document, *SHARED)
    _results(document)
    _supplements(document)
    return document


def _still_open(document: Docx, words: str, field: str) -> None:
    heading(document, words)
    tag(document, f"{{%p for group in {field} %}}")
    text(document, "{{ group.set }}:", "italic")
    repeated(document, "row in group.rows", ("- {{ row.title }} ({{ row.number }}): {{ row.reason }}",))
    tag(document, "{%p else %}")
    text(document, "Không có.")
    tag(document, "{%p endfor %}")


def _results(document: Docx) -> None:
    """Every annex a section of its own, so that its pages are counted by themselves; the last has the document's."""
    new_annex(document)
    tag(document, "{%p for annex in annexes %}")
    words = ("KẾT QUẢ TỰ ĐÁNH GIÁ TIÊU CHÍ {{ annex.criterion | upper }} VỀ {{ annex.set | upper }}",)
    annex_title(document, "{{ annex.heading }}", words, "Báo cáo số         /BC-{{ sign }}")
    table = grid(document, RESULTS, 11)
    tagged_row(table, "{%tr for part in annex.parts %}")
    tagged_row(table, "{%tr for row in part.rows %}")
    filled_row(table, RESULTS, 11, (0, 3, 4))
    tagged_row(table, "{%tr endfor %}")
    tagged_row(table, "{%tr endfor %}")
    counted = "Kết quả: {{ annex.verdict }}. Số điều kiện đạt: {{ annex.met }}/{{ annex.asked }}."
    say(document, counted, align=LEFT, styles="bold").paragraph_format.space_before = _SPACE
    tag(document, "{%p if annex.readings %}")
    tight(applied := say(document, "Cách hiểu văn bản đã áp dụng:", align=LEFT, size=12, styles="italic"))
    applied.paragraph_format.keep_with_next = True
    tag(document, "{%p for reading in annex.readings %}")
    tight(say(document, "- {{ reading }}", align=JUSTIFIED, size=12))
    tag(document, "{%p endfor %}")
    tag(document, "{%p endif %}")
    tag(document, "{%p if not loop.last or figures_heading or evidence_heading %}")
    new_annex(document)
    tag(document, "{%p endif %}")
    tag(document, "{%p endfor %}")


def _supplements(document: Docx) -> None:
    """The figures and the evidence, each an annex, where a dossier has them."""
    attached = "Báo cáo số         /BC-{{ sign }}"
    tag(document, "{%p if figures_heading %}")
    annex_title(document, "{{ figures_heading }}", ("SỐ LIỆU KHAI VÀ SỔ GỐC",), attached)
    tag(document, "{%p if figures %}")
    say(document, "1. Số liệu khai", align=LEFT, styles="bold").paragraph_format.keep_with_next = True
    listed(document, "each in figures", FIGURES, middle=(0, 2, 3))
    tag(document, "{%p endif %}")
    tag(document, "{%p if registers %}")
    below = say(document, "{% if figures %}2{% else %}1{% endif %}. Sổ gốc", align=LEFT, styles="bold")
    below.paragraph_format.space_before, below.paragraph_format.keep_with_next = _SPACE, True
    listed(document, "each in registers", REGISTERS, middle=(0, 2, 3))
    tag(document, "{%p endif %}")
    tight(document.add_paragraph())
    tag(document, "{%p if evidence_heading %}")
    new_annex(document)
    tag(document, "{%p endif %}")
    tag(document, "{%p endif %}")
    tag(document, "{%p if evidence_heading %}")
    annex_title(document, "{{ evidence_heading }}", ("DANH MỤC MINH CHỨNG",), attached)
    listed(document, "each in evidence", EVIDENCE, middle=(0, 4))
    tight(document.add_paragraph())
    tag(document, "{%p endif %}")


def proposal() -> Docx:
    """Tờ trình của UBND xã."""
    document = new_document("Tờ trình của {{ body }}")
    letterhead(document, "TTr")
    title(document, "TỜ TRÌNH", f"Về việc đề nghị {{{{ asks }}}}, công nhận {ABOUT}", "{{ addressee }}")
    met = f"Căn cứ kết quả cuộc họp ngày {FEW} tháng {FEW} năm {FEW} của {{{{ body }}}} (có biên bản kèm theo)"
    grounds(document, met)
    text(document, "{{ body }} kính trình {{ addressee }} như sau:")
    heading(document, "1. Kết quả thực hiện")
    text(
        document,
        "{{ body }} đã tự đánh giá tiêu chí {{ criterion }} về {{ set }} (ban hành theo {{ document }}), xét theo quy "
        "định của ngày {{ law_day }}: đạt {{ met }}/{{ asked }} điều kiện; kết quả chung: {{ verdict|lower }}. "
        "Số liệu, "
        "lý do, minh chứng của từng điều kiện nêu tại Báo cáo tự đánh giá kèm theo.",
    )
    tag(document, "{%p if round > 1 %}")
    text(document, "Hồ sơ trình lần {{ round }}, đã bổ sung, giải trình theo ý kiến của cơ quan xét hồ sơ.")
    tag(document, "{%p endif %}")
    tag(document, "{%p if checks %}")
    heading(document, "2. Các nội dung khác")
    repeated(
        document, "each in checks", ("- {{ each.title }}: {{ each.answer }} ({{ each.source }}, {{ each.as_of }}).",)
    )
    tag(document, "{%p endif %}")
    heading(document, "{% if checks %}3{% else %}2{% endif %}. Đề nghị")
    asked = "trình cấp có thẩm quyền{% if asks == 'thẩm tra' %} thẩm định,{% endif %} công nhận"
    text(document, f"{{{{ body }}}} đề nghị {{{{ addressee }}}} {{{{ asks }}}} hồ sơ, {asked} {ABOUT}.")
    text(document, "Hồ sơ kèm theo gồm:")
    for line in (
        "- Báo cáo kết quả tự đánh giá và các phụ lục;",
        "- Biên bản họp của {{ body }};",
        "- Báo cáo tổng hợp ý kiến của các tổ chức chính trị - xã hội và Nhân dân"
        "{% if evidence_count %};{% else %}.{% endif %}",
    ):
        text(document, line)
    tag(document, "{%p if evidence_count %}")
    text(document, "- Minh chứng của các điều kiện: {{ evidence_count }} tài liệu.")
    tag(document, "{%p endif %}")
    text(document, "{{ body }} kính trình {{ addressee }} xem xét./.").paragraph_format.keep_with_next = True
    signature(document, *SHARED)
    return document


def meeting() -> Docx:
    """Biên bản họp của xã."""
    document = new_document("Biên bản họp của {{ body }}")
    minutes(document, f"Họp xét, đề nghị công nhận {ABOUT}")
    text(document, "{{ body }} báo cáo kết quả tự đánh giá: đạt {{ met }}/{{ asked }} điều kiện, cụ thể:")
    listed(document, "each in conditions", CONDITIONS, size=12, middle=(0, 1, 3))
    tight(document.add_paragraph())
    votes(document, "đề nghị công nhận")
    over(document, "Hồ sơ")
    return document


def minutes(document: Docx, subject: str) -> None:
    """The beginning of minutes: no place and day beside the number, but when and where, and who was there."""
    letterhead(document, "BB", dated=False)
    title(document, "BIÊN BẢN", subject)
    text(document, f"Thời gian bắt đầu: {CLOCK}.").alignment = LEFT
    text(document, f"Địa điểm: {DOTS * 3}.")
    text(document, "Thành phần tham dự:")
    for line in (
        f"- Chủ trì (chủ tọa): ông (bà) {DOTS}, chức vụ {FEW * 2};",
        f"- Thư ký: ông (bà) {DOTS}, chức vụ {DOTS};",
        f"- Các thành viên dự họp: {DOTS * 2}.",
        f"Có mặt {FEW} người; vắng {FEW} người, lý do: {DOTS}.",
    ):
        text(document, line).alignment = LEFT
    heading(document, "1. Nội dung")


def votes(document: Docx, asked: str) -> None:
    """What was said, and the votes."""
    heading(document, "2. Ý kiến thảo luận")
    text(document, DOTS * 6)
    heading(document, "3. Kết quả biểu quyết")
    for line in (
        "- Số phiếu biểu quyết: {{ votes_cast }};",
        f"- Đồng ý {asked}: {{{{ votes_for }}}} phiếu, đạt {{{{ votes_share }}}};",
        "- Không đồng ý: {{ votes_against }} phiếu.",
    ):
        text(document, line).alignment = LEFT
    heading(document, "4. Kết luận của chủ tọa")
    text(document, DOTS * 6)


def over(document: Docx, kept: str) -> None:
    """The end of minutes: the hour, who signs on both sides, and below who receives them."""
    said = f"Cuộc họp kết thúc vào {CLOCK}. Biên bản đã được đọc cho những người dự họp cùng nghe và nhất trí./."
    text(document, said).paragraph_format.keep_with_next = True
    ((left, right),) = columns(document, (82, 83))
    for cell, words in ((left, "THƯ KÝ"), (right, "CHỦ TỌA")):
        say(cell, words, size=14, styles="bold").paragraph_format.space_after = _SIGNED
    together(left, right)
    tight(say(document, "Nơi nhận:", align=LEFT, size=12, styles="bold italic"))
    tight(say(document, "- Các thành viên dự họp;", align=LEFT, size=11))
    tight(say(document, f"- Lưu: VT, {kept}.", align=LEFT, size=11))
