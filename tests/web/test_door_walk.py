"""Every address of the product × every role × the public, read and sent: who gets in is the one table below.

A new address without a row fails the first test, which says what to add. A row says what whoever gets in is answered;
whoever does not is sent to the sign-in page when reading and refused (403) when sending. Nothing answers 500.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from evidence.files import jpeg, upload
from langso import clock
from langso.accounts.door import RULES, Action
from langso.accounts.invitations import token_of
from langso.accounts.models import Membership, Person, Role
from langso.dossiers.actions import open_cycle, open_dossier
from langso.dossiers.models import Recognition
from langso.dossiers.recognising import Decision, record
from langso.evidence.actions import attach
from langso.places.models import Level, Organisation, OrganisationKind
from langso.registers.actions import Edit, write_rows
from langso.workshop.actions import begin
from web.directed import directed
from workplace import BODIES, PASSWORD, Workplace
from workshop.texts import INVENTED

pytestmark = pytest.mark.django_db

PUBLIC = "public"
ELSEWHERE = {
    "commune officer elsewhere": (Role.COMMUNE_OFFICER, OrganisationKind.COMMUNE_COMMITTEE),
    "district reviewer elsewhere": (Role.DISTRICT_REVIEWER, OrganisationKind.DISTRICT_COMMITTEE),
}
WHO = [PUBLIC, *(role.value for role in Role), *ELSEWHERE]
WALKING = (
    [PUBLIC, Role.COMMUNE_OFFICER.value, Role.DEPARTMENT_LEADER.value] if os.environ.get("LANGSO_DATABASE") else WHO
)
"""Who walks. The table is the same whatever the database is: on PostgreSQL a few show that its queries go through."""
COMMUNE_BODY = {Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER}
"""Who acts for the commune's committee."""

Expected = Callable[[str, bool], int]
"""(who, whether it is sent rather than read) → status."""


def everyone(status: int) -> Expected:
    """The same for all."""
    return lambda who, sent: status


def signed_in(status: int, public: int = 302) -> Expected:
    """For whoever has signed in; the public is sent to the sign-in page."""
    return lambda who, sent: public if who == PUBLIC else status


def only_public(status: int, others: int = 302) -> Expected:
    """Pages of signing in: whoever has done so is sent on."""
    return lambda who, sent: status if who == PUBLIC else others


def through(action: Action, status: int, *, of: str = "commune") -> Expected:
    """For roles that the door lets through, of one commune, of the whole province or of anything (elsewhere too)."""

    def expected(who: str, sent: bool) -> int:
        role = Role(ELSEWHERE[who][0] if who in ELSEWHERE else who) if who != PUBLIC else None
        inside = role in RULES[action] and (of == "anything" or who not in ELSEWHERE)
        if role and of == "province":
            inside = inside and BODIES[role][1] is Level.PROVINCE
        return status if inside else (302 if who == PUBLIC and not sent else 403)

    return expected


def only(roles: set[Role], status: int) -> Expected:
    """For some roles in the commune, since the thing is their organisation's; nobody else sends."""
    return lambda who, sent: status if who in roles else 403


def of_task(status: int) -> Expected:
    """A task of the commune's committee: its members and who reads plans read it; whoever may answer any answers it."""

    def expected(who: str, sent: bool) -> int:
        role = Role(ELSEWHERE[who][0] if who in ELSEWHERE else who) if who != PUBLIC else None
        answers = role in RULES[Action.ANSWER_DIRECTIVES]
        if sent and not answers:
            return 403
        if who in {*COMMUNE_BODY, Role.VILLAGE_TEAM} or role in RULES[Action.READ_PLANS]:
            return status
        return 404 if answers else (302 if who == PUBLIC else 403)

    return expected


NO = everyone(405)
"""The method is not for this address."""


@dataclass(frozen=True)
class Row:
    """An address: its route as Django has it, what reading and sending answer, a form to send.

    The example is the route itself, with what stands in `filled` in place of its parts; or it is given.
    """

    route: str
    get: Expected
    post: Expected = NO
    form: dict[str, Any] = field(default_factory=dict)
    example: str = ""
    json: bool = False

    def address(self, filled: dict[str, Any]) -> str:
        example = self.example or re.sub(r"<\w+:(\w+)>", r"{\1}", self.route)
        return "/" + example.format(**filled)


