"""Whatever the bytes, a package is opened or refused in words; nothing else happens."""

import io
import string

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from exchange.packages import COMMUNES, LAW, folder, workbook
from langso.exchange.reading import open_package
from langso.language import Language, speaking
from langso.problems import BadInputError

SOME = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def opens_or_is_refused(path):
    problems = []
    try:
        open_package(path, LAW).close()
    except BadInputError as error:
        problems = error.problems
    for language in Language:
        with speaking(language):
            assert all(problem.what and problem.expected and problem.remedy for problem in problems)


@SOME
@given(st.binary(max_size=400), st.sampled_from(["villages.csv", "communes.csv", "facts.csv", "villages.parquet"]))
def test_random_bytes_as_a_table(tmp_path, content, name):
    for file in tmp_path.glob("*"):
        file.unlink()
    opens_or_is_refused(folder(tmp_path, {name: content}))


@SOME
@given(st.text(alphabet=string.printable + "ãì·×\u00a0\0", max_size=200))
def test_random_text_below_a_good_header(tmp_path, text):
    opens_or_is_refused(
        folder(tmp_path, {"ocop_products.csv": "commune,name,stars,certificate_until,on_ecommerce\n" + text})
    )


CELL = st.one_of(
    st.none(),
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(),
    st.times(),
    st.sampled_from(["10507", 10507, "có", "=1+1", "#N/A", "31/12/2022"]),
)


@SOME
@given(st.lists(st.lists(CELL, min_size=5, max_size=7), max_size=8))
def test_random_cells_below_a_good_header(tmp_path, rows):
    header = ["Mã xã", "Tên sản phẩm", "Hạng sao", "Chứng nhận đến", "Trên sàn TMĐT"]
    opens_or_is_refused(workbook(tmp_path / "g.xlsx", {"Sản phẩm OCOP": [header, *rows]}))


def _good_workbook() -> bytes:
    book = Workbook()
    book.active.title = "Xã"
    for row in COMMUNES:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


GOOD = _good_workbook()


@SOME
@given(st.integers(0, len(GOOD) - 1))
def test_a_workbook_cut_off_anywhere(tmp_path, length):
    path = tmp_path / "g.xlsx"
    path.write_bytes(GOOD[:length])
    opens_or_is_refused(path)


@SOME
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_workbook_with_bytes_changed(tmp_path, changes):
    content = bytearray(GOOD)
    for at, byte in changes:
        content[at] = byte
    path = tmp_path / "g.xlsx"
    path.write_bytes(content)
    opens_or_is_refused(path)
