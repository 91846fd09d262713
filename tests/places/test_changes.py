"""Next year's changes of the units from lists: what they come to, and every reason why they cannot be."""

from datetime import date

import pytest

from langso.journal.models import Event
from langso.language import Language, speaking
from langso.places.changing import carry_out, plan_of
from langso.places.lineage import lineage
from langso.places.lists import read_lists
from langso.places.models import CommuneGroup, Extent, Level, Organisation, Succession, Unit
from langso.places.starting import start
from langso.problems import BadInputError

pytestmark = pytest.mark.django_db
BEFORE, DAY = date(2025, 12, 31), date(2026, 1, 1)
UNITS = "code,name,kind,parent_code,since\n"
SUCCESSIONS = "old_code,new_code,whole_or_part\n"
GROUPS = "code,group,since\n"


@pytest.fixture(autouse=True)
def _units(db):
    start(None)


def commune(code, day=BEFORE):
    return Unit.objects.on(day).get(level=Level.COMMUNE, code=code)


@pytest.fixture
def two():
    """Two communes of today."""
    return list(Unit.objects.assessed().on(BEFORE).order_by("code")[:2])


@pytest.fixture
def merger(two):
    """The two merged into one that carries the code of the first on."""
    first, second = two
    units = f"{UNITS}{first.code},Hợp Nhất,xã,31,01/01/2026\n"
    return read_lists(units, f"{SUCCESSIONS}{first.code},{first.code},toàn bộ\n{second.code},{first.code},toàn bộ\n")


def refused(units="", successions="", groups=""):
    with speaking(Language.EN):
        with pytest.raises(BadInputError) as caught:
            plan_of(read_lists(units, successions, groups))
        return [str(problem) for problem in caught.value.problems]


def test_a_merger_is_planned_without_anything_being_written(merger, two):
    drawn = plan_of(merger)
    assert [new.name for new in drawn.begin] == ["Hợp Nhất"]
    assert {(ending.unit, ending.last_day) for ending in drawn.end} == {(unit, BEFORE) for unit in two}
    assert drawn.from_nothing == ()
    assert not Unit.objects.filter(name="Hợp Nhất").exists()


def test_a_merger_is_carried_out_as_one_event(merger, two):
    number = Event.objects.count()
    carry_out(None, merger, "Nghị quyết 1/NQ")
    first, second = two
    new = commune(first.code, DAY)
    assert (new.name, new.since, new.parent.code, new.lat) == ("Hợp Nhất", DAY, "31", first.lat)
    assert [Unit.objects.get(pk=unit.pk).until for unit in two] == [BEFORE, BEFORE]
    assert set(Succession.objects.filter(new=new).values_list("old", "extent")) == {
        (first.pk, "whole"),
        (second.pk, "whole"),
    }
    event = Event.objects.get(number=number + 1)
    assert Event.objects.count() == number + 1
    assert (event.kind, event.reason) == ("places.changed", "Nghị quyết 1/NQ")
    assert event.details["begin"][0]["name"] == "Hợp Nhất"


def test_committees_end_and_begin_with_their_units(merger, two):
    carry_out(None, merger)
    assert Organisation.objects.get(unit=two[1]).until == BEFORE
    assert Organisation.objects.get(unit=commune(two[0].code, DAY)).name == "UBND xã Hợp Nhất"


def test_the_lineage_tells_what_came_before_and_after(merger, two):
    carry_out(None, merger)
    new = commune(two[0].code, DAY)
    assert {step.unit for step in lineage(new).before} == set(two)
    assert [(step.unit, step.extent, step.day) for step in lineage(two[0]).after] == [(new, Extent.WHOLE, DAY)]
    with speaking(Language.VI):
        assert lineage(two[0]).after[0].words == "toàn bộ"


