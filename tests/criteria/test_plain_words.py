"""What a node asks, in words that name registers, columns and figures as people know them."""

from pathlib import Path

import pytest

from langso.criteria import load_law
from langso.criteria.plain_words import asked_in_words
from langso.language import Language, speaking

LAWS = {"NTM": load_law(), "NC": load_law(), "Q26": load_law(Path(__file__).parent / "invented")}

SAID = {
    "NTM-8": "All of its 4 parts are met.",
    "NTM-8.1.1d": "Register of postal service points: at least one row for which: “Hours a day” ≥ 4.",
    "NTM-8.2.3": "The commune answers yes: “Telecom and Internet meet the technical regulation”.",
    "NTM-8.3.2": "Village register: the share of rows for which: “Loudspeakers working”; needs 100%.",
    "NC-8.2": "Working-age residents with a smartphone subscription, of Working-age residents; needs 80% or more.",
    "NC-8.3.1": "Register of publication outlets: at least one row.",
    "NC-8.4a.5a": "Register of address points: the share of rows for which: “Notified on” is filled in; needs 100%.",
    "Q26-1.2": "Road register: the share of rows for which: “Lit” (only rows are counted for which: “Of the commune”); "
    "needs more than 62.5%.",
    "Q26-1.4": "Income per head; group 1: needs at least 80.25; group 2: needs at least 70.5; "
    "group 3: needs at least 62.",
    "Q26-1.5": "At least 1 of its 2 parts are met.",
    "Q26-1.6b": "Road register: the number of rows for which: “Kind” = Lane and not “Surfaced”; must not exceed 1.",
    "Q26-1.6c": "Waste collectors, of the number of rows in: Market register; needs 150% or more.",
    "Q26-1.7c": "Road register: at least one row for which: not (“Lit” and not “Surfaced”) or “Lit” is left blank.",
}


@pytest.mark.parametrize("node_id", SAID)
def test_a_node_says_what_it_asks(node_id: str) -> None:
    name = node_id.partition("-")[0]
    [node] = [node for node in LAWS[name].sets[name].nodes() if node.id == node_id]
    with speaking(Language.EN):
        assert asked_in_words(node, LAWS[name]) == SAID[node_id]


def test_every_node_of_every_set_can_be_said_in_vietnamese() -> None:
    for law in LAWS.values():
        for version in law.versions:
            for node in version.nodes():
                said = [asked_in_words(node, law, formula) for formula in (None, *(c.formula for c in node.changes))]
                assert all(said), node.id
                assert not any(" for which" in each or " or " in each for each in said), said
