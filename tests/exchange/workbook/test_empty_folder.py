"""The empty package as a folder of CSV files with a README."""

from datetime import date
from pathlib import Path

import pytest

from langso.criteria import Law, load_law
from langso.exchange.reading import open_package
from langso.exchange.workbook import choose_units, write_empty_package
from langso.problems import BadInputError

DAY = date(2022, 12, 31)


@pytest.fixture(scope="module")
def law() -> Law:
    return load_law()


def test_every_table_is_a_file_with_its_english_header(law: Law, tmp_path: Path) -> None:
    folder = tmp_path / "package"
    write_empty_package(folder, law)
    files = {path.name for path in folder.iterdir()}
    fixed = {"communes.csv", "facts.csv", "ledgers.csv", "package.csv"}
    assert files == {"README.txt"} | fixed | {f"{name}.csv" for name in law.registers}
    assert (folder / "communes.csv").read_text() == "code,name,kind,district,group\n"
    assert (folder / "case_files.csv").read_text() == "commune,code,settled_on,settled_online\n"


def test_the_readme_explains_every_file_column_and_fact_in_both_languages(law: Law, tmp_path: Path) -> None:
    write_empty_package(tmp_path / "package", law)
    readme = (tmp_path / "package" / "README.txt").read_text(encoding="utf-8")
    vietnamese, english = readme.split("=" * 100)
    for register in law.registers.values():
        for part, title in ((vietnamese, register.title.vi), (english, register.title.en)):
            assert f"{register.name}.csv – {title}" in part
            for column in register.columns:
                assert f"    {column.name} " in part
    for fact in law.facts:
        assert f"    {fact}:" in vietnamese
        assert f"    {fact}:" in english
    assert "Ô để trống nghĩa là CHƯA BIẾT" in vietnamese
    assert all(len(line) <= 100 for line in readme.splitlines())


def test_the_communes_asked_for_are_in_it_and_nothing_else_is_known(law: Law, tmp_path: Path) -> None:
    write_empty_package(tmp_path / "package", law, choose_units(["10627", "10633"], DAY), as_of=DAY)
    with open_package(tmp_path / "package", law) as package:
        assert package.communes.names == ("Nam Chính", "Nam Trung")
        assert package.info.as_of == DAY
        assert package.warnings == ()


def test_a_folder_with_something_in_it_stays_as_it_is(law: Law, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(BadInputError, match="không phải là thư mục trống"):
        write_empty_package(tmp_path, law, overwrite=True)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_communes_are_chosen_by_code_district_or_province() -> None:
    assert [unit.name for unit in choose_units(["10627"], DAY)] == ["Nam Chính"]
    district = choose_units(["Nam Sách"], DAY)
    assert district == choose_units(["huyện nam sách"], DAY)
    assert {unit.district for unit in district} == {"huyện Nam Sách"}
    assert len(choose_units(["Hải Dương"], DAY)) == 178
    assert len(choose_units(["thành phố Hải Dương"], DAY)) < 20
    assert len(choose_units(["tỉnh Hải Dương"], date(2025, 1, 1))) == 151
    assert len(choose_units(["Hải Phòng"], date(2025, 7, 1))) == 43


def test_a_place_that_is_none_is_named_with_the_nearest() -> None:
    with pytest.raises(BadInputError) as caught:
        choose_units(["Nam Sach", "99999"], DAY)
    first, second = caught.value.problems
    assert first.what == "Ngày 31/12/2022 không có xã, huyện hay tỉnh nào là “Nam Sach”"
    assert first.remedy == "Có phải là “huyện Nam Sách” không?"
    assert second.value == "99999"
