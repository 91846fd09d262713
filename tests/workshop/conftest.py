"""People who draft and publish, and a province with some communes of which something is known."""

from datetime import date

import pytest

from langso.accounts.models import Role
from langso.registers.actions import Edit, close_ledger, write_rows
from langso.registers.law import law_digest, renew
from langso.workshop.publishing import Decision, Seen, publish


@pytest.fixture(autouse=True)
def as_published():
    """No test is given the law of another."""
    renew()
    yield
    renew()


@pytest.fixture
def specialist(workplace):
    return workplace.people[Role.DEPARTMENT_SPECIALIST]


@pytest.fixture
def leader(workplace):
    return workplace.people[Role.DEPARTMENT_LEADER]


@pytest.fixture
def furnished(workplace):
    """The commune with nine villages, seven of them with working loudspeakers, and case files, 40% online."""
    yes = {"fixed_phone": True, "mobile_phone": True, "fixed_broadband": True}
    villages = [
        Edit(values={"code": f"{n:02}", "name": f"Thôn {n}", **yes, "loudspeaker_working": n > 2}) for n in range(1, 10)
    ]
    files = [Edit(values={"code": f"HS{n:03}", "settled_online": n % 5 < 2}) for n in range(300)]
    for register, edits in (("villages", villages), ("case_files", files)):
        write_rows(workplace.officer, workplace.commune, register, edits)
        close_ledger(workplace.officer, workplace.commune, register)
    return workplace


DECISION = Decision("QĐ 77/QĐ-UBND", "decision", date(2022, 12, 20), "UBND tỉnh Hải Dương", "Sửa đổi Bộ tiêu chí")


def published(leader, draft, decision=DECISION, reason="Theo quyết định mới"):
    return publish(leader, draft, decision, reason, Seen(draft.version, law_digest()))
