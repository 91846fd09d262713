"""What a draft says and what is wrong with it, with the line; what its publication would end."""

from datetime import date

import pytest

from langso.criteria import load_law
from langso.criteria.versions import Ending
from langso.language import Language, speaking
from langso.problems import BadInputError
from langso.workshop.rules import (
    RULINGS,
    SET,
    as_draft,
    as_published,
    endings,
    fit,
    name_of,
    next_ruling,
    predecessor,
    read,
)
from workshop.texts import INVENTED, NTM, RULING, second_version

LAW = load_law()
TODAY = date(2022, 12, 31)


@pytest.fixture(autouse=True)
def english():
    with speaking(Language.EN):
        yield


def told(problems) -> list[tuple[str, int | None, str]]:
    return [(p.where.file, p.where.row, p.what) for p in problems]


def test_the_invented_set_reads_and_says_what_should_be_known():
    found = read(INVENTED, "", LAW)
    assert found.sound
    assert sum(node.is_condition for node in found.criteria_set.nodes()) == 11
    assert "QĐ 9999/QĐ-UBND is not among the documents" in found.notes[0]
    assert "XS-1.2" in found.notes[1]


def test_every_error_is_named_at_its_line_of_its_text():
    wrong = INVENTED.replace("of: officials, where: trained_infosec", "of: officials, where: trained_infosek")
    wrong = wrong.replace('"yes": uses_document_system', '"yes": uses_document_systems')
    line = INVENTED[: INVENTED.index("trained_infosec}")].count("\n") + 1
    found = read(wrong, RULING.replace("status: confirmed", "status: settled"), LAW)
    assert not found.sound
    assert [(file, row) for file, row, _what in told(found.problems)] == [(RULINGS, 6), (SET, line), (SET, 66)]


def test_a_worked_example_that_does_not_hold_is_an_error_too():
    found = read(INVENTED.replace("expect: not_met, short: 2", "expect: not_met, short: 3"), "", LAW)
    [(file, row, what)] = told(found.problems)
    assert (file, what) == (SET, "The worked example of XS-1.1 does not hold: it comes out as “Not met, short 2”")
    assert INVENTED.splitlines()[row - 1].endswith("short: 2}")


def test_a_name_that_fits_into_no_address_is_refused():
    found = read(INVENTED.replace("XS-1.10", "XS-1/10").replace("XS-1.7", "XS-số"), "", LAW)
    assert [what for _f, _r, what in told(found.problems)] == [
        "“XS-số” cannot be the name of a set, a condition or a ruling here",
        "“XS-1/10” cannot be the name of a set, a condition or a ruling here",
    ]


def test_a_ruling_that_could_not_be_cited_is_refused_at_its_line():
    [(file, row, what)] = told(read("", RULING.replace("AMB-90", '"x y"'), LAW).problems)
    assert (file, row) == (RULINGS, 3)
    assert what == "“x y” cannot be the name of a set, a condition or a ruling here"


def test_a_ruling_that_takes_the_place_of_a_published_one_says_so():
    found = read("", RULING.replace("AMB-90", "AMB-8"), LAW)
    question = LAW.rulings["AMB-8"].question
    assert found.sound
    assert found.notes == (f"The ruling AMB-8 takes the place of the one published before: {question}",)
    assert read("", RULING, LAW).notes == ()


def test_days_between_versions_on_which_none_holds_are_told():
    said = "From 15 February 2026 to 31 March 2026 no version of NTM holds: nothing is assessed by it on those days."
    later = second_version(date(2026, 4, 1)).replace("until: 2026-02-14", "until: null")
    assert said in read(later, "", LAW).notes
    following = second_version(date(2026, 2, 15)).replace("until: 2026-02-14", "until: null")
    assert not [note for note in read(following, "", LAW).notes if "no version of NTM" in note]


