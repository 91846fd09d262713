"""A dossier as a file: what is in it, and that every alteration of it is found and named."""

import csv
import hashlib
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.dossier_archive.tampering import members_of, rewritten
from langso.documents.making import written
from langso.dossiers.actions import submit
from langso.dossiers.models import Stage
from langso.dossiers.rebinding import rebind
from langso.exchange.dossier_archive import container
from langso.exchange.dossier_archive.exporting import export_dossier, export_for_operator
from langso.exchange.dossier_archive.verifying import verify_archive
from langso.journal.hashing import canonical, hash_of_said
from langso.journal.models import Event
from langso.language import Language, speaking
from langso.problems import BadInputError
from langso.registers import law as held
from langso.registers.actions import Edit, write_rows
from langso.registers.models import ROWS

pytestmark = pytest.mark.django_db


def said(archive: Path) -> list[str]:
    """What is wrong with an archive, in English."""
    with speaking(Language.EN):
        return [problem.what for problem in verify_archive(archive).problems]


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_an_archive_holds_everything_that_the_stages_sealed(archive: Path, recognised: Any) -> None:
    assert said(archive) == []
    members = members_of(archive)
    manifest = json.loads(members["manifest.json"])
    stages = list(Stage.objects.filter(dossier=recognised))
    assert [stage["seal"] for stage in manifest["stages"]] == [stage.seal for stage in stages]
    assert members["stages/02-submitted/snapshot.json"].decode() == stages[1].snapshot.content
    assert rows(members["stages/04-submitted/registers/villages.csv"])[1][:2] == ["01", "An Lãng"]
    assert ["NTM-8.3.2", "Đạt"] in [[row[0], row[3]] for row in rows(members["stages/04-submitted/verdicts.csv"])]
    assert any("Gửi biên bản" in row for row in rows(members["stages/03-returned/rulings.csv"]))
    assert {"'=loa thôn Cẩm.jpg", "Biên bản.pdf"} <= {
        row[3] for row in rows(members["stages/04-submitted/evidence.csv"])
    }
    evidence = [name for name in members if name.startswith("evidence/")]
    assert sorted(Path(name).suffix for name in evidence) == [".jpg", ".pdf"]
    for name in evidence:
        assert hashlib.sha256(members[name]).hexdigest() == Path(name).stem
    events = [json.loads(line) for line in members["journal/events.jsonl"].splitlines()]
    kinds = [event["said"]["kind"] for event in events]
    assert kinds[0] == "dossier.opened"
    assert {"dossier.ruled", "dossier.replied", "dossier.attested", "dossier.announced"} <= set(kinds)
    assert all(event["before"]["hash"] == event["said"]["previous"] for event in events)
    assert [name for name in members if name.startswith("documents/")] == [
        "documents/bien-ban-hoi-dong-07.docx", "documents/bien-ban-hop-04.docx", "documents/tham-dinh-06.docx",
        "documents/tham-tra-05.docx", "documents/to-trinh-04.docx", "documents/tu-danh-gia-04.docx",
    ]  # fmt: skip
    assert any(name.startswith("law/") and name.endswith("/registers.yaml") for name in members)


