"""Closing a ledger confirms the rows that were shown, not others."""

import pytest

from langso.problems import BadInputError
from langso.registers.actions import Edit, close_ledger, write_rows
from langso.registers.law import law
from langso.registers.models import Ledger
from langso.registers.reading import standing
from workplace import Workplace

pytestmark = pytest.mark.django_db


def write(workplace: Workplace, code: str) -> None:
    write_rows(workplace.officer, workplace.commune, "villages", [Edit(values={"code": code})])


def seen(workplace: Workplace) -> int:
    return standing(workplace.commune, law().registers["villages"]).version


def test_a_ledger_that_changed_since_it_was_seen_is_not_closed(workplace: Workplace) -> None:
    write(workplace, "01")
    before = seen(workplace)
    write(workplace, "02")
    with pytest.raises(BadInputError, match="sổ hiện có 2 dòng"):
        close_ledger(workplace.officer, workplace.commune, "villages", seen=before)
    assert not Ledger.objects.get(register="villages").closed
    close_ledger(workplace.officer, workplace.commune, "villages", seen=seen(workplace))
    assert Ledger.objects.get(register="villages").closed


def test_a_ledger_that_nobody_ever_wrote_in_is_closed_as_it_was_seen(workplace: Workplace) -> None:
    assert seen(workplace) == 0
    close_ledger(workplace.officer, workplace.commune, "villages", seen=0)
    assert Ledger.objects.get(register="villages").closed