DECIDE = Action.DECIDE_RECOGNITION
MANAGE, PLACES = Action.MANAGE_PEOPLE, Action.MANAGE_PLACES
READ, EDIT, ATTACH = Action.READ_REGISTERS, Action.EDIT_REGISTERS, Action.ATTACH_EVIDENCE
DRAFT, DOSSIERS = Action.DRAFT_LAW, Action.READ_DOSSIERS
KEEP, PLAN, RAISE = Action.KEEP_DIRECTIVES, Action.KEEP_PLANS, Action.RAISE_DIFFICULTY
SAVE = {"request": "0123456789", "edits": [{"ref": "1", "cells": {"code": "02", "name": "Đầm"}}]}

TABLE = [
    # for everyone
    Row("", everyone(200)),
    Row("communes/<str:code>/", everyone(200)),
    Row("communes/<str:code>/what-if/", everyone(200), everyone(200)),
    Row("matrix/", everyone(200)),
    Row("matrix/matrix.xlsx", signed_in(200), signed_in(405), example="matrix/matrix.xlsx?district={district}"),
    Row("matrix/matrix.svg", everyone(200), example="matrix/matrix.svg?district={district}"),
    Row("matrix/matrix.png", signed_in(200), signed_in(405), example="matrix/matrix.png?district={district}"),
    Row("matrix/<str:code>/<str:node>", everyone(302)),
    Row("map/", everyone(200)),
    Row("map/communes.geojson", everyone(200)),
    Row("ranking/", everyone(200)),
    Row("ranking/ranking.xlsx", signed_in(200), signed_in(405)),
    Row("open/", everyone(200)),
    Row("open/verdicts.<str:form>", everyone(200)),
    Row("open/communes.csv", everyone(200)),
    Row("open/conditions.csv", everyone(200)),
    Row("parts/", everyone(200)),
    Row("language/", NO, everyone(302), {"language": "en"}),
    Row("health/", everyone(200)),
    Row("metrics/", everyone(200)),
    # a commune's work
    Row("home/", signed_in(200), signed_in(405)),
    Row("communes/<str:code>/mend/<str:node>/", through(EDIT, 200), through(EDIT, 302)),
    # registers and figures
    Row("communes/<str:code>/registers/", through(READ, 200)),
    Row("communes/<str:code>/registers/<str:register>/", through(READ, 200)),
    Row("communes/<str:code>/registers/<str:register>/history/", through(READ, 200)),
    Row("communes/<str:code>/registers/<str:register>/rows/<int:row>/", through(READ, 200)),
    Row("communes/<str:code>/registers/<str:register>/rows/new/", through(EDIT, 200), through(EDIT, 422)),
    Row("communes/<str:code>/registers/<str:register>/rows/<int:row>/edit/", through(EDIT, 200), through(EDIT, 302)),
    Row("communes/<str:code>/registers/<str:register>/export.<str:form>", through(Action.EXPORT, 200)),
    Row("communes/<str:code>/registers/<str:register>/save/", NO, through(EDIT, 200), SAVE, json=True),
    Row("communes/<str:code>/registers/<str:register>/undo/", NO, through(EDIT, 302), {"event": "{event}"}),
    Row("communes/<str:code>/registers/<str:register>/bring-back/", NO, through(EDIT, 302), {"row": "{row}"}),
    Row("communes/<str:code>/registers/<str:register>/close/", NO, through(Action.CLOSE_LEDGER, 302)),
    Row("communes/<str:code>/registers/<str:register>/reopen/", NO, through(Action.REOPEN_LEDGER, 422)),
    Row("communes/<str:code>/registers/<str:register>/import/", through(EDIT, 200), through(EDIT, 422)),
    Row("communes/<str:code>/facts/", through(READ, 200), through(Action.DECLARE, 422)),
    Row("communes/<str:code>/facts/<str:fact>/", through(READ, 200)),
    Row("communes/<str:code>/import/", through(EDIT, 200), through(EDIT, 422)),
    Row("communes/<str:code>/export.xlsx", through(Action.EXPORT, 200)),
    Row("province/facts/", through(READ, 200, of="province"), through(Action.DECLARE_FOR_PROVINCE, 422)),
    Row(
        "province/facts/<str:fact>/", through(READ, 200, of="province"),
        example="province/facts/report_system_connected/",
    ),
    Row("imports/", through(EDIT, 200, of="anything"), through(EDIT, 422, of="anything")),
    Row("imports/<int:number>/", through(EDIT, 404, of="anything")),
    Row("imports/<int:number>/confirm/", NO, through(EDIT, 404, of="anything")),
    Row("imports/<int:number>/again/", NO, through(EDIT, 404, of="anything")),
    Row("imports/<int:number>/cancel/", NO, through(EDIT, 404, of="anything")),
    # evidence and journal
    Row("communes/<str:code>/evidence/", through(Action.READ_EVIDENCE, 200)),
    Row("communes/<str:code>/evidence/<str:node>/", through(Action.READ_EVIDENCE, 200), through(ATTACH, 422)),
    Row("evidence/duplicates/", through(Action.COMPARE_EVIDENCE, 200, of="anything")),
    Row("evidence/<int:pk>/", through(Action.READ_EVIDENCE, 200), example="evidence/{evidence}/"),
    Row(
        "evidence/<int:pk>/file/<int:number>/", through(Action.READ_EVIDENCE, 200),
        example="evidence/{evidence}/file/1/",
    ),
    Row(
        "evidence/<int:pk>/thumbnail/<int:number>/", through(Action.READ_EVIDENCE, 200),
        example="evidence/{evidence}/thumbnail/1/",
    ),
    Row("evidence/<int:pk>/<str:what>/", NO, through(ATTACH, 422), example="evidence/{evidence}/withdraw/"),
    Row("communes/<str:code>/journal/", through(Action.READ_JOURNAL, 200)),
    Row("communes/<str:code>/history/<str:node>/", everyone(200)),
    # the law, and what is drafted of it
    Row("law/", everyone(200)),
    Row("law/compare/", everyone(200)),
    Row("law/rulings/", everyone(200)),
    Row("law/<str:set_id>/", everyone(200)),
    Row("law/<str:set_id>/text/", everyone(200)),
    Row("law/<str:set_id>/watch/", NO, through(DRAFT, 422)),
    Row("law/decisions/<int:pk>/", everyone(404), example="law/decisions/1/"),
    Row("law/rulings/new/", through(DRAFT, 200), through(DRAFT, 422)),
    Row("law/drafts/new/", through(DRAFT, 200), through(DRAFT, 422)),
    Row(
        "law/drafts/<int:pk>/", through(Action.READ_DRAFTS, 200), through(DRAFT, 302),
        {"set_text": "set: X", "seen": "1"}, example="law/drafts/{draft}/",
    ),
    Row("law/drafts/<int:pk>/read/", through(Action.READ_DRAFTS, 200), example="law/drafts/{draft}/read/"),
    Row(
        "law/drafts/<int:pk>/texts/<int:number>/", through(Action.READ_DRAFTS, 200),
        example="law/drafts/{draft}/texts/1/",
    ),
    Row("law/drafts/<int:pk>/effect/", through(Action.READ_DRAFTS, 200), example="law/drafts/{draft}/effect/"),
    Row(
        "law/drafts/<int:pk>/effect.<str:form>", through(Action.READ_DRAFTS, 200),
        example="law/drafts/{draft}/effect.csv",
    ),
    Row(
        "law/drafts/<int:pk>/publish/", through(Action.PUBLISH_LAW, 200), through(Action.PUBLISH_LAW, 422),
        example="law/drafts/{draft}/publish/",
    ),
    Row("law/drafts/<int:pk>/discard/", NO, through(DRAFT, 422), example="law/drafts/{draft}/discard/"),
    # directives
    Row("directives/", everyone(200)),
    Row("directives/documents/new/", through(KEEP, 200), through(KEEP, 422)),
    Row("directives/documents/law/<slug:slug>/", everyone(200), example="directives/documents/law/qd-2581-qd-ubnd/"),
    Row("directives/documents/<int:pk>/", everyone(200), example="directives/documents/{document}/"),
    Row(
        "directives/documents/<int:pk>/correct/", through(KEEP, 200), through(KEEP, 422),
        example="directives/documents/{document}/correct/",
    ),
    Row(
        "directives/documents/<int:pk>/file/<int:number>/", everyone(200),
        example="directives/documents/{document}/file/1/",
    ),
    Row(
        "directives/documents/<int:pk>/<str:what>/", NO, through(KEEP, 422),
        example="directives/documents/{document}/take-out/",
    ),
    Row("directives/guidance/", signed_in(200), signed_in(405)),
    Row(
        "directives/guidance/send/<str:key>/", through(KEEP, 200), through(KEEP, 422),
        example="directives/guidance/send/{document}/",
    ),
    Row(
        "directives/guidance/<int:pk>/", through(Action.READ_PLANS, 200), signed_in(405),
        example="directives/guidance/{dispatch}/",
    ),
    Row(
        "directives/guidance/received/<int:pk>/", NO, only(COMMUNE_BODY, 302),
        example="directives/guidance/received/{recipient}/",
    ),
    Row("directives/difficulties/", everyone(200)),
    Row("directives/difficulties/new/", through(RAISE, 200, of="anything"), through(RAISE, 422, of="anything")),
    Row("directives/difficulties/<int:pk>/", everyone(200), example="directives/difficulties/{difficulty}/"),
    Row(
        "directives/difficulties/<int:pk>/correct/", through(KEEP, 200), through(KEEP, 422),
        example="directives/difficulties/{difficulty}/correct/",
    ),
    Row(
        "directives/difficulties/<int:pk>/<str:what>/", NO, through(KEEP, 422),
        example="directives/difficulties/{difficulty}/settle/",
    ),
    Row("directives/recommendations/", through(Action.READ_PLANS, 200)),
    Row("directives/recommendations/new/", through(PLAN, 200), through(PLAN, 422)),
    Row(
        "directives/recommendations/<int:pk>/", through(Action.READ_PLANS, 200),
        example="directives/recommendations/{recommendation}/",
    ),
    Row(
        "directives/recommendations/<int:pk>/<str:what>/", NO, through(PLAN, 302),
        example="directives/recommendations/{recommendation}/send/",
    ),
    Row("directives/plans/", through(Action.READ_PLANS, 200)),
    Row("directives/plans/new/", through(PLAN, 200), through(PLAN, 422)),
    Row("directives/plans/<int:pk>/", through(Action.READ_PLANS, 200), example="directives/plans/{plan}/"),
    Row(
        "directives/plans/<int:pk>/correct/", through(PLAN, 200), through(PLAN, 422),
        example="directives/plans/{plan}/correct/",
    ),
    Row("directives/plans/<int:pk>/<str:what>/", NO, through(PLAN, 422), example="directives/plans/{plan}/money/"),
    Row("directives/targets/", through(Action.READ_PLANS, 200), through(PLAN, 422)),
    Row("directives/targets/<int:pk>/remove/", NO, through(PLAN, 302), example="directives/targets/{target}/remove/"),
    Row("directives/tasks/", signed_in(200), signed_in(405)),
    Row("directives/tasks/<int:pk>/", of_task(200), of_task(422), example="directives/tasks/{task}/"),
    Row("directives/tasks/short/<str:code>/", through(PLAN, 200), through(PLAN, 422)),
    Row("directives/synthesis/", through(Action.READ_PLANS, 200)),
    Row(
        "directives/synthesis/<str:which>.docx", through(Action.READ_PLANS, 200),
        example="directives/synthesis/section-5.docx",
    ),
    # dossiers and the procedure
    Row("dossiers/", through(DOSSIERS, 200, of="anything")),
    Row("communes/<str:code>/dossiers/", through(DOSSIERS, 200), through(Action.PREPARE_DOSSIER, 404)),
    Row("dossiers/<int:pk>/", through(DOSSIERS, 200), example="dossiers/{dossier}/"),
    Row("dossiers/<int:pk>/stages/<int:number>/", through(DOSSIERS, 200), example="dossiers/{dossier}/stages/1/"),
    Row(
        "dossiers/<int:pk>/moves/<str:move>/", through(Action.SUBMIT_DOSSIER, 200), through(Action.SUBMIT_DOSSIER, 409),
        example="dossiers/{dossier}/moves/submitted/",
    ),
    Row(
        "dossiers/<int:pk>/conditions/<str:node>/", through(DOSSIERS, 200), through(Action.RULE, 422),
        {"opinion": "agree"}, example="dossiers/{dossier}/conditions/NTM-8.3.2/",
    ),
    Row(
        "dossiers/<int:pk>/checks/<str:check>/", NO, through(Action.ATTEST, 422),
        example="dossiers/{dossier}/checks/security/",
    ),
    Row(
        "dossiers/<int:pk>/rule/", NO, through(Action.RULE, 422), {"node": "NTM-8.3.2"},
        example="dossiers/{dossier}/rule/",
    ),
    Row(
        "dossiers/<int:pk>/law/", through(Action.PREPARE_DOSSIER, 404), through(Action.PREPARE_DOSSIER, 409),
        example="dossiers/{dossier}/law/",
    ),
    Row("dossiers/<int:pk>/export.zip", through(Action.EXPORT, 200), example="dossiers/{dossier}/export.zip"),
    # recognitions and notices
    Row("recognitions/", everyone(200)),
    Row("recognitions/recognitions.csv", everyone(200)),
    Row("recognitions/<str:code>/", everyone(200), example="recognitions/{recognition}/"),
    Row("recognitions/fallen/", through(DOSSIERS, 200, of="anything")),
    Row("recognitions/record/", through(DECIDE, 200), through(DECIDE, 422), {"commune": "{code}"}),
    Row("recognitions/import/", NO, through(DECIDE, 422)),
    Row("recognitions/import/confirm/", NO, through(DECIDE, 422), {"token": "x"}),
    Row("recognitions/import/form.xlsx", through(DECIDE, 200)),
    Row(
        "recognitions/<str:code>/withdraw/", through(DECIDE, 200), through(DECIDE, 422),
        example="recognitions/{recognition}/withdraw/",
    ),
    Row("notices/", signed_in(200), signed_in(405)),
    Row("notices/mails/", signed_in(405), signed_in(302), {"mails": "off"}),
    Row(
        "dossiers/<int:pk>/documents/<str:name>", through(Action.EXPORT, 422),
        example="dossiers/{dossier}/documents/to-trinh.docx",
    ),
    Row("dossiers/cycles/<int:pk>/", through(DOSSIERS, 200, of="anything"), example="dossiers/cycles/{cycle}/"),
    Row(
        "dossiers/cycles/<int:pk>/synthesis.<str:form>", through(Action.EXPORT, 200, of="anything"),
        example="dossiers/cycles/{cycle}/synthesis.docx",
    ),
    Row("dossiers/templates/", through(Action.KEEP_PROCEDURE, 200)),
    Row(
        "dossiers/templates/<str:name>/", through(Action.KEEP_PROCEDURE, 200), through(Action.KEEP_PROCEDURE, 422),
        example="dossiers/templates/to-trinh/",
    ),
    Row(
        "dossiers/templates/<str:name>/template.docx", through(Action.KEEP_PROCEDURE, 200),
        example="dossiers/templates/to-trinh/template.docx",
    ),
    Row(
        "dossiers/templates/<str:name>/shipped/", NO, through(Action.KEEP_PROCEDURE, 302),
        example="dossiers/templates/to-trinh/shipped/",
    ),
    Row("dossiers/<int:pk>/assign/", NO, through(Action.RULE, 422), example="dossiers/{dossier}/assign/"),
    Row("procedure/", everyone(200)),
    Row("procedure/set/", NO, through(Action.KEEP_PROCEDURE, 422)),
    Row("procedure/cycles/", NO, through(Action.KEEP_PROCEDURE, 422)),
    Row(
        "procedure/cycles/<int:pk>/end/", NO, through(Action.KEEP_PROCEDURE, 422),
        example="procedure/cycles/{cycle}/end/",
    ),
    # people
    Row("people/", through(MANAGE, 200)),
    Row("people/invite/", through(MANAGE, 200), through(MANAGE, 422), {"name": ""}),
    Row("people/<int:pk>/", through(MANAGE, 200), through(MANAGE, 422), {"do": "switch_off"}),
    Row("people/import/", through(MANAGE, 200), through(MANAGE, 422)),
    Row("people/import/confirm/", NO, through(MANAGE, 422), {"token": "x"}),
    Row("people/import/form.xlsx", through(MANAGE, 200)),
    # units and their changes
    Row("places/", everyone(200)),
    Row("places/import/", through(PLACES, 200), through(PLACES, 422)),
    Row("places/import/confirm/", NO, through(PLACES, 422), {"token": "x"}),
    Row("places/import/<str:name>.csv", through(PLACES, 200), example="places/import/units.csv"),
    # the own account
    Row("account/", signed_in(200), signed_in(302), {"language": "vi"}),
    Row("account/logout/", signed_in(200), everyone(302)),
    Row("account/reauthenticate/", signed_in(200), signed_in(200)),
    Row("account/password/change/", signed_in(200), signed_in(200)),
    Row("account/password/set/", signed_in(302), signed_in(302)),
    Row("account/sessions/", signed_in(200), signed_in(302)),
    Row("account/2fa/", signed_in(200), signed_in(405)),
    Row("account/2fa/reauthenticate/", signed_in(302), signed_in(302)),
    Row("account/2fa/totp/activate/", signed_in(302), signed_in(302)),
    Row("account/2fa/totp/deactivate/", signed_in(404), signed_in(404)),
    Row("account/2fa/recovery-codes/", signed_in(404), signed_in(405)),
    Row("account/2fa/recovery-codes/generate/", signed_in(302), signed_in(302)),
    Row("account/2fa/recovery-codes/download/", signed_in(404), signed_in(404)),
    Row("account/2fa/webauthn/", signed_in(200), signed_in(405)),
    Row("account/2fa/webauthn/add/", signed_in(302), signed_in(302)),
    Row("account/2fa/webauthn/reauthenticate/", signed_in(302), signed_in(302)),
    Row("account/2fa/webauthn/keys/<int:pk>/remove/", signed_in(302), signed_in(302)),
    Row("account/2fa/webauthn/keys/<int:pk>/edit/", signed_in(302), signed_in(302)),
    # signing in
    Row("account/login/", only_public(200), only_public(200)),
    Row("account/inactive/", everyone(200), everyone(405)),
    Row("account/2fa/authenticate/", everyone(302), everyone(302)),
    Row("account/2fa/webauthn/login/", everyone(302), everyone(302)),
    Row("account/password/reset/", everyone(200), everyone(200)),
    Row("account/password/reset/done/", everyone(200), everyone(405)),
    Row("account/password/reset/key/done/", everyone(200), everyone(405)),
    Row(
        r"account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", everyone(200), everyone(200),
        example="account/password/reset/key/1-x/",
    ),
    Row("invitation/<str:token>/", everyone(200), everyone(422), {"password": "x"}),
    Row("account/oidc/<str:provider_id>/login/", everyone(404), everyone(404)),
    Row("account/oidc/^(?P<provider_id>[^/]+)/login/", everyone(404), everyone(404), example="account/oidc/x/login/"),
    Row(
        "account/oidc/^(?P<provider_id>[^/]+)/login/callback/", everyone(404), everyone(404),
        example="account/oidc/x/login/callback/",
    ),
    Row("account/3rdparty/login/cancelled/", everyone(200), everyone(405)),
    Row("account/3rdparty/login/error/", everyone(401), everyone(405)),
    Row("account/social/login/cancelled/", everyone(301), everyone(301)),
    Row("account/social/login/error/", everyone(301), everyone(301)),
    # what allauth has and is not offered
    Row("account/signup/", everyone(404), everyone(404)),
    Row("account/email/", everyone(404), everyone(404)),
    Row("account/confirm-email/", everyone(404), everyone(404)),
    Row("account/confirm-email/<str:key>/", everyone(404), everyone(404)),
    Row(r"account/^confirm-email/(?P<key>[-:\w]+)/$", everyone(404), everyone(404), example="account/confirm-email/x/"),
    Row("account/login/code/confirm/", everyone(404), everyone(404)),
    Row("account/3rdparty/", everyone(404), everyone(404)),
    Row("account/3rdparty/signup/", everyone(404), everyone(404)),
    Row("account/social/signup/", everyone(404), everyone(404)),
    Row("account/social/connections/", everyone(404), everyone(404)),
]  # fmt: skip


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Every route of the product, as Django has it."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from routes(each, before + str(each.pattern))
        elif isinstance(each, URLPattern):
            yield before + str(each.pattern)


