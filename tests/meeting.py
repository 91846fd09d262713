"""A commune that meets NTM, for tests: the smallest registers and figures with which every condition holds."""

from datetime import date
from typing import Any

from langso.accounts.models import Person
from langso.places.models import Unit
from langso.registers.actions import Edit, close_ledger, write_rows
from langso.registers.declaring import Said, declare

_POINT = ("premises_adequate", "signboard", "hours_posted", "services_posted", "letters_to_2kg", "parcels_to_5kg")
ROWS: dict[str, list[dict[str, Any]]] = {
    "post_points": [{"name": "Bưu điện văn hóa xã", "hours_per_day": 8.0, **dict.fromkeys(_POINT, True)}],
    "villages": [
        {
            "code": f"0{n}", "name": name, "mobile_phone": True, "mobile_broadband": True,
            "loudspeaker_working": True,
        }
        for n, name in enumerate(("An Lãng", "Cẩm", "Đầm"), 1)
    ],
    "officials": [{"code": f"CB{n}", "position": "Công chức"} for n in range(4)],
    "case_files": [
        {"code": f"HS{n}", "settled_on": date(2022, 11, 1), "settled_online": n < 4} for n in range(10)
    ],
}  # fmt: skip
FACTS = {
    "telecom_meets_qcvn": 1, "radio_station_per_guidance": 1, "computers_in_use": 4, "uses_document_system": 1,
    "uses_official_email": 1, "uses_one_stop_system": 1, "portal_for_management": 1, "portal_online_services": 1,
}  # fmt: skip


def bring_to_meet_ntm(officer: Person, commune: Unit, day: date) -> None:
    """Write the registers, close them, and declare the figures."""
    for register, rows in ROWS.items():
        write_rows(officer, commune, register, [Edit(values=row) for row in rows])
        close_ledger(officer, commune, register)
    declare(officer, commune, FACTS, Said(day, source="Báo cáo của UBND xã"))
