"""A ruling is written from what was filled in, and a version that reads by it from the version before."""

from datetime import date

import pytest

from langso.criteria import compare, load_law
from langso.workshop.rules import read
from langso.workshop.writing import Settled, beginning_on, ending_before, ruling_text, with_changes
from workshop.texts import NTM

LAW = load_law()
SETTLED = Settled(
    "AMB-90", ("Loa chờ sửa: có tính?", ""), ("Không: quá 7 ngày", "No"), ("CV 99", ""), "confirmed",
    date(2023, 2, 1), ("NTM-8.3.2", "NTM-8.4b.1", "NTM-8"), on_nothing=True,
)  # fmt: skip


def test_a_ruling_reads_as_it_was_filled_in():
    found = read("", ruling_text(SETTLED), LAW)
    assert found.sound
    ruling = found.rulings["AMB-90"]
    assert (ruling.question.vi, ruling.question.en) == ("Loa chờ sửa: có tính?", "Loa chờ sửa: có tính?")
    assert (ruling.ruling.en, ruling.applied_from, ruling.provisional) == ("No", date(2023, 2, 1), False)
    assert (ruling.scope, ruling.on_nothing) == (SETTLED.scope, True)


def test_a_version_that_reads_by_a_ruling_differs_in_nothing_else():
    text = with_changes(beginning_on(NTM, date(2023, 2, 1)), SETTLED.scope, SETTLED.day, "AMB-90")
    found = read(text, ruling_text(SETTLED), LAW)
    assert found.sound, [str(problem) for problem in found.problems]
    assert found.criteria_set.valid_from == date(2023, 2, 1)
    read_by = {n.id: [(c.since, c.rulings) for c in n.changes] for n in found.criteria_set.nodes() if n.changes}
    new = (date(2023, 2, 1), ("AMB-90",))
    assert read_by == {
        "NTM-8": [new, (date(2025, 7, 1), ("R-2025-01",))],
        "NTM-8.3.2": [new],
        "NTM-8.4b.1": [new],
    }
    assert [change.old.id for change in compare(LAW.sets["NTM"], found.criteria_set)] == []
    assert len(text.splitlines()) == len(NTM.splitlines()) + 1 + 2 + 2


def test_a_node_in_brackets_and_one_that_changes_later_take_a_change_too():
    text = """
set: X
title: {vi: X, en: X}
issued: {document: QĐ 1}
valid: {from: 2022-01-01}
status: draft
criterion:
  id: X-1
  title: {vi: X, en: X}
  all:
  - {id: X-1.1, title: {vi: Y, en: Y}, "yes": uses_digital_signature}
  - id: X-1.2
    title: {vi: Z, en: Z}
    share: {of: villages, where: loudspeaker_working}
    at_least: 50%
    changes:
    - from: 2022-06-01
      at_least: 60%
"""
    found = read(with_changes(text, ["X-1.1", "X-1.2"], date(2022, 7, 1), "AMB-8"), "", LAW)
    assert found.sound
    assert {n.id: [c.since for c in n.changes] for n in found.criteria_set.nodes()} == {
        "X-1": [],
        "X-1.1": [date(2022, 7, 1)],
        "X-1.2": [date(2022, 6, 1), date(2022, 7, 1)],
    }


@pytest.mark.parametrize(
    "written",
    [
        "{from: 2022-09-26, until: 2026-02-14}",
        "{until: 2026-02-14, from: 2022-09-26}  # both",
        "  # from when\n  from: 2022-09-26\n\n# to when\n  until: 2026-02-14",
    ],
)
def test_a_text_that_begins_after_its_last_day_has_none_and_is_in_order_at_once(written):
    text = NTM.replace("{from: 2022-09-26, until: 2026-02-14}", written)
    later = beginning_on(text, date(2027, 1, 1))
    assert later == text.replace("2022-09-26", "2027-01-01", 1).replace("2026-02-14", "null", 1)
    found = read(later, "", LAW)
    assert found.sound
    assert (found.criteria_set.valid_from, found.criteria_set.valid_until) == (date(2027, 1, 1), None)
    assert "2026-02-14" in beginning_on(text, date(2023, 2, 1))


@pytest.mark.parametrize(
    ("written", "ended"),
    [
        ("{from: 2022-09-26, until: 2026-02-14}", "{from: 2022-09-26, until: 2023-01-31}"),
        ("{until: null, from: 2022-09-26}", "{until: 2023-01-31, from: 2022-09-26}"),
        ("{from: 2022-09-26}", "{from: 2022-09-26, until: 2023-01-31}"),
        ("\n  from: 2022-09-26\n", "\n  from: 2022-09-26\n  until: 2023-01-31\n"),
        ("{from: 2022-09-26, until: 2022-12-31}", "{from: 2022-09-26, until: 2022-12-31}"),
    ],
)
def test_a_text_ends_on_the_day_before_the_version_that_follows(written, ended):
    text = NTM.replace("{from: 2022-09-26, until: 2026-02-14}", written)
    assert ending_before(text, date(2023, 2, 1)) == text.replace(written, ended)
    assert ending_before(text, None) == text
    assert read(ending_before(text, date(2023, 2, 1)), "", LAW).sound