def test_a_list_that_is_refused_leaves_nothing_behind(two):
    first = two[0]
    lists = read_lists(
        f"{UNITS}{first.code},Mới,xã,31,01/01/2026\n", f"{SUCCESSIONS}{first.code},{first.code},\n99999,{first.code},\n"
    )
    events, units = Event.objects.count(), Unit.objects.count()
    with pytest.raises(BadInputError):
        carry_out(None, lists)
    assert (Event.objects.count(), Unit.objects.count()) == (events, units)
    assert Unit.objects.get(pk=first.pk).until is None


def test_a_unit_is_divided_in_parts(two):
    code = two[0].code
    lists = read_lists(
        f"{UNITS}{code},Bắc,xã,31,2026-01-01\n39999,Nam,xã,31,2026-01-01\n",
        f"{SUCCESSIONS}{code},{code},một phần\n{code},39999,một phần\n",
    )
    (ending,) = plan_of(lists).end
    assert [(new.name, extent) for new, extent in ending.to] == [("Bắc", Extent.PART), ("Nam", Extent.PART)]


@pytest.mark.parametrize(
    ("units", "successions", "said"),
    [
        ("39999,Mới,xã,31,01/01/2026", "12345,39999,", "successions:2:old_code: No unit bears the code 12345"),
        ("", "10507,39999,", "successions:2:new_code: The code 39999 is not among the units that begin"),
        ("39999,Mới,xã,77,01/01/2026", "", "“77” is no unit of a higher level on 1 January 2026"),
        ("39999,Mới,xã,30,01/01/2026", "", "“30” is no unit of a higher level"),
        ("39999,Mới,xã,39999,01/01/2026", "", "“39999” would come after itself or lie in itself"),
        ("39999,A,xã,39998,01/01/2026\n39998,B,xã,39999,01/01/2026", "", "“39998” is no unit of a higher level"),
        ("39999,A,xã,31,01/01/2026\n39999,B,xã,31,01/01/2026", "", "“39999” stands in the list twice"),
        ("39999,Mới,huyện,31,01/01/2026", "", "units:2:kind: “huyện” does not fit the column “Kind”"),
        ("3999,Mới,xã,31,32/01/2026", "", "units:2:since: “32/01/2026” does not fit the column “From”"),
        ("39999,,xã,31,01/01/2026", "", "The column “Name” is blank"),
        ("abc,Mới,xã,31,01/01/2026", "", "“abc” does not fit the column “Code”"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_reason(units, successions, said):
    found = refused(UNITS + units + "\n" if units else "", SUCCESSIONS + successions + "\n" if successions else "")
    assert any(said in each for each in found), found


def test_a_code_that_is_taken_over_without_a_succession_would_end_a_unit_without_successor(two):
    found = refused(f"{UNITS}{two[0].code},Khác,xã,31,01/01/2026\n")
    assert f"{two[0].full_name} would end on 31 December 2025 without a successor" in found[0]


def test_successors_of_one_unit_begin_on_one_day(two):
    code = two[0].code
    units = f"{UNITS}{code},A,xã,31,01/01/2026\n39999,B,xã,31,01/02/2026\n"
    found = refused(units, f"{SUCCESSIONS}{code},{code},part\n{code},39999,part\n")
    assert any("begin on different days: 1 January 2026, 1 February 2026" in each for each in found)


def test_what_goes_whole_goes_nowhere_else(two):
    code = two[0].code
    units = f"{UNITS}{code},A,xã,31,01/01/2026\n39999,B,xã,31,01/01/2026\n"
    found = refused(units, f"{SUCCESSIONS}{code},{code},whole\n{code},39999,part\n")
    assert any("goes whole to Xã A and elsewhere too" in each for each in found)


def test_nothing_may_be_left_in_a_unit_that_ends():
    found = refused(f"{UNITS}31,Thành phố mới,thành phố,,01/01/2026\n", f"{SUCCESSIONS}31,31,whole\n")
    assert len(found) == Unit.objects.filter(parent__code="31").on(DAY).count()
    assert "Thành phố Hải Phòng ends, but" in found[0]


def test_a_commune_does_not_become_a_district(two):
    found = refused(f"{UNITS}999,Huyện,huyện,31,01/01/2026\n", f"{SUCCESSIONS}{two[0].code},999,whole\n")
    assert any("are not of one level" in each for each in found)


def test_a_list_without_its_columns_says_which_are_missing():
    assert refused("code,name\n1,2\n") == ["units:1: The list lacks the column Kind, Code of what it lies in and From"]


def test_an_empty_list_is_nothing_to_do():
    assert refused() == ["There is nothing to do in what was sent"]


def test_semicolons_and_lost_zeros_of_a_spreadsheet_are_read(two):
    lists = read_lists("code;name;kind;parent_code;since\n39999;Mới;Xã;31;1/1/2026\n")
    assert (lists.units[0].name, lists.units[0].kind, lists.units[0].since) == ("Mới", "xã", DAY)
    assert read_lists(groups="code;group;since\n4001;1;1/1/2026\n").groups[0].code == "04001"


def test_a_group_is_set_from_a_day_on_and_never_overwritten(two):
    lists = read_lists(groups=f"{GROUPS}{two[0].code},2,01/08/2025\n")
    carry_out(None, lists)
    assert CommuneGroup.objects.get(unit=two[0]).group == 2
    assert Event.objects.last().kind == "places.groups"
    assert Event.objects.last().commune == two[0].parent_id
    found = refused(groups=f"{GROUPS}{two[0].code},3,01/08/2025\n")
    assert f"{two[0].full_name} is already in group 2 from that day on" in found[0]
    assert refused(groups=f"{GROUPS}{two[0].code},2,01/08/2025\n") == ["There is nothing to do in what was sent"]


def test_a_commune_that_begins_may_be_given_its_group_in_the_same_lists(merger, two):
    lists = read_lists(
        f"{UNITS}{two[0].code},Hợp Nhất,xã,31,01/01/2026\n",
        f"{SUCCESSIONS}{two[0].code},{two[0].code},\n",
        f"{GROUPS}{two[0].code},1,01/01/2026\n",
    )
    carry_out(None, lists)
    assert CommuneGroup.objects.get().unit == commune(two[0].code, DAY)


def test_columns_are_known_by_their_titles_in_both_languages_too():
    row = "39999,Mới,xã,31,01/01/2026\n"
    for head in ("Mã,Tên,Loại,Mã đơn vị cấp trên,Từ ngày", "Mã*,TÊN,Loai,Ma don vi cap tren,Tu ngay",
                 "Code,Name,Kind,Code of what it lies in,From"):  # fmt: skip
        (new,) = read_lists(f"{head}\n{row}").units
        assert (new.code, new.name, new.kind, new.parent, new.since) == ("39999", "Mới", "xã", "31", DAY)


def test_a_cell_as_long_as_a_book_is_refused_and_breaks_nothing():
    with pytest.raises(BadInputError, match="CSV"):
        read_lists(f"{UNITS}39999,{'x' * 200_000},xã,31,01/01/2026\n")


def test_a_kind_that_is_written_before_the_name_as_well_is_said_once():
    rows = "39999,Xã An Bình,xã,31,01/01/2026\n39998,Phường 1,phường,31,01/01/2026\n39997,Xãi,xã,31,01/01/2026\n"
    assert [new.full_name for new in read_lists(UNITS + rows).units] == ["Xã An Bình", "Phường 1", "Xã Xãi"]


def test_the_plan_names_what_a_new_unit_lies_in():
    units = f"{UNITS}399,Mới,huyện,31,01/01/2026\n39999,Mới,xã,399,01/01/2026\n"
    assert plan_of(read_lists(units)).above == {"399": "Thành phố Hải Phòng", "39999": "Huyện Mới"}


def test_a_group_of_no_commune_is_refused():
    assert "No commune bears the code 31 on" in refused(groups=f"{GROUPS}31,2,01/08/2025\n")[0]
    assert "“4” does not fit the column “Group”" in refused(groups=f"{GROUPS}10507,4,01/08/2025\n")[0]
