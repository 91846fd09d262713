"""Furnishes a database for the browser tests: the workplace, with a commune that lacks a little. Run as a script."""

import django

django.setup()

from datetime import datetime  # noqa: E402

from langso import clock  # noqa: E402
from langso.accounts.models import Role  # noqa: E402
from langso.registers.actions import Edit, close_ledger, write_rows  # noqa: E402
from langso.registers.declaring import Said, declare  # noqa: E402
from langso.registers.law import law  # noqa: E402
from workplace import DAY, set_up  # noqa: E402

VILLAGES = ["An Lãng", "Cẩm", "Đầm", "Bến", "Chợ", "Đình", "Hạ", "Thượng", "Trung"]


def furnish() -> None:
    """Nine villages, of which two have no working loudspeaker; a postal point; ten officials; facts but one."""
    place = set_up()
    with clock.at(datetime(2022, 11, 7, 9, tzinfo=clock.VIET_NAM)):
        yes = {c.name: True for c in law().registers["villages"].columns if c.type == "yes_no"}
        rows = [
            Edit(values={"code": f"{n:02}", "name": name, **yes, "loudspeaker_working": n not in (1, 2)})
            for n, name in enumerate(VILLAGES)
        ]
        write_rows(place.officer, place.commune, "villages", rows)
        point = {c.name: True for c in law().registers["post_points"].columns if c.type == "yes_no"}
        write_rows(
            place.officer,
            place.commune,
            "post_points",
            [Edit(values={"name": "Bưu điện xã", "hours_per_day": 8.0, **point})],
        )
        officials = [Edit(values={"code": f"CB{n:02}", "trained_infosec": n > 2}) for n in range(10)]
        write_rows(place.officer, place.commune, "officials", officials)
        files = [Edit(values={"code": f"HS{n:04}", "settled_online": n % 3 == 0}) for n in range(300)]
        write_rows(place.officer, place.commune, "case_files", files)
        for register in ("villages", "post_points", "officials", "case_files"):
            close_ledger(place.officer, place.commune, register)
        named = {name: 1 for name, fact in law().facts.items() if fact.type == "yes_no" and fact.scope == "commune"}
        named.pop("uses_official_email")
        declare(place.officer, place.commune, {**named, "computers_in_use": 9}, Said(clock.today(), "Sổ tài sản"))
        province = place.commune.parent.parent
        facts = {name: 1 for name, fact in law().facts.items() if fact.scope == "province"}
        declare(place.people[Role.DEPARTMENT_SPECIALIST], province, facts, Said(clock.today()))


if __name__ == "__main__":
    furnish()
    assert DAY
