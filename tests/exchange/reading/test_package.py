"""A package in memory, and what a package is refused for."""

from datetime import date

import numpy as np
import pytest

from exchange.packages import COMMUNES, LAW, folder, opened, refusal, rows_of, said
from langso.criteria.table import UNBOUNDED
from langso.exchange.reading import open_package
from langso.language import Language, speaking

VILLAGES = [
    ["commune", "code", "name", "households", "fixed_phone"],
    ["10507", "T1", "Thôn Đông", "1.040", "có"],
    ["10507", "T2", "Thôn Đoài", "", ""],
    ["10510", "T1", "Thôn Thượng", "85", "0"],
]


def test_a_folder_of_csv_becomes_typed_tables_and_intervals(tmp_path):
    path = folder(
        tmp_path / "gói [1]",
        {
            "villages.csv": VILLAGES,
            "address_points.csv": [
                ["commune", "code", "kind", "lat", "lon", "notified_on"],
                ["10507", "P1", "Hộ gia đình", "20,9", "106.3", "31/12/2022"],
            ],
            "facts.csv": [
                ["commune", "fact", "value"],
                ["10507", "residents", "1.040"],
                ["10507", "Có đài truyền thanh theo hướng dẫn của Bộ", "x"],
            ],
            "ledgers.csv": [
                ["commune", "register", "state"],
                ["10507", "villages", "closed"],
                ["10510", "Sổ thôn", "mở"],
            ],
            "package.csv": [["title", "as_of", "province", "source"], ["Thử", "2022-12-31", "Hải Dương", "Sở"]],
            "README.txt": "not a table",
        },
    )
    with opened(path) as package:
        assert package.path == path
        assert (package.info.title, package.info.as_of) == ("Thử", date(2022, 12, 31))
        assert package.communes.codes == ("10507", "10510")
        assert package.communes.kinds == ("xã", "xã")
        assert package.communes.groups.tolist() == [1, 0]
        assert package.registers == {"villages", "address_points"}
        assert package.stated["villages"].tolist() == [1, 0]
        assert package.stated["post_points"].tolist() == [-1, -1]
        residents = package.declared["residents"]
        assert (residents.lo.tolist(), residents.hi.tolist()) == ([1040, 0], [1040, UNBOUNDED])
        radio = package.declared["radio_station_per_guidance"]
        assert (radio.lo.tolist(), radio.hi.tolist()) == ([1, 0], [1, 1])
        assert set(package.declared) == set(LAW.facts)
        points = package.database.execute("SELECT * FROM address_points").fetchall()
        assert points == [("10507", "P1", None, "household", 20.9, 106.3, date(2022, 12, 31), None)]
        described = package.database.execute("DESCRIBE villages").fetchall()
        assert [row[0] for row in described] == ["commune", *(c.name for c in LAW.registers["villages"].columns)]
        assert [row[1] for row in described][:5] == ["VARCHAR", "VARCHAR", "VARCHAR", "BIGINT", "BOOLEAN"]
    villages = rows_of(opened(path), "villages", "code, households, fixed_phone")
    assert villages == [("T1", 1040, True), ("T2", None, None), ("T1", 85, False)]


def test_every_problem_of_a_package_is_reported_together_in_the_order_of_files_and_rows(tmp_path):
    path = folder(
        tmp_path / "p",
        {
            "communes.csv": [*COMMUNES, ["10510", "Trùng", "làng", "", "7"]],
            "villages.csv": [
                ["commune", "code", "name", "households", "fixed_phone"],
                ["10507", "T1", "", "-1", "chắc có"],
                ["99999", "T2", "", "", ""],
                ["10507", " T1 ", "", "", ""],
                ["10507", "", "", "", ""],
            ],
            "facts.csv": [["commune", "fact", "value"], ["10507", "residentss", "5"], ["", "residents", "5"]],
        },
    )
    assert said(path) == [
        "communes.csv:4:code: The commune 10510 is there twice; first in row 3",
        "communes.csv:4:kind: “làng” is no kind of commune",
        "communes.csv:4:group: “7” is no group of communes",
        "villages.csv:2:households: -1 is less than 0",
        "villages.csv:2:fixed_phone: “chắc có” is neither yes nor no",
        "villages.csv:3:commune: There is no commune “99999” in the list of communes",
        "villages.csv:4:code: “T1” is there twice in commune 10507; first in row 2",
        "villages.csv:5:code: The code or name that tells the rows apart is blank",
        "facts.csv:2:fact: There is no declared fact “residentss”",
        "facts.csv:3:commune: residents is a figure of one commune and cannot be declared for the whole province",
    ]


