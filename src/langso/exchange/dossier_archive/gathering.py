"""Everything of a dossier that goes into its archive, file by file, in the order in which it stands there.

What the database holds today must be what was sealed; where it is not, nothing is gathered and the place is named.
"""

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langso import __version__
from langso.dossiers.content import rows_then
from langso.dossiers.kinds import Move
from langso.dossiers.lines import lines_of_rows
from langso.dossiers.models import Dossier, LawVersion, Stage
from langso.dossiers.sealing import read
from langso.evidence.storage import path_of
from langso.evidence.types import SUFFIXES
from langso.exchange.dossier_archive.container import CHUNK, Entry
from langso.exchange.dossier_archive.manifest import (
    DOCUMENTS,
    EVENTS,
    EVIDENCE,
    LAW,
    NAME,
    README,
    SNAPSHOT,
    File,
    Manifest,
    SealedDossier,
    SealedStage,
)
from langso.exchange.dossier_archive.tables import table_of_rows, tables_of
from langso.journal.chain import said
from langso.journal.hashing import canonical
from langso.journal.models import Event
from langso.problems import EVIDENCE_LOST, ROWS_NOT_AS_SEALED, refuse
from langso.registers.law import Files, law_from

Content = dict[str, Any]
"""What a stage sealed."""
Columns = dict[str, dict[str, str]]
"""The titles of a register's columns, by register and column."""
Progress = Callable[[str, int, int | None], None]

_README = """\
HỒ SƠ LƯU TRỮ - LÀNG SỐ

manifest.json   danh mục: mọi tệp trong gói, kích thước, mã SHA-256; chuỗi niêm phong các bước
stages/         mỗi bước một thư mục: snapshot.json là bản đã niêm phong, các tệp .csv để đọc (mở bằng Excel)
                registers/: dòng của từng sổ đúng như khi trình
law/            bộ tiêu chí và văn bản mà hồ sơ được xét theo
documents/      văn bản lập từ các bản đã niêm phong (báo cáo, tờ trình, biên bản), để đọc và in
evidence/       tệp minh chứng, tên tệp là mã SHA-256; tên gốc ghi trong stages/.../evidence.csv
journal/        các mục nhật ký của hồ sơ, kèm mã để tính lại

Kiểm tra gói còn nguyên vẹn, không cần mạng, không cần cơ sở dữ liệu:
    langso dossier verify TỆP.zip

Everything a dossier was decided on. snapshot.json is what each stage sealed; the .csv files are for reading.
The command above proves, without network or database, that nothing in it was altered.
"""


@dataclass(frozen=True)
class Member:
    """A file on its way into the archive: its path, what is known of it, and its content in pieces."""

    file: File
    crc: int
    pieces: Callable[[], Iterable[bytes]]

    @property
    def entry(self) -> Entry:
        """As the frame knows it."""
        return Entry(self.file.path, self.file.size, self.crc)


def gathered(dossier: Dossier, documents: Mapping[str, bytes], progress: Progress) -> list[Member]:
    """The members, the manifest first. BadInputError when something is not what was sealed.

    `documents`: what was written from the seals, by the names of the files.
    """
    stages = list(dossier.stages.select_related("snapshot"))
    contents = {stage.number: read(stage) for stage in stages}
    events = list(Event.objects.filter(kind__startswith="dossier.", subject=str(dossier.pk)).order_by("number"))
    laws = {version.digest: version.files for version in _laws(contents.values())}
    columns = {s.number: _columns(contents[s.number], laws) if s.move == Move.SUBMIT else {} for s in stages}
    members = [_text(README, _README.encode())]
    for stage in stages:
        members += _of_stage(dossier, stage, contents[stage.number], columns[stage.number])
    for digest, files in laws.items():
        members += [_text(f"{law_folder(digest)}{name}", text.encode()) for name, text in sorted(files.items())]
    members.append(_text(EVENTS, b"".join(_lines(events))))
    members += [_text(f"{DOCUMENTS}{name}", content) for name, content in sorted(documents.items())]
    members += _evidence(contents.values(), progress)
    manifest = Manifest(
        version=__version__,
        dossier=SealedDossier.model_validate(contents[stages[-1].number]["dossier"]),
        stages=_chain(stages, contents, columns, {event.number: event.hash for event in events}),
        files=[member.file for member in members],
    )
    text = json.dumps(manifest.model_dump(mode="json"), ensure_ascii=False, indent=1).encode() + b"\n"
    first = Member(File.model_construct(path=NAME, size=len(text), sha256=""), zlib.crc32(text), lambda: [text])
    return [first, *members]


def folder_of(number: int, move: str) -> str:
    """The folder of a stage."""
    return f"stages/{number:02}-{move}/"


