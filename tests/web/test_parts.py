"""Each part says with a sign and a word what it shows with a colour, and escapes what it is given."""

import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from django import forms
from django.template import engines
from markupsafe import Markup

from langso.language import Language, speaking

WORDS = {
    "met": "Đạt",
    "not_met": "Chưa đạt",
    "insufficient": "Chưa đủ dữ liệu",
    "not_applicable": "Không áp dụng",
    "awaiting": "Chờ hướng dẫn",
    "difficulty": "Vướng mắc",
}


def draw(source, language=Language.VI, **context):
    template = engines["jinja2"].from_string('{% import "web/parts.html" as parts %}' + source)
    with speaking(language):
        return template.render(context)


def text_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


@pytest.mark.parametrize(("state", "word"), WORDS.items())
def test_a_verdict_has_a_sign_a_word_and_a_colour(state, word):
    drawn = draw("{{ parts.verdict(state) }}", state=state)
    assert "<svg" in drawn
    assert text_of(drawn) == word
    assert f"is-{state}" in drawn


def test_a_verdict_is_said_in_english_too():
    assert text_of(draw('{{ parts.verdict("difficulty") }}', Language.EN)) == "Difficulty"


def test_a_verdict_may_be_said_in_other_words():
    assert text_of(draw('{{ parts.verdict("not_applicable", "Chưa đăng ký") }}')) == "Chưa đăng ký"


@pytest.mark.parametrize(("state", "word"), WORDS.items())
def test_a_sign_alone_still_says_its_word_to_who_listens(state, word):
    assert f"<title>{word}</title>" in draw("{{ parts.verdict_sign(state) }}", state=state)


@pytest.mark.parametrize(("state", "word"), WORDS.items())
def test_a_cell_of_the_matrix_has_a_sign_and_a_word(state, word):
    sign, said = text_of(draw("{{ parts.matrix_cell(state) }}", state=state)).split(" ", 1)
    assert sign in "✓✕?–‖⚑"
    assert said == word


def test_a_bar_says_in_numbers_what_it_shows():
    drawn = draw("{{ parts.bar(states) }}", states=["met", "met", "not_met", "insufficient"])
    assert 'role="img" aria-label="2 đạt · 1 chưa đạt · 1 chưa đủ dữ liệu"' in drawn
    assert drawn.count("<i ") == 4


def test_a_tally_is_silent_about_none():
    assert draw('{{ parts.tally({"met": 1040, "not_met": 0}) }}') == "1.040 đạt"


def test_a_meter_marks_the_threshold_and_hatches_what_is_unknown():
    drawn = draw('{{ parts.meter(0.5, "5–7 / 10", threshold=0.8, upper=0.7) }}')
    assert 'class="meter-mark" x1="80.0%"' in drawn
    assert 'class="meter-unknown" x1="50.0%" x2="70.0%"' in drawn
    assert text_of(drawn) == "5–7 / 10"


def test_a_meter_whose_share_is_known_is_not_hatched():
    assert "meter-unknown" not in draw('{{ parts.meter(0.5, "50%", upper=0.5) }}')


def test_chips_name_rows_link_those_that_lie_somewhere_and_count_the_rest():
    drawn = draw('{{ parts.chips([("Cẩm", "/cam"), ("Đầm", none)], more=1200) }}')
    assert '<a class="chip" href="/cam">Cẩm</a>' in drawn
    assert '<span class="chip">Đầm</span>' in drawn
    assert text_of(drawn) == "Cẩm Đầm và 1.200 mục khác"


def test_a_condition_that_is_not_met_is_said_to_be_in_the_way():
    source = (
        '{% call parts.condition("c", state, "100% số thôn", actions=parts.button("Sửa", url="/")) %}'
        '{{ parts.reason("7 / 9") }}{% endcall %}'
    )
    assert "in-the-way" in draw(source, state="not_met")
    assert "in-the-way" not in draw(source, state="met")
    assert text_of(draw(source, state="not_met")) == "Chưa đạt 100% số thôn 7 / 9 Sửa"


