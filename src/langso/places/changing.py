"""Changing the units by lists: a plan to look at, and the same plan carried out as one event, all of it or nothing.

Whether someone may is asked by whoever calls, at the door: it lies on a floor above.
"""

from typing import Any

from langso.journal.changes import Actor, Change, change
from langso.places.lists import Lists, NewUnit
from langso.places.models import CommuneGroup, Level, Organisation, OrganisationKind, Succession, Unit
from langso.places.rules import Plan, plan

_COMMITTEES = {
    Level.COMMUNE: OrganisationKind.COMMUNE_COMMITTEE,
    Level.DISTRICT: OrganisationKind.DISTRICT_COMMITTEE,
    Level.PROVINCE: OrganisationKind.PROVINCE_COMMITTEE,
}


def plan_of(lists: Lists) -> Plan:
    """What some lists would do to the units as they are kept now. BadInputError with every reason why they cannot."""
    groups = CommuneGroup.objects.values_list("unit", "since", "group")
    return plan(lists, list(Unit.objects.all()), {(unit, since): group for unit, since, group in groups})


def carry_out(actor: Actor | None, lists: Lists, reason: str = "") -> Plan:
    """Do what `plan_of` says, as it is now. The caller has asked the door.

    Units that end take their committees with them; those that begin are given one. People of a committee that ends keep
    their account and have no role in the new one until someone gives it.
    """
    with change(_kind(lists), actor, reason=reason, commune=_province(lists)) as made:
        drawn = plan_of(lists)
        begun = _begin(drawn)
        for ending in drawn.end:
            ending.unit.until = ending.last_day
            Organisation.objects.on(ending.last_day).filter(
                unit=ending.unit, kind=_COMMITTEES[Level(ending.unit.level)]
            ).update(until=ending.last_day)
        Unit.objects.bulk_update([ending.unit for ending in drawn.end], ["until"])
        Succession.objects.bulk_create(
            Succession(old=ending.unit, new=begun[new.code], extent=extent)
            for ending in drawn.end
            for new, extent in ending.to
        )
        CommuneGroup.objects.bulk_create(
            CommuneGroup(
                unit=begun[each.code] if isinstance(unit, NewUnit) else unit, group=each.group, since=each.since
            )
            for unit, each in drawn.groups
        )
        _tell(made, drawn)
        return drawn


def _kind(lists: Lists) -> str:
    """Groups alone may turn verdicts, and the history listens for their kind."""
    return "places.changed" if lists.units or lists.successions else "places.groups"


def _province(lists: Lists) -> int | None:
    """Whose matter the event is where it is groups of one province alone: the history asks all its communes."""
    if lists.units or lists.successions or not lists.groups:
        return None
    codes = {each.code for each in lists.groups}
    units = Unit.objects.filter(level=Level.COMMUNE, code__in=codes).select_related("parent__parent")
    provinces = {_top(unit).pk for unit in units for each in lists.groups if unit.holds_on(each.since)}
    return provinces.pop() if len(provinces) == 1 else None


def _top(unit: Unit) -> Unit:
    while unit.parent is not None:
        unit = unit.parent
    return unit


def _begin(drawn: Plan) -> dict[str, Unit]:
    """The new units, those above before those below."""
    begun: dict[str, Unit] = {}
    for new in sorted(drawn.begin, key=lambda each: len(each.code)):
        parent = begun.get(new.parent) or Unit.objects.on(new.since).filter(code=new.parent).first()
        unit = Unit(
            code=new.code, name=new.name, kind=new.kind, level=new.level, parent=parent, since=new.since,
            **_position(new, drawn),
        )  # fmt: skip
        unit.save()
        begun[new.code] = unit
    Organisation.objects.bulk_create(
        Organisation(
            name=f"UBND {unit.kind} {unit.name}", kind=_COMMITTEES[Level(unit.level)], unit=unit, since=unit.since
        )
        for unit in begun.values()
    )
    return begun


def _position(new: NewUnit, drawn: Plan) -> dict[str, float | None]:
    """Where it lies: as the list says, else that of its only or first predecessor."""
    if new.lat is not None and new.lon is not None:
        return {"lat": new.lat, "lon": new.lon}
    known = next((unit for unit, _extent in drawn.origins(new) if unit.lat is not None), None)
    return {"lat": known.lat, "lon": known.lon} if known else {"lat": None, "lon": None}


def _tell(made: Change, drawn: Plan) -> None:
    told: dict[str, Any] = {
        "begin": [
            {"code": new.code, "name": new.name, "kind": new.kind, "parent": new.parent, "since": str(new.since)}
            for new in drawn.begin
        ],
        "end": [
            {
                "code": ending.unit.code, "unit": ending.unit.pk, "last_day": str(ending.last_day),
                "to": [[new.code, extent.value] for new, extent in ending.to],
            }
            for ending in drawn.end
        ],
        "groups": [{"code": each.code, "group": each.group, "since": str(each.since)} for _unit, each in drawn.groups],
    }  # fmt: skip
    made.details = {name: value for name, value in told.items() if value}
