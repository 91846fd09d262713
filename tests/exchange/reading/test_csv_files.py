"""CSV files as people save them."""

import pytest

from exchange.old_texts import as_tcvn3, as_vni, as_windows_1258
from exchange.packages import folder, opened, refusal, rows_of, said
from langso.language import Language, speaking

GOOD = "commune,name,field\n10507,Thôn Thượng Đạt,Điểm\n10510,Bình Giang,\n"
READ = [("10507", "Thôn Thượng Đạt", "Điểm"), ("10510", "Bình Giang", None)]


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode(),
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.replace(",", ";").encode(),
        GOOD.replace(",", "\t").encode(),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("\n", ",,\n").encode(),
        (GOOD + "\n\n,,\n , ,\n").encode(),
        GOOD.replace("commune,name,field", "Mã xã,Tên mô hình,Lĩnh vực").encode(),
        GOOD.replace("commune,name,field", " MÃ XÃ , tên  mô hình*,FIELD").encode(),
        ("SỔ MÔ HÌNH SỐ,,\nNăm 2022,,\n" + GOOD).encode(),
        GOOD.rstrip("\n").encode(),
        GOOD.replace("Điểm", '"Điểm"').encode(),
    ],
)
def test_a_file_is_read_however_it_was_saved(tmp_path, content):
    assert rows_of(opened(folder(tmp_path / "p", {"digital_models.csv": content})), "digital_models") == READ


@pytest.mark.parametrize(
    ("content", "name", "hint"),
    [
        (as_tcvn3(GOOD).encode("latin-1"), "TCVN3 (ABC)", "Unikey"),
        (as_vni(GOOD).encode("latin-1"), "VNI-Windows", "Unikey"),
        (as_windows_1258(GOOD), "Windows-1258", "CSV UTF-8"),
        (GOOD.encode("cp1252", "replace"), "Windows-1252", "CSV UTF-8"),
        (GOOD.encode("utf-16"), "UTF-16", "CSV UTF-8"),
        (as_tcvn3(GOOD).encode("utf-8"), "TCVN3 (ABC)", "Unikey"),
        (as_vni(GOOD).encode("utf-8"), "VNI-Windows", "Unikey"),
        (GOOD.encode().decode("cp1252", "replace").encode(), "Windows-1252", "UTF-8"),
    ],
)
def test_another_encoding_is_named_once_for_the_file_and_says_how_to_save_it(tmp_path, content, name, hint):
    (problem,) = refusal(folder(tmp_path / "p", {"digital_models.csv": content}))
    with speaking(Language.EN):
        assert problem.where.file == "digital_models.csv"
        assert name in problem.what
        assert hint in problem.remedy
    with speaking(Language.VI):
        assert name in problem.what


def test_an_old_font_far_down_the_file_is_found_and_said_once_with_its_first_row(tmp_path):
    rows = [["commune", "name", "field"], *(["10507", f"Mô hình {i}", ""] for i in range(100))]
    rows += [["10510", as_tcvn3(f"Thôn Đông {i}"), as_tcvn3("Điểm")] for i in range(3_000)]
    (problem,) = refusal(folder(tmp_path / "p", {"digital_models.csv": rows}))
    assert (problem.where.row, problem.where.column) == (102, "name")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "digital_models.csv: The table is empty: not even a header"),
        (b"\n\n", "digital_models.csv: The table is empty: not even a header"),
        (b"a,b\n1,2\n", "digital_models.csv: No header was found in the first 20 rows"),
        (b"commune,name,name\n", "digital_models.csv:1:name: The column “name” is there twice"),
        (b"commune,name,field\n10507,a\n", "digital_models.csv:2: The row has 2 cells, the header has 3"),
        (b"commune,name,field\n\n10507,a,b,c\n", "digital_models.csv:3: The row has 4 cells, the header has 3"),
        (
            b"commune,name,field\n10507,a\0,b\n",
            "digital_models.csv:2: The file holds NUL characters: it is no text file, or it is damaged",
        ),
        (
            b'commune,name,field\n10507,a,b\n10507,"c,d\n10510,e,f\n',
            "digital_models.csv:3: A quotation mark is not closed, or stands in the middle of a cell",
        ),
        (
            b'commune,name,field\n10507,"c"d,e\n',
            "digital_models.csv:2: A quotation mark is not closed, or stands in the middle of a cell",
        ),
        (
            b"commune,name,field\n10507,a," + b"x" * 32_768 + b"\n",
            "digital_models.csv:2:field: The cell holds 32768 characters",
        ),
        (
            b"commune,name,field\n10507,a," + b"x" * 200_000 + b"\n",
            "digital_models.csv:2: The cell holds … characters",
        ),
        (
            b"commune,name,field\n10507,\xff\xfe\xfa,b\n",
            "digital_models.csv:2: The text is not in UTF-8 from this row on",
        ),
    ],
)
def test_a_file_that_is_broken_says_where_and_how(tmp_path, content, message):
    assert said(folder(tmp_path / "p", {"digital_models.csv": content})) == [message]


def test_rows_keep_the_numbers_that_a_spreadsheet_shows(tmp_path):
    content = 'Sổ mô hình\n\ncommune,name,field\n10507,"hai\ndòng",\n\n,,\n1,c,\n'
    assert said(folder(tmp_path / "p", {"digital_models.csv": content})) == [
        "digital_models.csv:7:commune: There is no commune “1” in the list of communes"
    ]


def test_rows_are_right_across_chunks(tmp_path):
    rows = [["commune", "name", "field"], *(["10507", f"m{i}", ""] for i in range(45_000)), ["10507", "m7", ""], ["1"]]
    assert said(folder(tmp_path / "p", {"digital_models.csv": rows})) == [
        "digital_models.csv:45002:name: “m7” is there twice in commune 10507; first in row 9",
        "digital_models.csv:45003: The row has 1 cells, the header has 3",
    ]
