"""Live verdicts are those of a package with the same figures, for one commune and for all, now and on a past day."""

from datetime import date, datetime

import numpy as np
import pytest

from langso import clock
from langso.accounts.models import Membership, Role
from langso.assessments.assessed import choose_sets
from langso.assessments.live import assess
from langso.assessments.models import Counted, Turn
from langso.criteria.law import Scope
from langso.exchange.assessing import assess as assess_package
from langso.exchange.demonstration import Scale, write_demonstration
from langso.exchange.reading import open_package
from langso.places import Snapshot, units_of
from langso.places.models import CommuneGroup, Organisation, Unit
from langso.registers.actions import Edit, close_ledger, undo, write_rows
from langso.registers.declaring import Said, declare
from langso.registers.law import law
from workplace import DAY

pytestmark = pytest.mark.django_db
CODES = ["10555", "10561", "10630", "10822", "10900", "11056", "11080", "11140", "11185", "11200"]


@pytest.fixture
def loaded(workplace, tmp_path):
    """A demonstration package, and the same figures in the product's database."""
    chosen = [unit for unit in units_of(Snapshot.HAI_DUONG_2022) if unit.code in CODES]
    write_demonstration(tmp_path / "package", law(), chosen, scale=Scale(case_files=20, address_points=12))
    package = open_package(tmp_path / "package", law())
    units = list(
        Unit.objects.on(DAY).assessed().filter(code__in=CODES).select_related("parent__parent").order_by("code")
    )
    for unit in units:
        committee = Organisation.objects.get(unit=unit)
        Membership.objects.get_or_create(
            person=workplace.officer, role=Role.COMMUNE_OFFICER, organisation=committee, defaults={"since": unit.since}
        )
    workplace.officer.__dict__.pop("_memberships", None)
    _copy(package, units, workplace)
    yield package, units
    package.close()


def _copy(package, units, workplace):
    place = {code: index for index, code in enumerate(package.communes.codes)}
    for unit in units:
        at = place[unit.code]
        if package.communes.groups[at]:
            CommuneGroup.objects.create(unit=unit, group=int(package.communes.groups[at]), since=date(2022, 1, 1))
        for name, register in law().registers.items():
            columns = [column.name for column in register.columns]
            listed = ", ".join(f'"{column}"' for column in columns)
            rows = package.database.execute(f'SELECT {listed} FROM "{name}" WHERE commune = ?', [unit.code]).fetchall()
            write_rows(
                workplace.officer, unit, name, [Edit(values=dict(zip(columns, row, strict=True))) for row in rows]
            )
            stated = package.stated[name][at]
            if stated == 1 or (stated == -1 and rows):
                close_ledger(workplace.officer, unit, name)
        known = {
            name: int(figures.lo[at])
            for name, figures in package.declared.items()
            if law().facts[name].scope is Scope.COMMUNE and figures.lo[at] == figures.hi[at]
        }
        declare(workplace.officer, unit, known, Said(DAY))
    province = units[0].parent.parent
    of_province = {n: int(f.lo[0]) for n, f in package.declared.items() if law().facts[n].scope is Scope.PROVINCE}
    declare(workplace.people[Role.DEPARTMENT_SPECIALIST], province, of_province, Said(DAY))


def test_the_database_and_the_package_give_the_same_verdicts_and_reasons(loaded):
    package, units = loaded
    wanted = assess_package(package, law(), choose_sets(law(), [], DAY), DAY)
    live = assess(units, DAY)
    assert len(units) > 8
    for theirs, ours in zip(wanted.assessments, live.assessments, strict=True):
        order = [wanted.communes.codes.index(unit.code) for unit in units]
        assert (theirs.verdicts[:, order] == ours.verdicts).all()
        assert (theirs.short[:, order] == ours.short).all()
        for row in range(len(ours.nodes)):
            for index in range(len(units)):
                assert wanted.sentence(theirs, row, order[index]) == live.sentence(ours, row, index)


def test_one_commune_alone_stands_as_among_all(loaded):
    _package, units = loaded
    together = assess(units, DAY)
    for index, unit in enumerate(units):
        alone = assess([unit], DAY)
        for ours, theirs in zip(together.assessments, alone.assessments, strict=True):
            assert (ours.verdicts[:, index] == theirs.verdicts[:, 0]).all()


def test_counts_that_were_kept_are_used_until_their_ledger_changes(loaded, workplace):
    _package, units = loaded
    first = assess(units, DAY)
    nothing = [0] * len(Counted.objects.filter(register="villages").first().counts)
    Counted.objects.filter(register="villages").update(counts=nothing)
    assert not np.array_equal(assess(units, DAY).assessments[0].verdicts, first.assessments[0].verdicts)
    Counted.objects.filter(register="villages").update(version=-1)
    assert np.array_equal(assess(units, DAY).assessments[0].verdicts, first.assessments[0].verdicts)


def _work(workplace, *, at):
    moment = datetime(2022, at[0], at[1], 9, tzinfo=clock.VIET_NAM)
    return clock.at(moment)


def test_a_past_day_gives_what_was_known_by_its_end(workplace):
    commune, officer = workplace.commune, workplace.officer
    with _work(workplace, at=(10, 3)):
        row = write_rows(officer, commune, "villages", [Edit(values={"code": "1", "loudspeaker_working": False})]).rows[
            0
        ]
        close_ledger(officer, commune, "villages")
    with _work(workplace, at=(11, 7)):
        write_rows(officer, commune, "villages", [Edit(row.id, 1, {"loudspeaker_working": True})], correcting="đã sửa")

    def verdict(day):
        assessed = assess([commune], day)
        return assessed.assessments[0].verdicts[assessed.assessments[0].row("NTM-8.3.2"), 0]

    assert [verdict(date(2022, *day)) for day in ((10, 2), (10, 3), (11, 6), (11, 7), (12, 31))] == [1, 0, 0, 2, 2]


def test_undoing_gives_the_verdict_back_and_both_turns_are_kept(workplace):
    commune, officer = workplace.commune, workplace.officer
    row = write_rows(officer, commune, "villages", [Edit(values={"code": "1", "loudspeaker_working": True})]).rows[0]
    close_ledger(officer, commune, "villages")
    made = write_rows(
        officer, commune, "villages", [Edit(row.id, 1, {"loudspeaker_working": False})], correcting="nhầm"
    )
    turns = Turn.objects.filter(node="NTM-8.3.2", event=made.event)
    assert [(t.before, t.after) for t in turns] == [(2, 0)]
    from langso.registers.actions import reopen_ledger

    reopen_ledger(officer, commune, "villages", "trả lại")
    undo(officer, commune, "villages", made.event)
    assessed = assess([commune], DAY)
    assert assessed.assessments[0].table.tallies
    row_now = assessed.assessments[0]
    assert row_now.verdicts[row_now.row("NTM-8.3.2"), 0] == 1
