"""Rows written many at a time: their ids, versions, past and event are those of rows written one by one."""

from typing import Any

import pytest

from langso import problems
from langso.journal.models import Event
from langso.problems import BadInputError
from langso.registers.actions import Edit, undo, write_rows
from langso.registers.models import PAST, ROWS
from langso.registers.writing import LISTED
from workplace import Workplace

pytestmark = pytest.mark.django_db
VILLAGES = ROWS["villages"]


def rows(n: int) -> list[dict[str, Any]]:
    return [{"code": f"{i:04d}", "name": f"Thôn {i}", "households": i} for i in range(n)]


def write(workplace: Workplace, edits: list[Edit]) -> Any:
    return write_rows(workplace.officer, workplace.commune, "villages", edits)


def held(workplace: Workplace) -> dict[str, tuple[int, str, int | None]]:
    found = VILLAGES.objects.filter(commune=workplace.commune)
    return {row.code: (row.version, row.name, row.households) for row in found}


def test_more_rows_than_a_statement_takes_are_written_with_ids_of_their_own(workplace: Workplace) -> None:
    written = write(workplace, [Edit(values=values) for values in rows(5_000)])
    assert (written.added, len(written.rows), len({row.id for row in written.rows})) == (5_000, 5_000, 5_000)
    assert held(workplace)["4999"] == (1, "Thôn 4999", 4999)
    assert VILLAGES.objects.get(pk=written.rows[7].id).code == written.rows[7].code == "0007"


def test_the_event_lists_the_first_rows_and_digests_all(workplace: Workplace) -> None:
    first = write(workplace, [Edit(values=values) for values in rows(LISTED + 1)])
    details = Event.objects.get(number=first.event).details
    assert (details["added"], len(details["rows"])) == (LISTED + 1, LISTED)
    assert details["rows"][1]["after"] == {"code": "0001", "name": "Thôn 1", "households": 1}
    last = first.rows[-1]
    second = write(workplace, [Edit(last.id, 1, {"households": 5})])
    third = write(workplace, [Edit(last.id, 2, {"households": 6})])
    digests = [Event.objects.get(number=w.event).details["digest"] for w in (first, second, third)]
    assert len(set(digests)) == 3


def test_an_id_is_never_given_twice(workplace: Workplace) -> None:
    (gone,) = write(workplace, [Edit(values=rows(1)[0])]).rows
    write(workplace, [Edit(gone.id, 1, remove=True)])
    (fresh,) = write(workplace, [Edit(values=rows(1)[0])]).rows
    assert fresh.id > gone.id
    row = VILLAGES.objects.create(commune=workplace.elsewhere, code="x", since=fresh.since, event=1)
    assert row.id > fresh.id


def test_two_rows_may_change_keys_with_each_other(workplace: Workplace) -> None:
    one, other = write(workplace, [Edit(values=values) for values in rows(2)]).rows
    write(workplace, [Edit(one.id, 1, {"code": "0001"}), Edit(other.id, 1, {"code": "0000"})])
    assert held(workplace) == {"0001": (2, "Thôn 0", 0), "0000": (2, "Thôn 1", 1)}
    assert {(row.row, row.code) for row in PAST["villages"].objects.all()} == {(one.id, "0000"), (other.id, "0001")}


def test_a_row_takes_the_key_of_one_that_leaves_in_the_same_write(workplace: Workplace) -> None:
    one, other = write(workplace, [Edit(values=values) for values in rows(2)]).rows
    write(workplace, [Edit(one.id, 1, {"code": "0001"}), Edit(other.id, 1, remove=True)])
    assert held(workplace) == {"0001": (2, "Thôn 0", 0)}


def test_one_row_edited_twice_in_one_write_is_refused_as_stale(workplace: Workplace) -> None:
    (row,) = write(workplace, [Edit(values=rows(1)[0])]).rows
    with pytest.raises(BadInputError) as refused:
        write(workplace, [Edit(row.id, 1, {"households": 5}), Edit(row.id, 1, {"households": 6})])
    assert [p.kind for p in refused.value.problems] == [problems.STALE]
    assert held(workplace)["0000"] == (1, "Thôn 0", 0)


def test_days_and_blanks_come_back_as_they_were_written(workplace: Workplace) -> None:
    from datetime import date

    points = [{"code": "A", "kind": "household", "notified_on": date(2022, 5, 1)}, {"code": "B", "lat": 20.5}]
    written = write_rows(workplace.officer, workplace.commune, "address_points", [Edit(values=v) for v in points])
    kept = {row.code: row.values() for row in ROWS["address_points"].objects.all()}
    assert (kept["A"]["notified_on"], kept["A"]["plate_on"], kept["A"]["lat"]) == (date(2022, 5, 1), None, None)
    assert (kept["B"]["lat"], written.rows[1].values()["notified_on"]) == (20.5, None)
    assert Event.objects.get(number=written.event).details["rows"][0]["after"]["notified_on"] == "2022-05-01"


def test_a_bulk_change_is_undone_row_by_row(workplace: Workplace) -> None:
    given = write(workplace, [Edit(values=values) for values in rows(300)]).rows
    edits = [Edit(row.id, 1, {"households": None}) for row in given[:200]]
    changed = write(workplace, [*edits, *(Edit(row.id, 1, remove=True) for row in given[200:])])
    assert (changed.changed, changed.removed) == (200, 100)
    undo(workplace.officer, workplace.commune, "villages", changed.event)
    assert {code: (name, n) for code, (_, name, n) in held(workplace).items()} == {
        row["code"]: (row["name"], row["households"]) for row in rows(300)
    }
