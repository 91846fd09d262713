"""For which communes an empty package is prepared: by code, by district, or every one of the province."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from langso.cells.reading import fold
from langso.exchange.reading.headers import nearest
from langso.language import day
from langso.places import Snapshot, Unit, UnitKind, units_of
from langso.problems import UNIT_OF_ANOTHER_DAY, UNIT_UNKNOWN, BadInputError, Problem

_REARRANGED = (
    (date(2025, 7, 1), Snapshot.HAI_DUONG_2025),
    (date(2024, 12, 1), Snapshot.HAI_DUONG_2024_12),
)


def snapshot_on(on: date) -> Snapshot:
    """The list of units that held on a day."""
    return next((snapshot for since, snapshot in _REARRANGED if on >= since), Snapshot.HAI_DUONG_2022)


def choose_units(wanted: Sequence[str], on: date) -> tuple[Unit, ...]:
    """The units of a day that are wanted, by code: each is a commune's code or name, a district's or the province's.

    A district and the province stand for their units of kind xã. BadInputError with every name that is none of these.
    """
    units = units_of(snapshot_on(on))
    by_name = _by_any_name(units)
    unknown = [name for name in wanted if fold(name) not in by_name]
    if unknown:
        names = [*(unit.code for unit in units), *dict.fromkeys(u.district or u.province for u in units)]
        raise BadInputError(_of_another_day(name, on) or _unknown(name, on, names) for name in unknown)
    found = {unit.code: unit for name in wanted for unit in by_name[fold(name)]}
    return tuple(found[code] for code in sorted(found))


def _unknown(name: str, on: date, names: Iterable[str]) -> Problem:
    return Problem(UNIT_UNKNOWN, value=name, details={"day": day(on), "nearest": nearest(name, names)})


def _of_another_day(name: str, on: date) -> Problem | None:
    """The problem of a name that other days knew, with such a day; None when no day did."""
    for then in _DAYS:
        found = _by_any_name(units_of(snapshot_on(then))).get(fold(name))
        if found:
            called = found[0].full_name if len(found) == 1 else name
            details = {"name": called, "day": day(on), "then": then.isoformat()}
            return Problem(UNIT_OF_ANOTHER_DAY, value=name, details=details)
    return None


_DAYS = (date(2025, 12, 31), date(2024, 12, 31), date(2022, 12, 31))
"""A day of each list of units, the latest first."""


def _by_any_name(units: Sequence[Unit]) -> dict[str, list[Unit]]:
    """Folded code, district (with and without its kind), province, or a name that only one commune has → units."""
    named: dict[str, list[Unit]] = {}
    communes = [unit for unit in units if unit.kind is UnitKind.COMMUNE]
    of_that_name = Counter(fold(unit.name) for unit in communes)
    for unit in units:
        named[fold(unit.code)] = [unit]
        if unit.kind is not UnitKind.COMMUNE:
            continue
        for name in _names_of_larger(unit):
            named.setdefault(fold(name), []).append(unit)
    for unit in communes:
        if of_that_name[fold(unit.name)] == 1:
            named.setdefault(fold(unit.name), [unit])
            named.setdefault(fold(unit.full_name), [unit])
    return named


def _names_of_larger(unit: Unit) -> set[str]:
    """What the district (with and without its kind) and the province of a unit are called."""
    if not unit.district:
        return {unit.province, f"thành phố {unit.province}"}
    bare = unit.district
    for kind in ("thành phố ", "thị xã ", "huyện "):
        bare = bare.removeprefix(kind)
    return {unit.district, bare, unit.province, f"tỉnh {unit.province}"}
