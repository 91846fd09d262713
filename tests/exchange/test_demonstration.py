"""A demonstration package is the same for the same seed, says what it is, and looks like a real one."""

import csv
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from langso.criteria import load_law
from langso.criteria.law import ColumnType, FactType, Law
from langso.exchange.demonstration import FULL, FileFormat, Scale, invented_units, write_demonstration
from langso.language import Language, speaking
from langso.places import Snapshot, Unit, UnitKind, units_of
from langso.problems import BadInputError

COMMUNES = [unit for unit in units_of(Snapshot.HAI_DUONG_2022) if unit.kind is UnitKind.COMMUNE]


@pytest.fixture(scope="module")
def law() -> Law:
    return load_law()


@pytest.fixture(scope="module")
def province(law, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("demonstration") / "hai-duong"
    write_demonstration(folder, law, units_of(Snapshot.HAI_DUONG_2022))
    return folder


def rows_of(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("files", FileFormat)
def test_the_same_seed_writes_the_same_bytes(law, tmp_path, files):
    for name in ("first", "second"):
        write_demonstration(tmp_path / name, law, COMMUNES[:20], format=files)
    assert contents(tmp_path / "first") == contents(tmp_path / "second")


def test_the_order_in_which_units_are_given_changes_nothing(law, tmp_path):
    write_demonstration(tmp_path / "first", law, COMMUNES[:5])
    write_demonstration(tmp_path / "second", law, COMMUNES[4::-1])
    assert contents(tmp_path / "first") == contents(tmp_path / "second")


def test_the_rows_stay_the_same_from_version_to_version(law, tmp_path):
    write_demonstration(tmp_path / "package", law, COMMUNES[3:4], scale=Scale(case_files=10, address_points=1))
    online = [row["settled_online"] for row in rows_of(tmp_path / "package", "case_files")]
    assert online == ["không", *["có"] * 5, "không", *["có"] * 6]
    village = rows_of(tmp_path / "package", "villages")[4]
    assert list(village.values()) == (
        ["10564", "05", "Phan Xá", "304", "có", "có", "", "có", "có", "có", "có", "có", "có", "không"]
    )


def test_another_seed_writes_other_rows(law, tmp_path):
    for seed in (1, 2):
        write_demonstration(tmp_path / str(seed), law, COMMUNES[:5], seed=seed)
    first, second = contents(tmp_path / "1"), contents(tmp_path / "2")
    assert first.keys() == second.keys()
    assert all(first[name] != second[name] for name in ("case_files.csv", "villages.csv", "facts.csv", "package.csv"))


def test_both_formats_hold_the_same_rows(law, tmp_path):
    for files in FileFormat:
        write_demonstration(tmp_path / files, law, COMMUNES[:5], format=files)
    for register in law.registers.values():
        words = [
            f"CASE {column.name} WHEN TRUE THEN 'có' WHEN FALSE THEN 'không' END"
            if column.type is ColumnType.YES_NO
            else f"{column.name}::VARCHAR"
            for column in register.columns
        ]
        parquet = duckdb.sql(
            f"SELECT commune, {', '.join(words)} FROM '{tmp_path}/parquet/{register.name}.parquet'"
        ).fetchall()
        in_csv = [tuple(cell or None for cell in row.values()) for row in rows_of(tmp_path / "csv", register.name)]
        assert parquet == in_csv


def test_the_package_says_that_it_is_a_demonstration(province):
    (package,) = rows_of(province, "package")
    assert package["title"] == "Dữ liệu minh họa – không phải số liệu thật"
    assert package["source"].startswith("Số liệu tự sinh để minh họa, không phải của xã nào")
    assert "120 hồ sơ, 150 điểm địa chỉ" in package["source"]
    assert (package["as_of"], package["province"]) == ("2022-12-31", "Hải Dương")


def test_every_unit_is_listed_and_only_communes_keep_registers(law, province):
    listed = rows_of(province, "communes")
    assert Counter(row["kind"] for row in listed) == {"xã": 178, "phường": 47, "thị trấn": 10}
    assessed = {row["code"] for row in listed if row["kind"] == "xã"}
    for name in (*law.registers, "ledgers", "facts"):
        assert {row["commune"] for row in rows_of(province, name)} <= assessed | {""}


def test_rows_are_sorted_by_commune_and_key_and_no_key_stands_twice(law, province):
    for register in law.registers.values():
        keys = [(row["commune"], row[register.key.name]) for row in rows_of(province, register.name)]
        assert keys == sorted(set(keys)), register.name


def test_a_register_has_the_columns_of_the_law(law, province):
    for register in law.registers.values():
        expected = ["commune", *(column.name for column in register.columns)]
        assert list(rows_of(province, register.name)[0]) == expected


def test_an_address_point_lies_in_a_village_of_its_commune_and_is_notified_before_its_plate(province):
    villages = {(row["commune"], row["code"]) for row in rows_of(province, "villages")}
    for row in rows_of(province, "address_points"):
        assert (row["commune"], row["village"]) in villages
        assert not row["plate_on"] or "" < row["notified_on"] <= row["plate_on"] <= "2022-12-31"


def test_villages_have_as_many_households_as_their_commune_declares(province):
    households = Counter()
    for row in rows_of(province, "villages"):
        households[row["commune"]] += int(row["households"])
    for row in rows_of(province, "facts"):
        if row["fact"] == "households":
            assert households[row["commune"]] == int(row["value"])


def test_a_declared_part_never_exceeds_its_whole_and_some_facts_are_not_answered(law, province):
    values = {(row["commune"], row["fact"]): row["value"] for row in rows_of(province, "facts")}
    asked = answered = 0
    for fact in law.facts.values():
        for unit in COMMUNES:
            value = values.get((unit.code, fact.name))
            whole = values.get((unit.code, fact.part_of))
            asked, answered = asked + 1, answered + (value is not None)
            if value is not None and whole is not None:
                assert int(value) <= int(whole), fact.name
            if value is not None and fact.type is FactType.YES_NO:
                assert value in ("có", "không")
    assert 0.9 * asked < answered < asked


def test_the_province_answers_once_for_all(province):
    assert [row for row in rows_of(province, "facts") if not row["commune"]] == [
        {"commune": "", "fact": "report_system_connected", "value": "có"}
    ]


def test_some_registers_are_open_and_a_commune_without_ocop_products_has_closed_the_register(law, province):
    ledgers = rows_of(province, "ledgers")
    assert len(ledgers) == len(COMMUNES) * len(law.registers)
    states = Counter(row["state"] for row in ledgers)
    assert 0 < states["open"] < states["closed"] / 10
    with_products = {row["commune"] for row in rows_of(province, "ocop_products")}
    closed = {row["commune"] for row in ledgers if row["register"] == "ocop_products" and row["state"] == "closed"}
    assert closed - with_products


def test_invented_communes_are_called_so_and_have_no_real_code(law, tmp_path):
    units = invented_units(200)
    assert len({unit.code for unit in units}) == 200
    assert not {unit.code for unit in units} & {unit.code for s in Snapshot for unit in units_of(s)}
    write_demonstration(tmp_path / "package", law, units, as_of=date(2023, 6, 30))
    (package,) = rows_of(tmp_path / "package", "package")
    assert (package["as_of"], package["province"]) == ("2023-06-30", "Tỉnh minh họa")


def test_the_full_scale_has_as_many_rows_a_commune_as_a_country_needs(law, tmp_path):
    write_demonstration(tmp_path / "package", law, invented_units(60), scale=FULL, format=FileFormat.PARQUET)
    for register, low, high in (("case_files", 1_700, 2_050), ("address_points", 2_300, 2_700), ("villages", 7, 10)):
        ((count,),) = duckdb.sql(f"SELECT count(*) FROM '{tmp_path}/package/{register}.parquet'").fetchall()
        assert low < count / 60 < high


def test_a_folder_with_something_in_it_is_left_alone(law, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with speaking(Language.EN), pytest.raises(BadInputError, match="is not an empty folder"):
        write_demonstration(tmp_path, law, COMMUNES[:1])
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_units_without_a_commune_are_refused(law, tmp_path):
    with pytest.raises(ValueError, match="no unit of kind xã"):
        write_demonstration(tmp_path / "package", law, [Unit("10507", "Cẩm Thượng", UnitKind.WARD)])
    assert not list(tmp_path.iterdir())


def test_nothing_is_left_when_writing_fails_half_way(law, tmp_path):
    misnamed = replace(law.registers["villages"], name="no such table; it's quoted wrongly")
    broken = replace(law, registers={**law.registers, misnamed.name: misnamed})
    with pytest.raises(duckdb.Error):
        write_demonstration(tmp_path / "package", broken, COMMUNES[:1])
    assert not list(tmp_path.iterdir())
