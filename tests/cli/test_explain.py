"""`langso explain`: one commune's tree with reasons, rows in question, legal text and rulings."""

from pathlib import Path

import pytest

from cli.given import Given
from cli.shell import ON, run


def explained(path: Path, *arguments: str, lang: str = "en") -> str:
    given = Given("C1", "C2").rows("villages", {"code": "01", "name": "An Lãng"}, {"code": "02", "name": "Cẩm"})
    given.fact("radio_station_per_guidance", 0).tables["villages"][0].update(loudspeaker_working=0)
    answer = run("explain", given.written(path), "--on", ON, "--commune", "C1", *arguments, lang=lang)
    assert answer.status == 0, answer.err
    return answer.out


def test_a_node_is_explained_with_everything_below_it(tmp_path: Path) -> None:
    out = explained(tmp_path, "--node", "NTM-8.3")
    for node in ("NTM-8.3", "NTM-8.3.1", "NTM-8.3.2"):
        assert node in out
    assert "NTM-8.4" not in out
    assert "KM-4.7" not in out


def test_the_reason_the_rows_the_law_and_the_ruling_are_shown(tmp_path: Path) -> None:
    out = explained(tmp_path, "--node", "NTM-8.3.2")
    assert "An Lãng (01)" in out
    assert "Cẩm (02)" in out
    assert "«Có 100% số thôn trong xã có hệ thống loa hoạt động.»" in out
    assert "AMB-8" in out
    assert "Annex 1" in out
    assert "QĐ 2580/QĐ-UBND" in out


def test_the_printed_text_and_its_corrected_reading_stand_together(tmp_path: Path) -> None:
    out = explained(tmp_path, "--node", "NTM-8.2.2")
    assert "băng rôn" in out
    assert "băng rộng" in out


def test_vietnamese_is_what_is_spoken_unless_told_otherwise(tmp_path: Path) -> None:
    out = explained(tmp_path, "--node", "NTM-8.3", lang="vi")
    assert "✕ Chưa đạt" in out
    assert "Chưa đạt: NTM-8.3.1" in out
    assert "Not met" not in out


def test_without_a_node_every_set_is_explained(tmp_path: Path) -> None:
    out = explained(tmp_path)
    for node in ("NTM-8 ", "NC-8 ", "KM-4.7 ", "KM-XH.6"):
        assert node in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--commune", "C1", "--node", "NTM-8.9"), "There is no condition “NTM-8.9”"),
        (("--commune", "C9"), "C9"),
        (("--commune", "C1", "--node", "TM-1"), "TM"),
        (("--commune", "P1"), "phường"),
    ],
)
def test_what_cannot_be_explained_is_refused(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    package = Given("C1").add("P1", "phường").written(tmp_path)
    answer = run("explain", package, "--on", ON, *arguments)
    assert (answer.status, answer.out) == (2, "")
    assert words in answer.err
    assert "What to do" in answer.err


def test_the_only_commune_need_not_be_named_and_of_several_one_must_be(tmp_path: Path) -> None:
    alone = run("explain", Given().written(tmp_path / "one"), "--on", ON, "--node", "NTM-8.3")
    assert alone.status == 0
    assert "NTM-8.3.2" in alone.out
    several = run("explain", Given("C1", "C2").written(tmp_path / "two"), "--on", ON)
    assert (several.status, several.out) == (2, "")
    assert "The package has 2 communes to assess" in several.err