def test_the_same_dossier_gives_the_same_bytes(archive: Path, recognised: Any, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    export_for_operator(recognised, written(recognised), again, lambda *_: None)
    assert again.read_bytes() == archive.read_bytes()


def test_a_dossier_that_is_being_prepared_has_an_archive_too(dossier: Any, store: Path, tmp_path: Path) -> None:
    target = tmp_path / "draft.zip"
    export_for_operator(dossier, written(dossier), target, lambda *_: None)
    assert said(target) == []
    assert "stages/01-opened/snapshot.json" in members_of(target)


def test_each_law_that_a_stage_was_bound_to_is_in_it(
    dossier: Any, people: Any, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        **held.law_files(),
        "sets/ntm.yaml": held.law_files()["sets/ntm.yaml"].replace("at_least: 50%", "at_least: 40%", 1),
    }
    edition = held.Edition(files, held.digest_of(files), held.law_from(files))
    monkeypatch.setattr(held, "_last", lambda: edition)
    held.renew()
    rebind(people.officer, dossier, seen=dossier.version)
    submit(people.leader, dossier, seen=dossier.version)
    target = tmp_path / "moved.zip"
    export_for_operator(dossier, written(dossier), target, lambda *_: None)
    monkeypatch.undo()
    held.renew()
    assert said(target) == []
    assert len({name.split("/")[1] for name in members_of(target) if name.startswith("law/")}) == 2


def test_every_program_opens_it(archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        assert opened.testzip() is None
        assert {info.date_time for info in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_beyond_four_gigabytes_its_directory_says_where_in_sixty_four_bits(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = members_of(archive)
    monkeypatch.setattr(container, "_is_large", lambda offset: offset >= 1_000)
    members = members_of(rewritten(archive, lambda members: None, and_manifest=False))
    assert members == wanted


def test_taking_it_away_is_in_the_journal(archive: Path, recognised: Any, people: Any) -> None:
    target = io.BytesIO()
    export_dossier(people.specialist, recognised, written(recognised), target)
    event = Event.objects.order_by("number").last()
    assert (event.kind, event.actor, event.details["dossier"]) == ("export.made", people.specialist.pk, recognised.pk)
    assert target.getvalue() == archive.read_bytes()


@pytest.mark.parametrize("who", ["front", "reader"])
def test_who_may_not_take_registers_away_takes_no_archive(recognised: Any, people: Any, who: str) -> None:
    with pytest.raises(BadInputError) as refused:
        export_dossier(getattr(people, who), recognised, {}, io.BytesIO())
    assert refused.value.problems[0].kind.code == "access.denied"


def test_later_changes_of_registers_leave_the_archive_as_it_was(
    archive: Path, recognised: Any, people: Any, tmp_path: Path
) -> None:
    village = ROWS["villages"].objects.filter(commune=recognised.commune).first()
    edit = Edit(village.id, village.version, {"loudspeaker_working": False})
    write_rows(people.officer, recognised.commune, "villages", [edit], correcting="Loa hỏng")
    again = tmp_path / "again.zip"
    export_for_operator(recognised, written(recognised), again, lambda *_: None)
    assert again.read_bytes() == archive.read_bytes()


def test_rows_changed_past_the_product_are_named_and_nothing_is_written(recognised: Any, tmp_path: Path) -> None:
    ROWS["villages"].objects.filter(commune=recognised.commune, code="02").update(name="Cẩm Thượng")
    with pytest.raises(BadInputError) as refused, speaking(Language.EN):
        export_for_operator(recognised, {}, tmp_path / "x.zip", lambda *_: None)
    with speaking(Language.EN):
        assert "no longer those that stage 2 sealed" in refused.value.problems[0].what
    assert not (tmp_path / "x.zip").exists()


@pytest.mark.parametrize("how", ["deleted", "altered"])
def test_evidence_lost_in_the_store_is_named(recognised: Any, tmp_path: Path, store: Path, how: str) -> None:
    content = next(path for path in store.rglob("*") if path.is_file() and path.suffix != ".webp")
    content.unlink() if how == "deleted" else content.write_bytes(b"something else")
    with pytest.raises(BadInputError) as refused:
        export_for_operator(recognised, {}, tmp_path / "x.zip", lambda *_: None)
    assert refused.value.problems[0].kind.code == "dossier.evidence_lost"


def test_one_byte_altered_anywhere_is_caught_and_named(archive: Path) -> None:
    whole = archive.read_bytes()
    ends = [whole.index(b"PK\x01\x02"), len(whole)]
    anywhere = st.one_of(st.integers(0, len(whole) - 1), st.integers(*ends).map(lambda n: min(n, len(whole) - 1)))

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(anywhere, st.integers(1, 255))
    def altered(place: int, by: int) -> None:
        copy = bytearray(whole)
        copy[place] ^= by
        archive.write_bytes(copy)
        problems = verify_archive(archive).problems
        assert problems
        assert all(problem.value and problem.what for problem in problems)

    altered()


def test_every_byte_of_the_frame_around_a_file_counts(archive: Path) -> None:
    whole = archive.read_bytes()
    second = whole.index(b"PK\x03\x04", 10)
    places = [*range(second, second + 40), *range(whole.index(b"PK\x01\x02"), whole.index(b"PK\x01\x02") + 60)]
    for place in [*range(43), *places, *range(len(whole) - 22, len(whole))]:
        copy = bytearray(whole)
        copy[place] ^= 0xFF
        archive.write_bytes(copy)
        assert verify_archive(archive).problems, place


def test_an_altered_file_is_named(archive: Path) -> None:
    whole = archive.read_bytes()
    archive.write_bytes(whole.replace("Thiếu biên bản".encode(), "Thiếu biên bảm".encode(), 1))
    assert said(archive) == ["stages/03-returned/snapshot.json is not what it was when the archive was made"]


def test_what_is_missing_and_what_was_added_is_named(archive: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        del members["stages/04-submitted/facts.csv"]
        members["stages/04-submitted/note.txt"] = b"by the way"

    found = said(rewritten(archive, change, and_manifest=False))
    assert "stages/04-submitted/facts.csv is missing" in found
    assert "stages/04-submitted/note.txt was added afterwards" in found


@pytest.mark.parametrize(
    ("path", "was", "now", "expected"),
    [
        ("stages/02-submitted/snapshot.json", '"verdict":"met"', '"verdict":"not_met"', "Stage 2 is not what was"),
        ("stages/04-submitted/verdicts.csv", "Đạt", "Chưa đạt", "verdicts.csv does not say what stage 4 sealed"),
        ("stages/04-submitted/facts.csv", "Báo cáo", "Biên bản", "facts.csv does not say what stage 4 sealed"),
        ("stages/04-submitted/registers/villages.csv", "Cẩm", "Cầm", "villages.csv does not say what stage 4 sealed"),
        ("stages/04-submitted/registers/villages.jsonl", "Cẩm", "Cầm", "villages.jsonl does not say what stage 4"),
        ("journal/events.jsonl", "3021/QĐ-UBND", "3022/QĐ-UBND", "of the journal: its hash is another"),
    ],
)  # fmt: skip
def test_whoever_mends_the_manifest_too_is_caught_by_the_seals(
    archive: Path, path: str, was: str, now: str, expected: str
) -> None:
    def change(members: dict[str, bytes]) -> None:
        assert was.encode() in members[path]
        members[path] = members[path].replace(was.encode(), now.encode())

    assert any(expected in each for each in said(rewritten(archive, change)))


def test_a_law_that_was_altered_is_not_the_one_that_the_dossier_is_bound_to(archive: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        path = next(name for name in members if name.startswith("law/") and name.endswith("facts.yaml"))
        members[path] += b"# more\n"

    assert any(each.startswith("law/") and "does not say" in each for each in said(rewritten(archive, change)))


def test_a_file_that_no_stage_sealed_is_named_even_when_the_manifest_lists_it(archive: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        members["evidence/" + "0" * 64 + ".pdf"] = b"%PDF-1.4"

    assert said(rewritten(archive, change)) == ["evidence/" + "0" * 64 + ".pdf was added afterwards"]


def test_a_stage_taken_out_of_the_chain_is_named(archive: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        gone = manifest["stages"].pop(2)
        for name in [name for name in members if name.startswith(gone["folder"])]:
            del members[name]
        members["manifest.json"] = json.dumps(manifest).encode()

    assert any("does not follow from the stage before" in each for each in said(rewritten(archive, change)))


def test_an_event_made_anew_has_another_hash_than_the_stage_says(archive: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        lines = [json.loads(line) for line in members["journal/events.jsonl"].splitlines()]
        lines[0]["said"]["actor_name"] = "Người Khác"
        lines[0]["hash"] = hash_of_said(lines[0]["said"])
        lines[0]["after"] = None
        members["journal/events.jsonl"] = b"".join(canonical(line).encode() + b"\n" for line in lines)

    (found,) = said(rewritten(archive, change))
    assert "its hash is another than that of stage 1" in found


def test_an_archive_that_another_program_made_anew_is_told_as_such(archive: Path) -> None:
    members = members_of(archive)
    with zipfile.ZipFile(archive, "w") as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    assert said(archive) == ["The archive itself was altered at many places: another program made it anew"]


HOSTILE = {
    "../../etc/passwd": "an export gives no such name",
    "/etc/passwd": "an export gives no such name",
    "C:\\windows": "an export gives no such name",
    "README.txt": "it is there twice",
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_lead_elsewhere_or_come_twice_are_refused(archive: Path, name: str) -> None:
    with zipfile.ZipFile(archive, "a") as opened:
        opened.writestr(name, b"x")
    (found,) = said(archive)
    assert HOSTILE[name] in found


def test_a_file_that_grows_while_it_is_read_is_refused(archive: Path) -> None:
    with zipfile.ZipFile(archive, "a", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("evidence/bomb", bytes(50_000_000))
    (found,) = said(archive)
    assert "it is packed; an export packs nothing" in found


def test_a_manifest_that_lists_more_than_there_is_is_refused(archive: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        manifest["files"][0]["size"] = 10**15
        members["manifest.json"] = json.dumps(manifest).encode()

    (found,) = said(rewritten(archive, change, and_manifest=False))
    assert "it lists more than the archive can hold" in found


@pytest.mark.parametrize("share", [0.2, 0.7, 0.999])
def test_an_archive_that_was_cut_off_is_told(archive: Path, share: float) -> None:
    whole = archive.read_bytes()
    archive.write_bytes(whole[: int(len(whole) * share)])
    assert said(archive)


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive at all", b"PK\x03\x04" + bytes(5000)])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.zip"
    file.write_bytes(content)
    with pytest.raises(BadInputError) as refused:
        verify_archive(file)
    assert refused.value.problems[0].kind.code == "archive.unreadable"


def test_a_snapshot_that_is_none_is_told_without_a_fault(archive: Path) -> None:
    for forged in (b"[]", b'{"format":1}', b"\xff", b"[" * 100_000):

        def change(members: dict[str, bytes], forged: bytes = forged) -> None:
            manifest = json.loads(members["manifest.json"])
            members["stages/02-submitted/snapshot.json"] = forged
            text = forged.decode(errors="replace")
            manifest["stages"][1]["seal"] = hashlib.sha256(text.encode()).hexdigest()
            members["manifest.json"] = json.dumps(manifest).encode()

        assert any("Stage 2 is not what was sealed" in each for each in said(rewritten(archive, change)))


def test_the_command_proves_without_a_database_and_says_what_is_wrong(archive: Path, tmp_path: Path) -> None:
    def run() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "langso", "--lang", "en", "dossier", "verify", str(archive)]
        environment = {"PATH": "/usr/bin:/bin", "LANGSO_DATABASE": "postgresql://nobody@127.0.0.1:1/none"}
        return subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)

    done = run()
    assert (done.returncode, done.stderr) == (0, "")
    assert "The archive holds: dossier" in done.stdout
    assert json.loads(members_of(archive)["manifest.json"])["stages"][-1]["seal"] in done.stdout
    archive.write_bytes(archive.read_bytes()[:-1] + b"\x07")
    done = run()
    assert done.returncode == 1
    assert "The archive itself was altered at the end of its directory" in done.stderr
    assert not (tmp_path / "var").exists()
