"""Measuring: everyone in turn, ratios of the same round, a page that says plainly what was missed."""

import pytest

from benchmarks import timing
from benchmarks.report import Section, Target, replace, write
from benchmarks.timing import Timings, in_turn


def test_competitors_run_in_turn_and_the_first_round_is_not_counted():
    ran = []
    timings = in_turn({"ours": lambda: ran.append("ours"), "peer": lambda: ran.append("peer")}, rounds=2)
    assert ran == ["ours", "peer"] * 3
    assert [len(seconds) for seconds in timings.seconds.values()] == [2, 2]


def test_a_ratio_is_the_middle_of_the_ratios_of_single_rounds():
    timings = Timings({"ours": (1.0, 10.0, 2.0), "peer": (2.0, 10.0, 8.0)})
    assert timings.ratio("peer", to="ours") == 2.0
    assert timings.median("peer") == 8.0


def test_a_process_has_held_some_memory():
    assert timing.peak_memory() > 1


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.setattr("benchmarks.report._LIBRARIES", ("numpy",))

    def written(*targets: Target) -> str:
        section = Section("P0 Nothing", "Nothing is done.", ("", "time"), [("Làng Số", "1 ms")], targets)
        write(tmp_path / "performance.md", [section], "no data")
        return (tmp_path / "performance.md").read_text(encoding="utf-8")

    return written


def test_a_missed_target_is_called_missed_and_explained(page):
    text = page(
        Target("at most 2 ×", "3.00 ×", False, "It is slow."), Target("under 1 MB", "0 MB", True, "Never said.")
    )
    assert "1 of 2 targets are met." in text
    assert "| at most 2 × | 3.00 × | **missed** |" in text
    assert "\nIt is slow.\n" in text
    assert "Never said." not in text


def test_a_page_without_a_miss_says_so(page):
    assert "All 1 targets are met." in page(Target("under 1 MB", "0 MB", True))


def test_a_work_measured_apart_takes_the_place_of_its_section_and_leaves_the_others(tmp_path, monkeypatch):
    monkeypatch.setattr("benchmarks.report._LIBRARIES", ("numpy",))
    path = tmp_path / "performance.md"

    def section(title: str, time: str, *, met: bool) -> Section:
        return Section(title, "Done.", ("", "time"), [("Làng Số", time)], [Target("under 1 MB", time, met, "Why.")])

    write(path, [section("P1 A", "1 ms", met=True), section("P11 C", "3 ms", met=True)], "no data")
    assert "All 2 targets are met." in path.read_text(encoding="utf-8")
    replace(path, [section("P2 B", "2 ms", met=False), section("P11 C", "9 ms", met=True)])
    text = path.read_text(encoding="utf-8")
    assert "2 of 3 targets are met." in text
    assert [line for line in text.splitlines() if line.startswith("## ")] == ["## P1 A", "## P2 B", "## P11 C"]
    assert "| Làng Số | 1 ms |" in text
    assert "| Làng Số | 9 ms |" in text
    assert "| Làng Số | 3 ms |" not in text
    assert text.count("Measured apart from the others, on ") == 2