def test_a_problem_says_in_vietnamese_what_was_expected_and_what_to_do(tmp_path):
    path = folder(tmp_path / "p", {"facts.csv": [["commune", "fact", "value"], ["10507", "residentss", "5"]]})
    (problem,) = refusal(path)
    with speaking(Language.VI):
        assert problem.what == "Không có số liệu khai nào tên “residentss”"
        assert problem.remedy == "Tên gần nhất là “residents”. Sửa lại."


def test_a_blank_commune_speaks_for_the_province_and_a_commune_of_its_own_wins(tmp_path):
    rows = [
        ["commune", "fact", "value"],
        ["", "telecom_meets_qcvn", "1"],
        ["10510", "telecom_meets_qcvn", "0"],
        ["10510", "uses_official_email", ""],
        ["", "uses_official_email", "x"],
        ["10507", "report_system_connected", "có"],
    ]
    with opened(folder(tmp_path / "p", {"facts.csv": rows})) as package:
        assert package.declared["telecom_meets_qcvn"].lo.tolist() == [1, 0]
        assert package.declared["telecom_meets_qcvn"].hi.tolist() == [1, 0]
        assert package.declared["uses_official_email"].lo.tolist() == [1, 1]
        assert package.declared["report_system_connected"].lo.tolist() == [1, 0]
        assert package.declared["report_system_connected"].hi.tolist() == [1, 1]


def test_a_part_above_its_whole_is_refused_five_of_none_included_and_equal_is_not(tmp_path):
    rows = [
        ["commune", "fact", "value"],
        ["10507", "households", "100"],
        ["10507", "households_fibre_covered", "100"],
        ["10510", "households_fibre_covered", "5"],
        ["10510", "households", "0"],
    ]
    assert said(folder(tmp_path / "p", {"facts.csv": rows})) == [
        "facts.csv:4:value: “Households covered by fibre” of commune 10510 is 5, "
        "more than “Households” in row 5, which is 0"
    ]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (["10507", "residents", "4,5"], "value: “4,5” is not a whole number"),
        (["10507", "residents", "-1"], "value: -1 is less than 0"),
        (["10507", "residents", "1000000000001"], "value: 1000000000001 is more than 1000000000000"),
        (["10507", "telecom_meets_qcvn", "50%"], "value: “50%” is neither yes nor no"),
        (["10507", "", "1"], "fact: The row does not say which fact it is about"),
        (["1050", "residents", "1"], "commune: There is no commune “1050” in the list of communes"),
        (["10507", "adults", "7"], "fact: “adults” is declared twice for commune 10507; first in row 2"),
    ],
)
def test_a_fact_that_cannot_be_is_refused(tmp_path, row, message):
    rows = [["commune", "fact", "value"], ["10507", "adults", "5"], row]
    assert said(folder(tmp_path / "p", {"facts.csv": rows})) == [f"facts.csv:3:{message}"]


