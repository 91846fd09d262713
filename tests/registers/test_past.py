"""What rows were before, who changed them, and rows that come back; a request that comes twice is done once."""

import pytest

from langso.journal.chain import verify
from langso.journal.models import Event
from langso.problems import BadInputError
from langso.registers.actions import Edit, bring_back, undo, write_rows
from langso.registers.models import ROWS, Ledger
from langso.registers.past import ledger_events, removed, row_turns
from workplace import Workplace

pytestmark = pytest.mark.django_db


def write(workplace: Workplace, *edits: Edit, **more):
    return write_rows(workplace.officer, workplace.commune, "villages", edits, **more)


@pytest.fixture
def row(workplace):
    return write(workplace, Edit(values={"code": "01", "name": "Cẩm"})).rows[0].id


def test_a_row_tells_everything_that_became_of_it_the_latest_first(workplace, row):
    write(workplace, Edit(row, 1, {"loudspeaker_working": False}))
    write(workplace, Edit(row, 2, remove=True))
    bring_back(workplace.officer, workplace.commune, "villages", [row])
    write(workplace, Edit(row, 3, {"loudspeaker_working": True}), reason="đã sửa loa")
    turns = row_turns(workplace.commune, "villages", row)
    assert [turn.what for turn in turns] == ["changed", "brought_back", "removed", "changed", "added"]
    assert [(c.column, c.before, c.after) for c in turns[0].cells] == [("loudspeaker_working", False, True)]
    assert (turns[0].event.actor_name, turns[0].event.reason) == (workplace.officer.name, "đã sửa loa")
    assert turns[1].cells == ()


def test_a_row_that_is_gone_ends_with_its_removal(workplace, row):
    write(workplace, Edit(row, 1, remove=True))
    assert [turn.what for turn in row_turns(workplace.commune, "villages", row)] == ["removed", "added"]


def test_another_commune_learns_nothing_of_a_row(workplace, row):
    assert row_turns(workplace.elsewhere, "villages", row) == []
    assert not ledger_events(workplace.elsewhere, "villages").exists()


def test_only_rows_that_are_gone_are_listed_as_removed_and_as_they_last_held(workplace, row):
    other = write(workplace, Edit(values={"code": "02", "name": "Đầm"})).rows[0].id
    write(workplace, Edit(row, 1, {"name": "Cẩm Đông"}), Edit(other, 1, {"name": "Đầm Tây"}))
    write(workplace, Edit(row, 2, remove=True))
    (gone,) = removed(workplace.commune, "villages")
    assert (gone.row, gone.name) == (row, "Cẩm Đông")


def test_a_removed_row_comes_back_under_its_number_with_its_cells(workplace, row):
    write(workplace, Edit(row, 1, remove=True))
    bring_back(workplace.officer, workplace.commune, "villages", [row])
    back = ROWS["villages"].objects.get(pk=row)
    assert (back.name, back.version) == ("Cẩm", 2)
    assert Event.objects.order_by("-number").first().kind == "rows.brought_back"
    assert bring_back(workplace.officer, workplace.commune, "villages", [row]).event == 0


def test_a_row_does_not_come_back_beside_another_that_took_its_key(workplace, row):
    write(workplace, Edit(row, 1, remove=True))
    write(workplace, Edit(values={"code": "01"}))
    with pytest.raises(BadInputError, match="01"):
        bring_back(workplace.officer, workplace.commune, "villages", [row])


def test_a_removal_is_taken_back_by_its_event(workplace, row):
    event = write(workplace, Edit(row, 1, remove=True)).event
    undo(workplace.officer, workplace.commune, "villages", event)
    assert ROWS["villages"].objects.get(pk=row).name == "Cẩm"


def test_ones_own_changes_of_a_row_are_taken_back_one_after_the_other(workplace):
    added = write(workplace, Edit(values={"code": "09", "name": "Hạ"}))
    (new,) = added.rows
    changes = [{"households": 5}, {"households": 6}, {"name": "Hạ Đông"}]
    events = [write(workplace, Edit(new.id, seen, cells)).event for seen, cells in enumerate(changes, 1)]
    events.append(write(workplace, Edit(new.id, 4, remove=True)).event)
    held = []
    for event in events[::-1]:
        undo(workplace.officer, workplace.commune, "villages", event)
        back = ROWS["villages"].objects.get(pk=new.id)
        held.append((back.name, back.households))
    assert held == [("Hạ Đông", 6), ("Hạ", 6), ("Hạ", 5), ("Hạ", None)]
    undo(workplace.officer, workplace.commune, "villages", added.event)
    assert not ROWS["villages"].objects.filter(pk=new.id).exists()


def test_taking_back_leaves_what_somebody_wrote_beside_it_and_stops_at_what_somebody_wrote_over_it(workplace, row):
    first = write(workplace, Edit(row, 1, {"households": 5})).event
    second = write(workplace, Edit(row, 2, {"name": "Cẩm Đông"})).event
    undo(workplace.officer, workplace.commune, "villages", first)
    now = ROWS["villages"].objects.get(pk=row)
    assert (now.name, now.households) == ("Cẩm Đông", None)
    write(workplace, Edit(row, 3, {"name": "Cẩm Tây"}))
    with pytest.raises(BadInputError, match="Cẩm Tây"):
        undo(workplace.officer, workplace.commune, "villages", second)


def test_a_row_that_somebody_has_written_in_since_it_was_added_is_not_removed_by_taking_back(workplace, row):
    added = Event.objects.order_by("-number").first().number
    write(workplace, Edit(row, 1, {"households": 5}))
    with pytest.raises(BadInputError, match="Cẩm"):
        undo(workplace.officer, workplace.commune, "villages", added)
    write(workplace, Edit(row, 2, remove=True))
    assert undo(workplace.officer, workplace.commune, "villages", added).event == 0


def test_what_is_no_longer_there_is_not_changed_by_taking_back(workplace, row):
    event = write(workplace, Edit(row, 1, {"households": 5})).event
    write(workplace, Edit(row, 2, remove=True))
    with pytest.raises(BadInputError, match="xóa"):
        undo(workplace.officer, workplace.commune, "villages", event)


def test_a_request_that_comes_twice_is_done_once(workplace):
    first = write(workplace, Edit(values={"code": "09"}), request="a-request")
    again = write(workplace, Edit(values={"code": "09"}), request="a-request")
    assert again.event == first.event
    assert ROWS["villages"].objects.filter(code="09").count() == 1
    assert Ledger.objects.get(register="villages").version == 1
    assert Event.objects.filter(kind="rows.edited").count() == 1
    assert verify().broken is None


def test_a_request_of_the_same_name_for_another_ledger_is_another(workplace):
    write(workplace, Edit(values={"code": "09"}), request="a-request")
    points = write_rows(
        workplace.officer, workplace.commune, "post_points", [Edit(values={"name": "x"})], request="a-request"
    )
    assert points.added == 1
