"""What a draft of the law would turn in every commune there is, as the workshop asks it."""

from datetime import timedelta
from statistics import median
from time import perf_counter
from typing import Any

_SET = "NTM"
_CHANGES = {
    "at_least: 30%": "at_least: 50%",
    "settled_online: 3}}, expect: met": "settled_online: 5}}, expect: met",
    "settled_online: 2}}, expect: not_met": "settled_online: 4}}, expect: not_met",
    "settled_online: 2, blank: 1": "settled_online: 4, blank: 1",
}
"""Half of the case files settled online instead of three in ten, in the condition and in its examples."""


def effect_of_a_draft(rounds: str) -> dict[str, Any]:
    """Seconds for the effect of a stricter set: with nothing counted, and counted before. How much turns; the draft."""
    from langso import clock
    from langso.accounts.models import Person
    from langso.assessments import following, remembered
    from langso.assessments.models import Counted
    from langso.registers.law import law, law_files
    from langso.workshop.actions import begin
    from langso.workshop.effect import effect
    from langso.workshop.rules import as_draft, read
    from langso.workshop.writing import beginning_on

    version = next(each for each in law().versions if each.id == _SET and each.valid_on(clock.today()))
    text = beginning_on(as_draft(law_files()[version.file]), clock.today() + timedelta(days=1))
    for was, becomes in _CHANGES.items():
        assert text.count(was) == 1, was
        text = text.replace(was, becomes)
    draft = begin(Person.objects.get(email="so@langso.example"), text, based_on=version.file)
    found = read(text, "", law())
    assert found.criteria_set is not None
    assert found.sound, found.problems
    taken: dict[str, list[float]] = {"nothing counted": [], "counted": []}
    for _ in range(int(rounds)):
        Counted.objects.all().delete()
        for seconds in taken.values():
            for room in (following, remembered):
                room.forget()
            start = perf_counter()
            seen = effect(found.criteria_set, found)
            turned = len(seen.touched)
            seconds.append(perf_counter() - start)
    assert turned
    return {
        **{name: median(seconds) for name, seconds in taken.items()},
        "draft": draft.pk, "communes": len(seen.units), "turned": turned,
    }  # fmt: skip
