"""The script that makes the templates of documents: the same bytes each time, and what is shipped is what it makes."""

import zipfile

import pytest

import document_templates
from office_form import EARLIEST

NAMES = sorted(document_templates.TEMPLATES)


def parts(file):
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_template_is_the_same_to_the_byte_each_time_and_bears_no_time_of_its_making(tmp_path):
    for folder in ("first", "second"):
        assert document_templates.main([str(tmp_path / folder)]) == 0
    for name in NAMES:
        first = tmp_path / "first" / f"{name}.docx"
        assert first.read_bytes() == (tmp_path / "second" / f"{name}.docx").read_bytes()
        with zipfile.ZipFile(first) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {EARLIEST}


def test_the_templates_that_are_shipped_are_what_the_script_makes(tmp_path):
    document_templates.main([str(tmp_path)])
    assert sorted(path.stem for path in document_templates.FOLDER.glob("*.docx")) == NAMES
    for name in NAMES:
        shipped = parts(document_templates.FOLDER / f"{name}.docx")
        assert parts(tmp_path / f"{name}.docx") == shipped, f"{name}: run scripts/document_templates.py"


def test_asking_for_help_writes_nothing(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(document_templates, "FOLDER", tmp_path / "templates")
    with pytest.raises(SystemExit, match="0"):
        document_templates.main(["--help"])
    assert "Make the templates" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []
