"""A law with several versions of a set: each day has its own, an ending closes one, rulings stand beside them."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from langso.criteria import Law, load_law
from langso.criteria.loader import LAW_FOLDER
from langso.criteria.versions import arranged, newest_first, version_on
from langso.language import Language, speaking
from langso.problems import BadInputError

RULING = """\
rulings:
- id: {id}
  question: {{vi: Hỏi, en: Question}}
  ruling: {{vi: Đáp, en: Answer}}
  status: confirmed
  date: {day}
  source: {{vi: CV 9, en: Letter 9}}
  scope: [{scope}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(LAW_FOLDER, tmp_path / "law")
    return tmp_path / "law"


def add(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def second(folder: Path, since: str = "2023-02-01", name: str = "sets/2-ntm.yaml") -> None:
    text = (folder / "sets" / "ntm.yaml").read_text(encoding="utf-8")
    add(folder, name, text.replace("from: 2022-09-26,", f"from: {since},"))


def ending(folder: Path, until: str, file: str = "sets/ntm.yaml") -> None:
    add(folder, "endings/1.yaml", f"endings:\n- {{id: E-1, set: NTM, file: {file}, until: {until}}}\n")


def read(folder: Path) -> Law:
    return load_law.__wrapped__(folder)


def refused(folder: Path) -> list[str]:
    with speaking(Language.EN):
        with pytest.raises(BadInputError) as error:
            read(folder)
        return [str(problem) for problem in error.value.problems]


def test_two_versions_whose_days_overlap_are_refused_with_the_file(folder: Path) -> None:
    second(folder)
    assert refused(folder) == ["sets/ntm.yaml:7:6: “NTM” stands twice (first: sets/2-ntm.yaml:7:6)"]


def test_each_day_has_its_version_once_the_first_was_ended(folder: Path) -> None:
    second(folder)
    ending(folder, "2023-01-31")
    law = read(folder)
    found = {day: version_on(law, "NTM", day) for day in (date(2022, 9, 26), date(2023, 1, 31), date(2023, 2, 1))}
    assert [version and version.file for version in found.values()] == [
        "sets/ntm.yaml", "sets/ntm.yaml", "sets/2-ntm.yaml",
    ]  # fmt: skip
    assert version_on(law, "NTM", date(2022, 9, 25)) is None
    assert law.sets["NTM"].file == "sets/2-ntm.yaml", "the newest, where no day is said"


def test_a_law_shows_the_version_that_holds_then_the_last_that_did_then_the_next(folder: Path) -> None:
    second(folder)
    ending(folder, "2023-01-15")
    law = read(folder)
    days = [date(2022, 1, 1), date(2022, 12, 1), date(2023, 1, 20), date(2023, 2, 1), date(2027, 1, 1)]
    shown = [arranged(law, law.versions, day).sets["NTM"].valid_from for day in days]
    first, then = date(2022, 9, 26), date(2023, 2, 1)
    assert shown == [first, first, first, then, then]
    assert list(arranged(law, law.versions, days[1]).sets) == ["NTM", "NC", "KM", "TM"]


def test_a_version_that_was_ended_before_it_began_never_held(folder: Path) -> None:
    second(folder)
    second(folder, name="sets/3-ntm.yaml")
    add(
        folder, "endings/1.yaml",
        "endings:\n- {id: E-1, set: NTM, file: sets/ntm.yaml, until: 2023-01-31}\n"
        "- {id: E-2, set: NTM, file: sets/2-ntm.yaml, until: 2023-01-31}\n",
    )  # fmt: skip
    law = read(folder)
    assert [version.file for version in newest_first(v for v in law.versions if v.id == "NTM")] == [
        "sets/3-ntm.yaml", "sets/ntm.yaml", "sets/2-ntm.yaml",
    ]  # fmt: skip
    assert law.versions[-1].never_held
    held = version_on(law, "NTM", date(2023, 2, 1))
    assert held is not None
    assert held.file == "sets/3-ntm.yaml"


def test_an_ending_of_what_is_not_there_is_refused(folder: Path) -> None:
    ending(folder, "2023-01-31", "sets/none.yaml")
    assert refused(folder) == ["endings: There is no version of a set “NTM sets/none.yaml”"]


def test_a_set_whose_text_has_come_is_awaited_no_more(folder: Path) -> None:
    text = (folder / "sets" / "nc.yaml").read_text(encoding="utf-8").replace("NC-", "TM-").replace("set: NC", "set: TM")
    add(folder, "sets/2-tm.yaml", text)
    add(folder, "rulings/1.yaml", RULING.format(id="X-1", day="2022-09-26", scope="TM-8"))
    law = read(folder)
    assert law.sets["TM"].criterion is not None
    assert not any(version.awaits for version in law.versions)


def test_a_ruling_beside_the_sets_stands_at_its_nodes_from_its_day_on(folder: Path) -> None:
    add(folder, "rulings/1.yaml", RULING.format(id="X-1", day="2023-02-05", scope="NTM-8.1, NTM-8.3.2"))
    add(folder, "rulings/2.yaml", RULING.format(id="X-2", day="2022-09-01", scope="NTM-8.1"))
    law = read(folder)

    def rulings(day: date) -> dict[str, tuple[str, ...]]:
        return {
            node.id: node.rulings for node in law.sets["NTM"].on(day).nodes() if node.id in ("NTM-8.1", "NTM-8.3.2")
        }

    assert rulings(date(2023, 2, 4)) == {"NTM-8.1": ("R-2022-01", "X-2"), "NTM-8.3.2": ("AMB-2", "AMB-8")}
    assert rulings(date(2023, 2, 5)) == {
        "NTM-8.1": ("R-2022-01", "X-2", "X-1"), "NTM-8.3.2": ("AMB-2", "AMB-8", "X-1"),
    }  # fmt: skip
    before, after = (
        [node.formula for node in law.sets["NTM"].on(day).nodes()] for day in (date(2023, 2, 4), date(2023, 2, 5))
    )
    assert before == after, "it changes nothing that is asked, also where one row must satisfy several parts"


def test_a_ruling_of_the_same_name_takes_the_place_of_the_earlier_one(folder: Path) -> None:
    add(folder, "rulings/1.yaml", RULING.format(id="AMB-8", day="2022-12-01", scope="NTM-8.3.2"))
    add(folder, "rulings/2.yaml", RULING.format(id="AMB-8", day="2022-12-05", scope="NTM-8.3.2"))
    law = read(folder)
    assert law.rulings["AMB-8"].applied_from == date(2022, 12, 5)
    [node] = [node for node in law.sets["NTM"].nodes() if node.id == "NTM-8.3.2"]
    assert node.rulings.count("AMB-8") == 1


def test_what_is_wrong_in_a_published_file_is_named_with_it(folder: Path) -> None:
    add(folder, "rulings/7.yaml", RULING.format(id="X-1", day="2023-02-30", scope=""))
    assert [problem.split(":")[0] for problem in refused(folder)] == ["rulings/7.yaml"]