def test_every_address_has_a_row_in_the_table() -> None:
    there, told = set(routes()), {row.route for row in TABLE}
    missing, gone = sorted(there - told), sorted(told - there)
    rows = "\n".join(f'    Row("{route}", everyone(200)),' for route in missing)
    assert not missing, (
        f"Addresses without a row in TABLE of tests/web/test_door_walk.py. Say who may read and send there:\n{rows}\n"
        "through(Action.…, 200) for what the door guards, signed_in(200) for the own account, everyone(200) for the "
        "public face; the third argument says what sending answers (none: 405), the fourth is the form that is sent; "
        "a new part of a route, such as <str:file>, gets a value in `filled`."
    )
    assert not gone, f"Rows of addresses that are no longer there: {gone}"


@pytest.fixture
def filled(workplace: Workplace, settings: Any, tmp_path: Path) -> dict[str, Any]:
    """A village, a photo and an invited person, and what stands in place of the parts of a route."""
    settings.MEDIA_ROOT = tmp_path / "files"
    village = write_rows(workplace.officer, workplace.commune, "villages", [Edit(values={"code": "01", "name": "Cẩm"})])
    photo = attach(workplace.officer, workplace.commune, "NTM-8.3.2", upload("loa.jpg", jpeg()))
    invited = Person.objects.create_user("invited@langso.example", "Người Được Mời")
    draft = begin(workplace.people[Role.DEPARTMENT_SPECIALIST], INVENTED)
    return {
        "set_id": "TM",
        "draft": draft.pk,
        "code": workplace.commune.code,
        "district": workplace.commune.parent.code,  # the matrix of one is drawn as all are, and sooner
        "node": "NTM-8.3.2",
        "form": "csv",
        "register": "villages",
        "row": village.rows[0].id,
        "fact": "computers_in_use",
        "event": village.event,
        "number": 1,
        "evidence": photo.pk,
        "pk": invited.pk,
        "token": token_of(invited),
        "key": "x",
        "provider_id": "none",
        **directed(workplace),
        **with_dossier(workplace),
        "recognition": recognised(workplace).code,
    }


