"""What tests of imports need: a place of their own for files, and a few villages in the commune."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from exchange.intake.files import HEADER, csv_of
from langso.exchange.intake.actions import hand_in
from langso.exchange.models import Import
from langso.registers.actions import Edit, write_rows
from workplace import Workplace


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return Path(settings.MEDIA_ROOT)


@pytest.fixture
def villages(workplace: Workplace) -> Workplace:
    values = [{"code": f"0{n}", "name": f"Thôn {n}", "households": 100 + n, "fixed_phone": True} for n in (1, 2, 3)]
    write_rows(workplace.officer, workplace.commune, "villages", [Edit(values=v) for v in values])
    return workplace


class Given:
    """Hands files in as the commune's officer, for its village register unless said otherwise."""

    def __init__(self, workplace: Workplace) -> None:
        self.workplace = workplace

    def __call__(self, content: bytes, name: str = "thon.csv", register: str = "villages", **options: Any) -> Import:
        options = {"person": self.workplace.officer, "unit": self.workplace.commune, **options}
        made = hand_in(options.pop("person"), options.pop("unit"), name, [content], register=register, **options)
        return Import.objects.get(pk=made.pk)

    def csv(self, *rows: Any, header: Sequence[str] = HEADER, **options: Any) -> Import:
        return self(csv_of(*rows, header=header), **options)


@pytest.fixture
def given(villages: Workplace) -> Given:
    return Given(villages)
