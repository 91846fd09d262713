"""The same data gives the same answer, byte for byte: CSV, Parquet, workbook; however it is written; every time."""

import random
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.given import Given, side_by_side, write_folder, write_parquet, write_workbook
from cli.random_packages import made
from cli.shell import across, assess


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return mixed().written(tmp_path_factory.mktemp("plain") / "package")


@pytest.fixture(scope="module")
def answer(package: Path) -> str:
    return answered(package)


def mixed() -> Given:
    """Three communes, one of which lacks this and that."""
    given = Given("001", "C1", "Z").facts(radio_station_per_guidance=0, residents_using_smartphone=94, adults=None)
    given.facts(adults_with_epayment=None)
    given.rows("villages", {"name": "Đình"}, {"name": "Cẩm", "fixed_phone": "không", "tv_cable": "x"})
    return given.ledger("public_places", "open").ledger("ocop_products", "closed", "Z")


def answered(path: Path) -> str:
    answer = assess(path)
    assert answer.status == 0, answer.err
    return answer.out


def test_a_workbook_answers_as_the_folder_does(tmp_path: Path, answer: str) -> None:
    assert answered(write_workbook(tmp_path / "Sổ của xã.xlsx", mixed().tables)) == answer


@pytest.mark.parametrize("typed", [False, True])
def test_parquet_answers_as_the_folder_does(tmp_path: Path, package: Path, answer: str, *, typed: bool) -> None:
    if typed:
        package = write_folder(tmp_path / "source", {**mixed().tables})
    assert answered(write_parquet(tmp_path / "it's parquet", package, typed=typed)) == answer


@pytest.mark.parametrize("seed", [3, 14, 15])
def test_random_packages_answer_alike_in_every_form(tmp_path: Path, seed: int) -> None:
    folder = made(tmp_path / "csv", seed).path
    parquet = write_parquet(tmp_path / "parquet", folder)
    assert answered(parquet) == answered(folder)


def test_two_runs_write_the_same_bytes(package: Path, answer: str) -> None:
    assert answered(package) == answer


def test_the_order_of_rows_and_columns_does_not_matter(tmp_path: Path, answer: str) -> None:
    given, shuffled = mixed(), random.Random(7)  # noqa: S311
    for table, rows in given.tables.items():
        if table != "communes":
            shuffled.shuffle(rows)
    path = given.written(tmp_path)
    for file in path.glob("*.csv"):
        lines = [line.split(",") for line in file.read_text(encoding="utf-8").splitlines()]
        order = shuffled.sample(range(len(lines[0])), len(lines[0]))
        file.write_text("\n".join(",".join(line[i] for i in order) for line in lines) + "\n", encoding="utf-8")
    assert answered(path) == answer


SPELLINGS: dict[str, Callable[[bytes], bytes]] = {
    "byte order mark": lambda text: b"\xef\xbb\xbf" + text,
    "decomposed": lambda text: unicodedata.normalize("NFD", text.decode()).encode(),
    "semicolons": lambda text: text.replace(b",", b";"),
    "line feeds": lambda text: text.replace(b"\r\n", b"\n"),
    "trailing spaces": lambda text: text.replace(b",", b" , ").replace(b"\r\n", b" \r\n"),
    "no-break spaces": lambda text: text.replace(b",", "\u00a0,\u00a0".encode()),
    "empty rows at the end": lambda text: text + b"\r\n" + b"," * text.split(b"\r\n")[0].count(b",") + b"\r\n",
    "no end of line at the end": lambda text: text.rstrip(),
    "day/month/year": lambda text: text.replace(b"2022-10-01", b"01/10/2022").replace(b"2022-10-02", b"2/10/2022"),
    "header in capitals": lambda text: b"\r\n".join([text.split(b"\r\n", 1)[0].upper(), text.split(b"\r\n", 1)[1]]),
    "everything in quotes": lambda text: b"\r\n".join(
        b",".join(b'"' + cell + b'"' for cell in line.split(b",")) for line in text.splitlines()
    ),
    "decimal commas": lambda text: text.replace(b",100\r\n", b',"100,0"\r\n').replace(b",8,", b',"8,0",'),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_however_the_files_are_spelled_the_answer_is_the_same(
    tmp_path: Path, package: Path, answer: str, spelling: str
) -> None:
    for file in package.iterdir():
        (tmp_path / file.name).write_bytes(SPELLINGS[spelling](file.read_bytes()))
    assert answered(tmp_path) == answer


@pytest.mark.parametrize("name", ["Gói số liệu xã An Lãng (1)", "it's [a] *package*", "x" * 100, "Đ\u0323 decomposed"])
def test_the_name_of_the_folder_does_not_matter(tmp_path: Path, package: Path, answer: str, name: str) -> None:
    assert answered(shutil.copytree(package, tmp_path / name)) == answer


def test_what_else_lies_in_the_folder_does_not_matter(tmp_path: Path, package: Path, answer: str) -> None:
    folder = shutil.copytree(package, tmp_path / "package")
    (folder / "README.txt").write_text("Đọc trước")
    (folder / ".DS_Store").write_bytes(b"\0\1")
    (folder / "photos").mkdir()
    assert answered(folder) == answer


YES = ("1", "true", "TRUE", "yes", "Yes", "x", "X", "có", "Có", "CÓ", "co\u0301", " có ")
NO = ("0", "false", "False", "no", "NO", "không", "Không", "KHÔNG", "kho\u0302ng", " không ")


@pytest.mark.parametrize(
    ("spellings", "verdict"), [(YES, "met"), (NO, "not_met"), (("", " ", "\u00a0"), "insufficient")]
)
def test_yes_no_and_unknown_may_be_spelled_in_many_ways(
    tmp_path: Path, spellings: tuple[str, ...], verdict: str
) -> None:
    given = Given(*(f"C{number}" for number, _ in enumerate(spellings)))
    for number, spelling in enumerate(spellings):
        given.rows("public_places", {"free_wifi": spelling}, commune=f"C{number}")
        given.fact("survey_uses_it", spelling, f"C{number}")
    lines = assess(given.written(tmp_path)).lines
    found = {(line["commune"], line["node"]): line["verdict"] for line in lines}
    for number, spelling in enumerate(spellings):
        for node in ("NC-8.5", "NC-8.4b"):
            assert found[f"C{number}", node] == verdict, repr(spelling)


def test_a_thousand_may_be_written_as_in_viet_nam(tmp_path: Path) -> None:
    spellings = ("1.000", "1,000", "1 000", "1\u00a0000", "1000", "1.000,0", "1000.0", "01000")
    variants = {
        f"C{number}": Given().facts(residents=written, residents_using_smartphone=950)
        for number, written in enumerate(spellings, start=1)
    }
    lines = across(side_by_side(variants).written(tmp_path), "KM-XH.4")
    assert [line["value_lo"] for line in lines.values()] == ["0.95"] * len(spellings)


def test_the_largest_figures_are_compared_exactly(tmp_path: Path) -> None:
    given = Given().facts(residents=10**12, residents_using_smartphone=95 * 10**10 - 1)
    lines = {line["node"]: line for line in assess(given.written(tmp_path)).lines}
    assert lines["KM-XH.4"]["verdict"] == "not_met"
    assert lines["KM-XH.4"]["short"] == "1"
