"""Works within the product, in a process of their own: `python -m benchmarks.inside WORK ...` prints JSON.

See `province.Province.asked`.
"""

import json
import sys
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter
from typing import Any

import django

from benchmarks.documents import documents
from benchmarks.drafting import effect_of_a_draft
from benchmarks.timing import OURS, in_turn


def _held() -> dict[str, int]:
    """How many rows there are of each register."""
    from langso.registers.models import ROWS

    return {name: model.objects.count() for name, model in ROWS.items()}


def _rows(code: str, register: str, column: str, most: str) -> list[dict[str, Any]]:
    """The first rows of a commune's register: number, version, and what a yes-or-no column holds."""
    from langso.registers.models import ROWS

    found = ROWS[register].objects.filter(commune__code=code).order_by("pk").values("id", "version", column)
    return [{"row": row["id"], "version": row["version"], "holds": row[column]} for row in found[: int(most)]]


def _sessions(role: str, most: str) -> list[dict[str, str]]:
    """Sessions of people in a role, each signed in: the code of the unit, and the session's key.

    Made in the database: fifty people who sign in from one address within a minute are kept out, as they should be.
    """
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import transaction

    from langso.accounts.models import Membership

    held = Membership.objects.filter(role=role).select_related("person", "organisation__unit")
    found = []
    with transaction.atomic():
        for one in held.order_by("organisation__unit__code")[: int(most)]:
            session = SessionStore()
            session[SESSION_KEY] = str(one.person.pk)
            session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
            session[HASH_SESSION_KEY] = one.person.get_session_auth_hash()
            session.create()
            found.append({"unit": one.organisation.unit.code, "session": session.session_key})
    return found


def _assess(code: str, rounds: str) -> dict[str, Any]:
    """One cell changed, then facts and verdicts of its commune anew; beside OpenFisca for the verdicts alone."""
    from benchmarks.peers import Known
    from benchmarks.verdicts_openfisca import OpenFiscaModel
    from langso import clock
    from langso.assessments.live import assess, sets_on
    from langso.criteria import evaluate
    from langso.places.models import Unit
    from langso.registers.models import ROWS

    day = clock.today()
    unit = Unit.objects.assessed().on(day).select_related("parent__parent").get(code=code)
    files = ROWS["case_files"].objects.filter(commune=unit)
    row = files.first()
    table = assess([unit], day).assessments[0].table
    sets = sets_on(day)
    openfisca = OpenFiscaModel(sets, Known(sets, table))
    theirs = openfisca.verdicts()
    for assessment in assess([unit], day).assessments:
        for place, node in enumerate(assessment.nodes):
            assert assessment.verdicts[place].tolist() == theirs[node.id][0].tolist(), node.id

    taken: list[float] = []

    def changed() -> None:
        files.filter(pk=row.pk).update(settled_online=len(taken) % 2)
        start = perf_counter()
        assess([unit], day)
        taken.append(perf_counter() - start)

    works = {
        OURS: changed,
        "ours, verdicts alone": lambda: [evaluate(each, table) for each in sets],
        "OpenFisca": openfisca.verdicts,
    }
    timings = in_turn(works, int(rounds))
    medians = {name: timings.median(name) for name in works}
    medians[OURS] = median(taken[1:])
    return {"seconds": medians, "case_files": files.count()}


def _assess_everyone(rounds: str) -> dict[str, float]:
    """The verdicts of all communes: with every ledger counted anew, from counts that were kept, and remembered."""
    from langso import clock
    from langso.assessments import following, remembered
    from langso.assessments.live import assess
    from langso.assessments.models import Counted
    from langso.places.models import Unit

    day = clock.today()
    units = list(Unit.objects.assessed().on(day).select_related("parent__parent"))
    taken: dict[str, list[float]] = {"cold": [], "kept": [], "remembered": []}
    for _ in range(int(rounds)):
        Counted.objects.all().delete()
        for name, seconds in taken.items():
            if name != "remembered":
                following.forget()
                remembered.forget()
            start = perf_counter()
            assess(units, day)
            seconds.append(perf_counter() - start)
    return {name: median(seconds) for name, seconds in taken.items()}


WORKS: Mapping[str, Callable[..., Any]] = {
    "held": _held,
    "rows": _rows,
    "sessions": _sessions,
    "assess": _assess,
    "assess-everyone": _assess_everyone,
    "documents": documents,
    "effect": effect_of_a_draft,
}

if __name__ == "__main__":
    django.setup()
    print(json.dumps(WORKS[sys.argv[1]](*sys.argv[2:])))