def _text(path: str, content: bytes) -> Member:
    file = File(path=path, size=len(content), sha256=hashlib.sha256(content).hexdigest())
    return Member(file, zlib.crc32(content), lambda: [content])


def _of_stage(dossier: Dossier, stage: Stage, content: Content, columns: Columns) -> Iterator[Member]:
    folder = folder_of(stage.number, stage.move)
    yield _text(folder + SNAPSHOT, stage.snapshot.content.encode())
    for name, table in tables_of(content):
        yield _text(folder + name, table)
    for sealed in content["registers"] if columns else ():
        asked = columns[sealed["name"]]
        rows = rows_then(dossier.commune, sealed["name"], stage.event)
        # A register may have got further columns since; the sealed rows have those of the law of that day.
        rows = [{name: value for name, value in row.items() if name in asked} for row in rows]
        lines = _text(f"{folder}registers/{sealed['name']}.jsonl", b"".join(lines_of_rows(rows)))
        if lines.file.sha256 != sealed["sha256"]:
            raise refuse(ROWS_NOT_AS_SEALED, value=sealed["title"]["vi"], stage=str(stage.number))
        yield lines
        yield _text(f"{folder}registers/{sealed['name']}.csv", table_of_rows(asked, rows))


def _laws(contents: Iterable[Content]) -> list[LawVersion]:
    """The laws that the stages were bound to."""
    digests = {content["dossier"]["law"] for content in contents}
    return list(LawVersion.objects.filter(digest__in=digests).order_by("digest"))


def law_folder(digest: str) -> str:
    """The folder of a law's files."""
    return f"{LAW}{digest[:12]}/"


def _columns(content: Content, laws: dict[str, Files]) -> Columns:
    """The columns of the registers that a stage sealed, with their titles, as its law has them."""
    registers = law_from(laws[content["dossier"]["law"]]).registers
    names = [sealed["name"] for sealed in content.get("registers", ())]
    return {name: {column.name: column.title.vi for column in registers[name].columns} for name in names}


def _chain(
    stages: list[Stage], contents: dict[int, Content], columns: dict[int, Columns], hashes: dict[int, str]
) -> list[SealedStage]:
    return [
        SealedStage(
            number=stage.number, move=stage.move, at=contents[stage.number]["stage"]["at"],
            folder=folder_of(stage.number, stage.move).rstrip("/"), before=contents[stage.number]["before"],
            seal=stage.seal, event=stage.event, event_hash=hashes.get(stage.event, "0" * 64),
            columns=columns[stage.number],
        )
        for stage in stages
    ]  # fmt: skip


def _lines(events: list[Event]) -> Iterator[bytes]:
    """Each event with its hash, and the numbers and hashes of those on either side of it in the journal."""
    around = {number for event in events for number in (event.number - 1, event.number + 1)}
    known = {e.number: e for e in Event.objects.filter(number__in=around).only("number", "hash", "previous")}
    for event in events:
        before, after = known.get(event.number - 1), known.get(event.number + 1)
        line = {
            "said": said(event),
            "hash": event.hash,
            "before": {"number": before.number, "hash": before.hash} if before else None,
            "after": {"number": after.number, "previous": after.previous} if after else None,
        }
        yield canonical(line).encode() + b"\n"


def _evidence(contents: Iterable[Content], progress: Progress) -> Iterator[Member]:
    """Every file that any stage sealed, once, read in pieces."""
    wanted = {item["sha256"]: item for content in contents for item in content.get("evidence", ())}
    for place, (sha256, item) in enumerate(sorted(wanted.items())):
        progress("evidence", place, len(wanted))
        file, crc = path_of(sha256), _checked(item)
        path = evidence_path(item)
        yield Member(File(path=path, size=item["size"], sha256=sha256), crc, lambda file=file: _pieces(file))  # type: ignore[misc]


def evidence_path(item: Content) -> str:
    """Where a sealed file of evidence stands in the archive."""
    return f"{EVIDENCE}{item['sha256']}{dict(SUFFIXES).get(item['media_type'], '')}"


def _checked(item: Content) -> int:
    """The CRC-32 of a file of evidence. BadInputError when it is not there as it was sealed."""
    digest, size, crc = hashlib.sha256(), 0, 0
    try:
        for chunk in _pieces(path_of(item["sha256"])):
            digest.update(chunk)
            size, crc = size + len(chunk), zlib.crc32(chunk, crc)
    except OSError:
        size = -1
    if (size, digest.hexdigest()) != (item["size"], item["sha256"]):
        raise refuse(EVIDENCE_LOST, value=item["title"], file=item["file"], sha256=item["sha256"][:12])
    return crc


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            yield chunk