def recognised(workplace: Workplace) -> Recognition:
    """A recognition that was decided outside the product."""
    leader = workplace.people[Role.DEPARTMENT_LEADER]
    return record(leader, workplace.elsewhere, "NTM", Decision("1/QĐ-UBND", date(2021, 1, 4), "UBND tỉnh"), "Công báo")


def with_dossier(workplace: Workplace) -> dict[str, Any]:
    """A cycle, and a dossier that is being prepared in it."""
    with clock.at(datetime(2022, 12, 31, 9, tzinfo=clock.VIET_NAM)):
        cycle = open_cycle(workplace.people[Role.DEPARTMENT_LEADER], "Năm 2022", date(2022, 1, 1))
        dossier = open_dossier(workplace.officer, workplace.commune, "NTM", cycle)
    return {"cycle": cycle.pk, "dossier": dossier.pk}


def person_of(who: str, workplace: Workplace) -> Person | None:
    if who == PUBLIC:
        return None
    if who not in ELSEWHERE:
        return workplace.people[Role(who)]
    role, kind = ELSEWHERE[who]
    far = workplace.elsewhere if kind is OrganisationKind.COMMUNE_COMMITTEE else workplace.elsewhere.parent
    body, _ = Organisation.objects.get_or_create(kind=kind, unit=far, defaults={"name": who, "since": far.since})
    person = Person.objects.create_user(f"{role}.elsewhere@langso.example", who, PASSWORD)
    Membership.objects.create(person=person, role=role, organisation=body, since=far.since)
    return person


