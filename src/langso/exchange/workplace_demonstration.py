"""The demonstration as a workplace: made-up people and a made-up year of work in the real communes of Hải Dương.

The figures end as those of the demonstration package; on the way some were still lacking, so that there is a history.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from hashlib import blake2b
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password

from langso import clock
from langso.accounts.models import Membership, Person, Role
from langso.assessments import history
from langso.criteria.law import Column, ColumnType, FactType, Register, Scope
from langso.exchange import directives_demonstration, dossier_demonstration
from langso.exchange.reading import Package, open_package
from langso.journal.changes import change
from langso.places.models import CommuneGroup, Level, Organisation, OrganisationKind, Unit
from langso.places.starting import start
from langso.registers.actions import Edit, close_ledger, write_rows
from langso.registers.declaring import Said, declare
from langso.registers.law import law
from langso.registers.models import Row

DAY = date(2022, 12, 31)
PASSWORD = "langso-demo-2022"  # noqa: S105 - made up, and only in a database that says it is a demonstration
_DOMAIN = "langso.example"
_MONTHS = (date(2022, 10, 7), date(2022, 10, 31), date(2022, 11, 30), date(2022, 12, 23))
_BEFORE_THE_LETTER, _BEFORE_THE_PLAN = _MONTHS[1], _MONTHS[2]
"""What the department directs comes in between: letter 1414 on 1 November, a plan in December."""

_LATER = (0.26, 0.16, 0.07, 0.0)
"""The part of what is well at the end that was not yet so after each month of work."""

_DAYS_OF_WORK = {"notified_on", "plate_on"}
"""Columns whose day is that of work done: none lies ahead."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the demonstration: the part of its address before the @, its name, role and body."""

    login: str
    name: str
    role: Role
    kind: OrganisationKind
    unit: tuple[Level, str]

    @property
    def email(self) -> str:
        """The address that signs in."""
        return f"{self.login}@{_DOMAIN}"


_COMMUNE, _DISTRICT = (Level.COMMUNE, "Đoàn Thượng"), (Level.DISTRICT, "Gia Lộc")
_PROVINCE = (Level.PROVINCE, "Hải Dương")
ACCOUNTS = (
    Account("xa", "Nguyễn Thị Hạnh", Role.COMMUNE_OFFICER, OrganisationKind.COMMUNE_COMMITTEE, _COMMUNE),
    Account("lanhdaoxa", "Trần Văn Lực", Role.COMMUNE_LEADER, OrganisationKind.COMMUNE_COMMITTEE, _COMMUNE),
    Account("thon", "Phạm Thị Mơ", Role.VILLAGE_TEAM, OrganisationKind.COMMUNE_COMMITTEE, _COMMUNE),
    Account("huyen", "Lê Quang Vinh", Role.DISTRICT_REVIEWER, OrganisationKind.DISTRICT_COMMITTEE, _DISTRICT),
    Account("so", "Đỗ Minh Tuấn", Role.DEPARTMENT_SPECIALIST, OrganisationKind.DEPARTMENT, _PROVINCE),
    Account("lanhdaoso", "Vũ Thị Ngà", Role.DEPARTMENT_LEADER, OrganisationKind.DEPARTMENT, _PROVINCE),
    Account("dieuphoi", "Hoàng Văn Định", Role.COORDINATION_OFFICER, OrganisationKind.COORDINATION_OFFICE, _PROVINCE),
    Account("buudien", "Bùi Thu Trang", Role.POSTAL_OFFICER, OrganisationKind.POSTAL_COMPANY, _PROVINCE),
    Account("mattran", "Ngô Văn Hùng", Role.FRONT_OFFICER, OrganisationKind.FATHERLAND_FRONT, _PROVINCE),
    Account("xem", "Đặng Thị Yên", Role.READER, OrganisationKind.PROVINCE_COMMITTEE, _PROVINCE),
    Account("vanhanh", "Phan Anh Dũng", Role.OPERATOR, OrganisationKind.OPERATOR, _PROVINCE),
)
_BODIES = {
    OrganisationKind.DEPARTMENT: "Sở Thông tin và Truyền thông tỉnh Hải Dương",
    OrganisationKind.COORDINATION_OFFICE: "Văn phòng điều phối nông thôn mới tỉnh Hải Dương",
    OrganisationKind.POSTAL_COMPANY: "Bưu điện tỉnh Hải Dương",
    OrganisationKind.FATHERLAND_FRONT: "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Hải Dương",
    OrganisationKind.OPERATOR: "Trung tâm Công nghệ thông tin và Truyền thông tỉnh Hải Dương",
}