def test_a_blank_value_is_no_row_and_no_repetition(tmp_path):
    rows = [["commune", "fact", "value"], ["10507", "adults", ""], ["10507", "adults", "5"]]
    with opened(folder(tmp_path / "p", {"facts.csv": rows})) as package:
        assert package.declared["adults"].hi.tolist() == [5, UNBOUNDED]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (["10507", "vilages", "closed"], "3:register: There is no register “vilages”"),
        (["10507", "officials", "xong"], "3:state: “xong” is no state of a register"),
        (["10507", "officials", ""], "3:state: “” is no state of a register"),
        (
            ["10507", "Thôn", "đang mở"],
            "3:register: The state of villages in commune 10507 is there twice; first in row 2",
        ),
        (["", "officials", "open"], "3:commune: The commune is blank"),
    ],
)
def test_a_state_that_cannot_be_is_refused(tmp_path, row, message):
    rows = [["commune", "register", "state"], ["10507", "villages", "open"], row]
    tables = {"ledgers.csv": rows, "villages.csv": VILLAGES}
    assert said(folder(tmp_path / "p", tables)) == [f"ledgers.csv:{message}"]


def test_a_register_closed_without_its_file_stays_open_and_a_warning_says_so(tmp_path):
    rows = [["commune", "register", "state"], ["10507", "ocop_products", "đã chốt"]]
    with opened(folder(tmp_path / "p", {"ledgers.csv": rows})) as package, speaking(Language.EN):
        assert package.stated["ocop_products"].tolist() == [0, -1]
        assert package.registers == frozenset()
        assert [str(w) for w in package.warnings] == [
            "ledgers.csv:2:register: ocop_products is said to be closed, but its file or sheet is missing: "
            "it stays open for every commune"
        ]


def test_a_register_with_a_header_and_no_rows_is_present(tmp_path):
    path = folder(tmp_path / "p", {"digital_models.csv": "commune,name,field\n"})
    with opened(path) as package:
        assert package.registers == {"digital_models"}
        assert package.warnings == ()
    assert rows_of(opened(path), "digital_models") == []


def test_what_stands_under_no_header_is_pointed_out_once(tmp_path):
    rows = "commune,name,,field\n10507,Camera,bỏ quên,an ninh\n10507,Loa,nữa,\n"
    path = folder(tmp_path / "p", {"digital_models.csv": rows})
    with opened(path) as package, speaking(Language.EN):
        assert [str(w) for w in package.warnings] == [
            "digital_models.csv:1: Column 3 has no header; what stands in it is not read"
        ]
    rows = "commune,name,,field\n10507,Camera,,an ninh\n"
    path = folder(tmp_path / "q", {"digital_models.csv": rows})
    with opened(path) as package:
        assert package.warnings == ()


def test_a_missing_column_counts_as_blank_with_a_warning_and_a_missing_key_is_an_error(tmp_path):
    path = folder(tmp_path / "p", {"digital_models.csv": "commune,name\n10507,Camera\n"})
    with opened(path) as package, speaking(Language.EN):
        assert [str(w) for w in package.warnings] == [
            "digital_models.csv:1: Columns that are not there count as blank in every row: field"
        ]
        assert package.database.execute("SELECT * FROM digital_models").fetchall() == [("10507", "Camera", None)]
    path = folder(tmp_path / "q", {"digital_models.csv": "commune,field\n10507,Camera\n"})
    assert said(path) == ["digital_models.csv:1:name: The column “name” (Tên mô hình) is missing"]


def test_a_code_that_lost_its_leading_zeros_is_found_again_when_only_one_is_meant(tmp_path):
    communes = [COMMUNES[0], ["00123", "A", "xã", "", ""], ["0045", "B", "xã", "", ""], ["045", "C", "Xã", "", ""]]
    path = folder(
        tmp_path / "p", {"communes.csv": communes, "digital_models.csv": "commune,name,field\n123,a,\n0123,b,\n"}
    )
    assert rows_of(opened(path), "digital_models", "commune, name") == [("00123", "a"), ("00123", "b")]
    path = folder(tmp_path / "q", {"communes.csv": communes, "digital_models.csv": "commune,name,field\n45,a,\n"})
    assert said(path) == ["digital_models.csv:2:commune: “45” lost its leading zeros and may be any of 0045, 045"]