def test_a_criterion_is_a_section_named_by_its_heading():
    drawn = draw('{% call parts.criterion("c-8", "8.3 Truyền thanh", "met") %}…{% endcall %}')
    assert 'aria-labelledby="c-8-title"' in drawn
    assert '<h2 id="c-8-title">8.3 Truyền thanh</h2>' in drawn


def test_a_set_that_is_not_judged_has_a_dash_and_a_note():
    assert text_of(draw('{{ parts.set_card("Kiểu mẫu", "/", note="Chưa đăng ký.") }}')) == "Kiểu mẫu — Chưa đăng ký."


def test_a_stage_says_in_words_how_far_it_is():
    drawn = draw('{{ parts.stages([("Xã trình", "done", "12/10/2022"), ("Huyện thẩm tra", "current", "")]) }}')
    assert text_of(drawn) == "Xã trình Đã xong · 12/10/2022 Huyện thẩm tra Đang thực hiện"
    assert drawn.count('aria-current="step"') == 1


def test_a_field_is_bound_to_its_label_its_help_and_its_errors():
    drawn = draw('{{ parts.field("so_ho", "Số hộ", help="Số nguyên.", errors=["Không phải số."]) }}')
    assert '<label for="id_so_ho">' in drawn
    assert 'aria-describedby="id_so_ho-help id_so_ho-error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert text_of(drawn) == "Số hộ Số nguyên. Không phải số."


def test_a_field_that_may_be_left_out_says_so():
    drawn = draw('{{ parts.field("note", "Ghi chú", required=false) }}')
    assert "(không bắt buộc)" in drawn
    assert " required" not in drawn


def test_a_field_of_a_django_form_looks_like_the_others():
    class Form(forms.Form):
        name = forms.CharField(label="Tên", help_text="Như trong giấy tờ.")
        note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea)
        unit = forms.ChoiceField(label="Đơn vị", choices=[("1", "Xã")])

    form = Form({"name": ""})
    drawn = draw("{% for it in form %}{{ parts.bound(it) }}{% endfor %}", form=form)
    assert drawn.count("form-control") == 2
    assert drawn.count("form-select") == 1
    assert 'aria-describedby="id_name-help id_name-error"' in drawn
    assert "has-error" in drawn
    assert "(không bắt buộc)" in drawn


def test_a_table_is_named_and_says_how_it_is_sorted():
    source = (
        '{% call parts.table("t", "Sổ thôn", [parts.column("Thôn", sort_url="?sort=x", sorted="descending")]) %}'
        "<tr><td>Cẩm</td></tr>{% endcall %}"
    )
    drawn = draw(source)
    assert 'role="region" aria-label="Sổ thôn" tabindex="0"' in drawn
    assert 'aria-sort="descending"><a href="?sort=x">Thôn' in drawn


def test_pages_keep_the_query_and_leave_out_what_is_far():
    drawn = draw('{{ parts.pagination(5, 20, {"q": "an bình"}) }}')
    assert 'href="?q=an+b%C3%ACnh&amp;page=6"' in drawn
    assert text_of(drawn) == "Trước 1 … 4 5 6 … 20 Sau"


def test_one_page_needs_no_pages():
    assert draw("{{ parts.pagination(1, 1) }}") == ""


def test_an_empty_state_says_what_why_and_what_to_do():
    drawn = draw(
        '{{ parts.empty("Chưa có thôn nào", "Xã chưa nhập sổ.", action=parts.button("Nhập từ Excel", url="/")) }}'
    )
    assert text_of(drawn) == "Chưa có thôn nào Xã chưa nhập sổ. Nhập từ Excel"


@pytest.mark.parametrize(("kind", "role"), [("failed", "alert"), ("done", "status")])
def test_a_notice_that_appears_is_read_out(kind, role):
    assert f'role="{role}"' in draw("{% call parts.notice(kind, live=true) %}…{% endcall %}", kind=kind)


def test_a_dialog_asks_before_it_sends():
    drawn = draw(
        '{% call parts.dialog("ask", "Trình hồ sơ?", "Trình", "/send", hidden={"version": 7}) %}'
        "<p>Sau đó…</p>{% endcall %}"
    )
    assert '<input type="hidden" name="version" value="7">' in drawn
    assert text_of(drawn) == "Trình hồ sơ? Sau đó… Thôi Trình"


