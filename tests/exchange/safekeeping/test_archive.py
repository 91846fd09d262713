"""An archive gives back what went in, or names what is no longer as it was."""

import io
import os

import pytest

from exchange.safekeeping.archives import made_anew, said
from langso.exchange.safekeeping.archive import reading, writing
from langso.exchange.safekeeping.manifest import JournalEnd, Manifest
from langso.language import Language, speaking
from langso.problems import BadInputError

FILE = "files/ab/abc.pdf"
CONTENT = {"database": b"rows " * 40_000, FILE: os.urandom(300_000)}
MANIFEST = Manifest(
    version="0.1.0", made_at="2026-01-01T00:00:00+07:00", engine="sqlite", migrations=[], tables={"event": 1},
    journal=JournalEnd(events=0, hash="0" * 64),
)  # fmt: skip


@pytest.fixture
def archive(tmp_path):
    target = tmp_path / "langso.zip"
    with writing(target) as archive:
        for name, content in CONTENT.items():
            archive.put(name, io.BytesIO(content), compress=name == "database")
        archive.finish(MANIFEST)
    return target


def take_out_everything(archive, tmp_path):
    with reading(archive) as opened:
        for place, name in enumerate(opened.manifest.members):
            opened.take_out(name, tmp_path / f"out{place}")
    return [(tmp_path / f"out{place}").read_bytes() for place in range(len(CONTENT))]


def refused(archive, tmp_path) -> str:
    with speaking(Language.EN):
        with pytest.raises(BadInputError) as error:
            take_out_everything(archive, tmp_path)
        (problem,) = error.value.problems
        return problem.what


def test_what_went_in_comes_out(archive, tmp_path):
    assert take_out_everything(archive, tmp_path) == list(CONTENT.values())


def test_only_this_account_may_read_it(archive):
    assert archive.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("left", [0, 100, 0.5, 0.99, -1])
def test_one_that_was_cut_off_is_refused(archive, tmp_path, left):
    whole = archive.read_bytes()
    archive.write_bytes(whole[: int(len(whole) * left) if isinstance(left, float) else left])
    assert "its end is missing" in refused(archive, tmp_path)


@pytest.mark.parametrize("name", list(CONTENT))
def test_a_byte_altered_within_it_is_refused_and_named(archive, tmp_path, name):
    whole = bytearray(archive.read_bytes())
    place = whole.index(name.encode()) + len(name) + 60
    whole[place] ^= 1
    archive.write_bytes(whole)
    assert refused(archive, tmp_path) == f"{name} in the backup is not what it was when the backup was made"


def test_a_member_put_in_the_place_of_another_is_named(archive, tmp_path):
    altered = made_anew(archive, lambda members: members.update({FILE: b"%PDF another"}))
    assert FILE in refused(altered, tmp_path)


def test_a_member_that_is_longer_than_it_was_is_named(archive, tmp_path):
    altered = made_anew(archive, lambda members: members.update({FILE: CONTENT[FILE] + b"more"}))
    assert FILE in refused(altered, tmp_path)


def test_a_member_that_is_missing_is_named(archive, tmp_path):
    assert FILE in refused(made_anew(archive, lambda members: members.pop(FILE)), tmp_path)


def test_a_member_that_nobody_listed_is_named(archive, tmp_path):
    altered = made_anew(archive, lambda members: members.update({"files/extra.exe": b"MZ"}))
    assert "files/extra.exe" in refused(altered, tmp_path)


@pytest.mark.parametrize(
    "name", ["files/../../etc/passwd", "../outside", "/etc/passwd", "files\\..\\x", "files//etc/x"]
)
def test_a_member_that_would_lie_elsewhere_is_refused(archive, tmp_path, name):
    def change(members):
        members[name] = members.pop(FILE)
        members["manifest.json"] = members["manifest.json"].replace(FILE.encode(), name.replace("\\", "\\\\").encode())

    assert name in refused(made_anew(archive, change), tmp_path)


def test_one_without_manifest_is_refused(archive, tmp_path):
    assert "it has no manifest" in refused(made_anew(archive, lambda members: members.pop("manifest.json")), tmp_path)


@pytest.mark.parametrize("changes", [{"format": 2}, {"engine": "oracle"}, {"tables": {"event": "many"}}, {"more": 1}])
def test_a_manifest_that_cannot_be_read_is_refused(archive, tmp_path, changes):
    assert "manifest.json" in refused(said(archive, **changes), tmp_path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    assert refused(tmp_path / "none.zip", tmp_path) == "This is no whole backup: No such file or directory"
