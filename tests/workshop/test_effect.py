"""What a draft would turn, for every commune, before it is published."""

from datetime import date

import pytest

from langso.assessments.models import Counted
from langso.criteria import Verdict
from langso.language import Language, speaking
from langso.places.models import CommuneGroup
from langso.registers.law import law
from langso.workshop.actions import begin
from langso.workshop.effect import effect_of
from langso.workshop.rules import read
from workplace import DAY
from workshop.conftest import published
from workshop.texts import INVENTED, RULING, second_version

pytestmark = pytest.mark.django_db


def effect(specialist, set_text, rulings_text=""):
    draft = begin(specialist, set_text, rulings_text)
    found = read(set_text, rulings_text, law())
    assert found.sound
    return effect_of(draft, found)


def test_a_stricter_threshold_loses_the_communes_between_the_two(furnished, specialist):
    seen = effect(specialist, second_version(date(2023, 2, 1), "50%"))
    assert (seen.day, seen.figures_of) == (date(2023, 2, 1), DAY)
    node = seen.find("NTM-8.4c")
    assert [seen.units[place].code for place in node.losses] == [furnished.commune.code]
    assert len(node.gains) == 0
    assert (node.counts_before[Verdict.MET], node.counts_after[Verdict.MET]) == (1, 0)
    assert sum(node.counts_before) == len(seen.units) > 100
    [turned] = seen.turned(seen.touched)
    assert (turned.unit.pk, [n.id for n in turned.losses], turned.gains) == (furnished.commune.pk, ["NTM-8.4c"], ())
    with speaking(Language.EN):
        before, after = seen.sentences(node, turned.place)
    assert "needs 30% or more" in before
    assert "needs 50% or more" in after
    assert [difference.id for difference in seen.differences] == ["NTM-8.4c"]


def test_a_looser_one_gains_them(furnished, specialist, leader):
    published(leader, begin(specialist, second_version(date(2022, 12, 1), "50%")))
    seen = effect(specialist, second_version(date(2022, 12, 20), "20%"))
    assert seen.day == DAY
    node = seen.find("NTM-8.4c")
    assert [seen.units[place].code for place in node.gains] == [furnished.commune.code]


def test_the_effect_is_what_comes_of_it_once_it_is_published(furnished, specialist, leader):
    from langso.assessments.live import assess

    text = second_version(date(2022, 12, 20), "45%")
    seen = effect(specialist, text)
    published(leader, begin(specialist, text))
    now = assess(list(seen.units), DAY)
    [after] = [each for each in now.assessments if each.criteria_set.id == "NTM"]
    assert (after.verdicts == seen.assessed.assessments[1].verdicts).all()


def test_a_set_that_is_new_has_no_before_and_its_groups_decide(furnished, specialist):
    CommuneGroup.objects.create(unit=furnished.commune, group=2, since=date(2022, 1, 1))
    seen = effect(specialist, INVENTED)
    assert seen.before is None
    node = seen.find("XS-1.1")
    place = [unit.pk for unit in seen.units].index(furnished.commune.pk)
    assert seen.verdicts(node, place) == (None, Verdict.MET), "7 of 9 villages, 75% asked of group 2"
    assert seen.verdicts(seen.find("XS-1.2"), place) == (None, Verdict.MET)
    assert node.counts_before is None
    assert node.counts_after[Verdict.MET] == 1
    assert seen.touched == []


def test_a_set_that_replaces_another_is_held_against_it(specialist):
    seen = effect(specialist, INVENTED.replace("status: draft", "status: draft\nreplaces: NTM"))
    assert seen.before.id == "NTM"
    assert seen.root.before.id == "NTM-8"
    gone = [each.before.id for each in seen.nodes if each.after is None]
    assert "NTM-8.4c" in gone


def test_what_a_draft_asks_does_not_push_out_what_is_counted_for_every_page(furnished, specialist):
    from langso.assessments.live import assess, communes_on

    assess(communes_on(DAY), DAY)
    kept = {row["id"]: row for row in Counted.objects.values()}
    assert kept
    effect(specialist, INVENTED)
    assert {row["id"]: row for row in Counted.objects.values()} == kept


def test_a_ruling_alone_turns_nothing(specialist):
    assert effect(specialist, "", RULING) is None
