"""Parquet: a view where the types are the law's, read cell by cell where they are not."""

import duckdb
import pytest

from exchange.packages import folder, opened, refusal, rows_of, said

POINTS = """SELECT * FROM (VALUES
    ('10507', 'P1', 'V1', 'household', 20.5, 106.5, DATE '2022-01-01', NULL),
    ('10507', 'P2', ' ', 'agency', 'nan'::DOUBLE, NULL, NULL, NULL),
    ('10510', 'P1', 'V1', NULL, 90, -180, NULL, DATE '2022-02-01')
) points(commune, code, village, kind, lat, lon, notified_on, plate_on)"""


def parquet(path, sql, name="address_points"):
    folder(path, {})
    target = str(path / f"{name}.parquet").replace("'", "''")
    duckdb.execute(f"COPY ({sql}) TO '{target}'")
    return path


def kind_of_relation(package, name):
    found = package.database.execute("SELECT sql FROM duckdb_views() WHERE view_name = ?", [name]).fetchone()
    return "over the file" if found and "read_parquet" in found[0] else "copied"


def test_a_file_with_the_types_of_the_law_stays_where_it_is(tmp_path):
    path = parquet(tmp_path / "a=b [x]* 'q'", POINTS)
    with opened(path) as package:
        assert kind_of_relation(package, "address_points") == "over the file"
        found = package.database.execute("SELECT code, village, lat, lon FROM address_points").fetchall()
        assert found == [("P1", "V1", 20.5, 106.5), ("P2", None, None, None), ("P1", "V1", 90.0, -180.0)]
        described = package.database.execute("DESCRIBE address_points").fetchall()
        types = ["VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR", "DOUBLE", "DOUBLE", "DATE", "DATE"]
        assert [row[1] for row in described] == types


def test_a_file_of_text_is_read_cell_by_cell(tmp_path):
    sql = "SELECT '10507' AS commune, ' P1 ' AS code, 'Hộ gia đình' AS kind, '20,5' AS lat, '31/12/2022' AS plate_on"
    with opened(parquet(tmp_path / "p", sql)) as package:
        assert kind_of_relation(package, "address_points") == "copied"
        found = package.database.execute("SELECT commune, code, kind, lat, plate_on::VARCHAR FROM address_points")
        assert found.fetchall() == [("10507", "P1", "household", 20.5, "2022-12-31")]


def test_codes_as_numbers_and_yes_no_as_figures_are_read(tmp_path):
    sql = (
        "SELECT 10507 AS commune, 7::DOUBLE AS code, 1 AS settled_online, TIMESTAMP '2022-01-02 03:04:05' AS settled_on"
    )
    path = parquet(tmp_path / "p", sql, "case_files")
    assert rows_of(opened(path), "case_files", "commune, code, settled_online, settled_on::VARCHAR") == [
        ("10507", "7", True, "2022-01-02")
    ]


def test_communes_facts_and_ledgers_may_be_parquet_too(tmp_path):
    path = parquet(tmp_path / "p", "SELECT '10507' AS commune, 'adults' AS fact, 12::BIGINT AS value", "facts")
    duckdb.execute(
        f"COPY (SELECT '10507' AS code, 'A' AS name, 'xã' AS kind, '' AS district, 2 AS \"group\") "
        f"TO '{path / 'communes'}.parquet'"
    )
    (path / "communes.csv").unlink()
    with opened(path) as package:
        assert package.communes.groups.tolist() == [2]
        assert package.declared["adults"].lo.tolist() == [12]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("('10507', 'P1', 20.0)", "4:code: “P1” is there twice in commune 10507; first in row 1"),
        ("('10507', NULL, 20.0)", "4:code: The code or name that tells the rows apart is blank"),
        ("('10507', ' ', 20.0)", "4:code: The code or name that tells the rows apart is blank"),
        ("('10507', 'P9', 90.5)", "4:lat: 90.5 is more than 90"),
        ("('10507', 'it''s', -90.5)", "4:lat: -90.5 is less than -90"),
        ("('10507', 'P9', -91)", "4:lat: -91 is less than -90"),
        ("('10599', 'P9', 20.0)", "4:commune: There is no commune “10599” in the list of communes"),
        ("(NULL, 'P9', 20.0)", "4:commune: The commune is blank"),
    ],
)
def test_a_wrong_row_is_found_and_named(tmp_path, row, message):
    sql = (
        "SELECT commune, code, NULL::VARCHAR AS village, 'agency' AS kind, lat::DOUBLE AS lat, NULL::DOUBLE AS lon, "
        "NULL::DATE AS notified_on, NULL::DATE AS plate_on FROM (VALUES ('10507', 'P1', 1.0), ('10507', 'P2', 2.0), "
        f"('10510', 'P1', 3.0), {row}) t(commune, code, lat)"
    )
    assert said(parquet(tmp_path / "p", sql)) == [f"address_points.parquet:{message}"]


def test_repeated_keys_far_apart_are_found_among_many(tmp_path):
    sql = (
        "SELECT '10507' AS commune, 'H' || (CASE WHEN i = 2999990 THEN 5 ELSE i END) AS code, "
        "NULL::DATE AS settled_on, true AS settled_online FROM range(3000000) t(i)"
    )
    (problem,) = refusal(parquet(tmp_path / "p", sql, "case_files"))
    assert (problem.where.row, problem.details["first"]) == (2_999_991, "6")


def test_a_flood_of_wrong_figures_is_counted(tmp_path):
    sql = "SELECT '10507' AS commune, 'P' || i AS code, 200.0::DOUBLE AS lat FROM range(5000) t(i)"
    problems = refusal(parquet(tmp_path / "p", sql))
    assert len(problems) == 1_001
    assert problems[-1].value == "4000"


def test_a_table_as_csv_and_parquet_is_refused(tmp_path):
    path = parquet(tmp_path / "p", POINTS)
    (path / "address_points.csv").write_text("commune,code\n")
    assert said(path) == [
        "address_points.parquet: The table address_points is there twice: "
        "“address_points.csv” and “address_points.parquet”"
    ]


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + bytes(50) + b"PAR1", b"commune,code\n"])
def test_a_damaged_file_is_refused(tmp_path, content):
    path = folder(tmp_path / "p", {"villages.parquet": content})
    (only,) = said(path)
    assert only.startswith("villages.parquet: The Parquet file cannot be read")


def test_an_empty_file_with_columns_is_a_register_without_rows(tmp_path):
    path = parquet(tmp_path / "p", POINTS + " WHERE false")
    with opened(path) as package:
        assert package.registers == {"address_points"}
        assert package.database.execute("SELECT count(*) FROM address_points").fetchone() == (0,)
