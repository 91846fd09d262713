"""What changes from one set to another, node by node."""

from pathlib import Path

import pytest

from langso.criteria import CriteriaSet, check_file, compare, load_law
from langso.criteria.diff import Change
from langso.language import Language, speaking

LAW = load_law(Path(__file__).parent / "invented")


def a_set(folder: Path, name: str, criterion: str) -> CriteriaSet:
    head = "title: {vi: Bộ, en: Set}\nissued: {document: QĐ 2/QĐ-X}\nvalid: {from: 2026-01-01}\nstatus: published\n"
    file = folder / f"{name}.yaml"
    file.write_text(f"set: {name}\n{head}criterion: {criterion.replace('NAME', name)}\n", encoding="utf-8")
    return check_file(file, LAW)


def changes(folder: Path, old: str, new: str) -> list[tuple[str, str]]:
    """The changes from one criterion to another, by id and kind."""
    pair = a_set(folder, "OLD", old), a_set(folder, "NEW", new)
    return [(difference.id, difference.change.value) for difference in compare(*pair)]


def share(comparison: str, **more: str) -> str:
    extra = "".join(f", {name}: {value}" for name, value in more.items())
    return f"{{id: NAME-1, share: {{of: roads, where: surfaced}}, {comparison}{extra}}}"


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("at_least: 80%", "at_least: 80.00%", None),
        ("at_least: 80%", "at_least: 90%", "stricter"),
        ("at_least: 80%", "at_least: 70%", "looser"),
        ("at_least: 80%", "more_than: 80%", "stricter"),
        ("more_than: 80%", "at_least: 80%", "looser"),
        ("more_than: 80%", "at_least: 81%", "stricter"),
        ("at_most: 10%", "at_most: 5%", "stricter"),
        ("at_most: 10%", "less_than: 10%", "stricter"),
        ("less_than: 10%", "at_most: 10%", "looser"),
        ("less_than: 10%", "at_most: 9%", "stricter"),
        ("at_least: 80%", "at_most: 80%", "other"),
        ("at_least: 80%", "at_least: {group 1: 90%, group 2: 80%, group 3: 80%}", "stricter"),
        ("at_least: 80%", "at_least: {group 1: 80%, group 2: 80%, group 3: 70%}", "looser"),
        ("at_least: 80%", "at_least: {group 1: 90%, group 2: 80%, group 3: 70%}", "other"),
        ("at_least: 80%", "at_least: {group 1: 80%, group 2: 80%, group 3: 80%}", None),
    ],
)
def test_a_threshold_that_moved_is_stricter_or_looser(tmp_path: Path, old: str, new: str, change: str | None) -> None:
    assert changes(tmp_path, share(old), share(new)) == ([("NEW-1", change)] if change else [])


def test_another_test_or_another_way_of_deciding_asks_something_else(tmp_path: Path) -> None:
    old = share("at_least: 80%")
    assert changes(tmp_path, old, old.replace("surfaced", "surfaced or lit")) == [("NEW-1", "other")]
    assert changes(tmp_path, old, '{id: NAME-1, "yes": irrigated}') == [("NEW-1", "other")]
    assert changes(tmp_path, old, "{id: NAME-1, count: {of: roads, where: surfaced}, at_least: 8}") == [
        ("NEW-1", "other")
    ]


def test_a_ruling_that_tightens_from_a_day_on_makes_the_node_stricter(tmp_path: Path) -> None:
    tighter = share("at_least: 80%", changes="[{from: 2028-01-01, at_least: 90%}]")
    tightest = share("at_least: 80%", changes="[{from: 2028-01-01, at_least: 95%}]")
    earlier = share("at_least: 80%", changes="[{from: 2027-01-01, at_least: 90%}]")
    to_and_fro = share(
        "at_least: 80%", changes="[{from: 2028-01-01, at_least: 95%}, {from: 2030-01-01, at_least: 70%}]"
    )
    assert changes(tmp_path, share("at_least: 80%"), tighter) == [("NEW-1", "stricter")]
    assert changes(tmp_path, tighter, tightest) == [("NEW-1", "stricter")]
    assert changes(tmp_path, tighter, earlier) == [("NEW-1", "stricter")]
    assert changes(tmp_path, tighter, share("at_least: 80%")) == [("NEW-1", "looser")]
    assert changes(tmp_path, share("at_least: 80%"), to_and_fro) == [("NEW-1", "other")]


