"""Results come into their place whole or not at all."""

import os
from pathlib import Path

import pytest

from langso.files import put_in_place
from langso.language import Language, speaking
from langso.problems import BadInputError


def test_a_file_appears_only_when_it_is_finished(tmp_path: Path) -> None:
    target = tmp_path / "new" / "result.txt"
    with put_in_place(target) as unfinished:
        unfinished.write_text("whole")
        assert not target.exists()
    assert target.read_text() == "whole"
    assert list(target.parent.iterdir()) == [target]


def test_nothing_is_left_when_writing_fails(tmp_path: Path) -> None:
    target = tmp_path / "result.txt"
    target.write_text("before")
    with pytest.raises(ZeroDivisionError), put_in_place(target, overwrite=True) as unfinished:
        unfinished.write_text(f"half {1 // 0}")
    assert target.read_text() == "before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_that_is_there_is_replaced_only_when_asked(tmp_path: Path) -> None:
    target = tmp_path / "result.txt"
    target.write_text("before")
    with (
        speaking(Language.EN),
        pytest.raises(BadInputError, match=r"result\.txt is there already"),
        put_in_place(target),
    ):
        raise AssertionError("the block must not run")
    with put_in_place(target, overwrite=True) as unfinished:
        unfinished.write_text("after")
    assert target.read_text() == "after"


def test_a_folder_with_something_in_it_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "villages.csv").write_text("kept")
    with (
        speaking(Language.EN),
        pytest.raises(BadInputError, match="is not an empty folder"),
        put_in_place(tmp_path / "package", overwrite=True),
    ):
        raise AssertionError("the block must not run")
    assert (tmp_path / "package" / "villages.csv").read_text() == "kept"


def test_an_empty_folder_is_filled_as_a_whole(tmp_path: Path) -> None:
    target = tmp_path / "package"
    target.mkdir()
    with put_in_place(target) as unfinished:
        unfinished.mkdir()
        (unfinished / "villages.csv").write_text("code")
        assert not any(target.iterdir())
    assert (target / "villages.csv").read_text() == "code"


def test_a_place_that_cannot_be_written_is_named_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        speaking(Language.EN),
        pytest.raises(BadInputError, match="cannot be written: File exists"),
        put_in_place(tmp_path / "file" / "result.txt") as unfinished,
    ):
        unfinished.write_text("")


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "answer.csv").write_text("old")
    link = tmp_path / "latest.csv"
    link.symlink_to("answer.csv")
    with put_in_place(link, overwrite=True) as unfinished:
        unfinished.write_text("new")
    assert link.is_symlink()
    assert (tmp_path / "answer.csv").read_text() == "new"


def test_a_pipe_or_a_device_is_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with (
        speaking(Language.EN),
        pytest.raises(BadInputError, match="cannot be written: it is a device or a pipe"),
        put_in_place(pipe, overwrite=True) as unfinished,
    ):
        unfinished.write_text("new")
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]
