"""Packages for the tests: a commune that meets every condition, and how to change it and write it down."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from pathlib import Path

import duckdb
from openpyxl import Workbook

Row = dict[str, object]
Tables = dict[str, list[Row]]

VILLAGE_ANSWERS = (
    "fixed_phone",
    "mobile_phone",
    "fixed_broadband",
    "mobile_broadband",
    "loudspeaker_working",
    "loudspeaker_regular",
    "tv_satellite",
    "tv_cable",
    "tv_terrestrial",
    "tv_internet",
)
POST_ANSWERS = (
    "premises_adequate",
    "signboard",
    "hours_posted",
    "services_posted",
    "letters_to_2kg",
    "parcels_to_5kg",
    "online_public_services",
)
COLUMNS: dict[str, tuple[str, ...]] = {
    "communes": ("code", "name", "kind", "district", "group"),
    "villages": ("commune", "code", "name", "households", *VILLAGE_ANSWERS),
    "post_points": ("commune", "name", *POST_ANSWERS[:4], "hours_per_day", *POST_ANSWERS[4:]),
    "publication_outlets": ("commune", "name", "kind"),
    "officials": ("commune", "code", "position", "trained_digital_skills", "trained_infosec"),
    "case_files": ("commune", "code", "settled_on", "settled_online"),
    "ocop_products": ("commune", "name", "stars", "certificate_until", "on_ecommerce"),
    "farm_products": ("commune", "name", "producer", "eligible", "on_ecommerce"),
    "business_households": ("commune", "code", "trained_selling", "trained_infosec", "trained_epayment"),
    "public_places": ("commune", "name", "kind", "free_wifi"),
    "public_offices": ("commune", "name", "kind", "fibre"),
    "public_services": ("commune", "code", "name", "fully_online"),
    "digital_models": ("commune", "name", "field"),
    "address_points": ("commune", "code", "village", "kind", "lat", "lon", "notified_on", "plate_on"),
    "facts": ("commune", "fact", "value"),
    "ledgers": ("commune", "register", "state"),
    "package": ("title", "as_of", "province", "source"),
}
REGISTERS = tuple(COLUMNS)[1:14]
KEYS = {register: "code" if "code" in COLUMNS[register] else "name" for register in REGISTERS}

YES_NO_FACTS = (
    "telecom_meets_qcvn",
    "radio_station_per_guidance",
    "radio_station_uses_ict",
    "uses_document_system",
    "uses_official_email",
    "uses_one_stop_system",
    "portal_for_management",
    "portal_online_services",
    "uses_provincial_document_system",
    "uses_provincial_service_portal",
    "uses_provincial_one_stop",
    "uses_provincial_email",
    "uses_digital_signature",
    "records_digitised_in_archive",
    "report_system_connected",
    "feedback_system",
    "conference_with_district",
    "conference_with_province",
    "conference_with_centre",
    "address_map_database",
    "survey_uses_it",
)
PARTS = {
    "working_age_smartphone_subscribers": "working_age_residents",
    "working_age_reached_digital_skills": "working_age_residents",
    "procedure_results_digitised": "procedure_results_valid",
    "work_files_online": "work_files",
    "periodic_reports_electronic": "periodic_reports",
    "documents_electronic": "documents",
    "socioeconomic_reports_on_system": "socioeconomic_reports",
    "households_fibre_covered": "households",
    "residents_using_smartphone": "residents",
    "adults_with_epayment": "adults",
    "farm_households_with_epayment": "farm_households",
}


class Given:
    """A package in the making. It begins with commune C1, which meets every condition."""

    def __init__(self, *communes: str) -> None:
        self.tables: Tables = {"communes": [], "facts": []}
        for code in communes or ("C1",):
            self.add(code)

    def add(self, code: str, kind: str = "xã", group: object = "") -> "Given":
        """One more unit that meets everything."""
        self.tables["communes"].append(
            {"code": code, "name": f"Xã {code}", "kind": kind, "district": "Nam Sách", "group": group}
        )
        for register, rows in _passing_rows().items():
            self.tables.setdefault(register, []).extend({"commune": code, **row} for row in rows)
        for fact in YES_NO_FACTS:
            self.fact(fact, 1, code)
        for part, whole in PARTS.items():
            self.fact(whole, 100, code).fact(part, 100, code)
        return self.fact("computers_in_use", 2, code)

    def fact(self, name: str, value: object, commune: str = "C1") -> "Given":
        """A fact answered, or answered otherwise."""
        facts = self.tables["facts"]
        facts[:] = [row for row in facts if (row["commune"], row["fact"]) != (commune, name)]
        if value is not None:
            facts.append({"commune": commune, "fact": name, "value": value})
        return self

    def facts(self, **values: object) -> "Given":
        for name, value in values.items():
            self.fact(name, value)
        return self

    def rows(self, register: str, *rows: Mapping[str, object], commune: str = "C1") -> "Given":
        """A register of a commune filled with these rows, keys supplied where they are not given."""
        others = [row for row in self.tables.get(register, []) if row["commune"] != commune]
        key = KEYS[register]
        made: list[Row] = [{"commune": commune, key: f"r{number}", **row} for number, row in enumerate(rows, start=1)]
        self.tables[register] = others + made
        return self

    def without(self, table: str) -> "Given":
        """The package without one of its files."""
        self.tables.pop(table, None)
        return self

    def ledger(self, register: str, state: str, commune: str = "C1") -> "Given":
        ledgers = self.tables.setdefault("ledgers", [])
        ledgers.append({"commune": commune, "register": register, "state": state})
        return self

    def about(self, **info: object) -> "Given":
        self.tables["package"] = [info]
        return self

    def written(self, path: Path) -> Path:
        """As a folder of CSV."""
        return write_folder(path, self.tables)


def side_by_side(variants: Mapping[str, Given]) -> Given:
    """One package in which every variant's commune C1 is a commune of its own, called as the variant is."""
    joined = Given()
    joined.tables = {}
    for name, given in variants.items():
        for table, rows in given.tables.items():
            column = "code" if table == "communes" else "commune"
            moved = [{**row, column: name if row[column] == "C1" else row[column]} for row in rows]
            joined.tables.setdefault(table, []).extend(moved)
    return joined


