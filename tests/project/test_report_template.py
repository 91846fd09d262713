"""The script that makes the template of a report: the same bytes each time, and what is shipped is what it makes."""

import zipfile

import pytest

import report_template


def parts(file):
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_template_is_the_same_to_the_byte_each_time_and_bears_no_time_of_its_making(tmp_path):
    first, second = tmp_path / "first.docx", tmp_path / "second.docx"
    for target in (first, second):
        assert report_template.main([str(target)]) == 0
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {report_template.EARLIEST}


def test_the_template_that_is_shipped_is_what_the_script_makes(tmp_path):
    report_template.main([str(tmp_path / "made.docx")])
    assert parts(tmp_path / "made.docx") == parts(report_template.TEMPLATE)


def test_asking_for_help_writes_nothing(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(report_template, "TEMPLATE", tmp_path / "template.docx")
    with pytest.raises(SystemExit, match="0"):
        report_template.main(["--help"])
    assert "Make the template" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []
