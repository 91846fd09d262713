"""P5, ours: a workplace of its own on disk, and in it what the page and the worker do with a file, step by step."""

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langso.exchange.models import Import

_SINCE = date(2000, 1, 1)
_BLOCK = 65_536


class Place:
    """An empty workplace of the invented communes and one person who may edit them all. One in a process."""

    def __init__(self, folder: Path) -> None:
        os.environ |= {
            "LANGSO_DATA": str(folder), "LANGSO_DATABASE": "", "LANGSO_SECOND_FACTOR": "no", "LANGSO_DAY": "2022-12-31",
            "DJANGO_SETTINGS_MODULE": "langso.settings.django",
        }  # fmt: skip
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        self._person = self._people_a_country()

    def _people_a_country(self) -> object:
        from benchmarks.data import WORKBOOK_COMMUNES
        from langso.accounts.models import Membership, Person, Role
        from langso.exchange.demonstration import invented_units
        from langso.places.models import Level, Organisation, OrganisationKind, Unit

        province = Unit.objects.create(code="98", name="Bench", kind="tỉnh", level=Level.PROVINCE, since=_SINCE)
        for unit in invented_units(WORKBOOK_COMMUNES):
            Unit.objects.create(
                code=unit.code, name=unit.name, kind=unit.kind.value, level=Level.COMMUNE, since=_SINCE, parent=province
            )
        body = Organisation.objects.create(name="x", kind=OrganisationKind.OPERATOR, unit=province, since=_SINCE)
        person = Person.objects.create_user("a@langso.example", "Bench")
        Membership.objects.create(person=person, role=Role.COMMUNE_OFFICER, organisation=body, since=_SINCE)
        return person

    def hand_in(self, workbook: Path) -> int:
        """Keep the file as an upload is kept; the number of the import, which waits to be read."""
        from langso.exchange.intake.actions import hand_in

        with workbook.open("rb") as file:
            return int(
                hand_in(self._person, None, workbook.name, iter(lambda: file.read(_BLOCK), b""), register="villages").pk
            )

    def read(self, number: int) -> None:
        """What the worker does first, and the preview's first page."""
        from langso.exchange.intake.preview import Preview
        from langso.exchange.intake.tasks import read_import

        read_import.call(number)
        made = self._import(number)
        assert made.state == "ready", made.problems
        preview = Preview(made)
        assert preview.tables
        assert preview.lines("villages").lines
        assert preview.communes("villages")

    def write(self, number: int) -> None:
        """What confirming starts, and the worker does."""
        from langso.exchange.intake.actions import confirm
        from langso.exchange.intake.tasks import apply_import

        confirm(self._person, self._import(number))
        apply_import.call(number)
        assert self._import(number).state == "applied"

    def rows(self) -> int:
        """Rows of the register."""
        from langso.registers.models import ROWS

        return int(ROWS["villages"].objects.count())

    def change_a_tenth(self) -> None:
        """Have a tenth of the rows say something else than the workbook."""
        from django.db.models import F

        from langso.registers.models import ROWS

        villages = ROWS["villages"].objects
        villages.filter(code__endswith="0").update(households=F("households") + 1, tv_cable=None)

    @staticmethod
    def _import(number: int) -> "Import":
        from langso.exchange.models import Import

        return Import.objects.select_related("person", "unit").get(pk=number)
