"""Guidance as it is read: what was sent and how far it has come, what came to one's organisations, who can get it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q

from langso import clock
from langso.accounts.door import Action, territory
from langso.accounts.models import Person
from langso.directives.bodies import bodies_of
from langso.directives.library import Entry
from langso.directives.models import Dispatch, Recipient
from langso.places.models import Organisation, OrganisationKind, Unit


def sent(person: Person | None) -> Any:
    """The sendings of one's territory, the latest first, each with its counts as `n`, `received` and `read`."""
    units = Unit.objects.filter(territory(person, Action.KEEP_DIRECTIVES) | territory(person, Action.READ_PLANS))
    counted = Dispatch.objects.filter(organisation__unit__in=units).annotate(
        n=Count("recipients"),
        received=Count("recipients", filter=Q(recipients__received_at__isnull=False)),
        read=Count("recipients", filter=Q(recipients__read_at__isnull=False)),
    )
    return counted.select_related("document", "organisation").order_by("-event")


def received(person: Person | None) -> Any:
    """What was sent to one's organisations, the latest first."""
    return Recipient.objects.filter(organisation__in=bodies_of(person)).told()


def received_as(person: Person | None, entry: Entry) -> list[Recipient]:
    """How a document was sent to one's organisations."""
    return list(received(person).filter(dispatch__document=entry.document, dispatch__cited=entry.cited))


def sendings_of(entry: Entry) -> list[Dispatch]:
    """The sendings of a document, the latest first."""
    kept = Dispatch.objects.filter(document=entry.document, cited=entry.cited)
    return list(kept.select_related("organisation"))


def had_already(entry: Entry) -> dict[int, date]:
    """The organisations to which a document was sent before, by number, each with the day on which it last was."""
    kept = Recipient.objects.filter(dispatch__document=entry.document, dispatch__cited=entry.cited)
    sendings = kept.order_by("dispatch__event").values_list("organisation", "dispatch__at")
    return {organisation: clock.day_of(at) for organisation, at in sendings}


def can_receive(person: Person | None, day: date) -> list[tuple[OrganisationKind, Sequence[Organisation]]]:
    """The organisations of one's territory to which documents can be sent, by kind: the province's bodies first.

    Only of units that are there on the day; at the commune's level those of all kinds: xã, phường, thị trấn.
    """
    units = Unit.objects.on(day).filter(territory(person, Action.KEEP_DIRECTIVES))
    bodies = Organisation.objects.on(day).filter(unit__in=units).exclude(kind=OrganisationKind.OPERATOR)
    ordered = list(bodies.select_related("unit__parent__parent").order_by("unit__order", "name"))
    kinds = (
        OrganisationKind.PROVINCE_COMMITTEE, OrganisationKind.COORDINATION_OFFICE, OrganisationKind.DEPARTMENT,
        OrganisationKind.POSTAL_COMPANY, OrganisationKind.FATHERLAND_FRONT, OrganisationKind.DISTRICT_COMMITTEE,
        OrganisationKind.COMMUNE_COMMITTEE,
    )  # fmt: skip
    grouped = [(kind, [body for body in ordered if body.kind == kind]) for kind in kinds]
    return [(kind, found) for kind, found in grouped if found]
