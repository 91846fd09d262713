"""Section 5 of a letter and the synthesis of a period, written from what is kept; and as a document."""

from datetime import date, datetime
from io import BytesIO

import pytest
from docx import Document

from langso import clock
from langso.directives import library
from langso.directives.actions.difficulties import raise_difficulty, reply, settle
from langso.directives.actions.guidance import publish
from langso.directives.actions.plans import add_money, register
from langso.directives.actions.recommendations import recommend, send
from langso.directives.actions.tasks import give
from langso.directives.given import BudgetGiven, DifficultyGiven, PlanGiven, RecommendationGiven, TaskGiven
from langso.directives.kinds import Purpose, Source
from langso.directives.synthesis import difficulties_and_recommendations, synthesis
from langso.documents.plain import plain_document
from langso.places.models import Organisation, OrganisationKind
from workplace import DAY

pytestmark = pytest.mark.django_db
NODES = ("NC-8.4a.5a", "NC-8.4a.5b", "KM-XH.2")


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.at(datetime(2022, 12, 31, 9, tzinfo=clock.VIET_NAM)):
        yield


@pytest.fixture
def difficulty(workplace, specialist):
    given = DifficultyGiven(
        "Chưa có kế hoạch của tỉnh", "UBND tỉnh chưa ban hành kế hoạch.\nBưu điện tỉnh đang thu thập dữ liệu.", NODES,
        (workplace.commune.parent.parent,), "Kế hoạch của UBND tỉnh",
    )  # fmt: skip
    return raise_difficulty(specialist, given)


@pytest.fixture
def committee(workplace):
    return Organisation.objects.get(kind=OrganisationKind.PROVINCE_COMMITTEE, unit=workplace.commune.parent.parent)


def lines(text) -> str:
    """The whole text, a paragraph or a row of a table a line."""
    told = []
    for _depth, section in text.walk():
        rows = section.table.rows if section.table else ()
        told += [f"{section.number}. {section.heading}", *section.paragraphs, *(" | ".join(row) for row in rows)]
    return "\n".join(told)


def test_section_five_cites_the_words_of_the_law_and_says_what_is_asked(specialist, difficulty, committee):
    asked = RecommendationGiven(
        "Địa chỉ số", committee, ("sớm ban hành kế hoạch", "cấp kinh phí"), difficulties=(difficulty.pk,)
    )
    made = recommend(specialist, asked)
    told = lines(difficulties_and_recommendations(DAY))
    assert "5.1. Khó khăn, vướng mắc" in told
    assert "NC-8.4a.5a và NC-8.4a.5b (Xã nông thôn mới nâng cao), có nội dung “100% hộ gia đình" in told
    assert "KM-XH.2 (Xã nông thôn mới kiểu mẫu), có nội dung “Số hóa địa chỉ nhà dân" in told
    assert "Bưu điện tỉnh đang thu thập dữ liệu." in told.split("\n")
    assert "Đang chờ: Kế hoạch của UBND tỉnh." in told
    assert "đề nghị UBND tỉnh Hải Dương: sớm ban hành kế hoạch; cấp kinh phí." in told
    send(specialist, made)
    assert "cấp kinh phí (đã gửi)." in lines(difficulties_and_recommendations(DAY))


def test_how_many_communes_are_held_up_is_counted(difficulty):
    told = lines(difficulties_and_recommendations(DAY))
    assert "Đến ngày 31/12/2022, 0/178 xã chưa đạt điều kiện NC-8.4a.5b; 178 xã chưa đủ số liệu." in told


def test_an_answer_is_told_and_what_is_settled_is_not_a_difficulty_any_more(specialist, difficulty):
    reply(specialist, difficulty, "Sở đã trình dự thảo.")
    assert "trả lời ngày 31/12/2022: Sở đã trình dự thảo." in lines(difficulties_and_recommendations(DAY))
    settle(specialist, difficulty, "Đã có Kế hoạch 12/KH-UBND.")
    told = lines(difficulties_and_recommendations(DAY))
    assert "Hiện không có." in told
    assert "Chưa có kế hoạch" not in told


def test_with_nothing_kept_every_section_says_so():
    told = lines(synthesis(date(2022, 10, 1), DAY))
    for said in (
        "Trong kỳ không gửi văn bản nào.",
        "Hiện không có.",
        "Chưa có kế hoạch nào",
        "Chưa có chỉ tiêu nào cho năm 2022.",
    ):
        assert said in told


def test_the_synthesis_counts_communes_guidance_tasks_and_money(workplace, specialist, difficulty, committee):
    entry = library.find("CV 1414/STTTT-BCVTCNTT", specialist, DAY)
    publish(specialist, entry, {committee: Purpose.REPORT})
    plan = register(specialist, PlanGiven("Kế hoạch A", "UBND tỉnh"))
    body = Organisation.objects.select_related("unit__parent__parent").get(
        kind=OrganisationKind.COMMUNE_COMMITTEE, unit=workplace.commune
    )
    with clock.at(datetime(2022, 11, 20, 9, tzinfo=clock.VIET_NAM)):
        give(specialist, [TaskGiven(body, "Việc một", due=date(2022, 12, 1)), TaskGiven(body, "Việc hai")], plan)
    add_money(specialist, plan, BudgetGiven("Biển", Source.PROVINCE, 2_000_000, 500_000))
    told = lines(synthesis(date(2022, 10, 1), DAY))
    assert "Xã nông thôn mới | 0 | 0 | 178 | 0" in told
    assert "Huyện Gia Lộc | 0 | 0 | 17 | 17" in told
    assert "CV 1414/STTTT-BCVTCNTT: Hướng dẫn thực hiện Chương trình MTQG" in told
    assert "| 31/12/2022 | 1 | 0 | 0" in told
    assert "Kế hoạch A | 2 | 0 | 1 | 2.000.000 | 500.000" in told
    settle(specialist, difficulty, "Xong.")
    assert "Giải quyết xong ngày 31/12/2022: Chưa có kế hoạch của tỉnh. Xong." in lines(
        synthesis(date(2022, 10, 1), DAY)
    )


def test_on_a_day_without_a_set_or_a_district_it_still_reads():
    with clock.at(datetime(2026, 3, 1, 9, tzinfo=clock.VIET_NAM)):
        told = lines(synthesis(date(2026, 1, 1), date(2026, 3, 1)))
    assert "Ngày 01/03/2026 không có bộ tiêu chí nào còn hiệu lực." in told
    assert "Ngày này không còn cấp huyện." in told


def test_the_document_has_the_same_words_and_the_form_of_the_decree(difficulty):
    text = difficulties_and_recommendations(DAY)
    made = Document(BytesIO(plain_document(text, "Nguồn: số liệu các xã")))
    told = [paragraph.text for paragraph in made.paragraphs]
    assert told[0] == "KHÓ KHĂN, VƯỚNG MẮC VÀ KIẾN NGHỊ"
    assert "5.1. Khó khăn, vướng mắc" in told
    assert told[-1] == "Nguồn: số liệu các xã"
    page = made.sections[0]
    assert (round(page.page_width.mm), round(page.left_margin.mm), round(page.right_margin.mm)) == (210, 30, 15)
    assert made.styles["Normal"].font.name == "Times New Roman"