def test_a_ruling_of_the_draft_may_be_named_by_its_set_and_its_scope_must_be_there():
    cited = second_version().replace("ruling: [AMB-2, AMB-11]", "ruling: [AMB-2, AMB-11, AMB-90]")
    assert read(cited, RULING, LAW).sound
    [(file, row, what)] = told(read("", RULING.replace("NTM-8.3.2]", "NTM-8.3.9]"), LAW).problems)
    assert (file, row) == (RULINGS, 9)
    assert "No set has a condition “NTM-8.3.9”" in what


def test_a_text_that_names_what_issued_the_version_before_is_given_its_own_decision():
    for written in ("QĐ 1/QĐ-UBND", "'QĐ 1/QĐ-UBND'", '"QĐ 1/QĐ-UBND"'):
        text = f"set: XS\nissued: {{document: {written}, annex: 1}}\nstatus: draft\n"
        told_ = as_published(text, copied="QĐ 1/QĐ-UBND", decision="QĐ 2/QĐ-UBND")
        assert told_ == 'set: XS\nissued: {document: "QĐ 2/QĐ-UBND", annex: 1}\nstatus: published\n'
        assert as_published(text, copied="QĐ 9/QĐ-UBND", decision="QĐ 2/QĐ-UBND") == as_published(text)


def test_a_copy_of_a_published_text_is_a_draft_until_it_is_published():
    assert "status: draft" in as_draft(NTM)
    assert as_published(as_draft(NTM)) == NTM


def test_a_draft_that_says_nothing_is_an_error():
    assert told(read("", " ", LAW).problems) == [(SET, None, "The draft says nothing yet")]


def test_a_new_version_ends_the_one_that_holds_by_the_day_before():
    found = read(second_version(), "", LAW)
    assert endings(found.criteria_set, LAW, TODAY) == [Ending("NTM", "sets/ntm.yaml", date(2023, 1, 31))]
    assert predecessor(found.criteria_set, LAW) is LAW.sets["NTM"]


def test_a_set_that_replaces_another_ends_that():
    text = INVENTED.replace("status: draft", "status: draft\nreplaces: NC")
    found = read(text, "", LAW)
    assert endings(found.criteria_set, LAW, TODAY) == [Ending("NC", "sets/nc.yaml", date(2022, 11, 30))]
    assert predecessor(found.criteria_set, LAW).id == "NC"


def test_a_version_cannot_take_the_days_of_one_that_has_begun():
    found = read(second_version(date(2022, 9, 26)), "", LAW)
    with pytest.raises(BadInputError) as refused:
        endings(found.criteria_set, LAW, TODAY)
    assert "From 26 September 2022 on another version of NTM holds" in told(refused.value.problems)[0][2]
    [(_file, row, what)] = told(fit(found, LAW, TODAY))
    assert what == told(refused.value.problems)[0][2]
    assert found.set_text.splitlines()[row - 1].startswith("valid: {")


def test_a_set_can_only_replace_one_that_is_there():
    found = read(INVENTED.replace("status: draft", "status: draft\nreplaces: NCC"), "", LAW)
    assert told(fit(found, LAW, TODAY))[0][2] == "There is no criteria set “NCC”"


def test_what_is_published_no_longer_says_that_it_is_a_draft():
    assert as_published(INVENTED).count("status: published") == 1
    assert as_published(INVENTED).replace("status: published", "status: draft") == INVENTED
    assert as_published(NTM) == NTM


def test_a_draft_is_called_after_its_set_and_first_day_or_its_rulings():
    assert name_of(INVENTED, "") == "XS 2022-12-01"
    assert name_of("", RULING) == "AMB-90"
    assert name_of("set: XS\nvalid:\n  from: 2022-12-01\n", "") == "XS 2022-12-01"
    assert name_of("set: [", "") == ""


def test_a_draft_is_not_called_after_a_day_that_stands_elsewhere_in_its_text():
    assert name_of("set: XS\nvalid: {until: 2023-01-01}\nchanges: [{from: 2025-07-01}]\n", "") == "XS"
    assert name_of("set: XS\nvalid:\ncriterion:\n  changes:\n  - from: 2025-07-01\n", "") == "XS"


def test_the_next_ruling_has_the_next_number():
    assert next_ruling(LAW) == "AMB-32"