def _passing_rows() -> dict[str, list[Row]]:
    village = dict.fromkeys(VILLAGE_ANSWERS, 1)
    post: Row = {**dict.fromkeys(POST_ANSWERS, 1), "hours_per_day": 8}
    point = {"village": "1", "notified_on": "2022-10-01", "plate_on": "2022-10-02"}
    rows: dict[str, list[Row]] = {
        "villages": [{"code": "1", "name": "An Lãng", **village}, {"code": "2", "name": "Cẩm", **village}],
        "post_points": [{"name": "Bưu điện xã", **post}],
        "publication_outlets": [{"name": "Thư viện", "kind": "thư viện"}],
        "officials": [{"code": str(n), "trained_digital_skills": 1, "trained_infosec": 1} for n in (1, 2)],
        "case_files": [{"code": str(n), "settled_on": "2022-10-01", "settled_online": 1} for n in (1, 2)],
        "ocop_products": [{"name": "Bánh đậu", "stars": 3, "on_ecommerce": 1}],
        "farm_products": [{"name": "Vải", "eligible": 1, "on_ecommerce": 1}],
        "business_households": [{"code": "1", "trained_selling": 1, "trained_infosec": 1, "trained_epayment": 1}],
        "public_places": [{"name": "Nhà văn hoá", "free_wifi": 1}],
        "public_offices": [{"name": "Uỷ ban", "fibre": 1}],
        "public_services": [{"code": "1", "name": "Khai sinh", "fully_online": 1}],
        "digital_models": [{"name": "Camera an ninh", "field": "an ninh"}],
        "address_points": [{"code": "1", "kind": "household", **point}, {"code": "2", "kind": "agency", **point}],
    }
    return deepcopy(rows)


def columns_of(table: str, rows: Iterable[Mapping[str, object]]) -> list[str]:
    """The columns that a file has by the law, and whatever else its rows name."""
    own = list(COLUMNS.get(table, ()))
    return own + [name for name in dict.fromkeys(name for row in rows for name in row) if name not in own]


def lines_of(table: str, rows: Sequence[Mapping[str, object]]) -> list[list[object]]:
    """A file's header and rows."""
    columns = columns_of(table, rows)
    return [list[object](columns), *([row.get(column, "") for column in columns] for row in rows)]


def write_folder(path: Path, tables: Mapping[str, Sequence[Mapping[str, object]]]) -> Path:
    """A package as a folder of CSV."""
    path.mkdir(parents=True, exist_ok=True)
    for table, rows in tables.items():
        with (path / f"{table}.csv").open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(lines_of(table, rows))
    return path


def write_workbook(path: Path, tables: Mapping[str, Sequence[Mapping[str, object]]]) -> Path:
    """A package as one workbook, a sheet a file, everything as text."""
    book = Workbook()
    book.remove(book.active)
    for table, rows in tables.items():
        sheet = book.create_sheet(table)
        for line in lines_of(table, rows):
            sheet.append([None if value in ("", None) else str(value) for value in line])
    book.save(path)
    return path


def write_parquet(path: Path, folder: Path, *, typed: bool = False) -> Path:
    """The CSV files of a folder as Parquet files of the same names: everything as text, or as DuckDB sees it."""
    path.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as database:
        for file in sorted(folder.glob("*.csv")):
            source, target = (str(p).replace("'", "''") for p in (file, path / f"{file.stem}.parquet"))
            database.sql(f"COPY (FROM read_csv('{source}', all_varchar = {not typed})) TO '{target}' (FORMAT parquet)")
    return path