def test_a_flood_is_cut_after_a_thousand_and_the_rest_counted(tmp_path):
    rows = [["commune", "name", "field"], *([["1", f"m{i}", ""] for i in range(2_500)])]
    problems = refusal(folder(tmp_path / "p", {"digital_models.csv": rows, "facts.csv": "commune,fact,value\n1,a,b\n"}))
    assert len(problems) == 1_001
    assert [problem.where.row for problem in problems[:1_000]] == list(range(2, 1_002))
    with speaking(Language.EN):
        assert str(problems[-1]) == "There are 1502 more problems"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("no such folder", "There is no folder or file “{path}”"),
        ("note.txt", "note.txt: “note.txt” is no package"),
        ("villages.csv", "villages.csv: “villages.csv” is one table of a package, not the package"),
        ("old.xls", "old.xls: This is a workbook in the old .xls format"),
        ("empty", "The folder “{path}” holds no CSV or Parquet file"),
    ],
)
def test_what_is_no_package_is_refused_in_one_sentence(tmp_path, name, message):
    path = tmp_path / name
    if name == "empty":
        path.mkdir()
    elif "." in name:
        path.write_text("x")
    (only,) = said(path)
    assert only.endswith(message.format(path=path))


def test_a_folder_of_workbooks_says_to_give_the_workbook(tmp_path):
    (tmp_path / "so.xlsx").write_bytes(b"")
    (only,) = said(tmp_path)
    assert "only workbooks: so.xlsx" in only


def test_the_list_of_communes_is_needed(tmp_path):
    (tmp_path / "villages.csv").write_text("commune,code\n1,T1\n")
    assert said(tmp_path)[0].endswith("The package has no list of communes")
    assert said(folder(tmp_path, {"communes.csv": "code,name,kind\n"})) == [
        "communes.csv: The list of communes is empty"
    ]


def test_a_table_there_twice_an_unknown_one_and_a_link_out_of_the_folder_are_refused(tmp_path):
    path = folder(tmp_path / "p", {"villages.csv": VILLAGES, "vilages2.csv": "a\n", "Thôn.csv": VILLAGES})
    outside = tmp_path / "secret.csv"
    outside.write_text("commune,name\n")
    (path / "officials.csv").symlink_to(outside)
    found = said(path)
    assert "officials.csv: “officials.csv” is a link that leads out of the package's folder" in found
    assert "vilages2.csv: “vilages2.csv” is no table of a package" in found
    assert "villages.csv: The table villages is there twice: “Thôn.csv” and “villages.csv”" in found
    nearest = [p.details["nearest"] for p in refusal(path) if p.kind.code == "package.unknown_table"]
    assert nearest == ["villages"]


def test_unknown_columns_are_named_with_the_nearest_and_many_are_counted_once(tmp_path):
    path = folder(tmp_path / "p", {"digital_models.csv": "commune,name,feild,(ghi chú)\n10507,a,b,c\n"})
    (problem,) = refusal(path)
    assert (problem.value, problem.details["nearest"]) == ("feild", "field")
    path = folder(tmp_path / "q", {"digital_models.csv": "commune,name,a,b,c,d,e,f\n"})
    assert said(path) == ["digital_models.csv:1: 6 columns are unknown in this table: a, b, c, d, e, …"]


def test_progress_is_told_table_by_table(tmp_path):
    told = []
    path = folder(tmp_path / "p", {"villages.csv": VILLAGES})
    open_package(path, LAW, lambda stage, done, total: told.append((stage, done, total))).close()
    assert ("villages.csv", 3, None) in told


def test_communes_can_be_taken_by_their_indices(tmp_path):
    with opened(folder(tmp_path / "p", {})) as package:
        assert package.communes.take(np.array([1])).codes == ("10510",)
