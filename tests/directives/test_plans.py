"""Recommendations, plans, tasks, money and targets."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from langso import clock
from langso.accounts.models import Role
from langso.assessments.live import assess
from langso.assessments.outline import outlines
from langso.directives.actions.plans import add_money, correct_money, register, remove_target, set_target
from langso.directives.actions.recommendations import move_part, recommend, send
from langso.directives.actions.tasks import give, move
from langso.directives.given import BudgetGiven, PlanGiven, RecommendationGiven, TargetGiven, TaskGiven
from langso.directives.kinds import PartState, Source, TaskState
from langso.directives.models import Target, Task
from langso.directives.short import short_of
from langso.directives.standing import aims, targets
from langso.journal.models import Event
from langso.places.models import Organisation, OrganisationKind
from langso.problems import BadInputError
from langso.registers.actions import Edit, close_ledger, write_rows
from workplace import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.at(datetime(2022, 12, 31, 9, tzinfo=clock.VIET_NAM)):
        yield


@pytest.fixture
def province(workplace):
    return workplace.commune.parent.parent


def body(kind, unit):
    return Organisation.objects.select_related("unit__parent__parent").get(kind=kind, unit=unit)


@pytest.fixture
def commune_body(workplace):
    return body(OrganisationKind.COMMUNE_COMMITTEE, workplace.commune)


@pytest.fixture
def plan(coordinator):
    return register(coordinator, PlanGiven("Kế hoạch địa chỉ số", "UBND tỉnh", since=date(2023, 1, 1)))


def test_each_part_of_a_recommendation_is_followed_by_itself(coordinator, province, plan):
    asked = RecommendationGiven(
        "Địa chỉ số", body(OrganisationKind.PROVINCE_COMMITTEE, province), ("ban hành kế hoạch", "", "cấp kinh phí")
    )
    made = recommend(coordinator, asked)
    first, second = made.parts.all()
    assert (first.held, second.text) == (PartState.DRAFT, "cấp kinh phí")
    send(coordinator, made)
    with pytest.raises(BadInputError, match="không còn phần nào là dự thảo"):
        send(coordinator, made)
    move_part(coordinator, first, PartState.ACCEPTED)
    with pytest.raises(BadInputError, match="chọn kế hoạch"):
        move_part(coordinator, first, PartState.PLANNED)
    move_part(coordinator, first, PartState.PLANNED, plan=plan)
    with pytest.raises(BadInputError, match="ghi vì sao"):
        move_part(coordinator, second, PartState.REFUSED)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.held, first.plan, second.held) == (PartState.PLANNED, plan, PartState.SENT)


def test_a_recommendation_asks_for_something_and_a_commune_writes_none(coordinator, workplace, province):
    nothing = RecommendationGiven("Tên", body(OrganisationKind.PROVINCE_COMMITTEE, province), (" ",))
    with pytest.raises(BadInputError, match="chưa ghi đề nghị"):
        recommend(coordinator, nothing)
    with pytest.raises(BadInputError, match="Cán bộ Văn phòng điều phối"):
        recommend(workplace.officer, nothing)


def test_a_task_has_a_day_only_where_a_plan_gives_one(coordinator, commune_body, plan):
    with pytest.raises(BadInputError, match="31/01/2023 mà không thuộc kế hoạch"):
        give(coordinator, [TaskGiven(commune_body, "Gắn biển", due=date(2023, 1, 31))])
    (made,) = give(coordinator, [TaskGiven(commune_body, "Gắn biển", due=date(2023, 1, 31))], plan)
    assert made.due == date(2023, 1, 31)


def test_a_task_is_not_given_on_a_day_that_has_passed_or_lies_before_its_plan(coordinator, commune_body, plan):
    earlier = register(coordinator, PlanGiven("Kế hoạch cũ", "UBND tỉnh"))
    with pytest.raises(BadInputError, match="Thời hạn 01/01/2020 đã qua"):
        give(coordinator, [TaskGiven(commune_body, "Gắn biển", due=date(2020, 1, 1))], earlier)
    with pytest.raises(BadInputError, match=r"Thời hạn 31/12/2022 trước ngày kế hoạch bắt đầu \(01/01/2023\)"):
        give(coordinator, [TaskGiven(commune_body, "Gắn biển", due=date(2022, 12, 31))], plan)
    (made,) = give(coordinator, [TaskGiven(commune_body, "Gắn biển", due=DAY)], earlier)
    assert made.due == DAY


def test_a_task_goes_between_its_owner_and_its_keeper(workplace, coordinator, commune_body):
    (made,) = give(coordinator, [TaskGiven(commune_body, "Gắn biển")])
    officer = workplace.officer
    move(officer, made, TaskState.UNDERWAY)
    move(officer, made, TaskState.REPORTED, "Đã gắn 120 biển.")
    with pytest.raises(BadInputError, match="không chuyển sang “Đã xong”"):
        move(officer, made, TaskState.DONE)
    move(coordinator, made, TaskState.UNDERWAY, "Thiếu thôn Cẩm.")
    move(officer, made, TaskState.REPORTED, "Đã đủ.")
    move(coordinator, made, TaskState.DONE)
    made.refresh_from_db()
    assert made.held is TaskState.DONE
    first = made.replies.first()
    assert (first.after, first.organisation.unit) == ("underway", workplace.commune)
    assert Event.objects.filter(kind="task.moved", commune=workplace.commune.pk).count() == 5


def test_another_organisation_does_not_answer_a_task(workplace, coordinator, commune_body):
    (made,) = give(coordinator, [TaskGiven(commune_body, "Gắn biển")])
    for role in (Role.POSTAL_OFFICER, Role.DISTRICT_REVIEWER):
        with pytest.raises(BadInputError, match="của cơ quan khác"):
            move(workplace.people[role], made, TaskState.UNDERWAY)


def test_what_a_commune_lacks_becomes_tasks_in_one_change_and_not_twice(workplace, coordinator, specialist):
    short = short_of(workplace.commune, DAY)
    assert short.owner.unit == workplace.commune
    assert len(short.tasks) > 5
    made = give(coordinator, [each.given for each in short.tasks[:3]])
    assert Event.objects.filter(kind="task.given").count() == 1
    assert [task.node for task in made] == [each.given.node for each in short.tasks[:3]]
    again = short_of(workplace.commune, DAY)
    assert [each.there for each in again.tasks[:3]] == made
    assert again.tasks[3].there is None
    with pytest.raises(BadInputError, match="Chưa chọn việc nào"):
        give(coordinator, [])


def test_money_is_counted_in_dong_and_more_spent_than_planned_is_seen(coordinator, plan):
    line = add_money(coordinator, plan, BudgetGiven("Biển địa chỉ", Source.PROVINCE, 150_000_000))
    correct_money(coordinator, line, BudgetGiven("Biển địa chỉ", Source.PROVINCE, 150_000_000, 160_000_000), seen=1)
    line.refresh_from_db()
    assert line.left == -10_000_000
    with pytest.raises(BadInputError, match=r"160\.000\.000/150\.000\.000"):
        correct_money(coordinator, line, BudgetGiven("x", Source.PROVINCE, 1, 0), seen=1)
    for wrong in (BudgetGiven("x", Source.OTHER, 0), BudgetGiven("x", Source.OTHER, 5, -1)):
        with pytest.raises(BadInputError, match="không thể là"):
            add_money(coordinator, plan, wrong)


def test_the_nearest_target_stands_beside_the_figure_and_says_whether_it_is_reached(workplace, coordinator, province):
    commune, officer = workplace.commune, workplace.officer
    files = [Edit(values={"code": f"HS{n}", "settled_online": n < 6}) for n in range(10)]
    write_rows(officer, commune, "case_files", files)
    close_ledger(officer, commune, "case_files")
    set_target(coordinator, TargetGiven(2022, "NC-8.4a.1", province, Decimal(70), "QĐ 1217/QĐ-UBND"))
    told = {o.criteria_set.id: o for o in outlines(assess([commune], DAY))}["NC"]
    beside = aims(commune, 2022, told.conditions)["NC-8.4a.1"]
    assert (beside.target.said, beside.reached) == ("70%", False)
    set_target(coordinator, TargetGiven(2022, "NC-8.4a.1", commune, Decimal("60"), "QĐ 12/QĐ-UBND huyện"))
    assert aims(commune, 2022, told.conditions)["NC-8.4a.1"].reached is True
    assert not targets(commune, 2021)
    assert targets(workplace.elsewhere, 2022)["NC-8.4a.1"].percent == 70


def test_a_target_is_replaced_taken_away_and_never_odd(coordinator, workplace, province):
    for percent in (Decimal(60), Decimal(65)):
        made = set_target(coordinator, TargetGiven(2022, "NC-8.4a.1", province, percent, "QĐ 1217"))
    assert Target.objects.get().percent == 65
    assert Event.objects.filter(kind="target.set").last().details["before"] == "60.00"
    for year, node, percent, source in (
        (2022, "NC-8.4a.1", 101, "x"),
        (1999, "NC-8.4a.1", 5, "x"),
        (2022, "nowhere", 5, "x"),
        (2022, "NC-8.4a.1", 5, ""),
    ):
        with pytest.raises(BadInputError):
            set_target(coordinator, TargetGiven(year, node, province, Decimal(percent), source))
    remove_target(coordinator, made)
    assert not Target.objects.exists()


def test_whoever_only_receives_gives_no_task(workplace, commune_body):
    with pytest.raises(BadInputError, match="Chuyên viên Sở"):
        give(workplace.officer, [TaskGiven(commune_body, "Việc")])
    assert not Task.objects.exists()
