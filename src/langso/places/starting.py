"""The units that ship, set up once in an empty database: Hải Dương from 2020 on, and what became of it."""

from collections.abc import Iterable
from datetime import date, timedelta

from langso.journal.changes import Actor, change
from langso.places.models import Extent, Level, Organisation, OrganisationKind, ReviewTier, Succession, Unit
from langso.places.units import Snapshot, district_codes, successions, units_of
from langso.places.units import Unit as Shipped
from langso.vietnamese import fold, sort_key

BEGINNINGS = {
    Snapshot.HAI_DUONG_2022: date(2020, 1, 1),
    Snapshot.HAI_DUONG_2024_12: date(2024, 12, 1),
    Snapshot.HAI_DUONG_2025: date(2025, 7, 1),
}
"""The first day for which each list is known to hold; of the first, when its units began is not in the sources."""

_DISTRICTS_END = date(2025, 6, 30)


def start(actor: Actor | None) -> None:
    """Set up units, their successions, their committees and the reviewing chain. Does nothing where there are units."""
    if Unit.objects.exists():
        return
    with change("places.started", actor) as made:
        provinces = {
            "Hải Dương": _top("30", "Hải Dương", "tỉnh", Snapshot.HAI_DUONG_2022),
            "Hải Phòng": _top("31", "Hải Phòng", "thành phố", Snapshot.HAI_DUONG_2025),
        }
        provinces["Hải Dương"].until = _DISTRICTS_END
        for province in provinces.values():
            province.save()
        first = _add(units_of(Snapshot.HAI_DUONG_2022), provinces, Snapshot.HAI_DUONG_2022, {})
        second = _follow(first, provinces, Snapshot.HAI_DUONG_2022, Snapshot.HAI_DUONG_2024_12)
        _follow(second, provinces, Snapshot.HAI_DUONG_2024_12, Snapshot.HAI_DUONG_2025)
        Unit.objects.filter(level=Level.DISTRICT).update(until=_DISTRICTS_END)
        _committees(Unit.objects.all())
        _tiers()
        made.details = {"units": Unit.objects.count(), "successions": Succession.objects.count()}


def _top(code: str, name: str, kind: str, snapshot: Snapshot) -> Unit:
    return _unit(code, name, kind=kind, level=Level.PROVINCE, parent=None, since=BEGINNINGS[snapshot])


def _unit(code: str, name: str, *, kind: str, level: Level, parent: Unit | None, since: date) -> Unit:
    return Unit(
        code=code,
        name=name,
        kind=kind,
        level=level,
        parent=parent,
        since=since,
        order=sort_key(name),
        folded=fold(name),
    )


def _add(
    shipped: Iterable[Shipped], provinces: dict[str, Unit], snapshot: Snapshot, kept: dict[str, Unit]
) -> dict[str, Unit]:
    """The units of a list by code; those of `kept` are there already."""
    since = BEGINNINGS[snapshot]
    districts = {f"{d.kind} {d.name}": d for d in Unit.objects.filter(level=Level.DISTRICT)}
    codes = district_codes(snapshot)
    made = []
    for one in shipped:
        if one.code in kept:
            continue
        parent = provinces[one.province]
        if one.district and one.district not in districts:
            kind, name = _split(one.district)
            district = _unit(codes[one.district], name, kind=kind, level=Level.DISTRICT, parent=parent, since=since)
            district.save()
            districts[one.district] = district
        above = districts.get(one.district, parent)
        unit = _unit(one.code, one.name, kind=one.kind.value, level=Level.COMMUNE, parent=above, since=since)
        if one.position:
            unit.lat, unit.lon = one.position.lat, one.position.lon
        made.append(unit)
    Unit.objects.bulk_create(made)
    return {**kept, **{unit.code: unit for unit in made}}


def _split(district: str) -> tuple[str, str]:
    kind = next(kind for kind in ("thành phố", "thị xã", "huyện") if district.startswith(kind))
    return kind, district.removeprefix(kind).strip()


def _follow(old: dict[str, Unit], provinces: dict[str, Unit], before: Snapshot, after: Snapshot) -> dict[str, Unit]:
    """The units of the next list: those that nothing happened to go on, the others end and their successors begin."""
    pairs = successions(before, after)
    shipped = {unit.code: unit for unit in units_of(after)}
    names = {unit.code: unit for unit in units_of(before)}
    origins: dict[str, set[str]] = {}
    for pair in pairs:
        origins.setdefault(pair.new, set()).add(pair.old)
    kept = {
        code: unit
        for code, unit in old.items()
        if code in shipped and origins.get(code) == {code} and shipped[code].full_name == names[code].full_name
        and shipped[code].province == names[code].province
    }  # fmt: skip
    last_day = BEGINNINGS[after] - timedelta(days=1)
    ended = [unit for code, unit in old.items() if code not in kept]
    for unit in ended:
        unit.until = last_day
    Unit.objects.bulk_update(ended, ["until"])
    new = _add(shipped.values(), provinces, after, kept)
    Succession.objects.bulk_create(
        Succession(old=old[pair.old], new=new[pair.new], extent=Extent(pair.extent.value))
        for pair in pairs
        if new[pair.new].pk != old[pair.old].pk
    )
    return new


def _committees(units: Iterable[Unit]) -> None:
    """The People's Committee of every unit, as long as the unit is there."""
    kinds = {
        Level.COMMUNE: OrganisationKind.COMMUNE_COMMITTEE,
        Level.DISTRICT: OrganisationKind.DISTRICT_COMMITTEE,
        Level.PROVINCE: OrganisationKind.PROVINCE_COMMITTEE,
    }
    Organisation.objects.bulk_create(
        Organisation(
            name=f"UBND {unit.kind} {unit.name}",
            kind=kinds[Level(unit.level)],
            unit=unit,
            since=unit.since,
            until=unit.until,
        )
        for unit in units
    )


def _tiers() -> None:
    """Who reviews after whom: commune, district, department until districts ended; commune, department since."""
    kinds = OrganisationKind
    chain = [
        (1, kinds.COMMUNE_COMMITTEE, BEGINNINGS[Snapshot.HAI_DUONG_2022], None),
        (2, kinds.DISTRICT_COMMITTEE, BEGINNINGS[Snapshot.HAI_DUONG_2022], _DISTRICTS_END),
        (3, kinds.DEPARTMENT, BEGINNINGS[Snapshot.HAI_DUONG_2022], None),
    ]
    ReviewTier.objects.bulk_create(
        ReviewTier(position=position, body=body, since=since, until=until) for position, body, since, until in chain
    )