def test_work_of_unknown_length_shows_no_figure():
    assert " value=" not in draw('{{ parts.progress("p", "Đang lập báo cáo") }}')
    assert 'value="4" max="10"' in draw('{{ parts.progress("p", "Đang đọc", 4, 10) }}')


NASTY = '\'" onfocus="alert(1)"><script>alert(1)</script>'
CALLS = [
    "parts.verdict('met', nasty)",
    "parts.bar(['met'], nasty)",
    "parts.meter(0.5, nasty)",
    "parts.set_card(nasty, nasty, 'met', 1, 2, ['met'], nasty, said=nasty)",
    "parts.outline([(nasty, nasty, 'met', true)], nasty)",
    "parts.reason(nasty)",
    "parts.source(nasty)",
    "parts.chips([(nasty, nasty)], more=2, more_url=nasty)",
    "parts.law(nasty, nasty, nasty)",
    "parts.stages([(nasty, 'done', nasty)])",
    "parts.button(nasty, url=nasty, attrs={'title': nasty})",
    "parts.field(nasty, nasty, value=nasty, help=nasty, errors=[nasty])",
    "parts.field('a', nasty, type='select', options=[(nasty, nasty)])",
    "parts.check(nasty, nasty, value=nasty, help=nasty)",
    "parts.search(nasty, nasty, value=nasty)",
    "parts.column(nasty, sort_url=nasty)",
    "parts.matrix_cell('met', nasty, nasty)",
    "parts.pagination(2, 3, {'q': nasty})",
    "parts.tabs([(nasty, nasty, true)], nasty)",
    "parts.heading(nasty, [(nasty, nasty)], nasty)",
    "parts.empty(nasty, nasty)",
    "parts.definitions([(nasty, nasty)])",
    "parts.figure(nasty, nasty)",
    "parts.progress('p', nasty, shown=nasty)",
    "parts.tag(nasty)",
]


class Attributes(HTMLParser):
    """The tags and the names of attributes in a piece of a page, as a browser reads it."""

    def __init__(self):
        super().__init__()
        self.tags, self.names = set(), set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.names |= {name for name, _value in attrs}


@pytest.mark.parametrize("call", CALLS)
def test_what_a_part_is_given_is_escaped(call):
    drawn = draw("{{ " + call + " }}", nasty=NASTY)
    found = Attributes()
    found.feed(drawn)
    assert "script" not in found.tags
    assert "onfocus" not in found.names


def test_what_is_markup_already_stays_so():
    assert "<b>7 / 9</b>" in draw("{{ parts.reason(text) }}", text=Markup("<b>7 / 9</b>"))


def test_every_part_is_shown_on_the_page_of_parts():
    source = engines["jinja2"].env.loader.get_source(engines["jinja2"].env, "web/parts_page.html")[0]
    offered = [
        name for name in dir(engines["jinja2"].env.get_template("web/parts.html").module) if not name.startswith("_")
    ]
    modules = {"verdicts", "conditions", "forms", "tables", "telling"}
    not_needed = {"verdict", "verdict_sign", "bar", "bound"}  # within other parts; of a Django form
    missing = [name for name in offered if name not in modules | not_needed and f"parts.{name}(" not in source]
    assert missing == []


def test_the_page_of_parts_is_drawn_for_a_person_and_for_a_visitor(rf):
    from langso.web.views.parts import _samples

    request = rf.get("/parts/")
    frame = {
        "language": "vi",
        "theme": "dark",
        "demonstration": None,
        "nav": [("/", "Xã", True)],
        "roles": [],
        "path": "/parts/",
    }
    person = SimpleNamespace(name="Nguyễn Thị Hà", email="ha@example.vn")
    template = engines["jinja2"].env.get_template("web/parts_page.html")
    assert "Nguyễn Thị Hà" in template.render(**frame, **_samples(), request=request, person=person)
    visitor = template.render(**frame, **_samples(), request=request, person=None)
    assert "Đăng nhập" in visitor
    assert 'data-bs-theme="dark"' in visitor