def load(folder: Path, progress: Progress) -> None:
    """Fill an empty database from the demonstration package in `folder`: places, people, and a year of work."""
    with _at(date(2022, 1, 4)):
        start(None)
        officers = _people()
    with open_package(folder, law()) as package, history.suspended():
        kept = Unit.objects.assessed().on(DAY).filter(code__in=package.communes.codes)
        units = list(kept.select_related("parent__parent"))
        _groups(package, units)
        work = _Work(package, units, officers)
        for number, month in enumerate(_MONTHS):
            with _at(month):
                work.month(number, month, progress)
            if month == _BEFORE_THE_LETTER:
                directives_demonstration.begin(_person("so"), _person("huyen"))
            elif month == _BEFORE_THE_PLAN:
                directives_demonstration.go_on(_person("so"))
    progress("12/2022 Hồ sơ", 0, 1)
    district = Unit.objects.on(DAY).get(level=_DISTRICT[0], name=_DISTRICT[1])
    own = next(unit for unit in units if unit.name == _COMMUNE[1])
    dossier_demonstration.load(
        {account.role: Person.objects.get(email=account.email) for account in ACCOUNTS}, PASSWORD, district, own, DAY
    )


def _person(login: str) -> Person:
    return Person.objects.get(email=f"{login}@{_DOMAIN}")


@contextmanager
def _at(day: date, hour: int = 9) -> Iterator[None]:
    with clock.at(datetime.combine(day, time(hour), clock.VIET_NAM)):
        yield


def _people() -> dict[int, Person]:
    """The accounts to try, and an officer for every commune; all with the one password. Officers by commune."""
    password = make_password(PASSWORD)
    province = Unit.objects.get(level=Level.PROVINCE, name="Hải Dương")
    began = province.since
    for kind, name in _BODIES.items():
        Organisation.objects.create(name=name, kind=kind, unit=province, since=began)
    for account in ACCOUNTS:
        level, name = account.unit
        unit = Unit.objects.on(DAY).filter(level=level, name=name).first()
        organisation = Organisation.objects.get(kind=account.kind, unit=unit)
        person = Person.objects.create(email=account.email, name=account.name, password=password)
        Membership.objects.create(person=person, role=account.role, organisation=organisation, since=began)
    communes = {o.unit_id: o for o in Organisation.objects.filter(kind=OrganisationKind.COMMUNE_COMMITTEE)}
    units = list(Unit.objects.assessed().on(DAY))
    known = {m.organisation.unit_id: m.person for m in Membership.objects.filter(role=Role.COMMUNE_OFFICER)}
    new = [
        Person(email=f"xa.{unit.code}@{_DOMAIN}", name=f"Cán bộ xã {unit.name}", password=password)
        for unit in units
        if unit.pk not in known
    ]
    Person.objects.bulk_create(new)
    waiting = iter(Person.objects.filter(email__startswith="xa.").order_by("pk"))
    for unit in units:
        if unit.pk not in known:
            known[unit.pk] = next(waiting)
    Membership.objects.bulk_create(
        Membership(person=known[unit.pk], role=Role.COMMUNE_OFFICER, organisation=communes[unit.pk], since=began)
        for unit in units
        if not known[unit.pk].email.startswith("xa@")
    )
    with change("people.demonstration", None) as made:
        made.details = {"people": Person.objects.count()}
    return known


def _groups(package: Package, units: list[Unit]) -> None:
    groups = dict(zip(package.communes.codes, package.communes.groups.tolist(), strict=True))
    CommuneGroup.objects.bulk_create(
        CommuneGroup(unit=unit, group=groups[unit.code], since=date(2022, 1, 1)) for unit in units if groups[unit.code]
    )


