"""The demonstration as a workplace: it ends where its package does, by real changes of real accounts."""

import pytest

from langso import clock
from langso.accounts.models import Person, Role
from langso.assessments.assessed import choose_sets
from langso.assessments.live import assess
from langso.assessments.models import Turn
from langso.directives.models import Difficulty, Dispatch, Recommendation, Task
from langso.exchange.assessing import assess as assess_package
from langso.exchange.demonstration import Scale, write_demonstration
from langso.exchange.reading import open_package
from langso.exchange.workplace_demonstration import ACCOUNTS, DAY, PASSWORD, load
from langso.journal.chain import verify
from langso.places import Snapshot, units_of
from langso.places.models import Unit
from langso.registers.law import law

pytestmark = pytest.mark.django_db
CODES = {"10555", "10561", "10630", "11056", "11068", "11200"}


@pytest.fixture
def loaded(db, settings, tmp_path):
    settings.REQUIRE_SECOND_FACTOR = False
    chosen = [unit for unit in units_of(Snapshot.HAI_DUONG_2022) if unit.code in CODES]
    write_demonstration(tmp_path / "package", law(), chosen, scale=Scale(case_files=20, address_points=12))
    load(tmp_path / "package", lambda *_progress: None)
    return tmp_path / "package"


def test_it_ends_where_its_package_does_and_its_journal_holds(loaded):
    units = list(
        Unit.objects.assessed().on(DAY).filter(code__in=CODES).select_related("parent__parent").order_by("code")
    )
    assert clock.today() == DAY
    live = assess(units, DAY)
    with open_package(loaded, law()) as package:
        wanted = assess_package(package, law(), choose_sets(law(), [], DAY), DAY)
        order = [wanted.communes.codes.index(unit.code) for unit in units]
        for theirs, ours in zip(wanted.assessments, live.assessments, strict=True):
            assert (theirs.verdicts[:, order] == ours.verdicts).all()
    proof = verify()
    assert proof.broken is None
    assert proof.events > 100


def test_verdicts_turned_on_the_way(loaded):
    assert Turn.objects.filter(after=2).exists()
    assert not Turn.objects.filter(before__isnull=True).exists()
    assert len(set(Turn.objects.values_list("at__date", flat=True))) == 4


def test_every_account_signs_in_and_every_role_has_one(loaded):
    assert {account.role for account in ACCOUNTS} == set(Role)
    for account in ACCOUNTS:
        person = Person.objects.get(email=account.email)
        assert person.check_password(PASSWORD)
        assert [m.role for m in person.memberships.all()] == [account.role]


def test_it_begins_with_letter_1414_its_difficulty_and_its_recommendation(loaded):
    difficulty = Difficulty.objects.get()
    assert [each.node for each in difficulty.nodes.all()] == ["NC-8.4a.5a", "NC-8.4a.5b", "KM-XH.2"]
    letter, to_communes = Dispatch.objects.order_by("event")
    assert letter.cited == "CV 1414/STTTT-BCVTCNTT"
    kinds = {each.organisation.kind: each.purpose for each in letter.recipients.select_related("organisation")}
    assert kinds == {
        "district_committee": "implement", "province_committee": "report", "coordination_office": "synthesise",
    }  # fmt: skip
    assert letter.recipients.filter(received_at__isnull=False).count() == 1
    assert to_communes.recipients.filter(organisation__unit__code="11056", read_at__isnull=True).exists()
    assert [part.state for part in Recommendation.objects.get().parts.all()] == ["considered", "sent", "sent"]
    assert not Task.objects.filter(plan__isnull=True, due__isnull=False).exists(), "a day that no plan gave"
