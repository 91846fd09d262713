"""What the documents of reviewing bodies say: verification, appraisal, the council's minutes, a round's synthesis."""

from docx.document import Document as Docx
from docx.shared import Pt

from commune_documents import ABOUT, CONDITIONS, minutes, over, votes
from office_form import (
    LEFT,
    Column,
    annex_title,
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
    text,
    tight,
    title,
)

OPINIONS: tuple[Column, ...] = (
    ("TT", 12, "{{ loop.index }}"),
    ("Điều kiện", 44, "{{ each.title }} ({{ each.number }})"),
    ("Chỉ tiêu cụ thể", 68, "{{ each.text }}"),
    ("Xã tự đánh giá", 22, "{{ each.verdict }}"),
    ("Số liệu, lý do", 50, "{{ each.reason }}"),
    ("Ý kiến thẩm tra", 26, "{{ each.opinion }}"),
    ("Ghi chú", 40, "{{ each.note }}"),
)
BOTH: tuple[Column, ...] = (
    ("TT", 12, "{{ loop.index }}"),
    ("Điều kiện", 42, "{{ each.title }} ({{ each.number }})"),
    ("Chỉ tiêu cụ thể", 60, "{{ each.text }}"),
    ("Xã tự đánh giá", 22, "{{ each.verdict }}"),
    ("Số liệu, lý do", 46, "{{ each.reason }}"),
    ("Ý kiến thẩm tra", 24, "{{ each.earlier }}"),
    ("Ý kiến thẩm định", 24, "{{ each.opinion }}"),
    ("Ghi chú", 32, "{{ each.note }}"),
)
ALONE: tuple[Column, ...] = tuple(
    ("Ý kiến thẩm định" if head == "Ý kiến thẩm tra" else head, width, said) for head, width, said in OPINIONS
)
SETS: tuple[Column, ...] = (
    ("TT", 12, "{{ loop.index }}"),
    ("Bộ tiêu chí", 50, "{{ each.set }}"),
    ("Số hồ sơ", 16, "{{ each.count }}"),
    (
        "Tình trạng",
        62,
        "{% for one in each.states %}{{ one.state }}: {{ one.count }}{% if not loop.last %}; {% endif %}{% endfor %}",
    ),
    ("Xã chưa lập hồ sơ", 25, "{{ each.without }}"),
)
DOSSIERS: tuple[Column, ...] = (
    ("TT", 12, "{{ loop.index }}"),
    ("Xã", 32, "{{ each.commune }}"),
    ("Huyện", 30, "{{ each.district }}"),
    ("Bộ tiêu chí", 36, "{{ each.set }}"),
    ("Tình trạng", 28, "{{ each.state }}"),
    ("Đang ở", 36, "{{ each.holder }}"),
    ("Từ ngày", 23, "{{ each.since }}"),
    ("Còn thiếu", 65, "{{ each.short }}"),
)


def verification() -> Docx:
    """Báo cáo thẩm tra."""
    document = new_document("Báo cáo thẩm tra hồ sơ của {{ commune }}")
    asked = "thẩm định, trình cấp có thẩm quyền công nhận"
    _review(document, "thẩm tra", "Đủ điều kiện trình thẩm định", asked)
    signature(document, "Như trên", "Văn phòng điều phối NTM tỉnh (để t/h)", "UBND {{ commune }}")
    _opinions(document, "thẩm tra", OPINIONS)
    return document


def appraisal() -> Docx:
    """Báo cáo thẩm định."""
    document = new_document("Báo cáo thẩm định hồ sơ của {{ commune }}")
    _review(document, "thẩm định", "Đủ điều kiện đề nghị công nhận", "xem xét, công nhận")
    below = "{% if district %}UBND {{ district }}, {% endif %}UBND {{ commune }}"
    signature(document, "Như trên", "Văn phòng điều phối NTM tỉnh (để t/h)", below)
    _opinions(document, "thẩm định", BOTH, ALONE)
    return document


def _review(document: Docx, work: str, judged: str, asked: str) -> None:
    letterhead(document, "BC")
    title(document, "BÁO CÁO", f"Kết quả {work} hồ sơ đề nghị công nhận {ABOUT}", "{{ addressee }}")
    grounds(
        document,
        "Xét đề nghị của UBND {{ commune }} tại Tờ trình số ……/TTr-UBND"
        "{% if earlier %} và báo cáo thẩm tra của {{ earlier }}{% endif %}",
    )
    text(document, f"{{{{ body }}}} báo cáo kết quả {work} như sau:")
    heading(document, "1. Hồ sơ")
    text(
        document,
        "UBND {{ commune }} gửi hồ sơ (số {{ number }}, đợt xét “{{ cycle }}”{% if round > 1 %}, gửi lần {{ round }}"
        "{% endif %}) ngày {{ submitted_on }}, gồm báo cáo tự đánh giá, số liệu, sổ gốc{% if evidence_count %} và "
        "{{ evidence_count }} minh chứng{% endif %}{% if bare %}; {{ bare }} điều kiện không kèm minh chứng"
        "{% endif %}. Xét theo quy định của ngày {{ law_day }}, xã tự đánh giá đạt "
        "{{ met }}/{{ asked }} điều kiện; kết quả chung: {{ verdict|lower }}.",
    )
    heading(document, f"2. Kết quả {work}")
    text(
        document,
        "Trong {{ conditions|length }} điều kiện: nhất trí {{ agreed }}{% if disagreed %}; không nhất trí {{ "
        "disagreed }}"
        "{% endif %}{% if wanting %}; đề nghị bổ sung {{ wanting }}{% endif %}. Ý kiến với từng điều kiện ở Phụ "
        "lục kèm "
        "theo.",
    )
    tag(document, "{%p if remarks %}")
    text(document, "Ý kiến cụ thể:")
    repeated(document, "each in remarks", ("- {{ each.title }} ({{ each.number }}): {{ each.note }}",))
    tag(document, "{%p endif %}")
    heading(document, "3. Các nội dung khác")
    line = "- {{ each.title }}: {{ each.answer }} ({{ each.source }}, {{ each.as_of }})."
    repeated(document, "each in checks", (line,), otherwise="Chưa ghi nhận văn bản xác nhận nào.")
    tag(document, "{%p if unattested %}")
    text(document, "Phải được xác nhận trước khi công nhận: {{ unattested|join('; ') }}.")
    tag(document, "{%p endif %}")
    heading(document, "4. Kết luận, đề nghị")
    tag(document, "{%p if unsettled %}")
    text(document, "Chưa kết luận: còn {{ unsettled }} điều kiện chưa nhất trí hoặc chưa có ý kiến.")
    tag(document, "{%p else %}")
    later = "{% if unattested %}, sau khi có đủ các xác nhận nêu tại mục 3{% endif %}."
    text(document, f"{judged}{later}{{% if words %}} {{{{ words }}}}{{% endif %}}")
    text(
        document, f"{{{{ body }}}} đề nghị {{{{ addressee }}}} {asked} {ABOUT}./."
    ).paragraph_format.keep_with_next = True
    tag(document, "{%p endif %}")


