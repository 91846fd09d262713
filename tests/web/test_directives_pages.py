"""The pages of directives: the library, guidance and who read it, difficulties beside verdicts, plans, texts."""

import re
from datetime import date, datetime
from io import BytesIO

import pytest
from django.test import Client
from docx import Document

from directives.conftest import letter
from evidence.files import pdf, upload
from langso import clock
from langso.accounts.models import Role
from langso.directives.actions.difficulties import raise_difficulty
from langso.directives.actions.library import add, attach
from langso.directives.actions.plans import register
from langso.directives.actions.tasks import give
from langso.directives.given import DifficultyGiven, PlanGiven, TaskGiven
from langso.directives.models import Difficulty, Dispatch, LegalDocument, Plan, Recommendation, Target, Task
from langso.journal.models import Event
from langso.places.models import Organisation, OrganisationKind
from langso.web import directives_words

pytestmark = pytest.mark.django_db

FORM = {
    "notation": "55/STTTT-BCVTCNTT", "kind": "official_letter", "issuer": "Sở Thông tin và Truyền thông tỉnh Hải Dương",
    "issued_on": "01/12/2022", "subject": "Hướng dẫn gắn biển địa chỉ số", "for_public": "yes", "nodes": ["NC-8.4a"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    with clock.at(datetime(2022, 12, 31, 9, tzinfo=clock.VIET_NAM)):
        yield


@pytest.fixture
def sign_in(workplace):
    """A client of somebody of a role; the public without one."""

    def signed_in(role=None):
        client = Client()
        if role:
            client.force_login(workplace.people[role])
        return client

    return signed_in


@pytest.fixture
def so(sign_in):
    return sign_in(Role.DEPARTMENT_SPECIALIST)


@pytest.fixture
def specialist(workplace):
    return workplace.people[Role.DEPARTMENT_SPECIALIST]


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def province(workplace):
    return workplace.commune.parent.parent


def test_everyone_searches_the_library_without_marks(workplace, sign_in, specialist):
    add(specialist, letter(text="Bưu cục lắp biển tại từng thôn."))
    page = text(sign_in().get("/directives/?q=buu cuc"))
    assert "Công văn 55/STTTT-BCVTCNTT" in page
    assert "<mark>Bưu</mark>" in page
    assert "QĐ 2581/QĐ-UBND" not in page
    assert "Thêm văn bản" not in page
    assert "đang chờ hướng dẫn" in text(sign_in().get("/directives/"))


def test_the_public_has_documents_and_difficulties_and_who_plans_has_all(workplace, sign_in):
    def tabs(client):
        found = re.search(r'<ul class="tabs">(.*?)</ul>', client.get("/directives/").content.decode(), re.S)[1]
        return re.findall(r'href="/directives/([a-z]*)', found)

    assert tabs(sign_in()) == ["", "difficulties"]
    assert tabs(sign_in(Role.COMMUNE_OFFICER)) == ["", "guidance", "difficulties", "tasks"]
    assert tabs(sign_in(Role.COORDINATION_OFFICER))[-4:] == ["recommendations", "plans", "targets", "synthesis"]


def test_what_lies_within_a_tab_shows_that_tab(workplace, so, specialist):
    kept = add(specialist, letter())
    plan = register(specialist, PlanGiven("Kế hoạch A", "UBND tỉnh"))
    for address, tab in (
        (f"documents/{kept.pk}/", "Văn bản"),
        (f"guidance/send/{kept.pk}/", "Văn bản"),
        ("difficulties/new/", "Khó khăn, vướng mắc"),
        (f"plans/{plan.pk}/", "Kế hoạch"),
        ("recommendations/new/", "Kiến nghị"),
    ):
        page = text(so.get(f"/directives/{address}"))
        tabs = re.search(r'<ul class="tabs">(.*?)</ul>', page)[1]
        assert re.findall(r'aria-current="page">([^<]*)<', tabs) == [tab], address


def test_a_document_is_added_with_its_file_and_the_same_number_is_pointed_out(so, sign_in):
    answer = so.post("/directives/documents/new/", {**FORM, "file": upload("cv55.pdf", pdf())}, follow=True)
    made = LegalDocument.objects.get()
    assert answer.redirect_chain == [(f"/directives/documents/{made.pk}/", 302)]
    assert "NC-8.4a " in text(answer)
    again = so.post("/directives/documents/new/", {**FORM, "subject": "Việc khác"})
    assert again.status_code == 422
    assert "Thư viện đã có Công văn 55/STTTT-BCVTCNTT năm 2022" in text(again)
    assert 'name="anyway"' in text(again)
    assert "Việc khác" in text(again), "what was typed is still there"
    so.post("/directives/documents/new/", {**FORM, "subject": "Việc khác", "anyway": "yes"})
    second = LegalDocument.objects.order_by("-pk").first()
    assert "Trong năm này có văn bản khác cùng số" in text(sign_in().get(f"/directives/documents/{second.pk}/"))


def test_every_fault_of_a_form_stands_at_its_field(so):
    answer = so.post("/directives/documents/new/", {**FORM, "issued_on": "31/02/2022", "kind": "x"})
    assert answer.status_code == 422
    page = text(answer)
    assert re.search(r'id="id_issued_on-error".*?</div>', page)
    assert "“x” không có trong các lựa chọn" in page
    assert not LegalDocument.objects.exists()


def test_all_that_a_form_lacks_is_told_at_once(so):
    page = so.post("/directives/documents/new/", {}).content.decode()
    told = re.findall(r"Chưa điền “([^”]+)”", page)
    assert {"Loại", "Cơ quan ban hành", "Ngày ban hành", "Trích yếu"} <= set(told)


def test_a_file_is_handed_out_as_what_it_is_and_to_nobody_who_may_not_read_it(so, sign_in, specialist):
    kept = add(specialist, letter(for_public=False))
    attach(specialist, kept, upload("cv.pdf", pdf()))
    address = f"/directives/documents/{kept.pk}/file/1/"
    assert sign_in().get(address)["Location"].startswith("/account/login/")
    answer = so.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert sign_in().get(f"/directives/documents/{kept.pk}/").status_code == 302
    assert "55/STTTT" not in text(sign_in().get("/directives/"))


def test_guidance_goes_to_chosen_recipients_who_are_seen_to_receive_and_read_it(workplace, so, sign_in, specialist):
    kept = add(specialist, letter())
    body = Organisation.objects.get(kind=OrganisationKind.COMMUNE_COMMITTEE, unit=workplace.commune)
    page = so.get(f"/directives/guidance/send/{kept.pk}/")
    assert body.name in text(page)
    sent = {"to": [body.pk], "all-district_committee": "yes", "purpose-commune_committee": "implement",
            "purpose-district_committee": "know", "note": "Làm ngay"}  # fmt: skip
    so.post(f"/directives/guidance/send/{kept.pk}/", sent)
    dispatch = Dispatch.objects.get()
    assert dispatch.recipients.count() == 13
    commune = sign_in(Role.COMMUNE_OFFICER)
    home = text(commune.get("/home/"))
    assert "Văn bản mới" in home
    assert "Hướng dẫn thông báo, gắn biển địa chỉ số" in home
    page = text(commune.get(f"/directives/documents/{kept.pk}/"))
    assert f"Gửi {body.name} để thực hiện" in page
    assert "Làm ngay" in page
    mine = dispatch.recipients.get(organisation=body)
    assert (mine.read_by, mine.received_at) == (workplace.officer.name, None)
    commune.post(f"/directives/guidance/received/{mine.pk}/")
    told = text(so.get(f"/directives/guidance/{dispatch.pk}/"))
    assert "1 / 13" in told
    assert workplace.officer.name in told
    assert "Văn bản mới" not in text(commune.get("/home/"))
    assert text(so.get(f"/directives/guidance/{dispatch.pk}/?show=waiting")).count("chưa") >= 12


def test_all_of_one_kind_of_unit_are_chosen_and_who_has_it_already_is_marked(workplace, so, specialist):
    kept = add(specialist, letter())
    address = f"/directives/guidance/send/{kept.pk}/"
    page = text(so.get(address))
    for words in ("UBND xã: cả 178", "UBND thị trấn: cả 10", "UBND phường: cả 47"):
        assert words in page
    assert "đã gửi ngày" not in page
    so.post(address, {"all-commune_committee": "xã", "purpose-commune_committee": "implement"})
    assert Dispatch.objects.get().recipients.count() == 178
    page = text(so.get(address))
    assert "178 nơi đã được gửi văn bản này" in page
    assert page.count("đã gửi ngày 31/12/2022") == 178


def test_only_bodies_of_units_that_are_there_can_be_sent_to(workplace, so, specialist):
    kept = add(specialist, letter())
    workplace.elsewhere.until = date(2022, 12, 1)
    workplace.elsewhere.save()
    page = text(so.get(f"/directives/guidance/send/{kept.pk}/"))
    assert "UBND xã: cả 177" in page
    assert "UBND xã An Đức" not in page


def test_conditions_to_tick_lie_in_folds_by_set_and_criterion(so):
    page = text(so.get("/directives/difficulties/new/?node=NTM-8.3.2"))
    fold = page.split("<summary>NTM-8.3 ")[0].rsplit("<details", 1)[1]
    assert fold.startswith(" open"), "what is ticked lies open"
    assert "<summary>NC-8.4 " in page
    assert page.count('name="nodes"') == page.count('name="nodes" value="') > 60


def test_recipients_stand_in_vietnamese_order(workplace, so, specialist):
    kept = add(specialist, letter())
    bodies = Organisation.objects.filter(
        kind=OrganisationKind.COMMUNE_COMMITTEE, unit__name__in=("An Thượng", "An Đức", "An Bình"), unit__kind="xã"
    )
    sent = {"to": [body.pk for body in bodies], "purpose-commune_committee": "implement"}
    page = text(so.post(f"/directives/guidance/send/{kept.pk}/", sent, follow=True))
    names = re.findall(r'<th scope="row">UBND xã ([^<]*)</th>', page)
    assert names == ["An Bình, huyện Nam Sách", "An Đức, huyện Ninh Giang", "An Thượng, thành phố Hải Dương"]


def test_a_letter_that_the_law_cites_is_sent_and_read_from_its_own_page(workplace, so, sign_in):
    body = Organisation.objects.get(kind=OrganisationKind.DISTRICT_COMMITTEE, unit=workplace.commune.parent)
    address = "/directives/guidance/send/cv-1414-stttt-bcvtcntt/"
    so.post(address, {"to": [body.pk], "purpose-district_committee": "implement"})
    district = sign_in(Role.DISTRICT_REVIEWER)
    assert "CV 1414/STTTT-BCVTCNTT" in text(district.get("/directives/guidance/"))
    district.get("/directives/documents/law/cv-1414-stttt-bcvtcntt/")
    assert Dispatch.objects.get().recipients.get().read_by == workplace.people[Role.DISTRICT_REVIEWER].name


def test_nobody_chosen_is_said_and_what_was_typed_stays(so, specialist):
    kept = add(specialist, letter())
    answer = so.post(f"/directives/guidance/send/{kept.pk}/", {"note": "Làm ngay"})
    assert answer.status_code == 422
    assert "Chưa chọn nơi nhận" in text(answer)
    assert "Làm ngay" in text(answer)


def test_a_difficulty_stands_beside_the_verdict_with_its_link_and_changes_it_not(workplace, specialist, sign_in):
    given = DifficultyGiven("Chưa có kế hoạch", "Tỉnh chưa ban hành.", ("NC-8.4a",), (province(workplace),), "Kế hoạch")
    made = raise_difficulty(specialist, given)
    page = sign_in().get("/communes/10630/?set=NC").content.decode()
    row = re.search(r'id="NC-8.4a.5b".*?</article>', page, re.S)[0]
    assert "is-insufficient" in row.split("\n")[0]
    assert f'<a class="verdict is-difficulty" href="/directives/difficulties/{made.pk}/">' in row
    assert "Chưa có kế hoạch" in row
    assert "is-difficulty" not in re.search(r'id="NC-8.1".*?</article>', page, re.S)[0]
    cell = sign_in().get("/matrix/10630/NC-8.4a.5b", headers={"hx-request": "true"}).content.decode()
    assert f"/directives/difficulties/{made.pk}/" in cell
    assert "CV 4682/BTTTT-KHTC</a>" in row, "the law's own document, linked on the law panel"
    before = sign_in().get("/communes/10630/?set=NC&on=2022-12-30").content.decode()
    assert "is-difficulty" not in before


def test_the_public_reads_no_person_in_a_difficulty_and_nothing_before_it_is_taken_up(workplace, so, sign_in):
    commune = sign_in(Role.COMMUNE_OFFICER)
    form = {
        "title": "Chưa có sóng",
        "text": "Thôn Cẩm chưa có sóng.",
        "nodes": ["NTM-8.2.1"],
        "places": [workplace.commune.pk],
    }
    commune.post("/directives/difficulties/new/", form)
    made = Difficulty.objects.get()
    address = f"/directives/difficulties/{made.pk}/"
    assert sign_in().get(address).status_code == 302
    assert "Chưa có sóng" not in text(sign_in().get("/directives/difficulties/"))
    assert "Nêu vướng mắc: Chưa có sóng" in text(so.get("/home/"))
    so.post(f"{address}take-up/")
    so.post(f"{address}answer/", {"text": "Sở đã làm việc với doanh nghiệp."})
    public, own = text(sign_in().get(address)), text(commune.get(address))
    assert "Sở đã làm việc với doanh nghiệp." in public
    assert workplace.officer.name not in public
    assert workplace.people[Role.DEPARTMENT_SPECIALIST].name not in public
    assert workplace.officer.name in own
    so.post(f"{address}settle/", {"outcome": "Đã phủ sóng."})
    assert "Đã phủ sóng." in text(sign_in().get(address))
    told = text(commune.get("/communes/10630/journal/?kind=directives"))
    for said in (
        "Nêu vướng mắc: Chưa có sóng",
        "Tiếp nhận vướng mắc",
        "Giải quyết xong vướng mắc: Chưa có sóng. Đã phủ sóng",
    ):
        assert said in told


def test_a_commune_cannot_raise_for_another(workplace, sign_in):
    form = {"title": "Chưa có sóng", "text": "Chưa có.", "nodes": ["NTM-8.2.1"], "places": [workplace.elsewhere.pk]}
    assert sign_in(Role.COMMUNE_OFFICER).post("/directives/difficulties/new/", form).status_code == 403
    assert not Difficulty.objects.exists()


def test_what_a_commune_lacks_is_given_as_tasks_in_one_click_and_answered(workplace, so, sign_in):
    page = so.get("/directives/tasks/short/10630/")
    nodes = re.findall(r'name="node" value="([^"]+)" checked', page.content.decode())
    assert len(nodes) > 5
    so.post("/directives/tasks/short/10630/", {"node": nodes[:3]})
    assert Task.objects.count() == 3
    commune = sign_in(Role.COMMUNE_OFFICER)
    first = Task.objects.first()
    assert first.title in text(commune.get("/home/"))
    assert commune.post(f"/directives/tasks/{first.pk}/", {"to": "reported"}).status_code == 422
    commune.post(f"/directives/tasks/{first.pk}/", {"to": "reported", "words": "Đã khai xong."})
    assert f"Báo cáo xong: {first.title}" in text(so.get("/home/"))
    so.post(f"/directives/tasks/{first.pk}/", {"to": "done"})
    page = text(commune.get(f"/directives/tasks/{first.pk}/"))
    assert "Đã khai xong." in page
    assert 'name="to"' not in page
    assert sign_in(Role.POSTAL_OFFICER).get(f"/directives/tasks/{first.pk}/").status_code == 404


def test_a_plan_has_tasks_with_days_and_money_in_dong(workplace, so, sign_in, specialist):
    so.post("/directives/plans/new/", {"title": "Kế hoạch A", "issuer": "UBND tỉnh", "until": "31/12/2022"})
    plan = Plan.objects.get()
    post = Organisation.objects.get(kind=OrganisationKind.POSTAL_COMPANY)
    task = {"title": "Thu thập", "owner": post.pk, "due": "01/12/2022"}
    late = so.post(f"/directives/plans/{plan.pk}/task/", task)
    assert late.status_code == 422
    assert re.search('id="id_due-error">.*?Thời hạn 01/12/2022 đã qua', text(late))
    with clock.at(datetime(2022, 11, 20, 9, tzinfo=clock.VIET_NAM)):
        give(specialist, [TaskGiven(post, "Thu thập", due=date(2022, 12, 1))], plan)
    so.post(f"/directives/plans/{plan.pk}/money/", {"purpose": "Biển", "source": "province", "amount": "150.000.000"})
    page = text(so.get(f"/directives/plans/{plan.pk}/"))
    assert "quá hạn 01/12/2022" in page
    assert "150.000.000" in page
    assert "chi vượt kế hoạch" not in page
    over = {"purpose": "Biển", "source": "province", "amount": "1.000.000", "spent": "2.000.000"}
    page = text(so.post(f"/directives/plans/{plan.pk}/money/", over, follow=True))
    assert "“Biển”: số đã chi vượt kế hoạch 1.000.000 đồng" in page
    assert page.count("chi vượt kế hoạch<") == 1, "said beside the line"
    wrong = so.post(f"/directives/plans/{plan.pk}/money/", {"purpose": "Biển", "source": "province", "amount": "nhiều"})
    assert wrong.status_code == 422
    assert plan.budget.count() == 2
    assert "Thu thập" in text(sign_in(Role.POSTAL_OFFICER).get("/directives/tasks/"))
    assert sign_in(Role.COMMUNE_OFFICER).get("/directives/plans/").status_code == 403


def test_a_wrong_correction_of_money_stays_open_as_typed_with_the_error_at_its_field(so, specialist):
    plan = register(specialist, PlanGiven("Kế hoạch A", "UBND tỉnh"))
    address = f"/directives/plans/{plan.pk}/money/"
    for purpose in ("Biển", "Loa"):
        so.post(address, {"purpose": purpose, "source": "province", "amount": "150.000.000"})
    first, second = plan.budget.order_by("pk")
    typed = {"line": first.pk, "version": first.version, "purpose": "Biển mới", "source": "province", "amount": "150x"}
    answer = so.post(address, typed)
    assert answer.status_code == 422
    folds = text(answer).split("<details")
    wrong, other = (next(f for f in folds if f'name="line" value="{line.pk}"' in f) for line in (first, second))
    assert wrong.startswith(" open>")
    assert 'value="Biển mới"' in wrong
    assert 'value="150x"' in wrong
    assert re.search(rf'id="amount-{first.pk}-error">.*?150x', wrong)
    assert other.startswith(">")
    assert 'value="Loa"' in other
    assert "-error" not in other
    assert "Biển mới" not in text(so.get(f"/directives/plans/{plan.pk}/"))


def test_a_recommendation_goes_from_its_difficulty_to_a_plan(workplace, so, specialist):
    made = raise_difficulty(
        specialist, DifficultyGiven("Chưa có kế hoạch", "a b", ("NC-8.4a",), (province(workplace),))
    )
    committee = Organisation.objects.get(kind=OrganisationKind.PROVINCE_COMMITTEE, unit=province(workplace))
    assert (
        f'value="{made.pk}" checked'
        in so.get(f"/directives/recommendations/new/?difficulty={made.pk}").content.decode()
    )
    form = {
        "title": "Địa chỉ số",
        "addressee": committee.pk,
        "parts": "ban hành kế hoạch\ncấp kinh phí",
        "difficulties": [made.pk],
    }
    so.post("/directives/recommendations/new/", form)
    kept = Recommendation.objects.get()
    address = f"/directives/recommendations/{kept.pk}/"
    so.post(f"{address}send/", {})
    part = kept.parts.first()
    assert so.post(f"{address}move/", {"part": part.pk, "to": "done"}).status_code == 422
    so.post(f"{address}move/", {"part": part.pk, "to": "accepted", "words": "Đồng ý"})
    page = text(so.get(address))
    assert "Được chấp thuận" in page
    assert "ban hành kế hoạch: Đã gửi → Được chấp thuận. Đồng ý" in page
    assert "Địa chỉ số" in text(so.get(f"/directives/difficulties/{made.pk}/"))


def test_a_target_stands_beside_the_figures_of_its_condition(workplace, so, sign_in):
    form = {
        "year": "2022",
        "node": "NC-8.4a.1",
        "unit": province(workplace).pk,
        "percent": "62,5",
        "source": "QĐ 1217/QĐ-UBND",
    }
    so.post("/directives/targets/", form)
    page = text(sign_in().get("/communes/10630/?set=NC"))
    assert "Chỉ tiêu năm 2022: 62,5% (QĐ 1217/QĐ-UBND)" in page
    assert directives_words.said(Event.objects.get(kind="target.set"))[0].endswith(": 62,5%")
    refused = so.post("/directives/targets/", {**form, "percent": "120,50"})
    assert refused.status_code == 422
    assert "120,5%" in text(refused)
    assert "120.5" not in text(refused)
    assert "2.000%" in text(so.post("/directives/targets/", {**form, "percent": "2000"}))
    so.post(f"/directives/targets/{Target.objects.get().pk}/remove/")
    assert "Chỉ tiêu năm 2022: " not in text(sign_in().get("/communes/10630/?set=NC"))


def test_the_texts_are_read_as_a_page_in_both_languages_and_taken_as_a_document(workplace, sign_in, specialist):
    raise_difficulty(specialist, DifficultyGiven("Chưa có kế hoạch", "a b", ("NC-8.4a.5b",), (province(workplace),)))
    client = sign_in(Role.COORDINATION_OFFICER)
    assert "Chưa có kế hoạch" in text(client.get("/directives/synthesis/?text=section-5"))
    client.cookies["lang"] = "en"
    assert "Difficulties and recommendations" in text(client.get("/directives/synthesis/?text=section-5"))
    answer = client.get("/directives/synthesis/section-5.docx?until=2022-12-31")
    assert answer["Content-Disposition"] == 'attachment; filename="section-5-2022-12-31.docx"'
    told = [paragraph.text for paragraph in Document(BytesIO(answer.content)).paragraphs]
    assert "5.1.1. Chưa có kế hoạch" in told
    assert client.get("/directives/synthesis/?until=2023-01-01").status_code == 422
    assert client.get("/directives/synthesis/?since=2022-12-31&until=2022-12-01").status_code == 422


def test_a_set_that_waits_is_pointed_out_on_the_specialists_first_page(so, sign_in, specialist):
    assert "đã có văn bản hướng dẫn" not in text(so.get("/home/"))
    add(specialist, letter(notation="3445/BNN-VPĐP", nodes={"TM": ""}, issued_on=date(2022, 12, 20)))
    assert "Xã nông thôn mới thông minh: đã có văn bản hướng dẫn." in text(so.get("/home/"))
    assert "Xã nông thôn mới thông minh: đã có văn bản hướng dẫn." in text(sign_in().get("/directives/"))
    assert "Công văn 3445/BNN-VPĐP</a> (20/12/2022, còn hiệu lực)" in text(sign_in().get("/law/TM/"))


ODD = (
    "/directives/?q=%00&year=99999999&page=x&node=nowhere&force=x",
    "/directives/difficulties/?state=x&node=%27",
    "/directives/?q=" + "a" * 5000,
)


@pytest.mark.parametrize("address", ODD)
def test_odd_addresses_are_answered(sign_in, address):
    assert sign_in().get(address).status_code == 200