@dataclass
class _Work:
    """The year's work: each month the officers bring ledgers and figures nearer to where they are at the end."""

    package: Package
    units: list[Unit]
    officers: Mapping[int, Person]
    causes: dict[tuple[int, str], int] = field(default_factory=dict)
    kept: dict[tuple[str, int], dict[Any, Row]] = field(default_factory=dict)

    def month(self, number: int, day: date, progress: Progress) -> None:
        """One month."""
        for register in law().registers.values():
            rows = _rows_by_commune(self.package, register)
            for place, unit in enumerate(self.units):
                self._write(register, unit, rows.get(unit.code, []), number, day)
                if place % 20 == 0:
                    progress(f"{day:%m/%Y} {register.title}", place, len(self.units))
        self._declare(number, day)
        with change("demonstration.month", None) as made:
            history.record(self.units, made, self.causes)

    def _write(self, register: Register, unit: Unit, rows: list[dict[str, Any]], number: int, day: date) -> None:
        officer = self.officers[unit.pk]
        kept = self.kept.setdefault((register.name, unit.pk), {})
        edits = []
        for row in rows:
            key = row[register.key.name]
            values = {
                c.name: _then(row[c.name], c, (unit.code, register.name, c.name, key), number, day)
                for c in register.columns
            }
            there = kept.get(key)
            if there is None and not _begun(row, day):
                continue
            if there is None:
                edits.append(Edit(values=values))
            elif changed := {n: v for n, v in values.items() if getattr(there, n) != v}:
                edits.append(Edit(there.id, there.version, changed))
        if edits:
            reason = f"Cập nhật số liệu tháng {day:%m/%Y}" if number else ""
            written = write_rows(officer, unit, register.name, edits, correcting=reason)
            kept |= {row.key: row for row in written.rows}
            self.causes[unit.pk, register.name] = written.event
        stated = self.package.stated[register.name][self.package.communes.codes.index(unit.code)]
        if number == 0 and (stated == 1 or (stated == -1 and rows)):
            close_ledger(officer, unit, register.name)

    def _declare(self, number: int, day: date) -> None:
        specialist = _person("so")
        province = Unit.objects.get(level=Level.PROVINCE, name="Hải Dương")
        place = {code: index for index, code in enumerate(self.package.communes.codes)}
        said = Said(day, source="Số liệu minh họa")
        facts = [law().facts[name] for name in self.package.declared]
        for unit in self.units:
            values: dict[str, int | None] = {}
            for fact in facts:
                figures = self.package.declared[fact.name]
                lo, hi = int(figures.lo[place[unit.code]]), int(figures.hi[place[unit.code]])
                if fact.scope is Scope.COMMUNE and lo == hi:
                    later = _chance(unit.code, fact.name) < _LATER[number]
                    part = fact.part_of is not None or (fact.type is FactType.YES_NO)
                    values[fact.name] = (0 if fact.type is FactType.YES_NO else lo * 3 // 5) if later and part else lo
            made = declare(self.officers[unit.pk], unit, values, said)
            self.causes |= {(unit.pk, name): made[0].event for name in values}
        of_province = {f.name: int(self.package.declared[f.name].lo[0]) for f in facts if f.scope is Scope.PROVINCE}
        if of_province and number == 0:
            made = declare(specialist, province, of_province, said)
            self.causes |= {(unit.pk, name): made[0].event for unit in self.units for name in of_province}


def _rows_by_commune(package: Package, register: Register) -> dict[str, list[dict[str, Any]]]:
    columns = [column.name for column in register.columns]
    listed = ", ".join(f'"{name}"' for name in columns)
    found: dict[str, list[dict[str, Any]]] = {}
    answer = package.database.execute(f'SELECT commune, {listed} FROM "{register.name}"').fetchall()  # noqa: S608
    for commune, *cells in answer:
        found.setdefault(commune, []).append(dict(zip(columns, cells, strict=True)))
    return found


def _then(value: Any, column: Column, place: tuple[object, ...], number: int, day: date) -> Any:
    """What a cell at a place said after a month: some that end well were not yet so, and no day lies ahead."""
    last = number == len(_MONTHS) - 1
    if not last and isinstance(value, date) and value > day and column.name in _DAYS_OF_WORK:
        return None
    if column.type is ColumnType.YES_NO and value:
        chance = _chance(*place)
        if chance < _LATER[number]:
            return None if chance < _LATER[number] / 5 else False
    return value


def _begun(row: Mapping[str, Any], day: date) -> bool:
    """Whether a row was there after a month: a case file is there once it is settled."""
    settled = row.get("settled_on")
    return settled is None or settled <= day or day == _MONTHS[-1]


def _chance(*parts: object) -> float:
    """A number within [0, 1) that is the same for the same parts everywhere."""
    digest = blake2b("/".join(map(str, parts)).encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") / 2**32
