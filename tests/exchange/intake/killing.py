"""A workplace of its own on disk, for tests that kill its worker: `python killing.py COMMAND` in its environment.

`prepare` hands a file in for every commune, `confirm` confirms it, `again` starts what was broken off, `told` says how
things stand, as JSON.
"""

import json
import sys
from datetime import date
from typing import Any

import django

DAY = date(2022, 12, 31)
EACH = 120


def prepare() -> dict[str, Any]:
    from django.core.management import call_command

    from langso.accounts.models import Membership, Person, Role
    from langso.exchange.intake.actions import hand_in
    from langso.places.models import Level, Organisation, OrganisationKind, Unit
    from langso.places.starting import start

    call_command("migrate", verbosity=0, interactive=False)
    start(None)
    province = Unit.objects.on(DAY).get(level=Level.PROVINCE)
    person = Person.objects.create_user("a@langso.example", "Người nhập", "a password for tests")
    body = Organisation.objects.create(name="x", kind=OrganisationKind.OPERATOR, unit=province, since=province.since)
    Membership.objects.create(person=person, role=Role.COMMUNE_OFFICER, organisation=body, since=province.since)
    codes = Unit.objects.assessed().on(DAY).values_list("code", flat=True)
    lines = [f"{code},{n},Thôn {n}" for code in codes for n in range(EACH)]
    hand_in(person, None, "thon.csv", ["\n".join(["commune,code,name", *lines]).encode()], register="villages")
    return {"rows": len(lines)}


def confirm() -> dict[str, Any]:
    from langso.exchange.intake import actions
    from langso.exchange.models import Import

    made = Import.objects.get()
    actions.confirm(made.person, made)
    return told()


def again() -> dict[str, Any]:
    from langso.exchange.intake import actions
    from langso.exchange.models import Import

    made = Import.objects.get()
    actions.preview_anew(made.person, made)
    return told()


def told() -> dict[str, Any]:
    from langso.exchange.intake.actions import is_broken_off
    from langso.exchange.models import Import
    from langso.journal.models import Event
    from langso.registers.models import ROWS, Ledger

    made = Import.objects.get()
    return {
        "import": made.pk, "state": made.state, "broken_off": is_broken_off(made), "counts": made.counts,
        "rows": ROWS["villages"].objects.count(), "ledgers": Ledger.objects.count(),
        "kinds": sorted(set(Event.objects.values_list("kind", flat=True))), "events": Event.objects.count(),
    }  # fmt: skip


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps({"prepare": prepare, "confirm": confirm, "again": again, "told": told}[sys.argv[1]]()))