def _opinions(document: Docx, work: str, heads: tuple[Column, ...], alone: tuple[Column, ...] = ()) -> None:
    """The annex. `alone`: the columns where no body reviewed before."""
    new_annex(document)
    words = (
        f"KẾT QUẢ {work.upper()} TIÊU CHÍ {{{{ criterion | upper }}}}",
        "VỀ {{ set | upper }} CỦA {{ commune | upper }}",
    )
    annex_title(document, "Phụ lục", words, "Báo cáo số         /BC-{{ sign }}")
    if alone:
        tag(document, "{%p if earlier %}")
    listed(
        document,
        "each in conditions",
        heads,
        middle=tuple(n for n, head in enumerate(heads) if n in (0, 3) or "Ý kiến" in head[0]),
    )
    if alone:
        tag(document, "{%p else %}")
        listed(document, "each in conditions", alone, middle=(0, 3, 5))
        tag(document, "{%p endif %}")
    counted = "Nhất trí: {{ agreed }}/{{ conditions|length }} điều kiện."
    say(document, counted, align=LEFT, styles="bold").paragraph_format.space_before = Pt(6)


def council() -> Docx:
    """Biên bản họp hội đồng thẩm định."""
    document = new_document("Biên bản họp hội đồng thẩm định hồ sơ của {{ commune }}")
    minutes(document, f"Họp hội đồng thẩm định, xét, công nhận {ABOUT}")
    text(
        document,
        "Cơ quan thẩm định báo cáo hồ sơ của {{ commune }} (số {{ number }}, đợt xét “{{ cycle }}”): xã tự đánh "
        "giá đạt "
        "{{ met }}/{{ asked }} điều kiện, cụ thể:",
    )
    listed(
        document,
        "each in conditions",
        (
            *CONDITIONS[:2],
            ("Điều kiện", 73, "{{ each.title }}"),
            *CONDITIONS[3:],
            ("Thẩm định", 25, "{{ each.opinion }}"),
        ),
        size=12,
        middle=(0, 1, 3, 4),
    )
    tight(document.add_paragraph())
    tag(document, "{%p for each in checks %}")
    text(document, "- {{ each.title }}: {{ each.answer }} ({{ each.source }}, {{ each.as_of }}).")
    tag(document, "{%p endfor %}")
    votes(document, "công nhận")
    over(document, "Hồ sơ")
    return document


def synthesis() -> Docx:
    """Báo cáo tổng hợp của huyện hoặc của tỉnh."""
    document = new_document("Tổng hợp hồ sơ, {{ cycle }}, {{ unit }}")
    letterhead(document, "BC")
    title(
        document,
        "BÁO CÁO",
        "Tổng hợp hồ sơ đề nghị công nhận kết quả thực hiện tiêu chí trong xây dựng nông thôn mới, đợt xét “{{ "
        "cycle }}”, {{ unit }}",
        "{{ addressee }}",
    )
    heading(document, "1. Tình hình chung")
    text(
        document,
        "Đến ngày {{ as_of }}, {{ unit }} có {{ communes }} xã thuộc diện xét. Trong đợt xét “{{ cycle }}” có "
        "{{ count }} hồ sơ đã "
        "được lập, chia theo bộ tiêu chí và tình trạng như sau:",
    )
    listed(document, "each in sets", SETS, size=12, middle=(0, 2, 4))
    tight(document.add_paragraph())
    heading(document, "2. Những việc còn thiếu")
    text(
        document,
        "{% if waiting %}Có {{ waiting|length }} hồ sơ còn thiếu điều kiện hoặc giấy tờ; danh sách và việc còn "
        "thiếu của từng "
        "hồ sơ ở Phụ lục kèm theo.{% else %}Không có hồ sơ nào còn thiếu.{% endif %}",
    )
    text(document, "{{ body }} trân trọng báo cáo./.").paragraph_format.keep_with_next = True
    signature(document, "Như trên")
    new_annex(document)
    annex_title(
        document,
        "{{ heading }}",
        ("DANH SÁCH HỒ SƠ, ĐỢT XÉT “{{ cycle | upper }}”",),
        "Báo cáo số         /BC-{{ sign }}",
    )
    listed(document, "each in dossiers", DOSSIERS, middle=(0, 6))
    tight(document.add_paragraph())
    return document
