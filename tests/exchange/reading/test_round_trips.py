"""What the product writes, it reads."""

import pytest

from exchange.packages import LAW, opened
from langso.exchange.demonstration import FileFormat, write_demonstration
from langso.exchange.workbook import write_empty_package
from langso.language import Language, speaking
from langso.places import Snapshot, units_of

UNITS = units_of(Snapshot.HAI_DUONG_2022)[:30]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", ["moi.xlsx", "moi"])
def test_an_empty_package_opens_without_a_word_and_knows_nothing(tmp_path, language, name):
    with speaking(language):
        write_empty_package(tmp_path / name, LAW, UNITS)
    with opened(tmp_path / name) as package:
        assert package.warnings == ()
        assert package.communes.codes == tuple(sorted(unit.code for unit in UNITS))
        assert package.registers == set(LAW.registers)
        assert all((figures.lo == 0).all() and (figures.hi != 0).all() for figures in package.declared.values())


def test_the_same_data_is_the_same_as_csv_and_as_parquet(tmp_path):
    for file_format in FileFormat:
        write_demonstration(tmp_path / file_format.value, LAW, UNITS, format=file_format)
    with opened(tmp_path / "csv") as text, opened(tmp_path / "parquet") as native:
        assert text.registers == native.registers == set(LAW.registers)
        assert text.communes.codes == native.communes.codes
        for register in text.registers:
            query = f'SELECT * FROM "{register}" ORDER BY ALL'
            rows = text.database.execute(query).fetchall()
            assert rows == native.database.execute(query).fetchall()
            assert text.stated[register].tolist() == native.stated[register].tolist()
        for fact, figures in text.declared.items():
            assert figures.lo.tolist() == native.declared[fact].lo.tolist()
            assert figures.hi.tolist() == native.declared[fact].hi.tolist()
