"""Uploads that nobody confirmed are let go after some days; what was written, or is waited for, is kept."""

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from langso import clock
from langso.exchange.intake.actions import cancel, confirm
from langso.exchange.intake.keeping import file_of, preview_of
from langso.exchange.intake.lapsing import lapse
from langso.exchange.models import Import, State
from langso.problems import BadInputError

pytestmark = pytest.mark.django_db


def aged(made: Import, days: int) -> Import:
    moment = clock.now() - timedelta(days=days)
    Import.objects.filter(pk=made.pk).update(created_at=moment, read_at=moment)
    made.refresh_from_db()
    return made


def test_an_upload_that_nobody_confirmed_is_removed_after_the_days_that_are_set(given: Any, settings: Any) -> None:
    settings.KEEP_UPLOADS = 10
    both = given.csv(["10630", "01", "x", 1, ""]), given.csv(["10630", "02", "x", 1, ""])
    old, young = aged(both[0], 11), aged(both[1], 9)
    assert lapse() == 1
    old.refresh_from_db()
    assert (old.state, old.status.words) == (State.LAPSED, "quá hạn xác nhận")
    assert not file_of(old).exists()
    assert not preview_of(old).exists()
    assert file_of(young).exists()
    with pytest.raises(BadInputError, match="quá hạn xác nhận"):
        confirm(old.person, old)


def test_a_refused_upload_lapses_too(given: Any) -> None:
    made = aged(given(b"nonsense\n1\n"), 31)
    assert made.state == State.REFUSED
    lapse()
    assert not file_of(made).exists()


def test_what_was_written_keeps_its_file(given: Any) -> None:
    made = given.csv(["10630", "01", "x", 1, ""])
    confirm(made.person, made)
    lapse()
    aged(made, 400)
    assert lapse() == 0
    assert made.state == State.APPLIED
    assert file_of(made).exists()


def test_with_no_days_set_nothing_lapses(given: Any, settings: Any) -> None:
    settings.KEEP_UPLOADS = 0
    made = aged(given.csv(["10630", "01", "x", 1, ""]), 4_000)
    assert lapse() == 0
    assert file_of(made).exists()


def test_the_next_upload_lets_go_of_old_ones(given: Any) -> None:
    old = aged(given.csv(["10630", "01", "x", 1, ""]), 31)
    given.csv(["10630", "02", "x", 1, ""])
    old.refresh_from_db()
    assert old.state == State.LAPSED


def test_a_file_that_was_handed_in_twice_goes_with_the_last_import_of_it(given: Any) -> None:
    first, second = given.csv(["10630", "01", "x", 1, ""]), given.csv(["10630", "01", "x", 1, ""])
    cancel(first.person, first)
    assert file_of(second).exists()
    aged(second, 31)
    lapse()
    assert not file_of(second).exists()


def test_pieces_of_uploads_that_were_broken_off_are_swept_and_those_under_way_are_not(given: Any, media: Path) -> None:
    given.csv(["10630", "01", "x", 1, ""])
    broken, under_way = media / "imports" / "a.part", media / "imports" / "b.part"
    for piece in (broken, under_way):
        piece.write_bytes(b"x")
    day_ago = time.time() - 90_000
    os.utime(broken, (day_ago, day_ago))
    lapse()
    assert (broken.exists(), under_way.exists()) == (False, True)
