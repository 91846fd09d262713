"""`langso journal verify` proves the chain in words, and that what is kept agrees with it."""

import pytest

from evidence.files import jpeg, upload
from langso.cli.journal import run_verify
from langso.evidence import storage
from langso.evidence.actions import attach
from langso.journal.changes import change
from langso.journal.models import Event
from langso.language import Language, speaking
from langso.registers.actions import close_ledger, write_rows
from langso.registers.declaring import Said, declare
from langso.registers.models import PAST, ROWS, Declaration
from langso.registers.writing import Edit

pytestmark = pytest.mark.django_db


@pytest.fixture
def verify(capsys):
    def run(status: int = 0, *, contents: bool = False) -> str:
        capsys.readouterr()
        with speaking(Language.EN):
            if status:
                with pytest.raises(SystemExit) as ended:
                    run_verify(contents=contents)
                assert ended.value.code == status
            else:
                run_verify(contents=contents)
        return capsys.readouterr().out

    return run


def entries(n: int) -> None:
    for i in range(n):
        with change("test.written", None, subject=f"thing {i + 1}"):
            pass


def test_a_whole_journal_is_said_to_hold_with_its_last_seal(verify):
    entries(3)
    said = verify()
    assert "The journal holds: 3 entries." in said
    assert Event.objects.get(number=3).hash in said


def test_an_altered_entry_is_named_with_what_it_says(verify):
    entries(4)
    Event.objects.filter(number=2).update(reason="khác")
    said = verify(status=1)
    assert "Entry 2 is not what it was when it was written: someone altered it." in said
    assert "the system, test.written thing 2" in said
    assert "1 entries before it hold." in said


def test_a_missing_entry_is_named_with_the_last_before_it(verify):
    entries(4)
    Event.objects.filter(number=3).delete()
    said = verify(status=1)
    assert "Entry 3 is missing: someone removed it." in said
    assert "The last before it, entry 2, says" in said


def test_a_cut_off_end_is_noticed(verify):
    entries(4)
    Event.objects.filter(number=4).delete()
    assert "from entry 4 on, entries were removed or put in" in verify(status=1)


# What is kept


@pytest.fixture
def kept(workplace, settings, tmp_path):
    """A commune in which rows were added, changed and removed, figures declared, a file attached."""
    settings.MEDIA_ROOT = tmp_path / "files"
    person, unit = workplace.officer, workplace.commune
    rows = write_rows(
        person,
        unit,
        "villages",
        [Edit(values={"code": code, "name": f"Thôn {code}", "loudspeaker_working": True}) for code in "abc"],
    ).rows
    write_rows(person, unit, "villages", [Edit(rows[0].pk, 1, {"loudspeaker_working": False})])
    write_rows(person, unit, "villages", [Edit(rows[1].pk, 1, remove=True)])
    close_ledger(person, unit, "villages")
    from workplace import DAY

    declare(person, unit, {"computers_in_use": 12}, Said(DAY))
    attach(person, unit, "NTM-8.3.2", upload("loa.jpg", jpeg()))
    return workplace


def test_what_nobody_went_past_agrees(verify, kept):
    assert "What is kept agrees with it: 9 rows, figures, files and stages compared one by one." in verify(
        contents=True
    )


def test_a_cell_that_was_changed_past_the_journal_is_named(verify, kept):
    ROWS["villages"].objects.filter(code="c").update(loudspeaker_working=False)
    said = verify(status=1, contents=True)
    assert "row “Thôn c”:" in said
    assert "is “False”; entry 2 wrote “True”" in said
    assert "The journal holds" in said


def test_a_row_that_was_put_in_past_the_journal_is_noticed(verify, kept):
    row = ROWS["villages"].objects.get(code="c")
    row.pk, row.code = None, "x"
    row.save(force_insert=True)
    assert "entry 2 wrote 3 rows; 4 are there" in verify(status=1, contents=True)


def test_a_row_that_was_taken_away_past_the_journal_is_noticed(verify, kept):
    ROWS["villages"].objects.filter(code="c").delete()
    assert "row “Thôn c” of entry 2 is not there" in verify(status=1, contents=True)


def test_a_past_that_was_altered_is_noticed(verify, kept):
    PAST["villages"].objects.filter(code="a").update(loudspeaker_working=False)
    assert "row “Thôn a”" in verify(status=1, contents=True)


def test_a_figure_that_was_changed_past_the_journal_is_named(verify, kept):
    Declaration.objects.update(value=99)
    assert "is 99; entry" in verify(status=1, contents=True)


def test_a_cell_that_no_entry_named_is_held_to_what_it_was(verify, kept):
    ROWS["villages"].objects.filter(code="a").update(name="Thôn khác")
    said = verify(status=1, contents=True)
    assert "is “Thôn khác”" in said
    assert "wrote “Thôn a”" in said


def test_a_ledger_that_was_opened_past_the_journal_is_noticed(verify, kept):
    from langso.registers.models import Ledger

    Ledger.objects.filter(register="villages").update(closed=False)
    assert "is not in the state that the journal gave it last" in verify(status=1, contents=True)


@pytest.mark.parametrize("altered", [{"source": "nguồn khác"}, {"person_name": "Người khác"}, {"as_of": "2022-01-01"}])
def test_what_a_figure_was_said_with_is_held_to_its_entry(verify, kept, altered):
    Declaration.objects.update(**altered)
    assert "day, source, note or person" in verify(status=1, contents=True)


def test_a_figure_that_was_switched_off_is_noticed(verify, kept):
    Declaration.objects.update(holds=False)
    assert "is the latest, and yet does not hold" in verify(status=1, contents=True)


def test_a_file_that_was_altered_is_named(verify, kept):
    from langso.evidence.models import Blob

    storage.path_of(Blob.objects.get().sha256).write_bytes(b"other")
    assert "the file of “loa” is missing or was altered" in verify(status=1, contents=True)


def test_the_command_is_there(capsys):
    from langso.cli.app import app

    app(args=["journal", "verify", "--help"], standalone_mode=False)
    assert "--contents" in capsys.readouterr().out
