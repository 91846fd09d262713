"""Made-up dossiers and recognitions in the demonstration: something in every state, to be looked at and tried."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime, time

from django.contrib.auth.hashers import make_password

from langso import clock
from langso.accounts.models import Membership, Person, Role
from langso.assessments.live import assess, sets_on
from langso.criteria import Verdict
from langso.dossiers.actions import open_cycle, open_dossier, pass_on, return_for_more, submit
from langso.dossiers.kinds import Opinion
from langso.dossiers.models import Dossier
from langso.dossiers.recognising import Decision, announce, recognise, record
from langso.dossiers.ruling import Attested, Said, attest, reply, rule
from langso.dossiers.situation import conditions_of
from langso.places.models import Organisation, OrganisationKind, Unit

Reviewers = dict[Role, Person]

_SOURCE = "Số liệu minh họa"
_RECORDED = 12
"""So many communes elsewhere were recognised under NTM before."""


def load(reviewers: Reviewers, password: str, district: Unit, own: Unit, day: date) -> None:
    """Dossiers of the communes of a district in every state, one being prepared by `own`, and older recognitions."""
    ntm = sets_on(day)[0]
    every = list(Unit.objects.assessed().on(day).select_related("parent__parent"))
    assessed = assess(every, day, [ntm])
    verdicts = assessed.assessments[0].verdicts[0].tolist()
    meeting = [unit for unit, verdict in zip(every, verdicts, strict=True) if verdict == Verdict.MET]
    head = reviewers[Role.DEPARTMENT_LEADER]
    with _at(date(2022, 11, 14)):
        cycle = open_cycle(head, "Xét công nhận năm 2022", date(2022, 11, 14))
    for unit in [u for u in meeting if u.parent_id != district.pk][:_RECORDED]:
        with _at(date(2022, 11, 15)):
            decision = Decision("512/QĐ-UBND", date(2021, 3, 2), "UBND tỉnh Hải Dương")
            record(head, unit, ntm.id, decision, _SOURCE)
    here = [unit for unit in meeting if unit.parent_id == district.pk and unit.pk != own.pk][:5]
    leaders = _leaders(here, password)
    with _at(date(2022, 12, 24)):
        dossiers = [_submitted(open_dossier(leaders[unit.pk], unit, ntm.id, cycle), leaders[unit.pk]) for unit in here]
    for day_, work in _DAYS:
        with _at(day_):
            for dossier, what in zip(dossiers, work, strict=False):
                what(dossier, leaders[dossier.commune_id], reviewers)
    officer = Person.objects.get(memberships__organisation__unit=own, memberships__role=Role.COMMUNE_OFFICER)
    with _at(date(2022, 12, 30)):
        open_dossier(officer, own, ntm.id, cycle)


def _at(day: date) -> AbstractContextManager[None]:
    return clock.at(datetime.combine(day, time(9), clock.VIET_NAM))


def _leaders(units: Sequence[Unit], password: str) -> dict[int, Person]:
    hashed = make_password(password)
    found = {}
    for unit in units:
        body = Organisation.objects.get(kind=OrganisationKind.COMMUNE_COMMITTEE, unit=unit)
        person = Person.objects.create(
            email=f"lanhdaoxa.{unit.code}@langso.example", name=f"Lãnh đạo xã {unit.name}", password=hashed
        )
        Membership.objects.create(person=person, role=Role.COMMUNE_LEADER, organisation=body, since=unit.since)
        found[unit.pk] = person
    return found


def _submitted(dossier: Dossier, leader: Person) -> Dossier:
    submit(leader, dossier, seen=dossier.version)
    return dossier


def _agree(person: Person, dossier: Dossier) -> None:
    rule(person, dossier, {node: Said(Opinion.AGREE) for node in conditions_of(dossier, clock.today())}, seen=10**15)


def _waits(_dossier: Dossier, _leader: Person, _reviewers: Reviewers) -> None:
    """Nothing is done that day."""


def _return(dossier: Dossier, _leader: Person, reviewers: Reviewers) -> None:
    district = reviewers[Role.DISTRICT_REVIEWER]
    rule(district, dossier, {"NTM-8.3.2": Said(Opinion.ASK, "Gửi nhật ký phát thanh quý IV của các thôn.")})
    return_for_more(district, dossier, seen=dossier.version, reason="Bổ sung nhật ký phát thanh.")


def _answer(dossier: Dossier, leader: Person, _reviewers: Reviewers) -> None:
    reply(leader, dossier, "NTM-8.3.2", "Đã gửi nhật ký phát thanh quý IV của tất cả các thôn.")
    submit(leader, dossier, seen=dossier.version)


def _verify(dossier: Dossier, _leader: Person, reviewers: Reviewers) -> None:
    _agree(reviewers[Role.DISTRICT_REVIEWER], dossier)
    pass_on(reviewers[Role.DISTRICT_REVIEWER], dossier, seen=dossier.version)


def _appraise(dossier: Dossier, leader: Person, reviewers: Reviewers) -> None:
    _agree(reviewers[Role.DEPARTMENT_SPECIALIST], dossier)
    pass_on(reviewers[Role.DEPARTMENT_LEADER], dossier, seen=dossier.version)
    for check, value in (("satisfaction", 9_640), ("no_arrears", 1), ("security", 1)):
        attest(leader, dossier, check, Attested(value, date(2022, 12, 20), _SOURCE))


def _recognise(dossier: Dossier, _leader: Person, reviewers: Reviewers) -> None:
    head = reviewers[Role.DEPARTMENT_LEADER]
    decision = Decision("3021/QĐ-UBND", date(2022, 12, 30), "UBND tỉnh Hải Dương", 15, 15)
    recognise(head, dossier, decision, seen=dossier.version)
    announce(head, dossier, date(2022, 12, 30), seen=dossier.version)


_DAYS: tuple[tuple[date, tuple[Callable[[Dossier, Person, Reviewers], None], ...]], ...] = (
    (date(2022, 12, 26), (_verify, _waits, _return, _waits, _waits)),
    (date(2022, 12, 27), (_waits, _verify, _waits, _return, _waits)),
    (date(2022, 12, 28), (_appraise, _waits, _waits, _waits, _waits)),
    (date(2022, 12, 29), (_waits, _waits, _waits, _answer, _waits)),
    (date(2022, 12, 30), (_recognise, _waits, _waits, _waits, _waits)),
)
"""What is done on which day to each dossier: it is recognised, verified, returned, answered, only submitted."""