def test_a_node_asked_on_other_days_asks_something_else(tmp_path: Path) -> None:
    dated = share("at_least: 80%", asked="{until: 2027-12-31}")
    assert changes(tmp_path, share("at_least: 80%"), dated) == [("NEW-1", "other")]
    group = "{{id: NAME-1{}, all: [{{id: NAME-1.1, some: roads}}]}}"
    assert changes(tmp_path, group.format(""), group.format(", asked: {until: 2027-12-31}")) == [("NEW-1", "other")]


CHILDREN = [f"{{id: NAME-1.{n}, some: roads}}" for n in range(1, 5)]


def group(way: str, n: int) -> str:
    return f"{{id: NAME-1, {way}: [{', '.join(CHILDREN[:n])}]}}"


OTHER = [("NEW-1", "other"), *((f"NEW-1.{n}", "added") for n in (2, 3, 4))]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (group("all", 3), group("at_least: 3, of", 3), []),
        (group("any", 3), group("at_least: 1, of", 3), []),
        (group("all", 3), group("at_least: 2, of", 3), [("NEW-1", "looser")]),
        (group("any", 3), group("all", 3), [("NEW-1", "stricter")]),
        (group("at_least: 1, of", 3), group("at_least: 2, of", 3), [("NEW-1", "stricter")]),
        (group("all", 3), group("all", 4), [("NEW-1.4", "added")]),
        (group("all", 4), group("all", 3), [("OLD-1.4", "removed")]),
        (group("at_least: 3, of", 4), group("all", 3), [("NEW-1", "stricter"), ("OLD-1.4", "removed")]),
        (group("at_least: 2, of", 3), group("at_least: 3, of", 4), [("NEW-1", "stricter"), ("NEW-1.4", "added")]),
        (
            group("at_least: 1, of", 2),
            group("at_least: 2, of", 4),
            [("NEW-1", "other"), ("NEW-1.3", "added"), ("NEW-1.4", "added")],
        ),
    ],
)
def test_how_many_of_several_are_asked_is_compared(
    tmp_path: Path, old: str, new: str, found: list[tuple[str, str]]
) -> None:
    assert changes(tmp_path, old, new) == found


def test_new_words_for_the_same_condition_are_told_apart_from_new_demands(tmp_path: Path) -> None:
    old = share("at_least: 80%", text="Đường cứng hóa", title="{vi: Đường, en: Roads}")
    new = share("at_least: 80%", text="Đường được cứng hóa", title="{vi: Đường, en: Roads}")
    stricter = share("at_least: 85%", text="Đường được cứng hóa", title="{vi: Đường, en: Roads}")
    assert changes(tmp_path, old, new) == [("NEW-1", "reworded")]
    assert changes(tmp_path, old, stricter) == [("NEW-1", "stricter"), ("NEW-1", "reworded")]
    assert changes(tmp_path, old, old.replace("Roads", "Lanes")) == [("NEW-1", "reworded")]


def test_the_invented_set_is_compared_with_the_one_it_replaces() -> None:
    found = compare(LAW.sets["Q25"], LAW.sets["Q26"])
    told = [(difference.id, difference.change) for difference in found]
    assert told[:4] == [
        ("Q26-1.1", Change.STRICTER),
        ("Q26-1.3", Change.STRICTER),
        ("Q26-1.4", Change.STRICTER),
        ("Q26-1.5", Change.OTHER),
    ]
    assert ("Q26-1.5a", Change.ADDED) in told
    assert ("Q26-1.2", Change.STRICTER) not in told
    assert [d.old and d.old.id for d in found if d.id == "Q26-1.3"] == ["Q25-1.3"]


def test_a_set_compared_with_itself_has_no_difference() -> None:
    for criteria_set in (*load_law().sets.values(), *LAW.sets.values()):
        assert compare(criteria_set, criteria_set) == ()


def test_a_change_has_a_name_in_both_languages() -> None:
    with speaking(Language.EN):
        assert [change.title for change in Change] == [
            "Added",
            "Removed",
            "Stricter",
            "Looser",
            "Asks something else",
            "Reworded",
        ]
    with speaking(Language.VI):
        assert Change.STRICTER.title == "Chặt hơn"