def answer(person: Person | None, row: Row, filled: dict[str, Any], *, sent: bool) -> Any:
    """What an address answers; what it changes is undone."""
    client = Client(raise_request_exception=False)
    with transaction.atomic():
        if person is not None:
            client.force_login(person)
        address = row.address(filled)
        form = {
            name: filled.get(value[1:-1], value) if isinstance(value, str) else value
            for name, value in row.form.items()
        }
        kind = {"content_type": "application/json"} if row.json else {}
        given = client.post(address, form, **kind) if sent else client.get(address)
        transaction.set_rollback(True)
    return given


@pytest.mark.parametrize("who", WALKING)
def test_everyone_gets_in_where_the_table_says_and_nowhere_else(
    workplace: Workplace, filled: dict[str, Any], settings: Any, who: str
) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = False
    person = person_of(who, workplace)
    wrong = []
    for row in TABLE:
        for sent, expected in ((False, row.get), (True, row.post)):
            status = answer(person, row, filled, sent=sent).status_code
            if status != expected(who, sent):
                verb = "POST" if sent else "GET"
                wrong.append(
                    f"{who}: {verb} {row.address(filled)} answers {status}, the table says {expected(who, sent)}"
                )
    assert not wrong, "\n" + "\n".join(wrong)


def test_what_the_public_is_kept_from_leads_to_signing_in(workplace: Workplace, filled: dict[str, Any]) -> None:
    kept = [row for row in TABLE if row.get(PUBLIC, False) == 302 and row.get(Role.OPERATOR, False) in (200, 404)]
    assert len(kept) > 10
    for row in kept:
        given = answer(None, row, filled, sent=False)
        if row.route != "account/logout/":
            assert given["Location"].startswith("/account/login/?next=/"), row
