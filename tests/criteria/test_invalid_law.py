"""Law files with a defect: each says at its end, line by line, where the loader must point and what it must say.

Files named set-… are read against the law that ships; the others take that part's place in the invented law.
"""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from langso.criteria import check_examples, check_file, load_law
from langso.language import Language, speaking
from langso.problems import BadInputError, Problem

FILES = sorted((Path(__file__).parent / "invalid").glob("*.yaml"))
INVENTED = Path(__file__).parent / "invented"


def problems_of(file: Path, scratch: Path) -> Sequence[Problem]:
    part = file.name.split("-")[0]
    try:
        if part == "set":
            return check_examples(check_file(file, load_law()), load_law(), str(file))
        folder = scratch / file.stem
        folder.mkdir()
        for other in INVENTED.glob("*.yaml"):
            shutil.copy(other, folder)
        shutil.copy(file, folder / f"{part}.yaml")
        load_law(folder)
    except BadInputError as error:
        return error.problems
    return []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_defect_is_shown_at_its_line_and_column_in_words(file: Path, tmp_path: Path) -> None:
    expected = re.findall(r"^# (\d+:\d+) (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    assert expected, "the file does not say what is wrong with it"
    with speaking(Language.EN):
        found = [(f"{p.where.row}:{p.where.column}", p.what, p.expected, p.remedy) for p in problems_of(file, tmp_path)]
    assert [(place, what) for place, what, *_ in found] == [(place, told.split(" | ")[0]) for place, told in expected]
    for (_, told), (_, _, wanted, remedy) in zip(expected, found, strict=True):
        for words in told.split(" | ")[1:]:
            assert words in (wanted, remedy)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_defect_is_told_in_vietnamese_too(file: Path, tmp_path: Path) -> None:
    with speaking(Language.EN):
        in_english = [(p.what, p.expected, p.remedy) for p in problems_of(file, tmp_path)]
    with speaking(Language.VI):
        (tmp_path / "again").mkdir()
        in_vietnamese = [(p.what, p.expected, p.remedy) for p in problems_of(file, tmp_path / "again")]
    for english, vietnamese in zip(in_english, in_vietnamese, strict=True):
        assert english[0] != vietnamese[0]
        assert all(vietnamese)


def test_a_law_that_is_a_folder_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "legacy.yaml").write_bytes("set: X # Xã".encode("utf-16"))
    (tmp_path / "huge.yaml").write_bytes(b"# " + b"x" * 5 * 1024 * 1024)
    expected = {
        "": "it is a folder",
        "missing.yaml": "there is no such file",
        "legacy.yaml": "it is not UTF-8 text",
        "huge.yaml": "it is larger than 4 MiB",
    }
    for name, reason in expected.items():
        with speaking(Language.EN), pytest.raises(BadInputError) as refused:
            check_file(tmp_path / name, load_law())
        with speaking(Language.EN):
            assert [p.what for p in refused.value.problems] == [f"The file cannot be read: {reason}"]


def test_the_problems_of_every_file_of_a_law_are_told_together(tmp_path: Path) -> None:
    folder = tmp_path / "law"
    shutil.copytree(INVENTED, folder)
    (folder / "facts.yaml").write_text("facts: none\n", encoding="utf-8")
    (folder / "rulings.yaml").unlink()
    (folder / "sets" / "z.yaml").write_text("set: Q26\n", encoding="utf-8")
    with speaking(Language.EN), pytest.raises(BadInputError) as refused:
        load_law(folder)
    files = list(dict.fromkeys(problem.where.file for problem in refused.value.problems))
    assert files == ["facts.yaml", "rulings.yaml", "sets/q25.yaml", "sets/q26.yaml", "sets/z.yaml"]


def test_two_files_with_the_same_set_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "law"
    shutil.copytree(INVENTED, folder)
    shutil.copy(folder / "sets" / "q25.yaml", folder / "sets" / "q25-copy.yaml")
    with speaking(Language.EN), pytest.raises(BadInputError) as refused:
        load_law(folder)
    with speaking(Language.EN):
        assert str(refused.value) == "sets/q25.yaml:2:6: “Q25” stands twice (first: sets/q25-copy.yaml:2:6)"
