"""Seeded small packages with everything that a package may hold, and the same data as the reference reads it."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from random import Random

from cli.given import COLUMNS, KEYS, PARTS, POST_ANSWERS, REGISTERS, VILLAGE_ANSWERS, YES_NO_FACTS, write_folder
from cli.reference import Commune

YES = ("1", "true", "yes", "x", "có", "CÓ", "True", "YES", "X")
NO = ("0", "false", "no", "không", "Không", "FALSE", "No")
HOURS = {
    "": None,
    "4": Fraction(4),
    "3.5": Fraction(7, 2),
    "8": Fraction(8),
    "0": Fraction(0),
    "3.99": Fraction(399, 100),
}
ANSWERS = {
    "villages": VILLAGE_ANSWERS,
    "post_points": POST_ANSWERS,
    "officials": ("trained_digital_skills", "trained_infosec"),
    "case_files": ("settled_online",),
    "ocop_products": ("on_ecommerce",),
    "farm_products": ("eligible", "on_ecommerce"),
    "business_households": ("trained_selling", "trained_infosec", "trained_epayment"),
    "public_places": ("free_wifi",),
    "public_offices": ("fibre",),
    "public_services": ("fully_online",),
}
EDGES = ((4, 5), (3, 4), (7, 10), (19, 20), (3, 20), (2, 13), (9, 10), (81, 100), (80, 100), (1, 1), (0, 3))

Written = dict[str, object]


@dataclass
class Mood:
    """How a package tends to answer: the chance of a yes, of a blank, of a file that is not there."""

    random: Random
    yes: float
    blank: float
    missing: float

    def answer(self) -> bool | None:
        if self.random.random() < self.blank:
            return None
        return self.random.random() < self.yes

    def spelled(self, answer: bool | None) -> str:
        return "" if answer is None else self.random.choice(YES if answer else NO)


@dataclass
class Made:
    """A package on disk and what the reference should know of its communes."""

    path: Path
    communes: dict[str, Commune]


def made(path: Path, seed: int) -> Made:
    """The package of a seed."""
    random = Random(seed)  # noqa: S311
    mood = Mood(random, random.choice((0.4, 0.8, 0.97)), random.choice((0, 0.05, 0.3)), random.choice((0, 0.1, 0.4)))
    codes = [f"{random.randrange(100):03}-{number}" for number in range(random.randint(1, 12))]
    communes = {code: Commune() for code in codes}
    tables: dict[str, list[Written]] = {"communes": [{"code": code, "name": code, "kind": "xã"} for code in codes]}
    ledgers: list[Written] = []
    for register in REGISTERS:
        if random.random() < mood.missing:
            continue
        tables[register] = []
        for code, commune in communes.items():
            rows = _rows(mood, register, commune)
            tables[register] += [{"commune": code, **row} for row in rows]
            state = random.choice(("", "", "", "open", "closed"))
            if state:
                ledgers.append({"commune": code, "register": register, "state": state})
            if state == "closed" or (rows and not state):
                commune.closed.add(register)
        random.shuffle(tables[register])
    tables["facts"] = [row for code, commune in communes.items() for row in _facts(mood, code, commune)]
    _province(mood, tables["facts"], communes)
    random.shuffle(tables["facts"])
    if ledgers:
        tables["ledgers"] = ledgers
    return Made(write_folder(path, {name: _any_order(random, name, rows) for name, rows in tables.items()}), communes)


def _rows(mood: Mood, register: str, commune: Commune) -> list[Written]:
    """Some rows as written; the commune learns what they mean."""
    written, meant = [], []
    for number in range(mood.random.choice((0, 1, 2, 3, 5, 10))):
        row: Written = {KEYS[register]: f"{number:02}"}
        known: dict[str, object] = {}
        for column in ANSWERS.get(register, ()):
            known[column] = answer = mood.answer()
            row[column] = mood.spelled(answer)
        if register == "post_points":
            row["hours_per_day"] = hours = mood.random.choice(list(HOURS))
            known["hours_per_day"] = HOURS[hours]
        if register == "address_points":
            row["kind"] = mood.random.choice(("household", "agency", "organisation", "heritage_site"))
            for column in ("notified_on", "plate_on"):
                row[column] = mood.random.choice(("2022-10-01", "31/12/2022")) if mood.answer() else ""
                known[column] = row[column] or None
        written.append(row)
        meant.append(known)
    commune.rows[register] = list(meant)
    return written


def _facts(mood: Mood, code: str, commune: Commune) -> list[Written]:
    written: list[Written] = []

    def declare(fact: str, value: object, spelled: str) -> None:
        commune.facts[fact] = value
        written.append({"commune": code, "fact": fact, "value": spelled})

    for fact in YES_NO_FACTS:
        if fact != "report_system_connected" and (answer := mood.answer()) is not None:
            declare(fact, answer, mood.spelled(answer))
    wholes = {whole: _whole(mood) for whole in dict.fromkeys(PARTS.values())}
    for whole, (_, size) in wholes.items():
        if mood.random.random() >= mood.blank:
            declare(whole, size, str(size))
    for part, whole in PARTS.items():
        share, size = wholes[whole]
        if mood.random.random() >= mood.blank:
            value = size if mood.random.random() < mood.yes / 2 else int(share * size)
            declare(part, value, str(value))
    if mood.random.random() >= mood.blank:
        number = mood.random.randint(0, 5)
        declare("computers_in_use", number, str(number))
    return written


def _whole(mood: Mood) -> tuple[Fraction, int]:
    share = Fraction(*mood.random.choice(EDGES))
    return share, mood.random.choice((0, 1, 7, 20, 100, 1000, 99_999, 100_000, 10**9))


def _province(mood: Mood, facts: list[Written], communes: dict[str, Commune]) -> None:
    if (answer := mood.answer()) is not None:
        facts.append({"commune": "", "fact": "report_system_connected", "value": mood.spelled(answer)})
        for commune in communes.values():
            commune.facts["report_system_connected"] = answer


def _any_order(random: Random, table: str, rows: list[Written]) -> list[Written]:
    """The same rows with their columns in another order, all of them there."""
    columns = list(COLUMNS[table])
    random.shuffle(columns)
    blank: Callable[[Written], Written] = lambda row: {column: row.get(column, "") for column in columns}  # noqa: E731
    return [blank(row) for row in rows]
