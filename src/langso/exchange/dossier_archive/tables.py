"""What a snapshot holds as tables for people, in Vietnamese: made of what is sealed, so that they can be made again.

CSV in UTF-8 with the mark by which Excel knows it; a cell that Excel would take for a formula is guarded. Every word
here belongs to the archive's format: an archive of years ago is compared with what this makes, so it says them itself
and asks no catalogue that goes on changing.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from langso.cells.reading import NO, YES, guarded

Plain = Mapping[str, Any]

_VERDICTS = {"met": "Đạt", "not_met": "Chưa đạt", "insufficient": "Chưa đủ dữ liệu", "not_applicable": "Không áp dụng"}
_OPINIONS = {"agree": "Nhất trí", "disagree": "Không nhất trí", "ask": "Yêu cầu bổ sung"}
_TIERS = {
    "commune_committee": "UBND xã",
    "district_committee": "UBND huyện",
    "province_committee": "UBND tỉnh",
    "department": "Sở",
    "coordination_office": "Văn phòng điều phối nông thôn mới",
}


def tables_of(content: Plain) -> Iterator[tuple[str, bytes]]:
    """The tables of a snapshot, by their file names; none for a stage that decided about nothing yet."""
    if "verdicts" not in content:
        return
    yield "verdicts.csv", _csv(_verdicts(content))
    yield "facts.csv", _csv(_facts(content))
    yield "evidence.csv", _csv(_evidence(content))
    if "rulings" in content:
        yield "rulings.csv", _csv(_rulings(content))


def table_of_rows(columns: Mapping[str, str], rows: Iterable[Plain]) -> bytes:
    """The rows of a register; `columns` are its columns with their titles."""
    return _csv([list(columns.values()), *([row.get(name) for name in columns] for row in rows)])


def _verdicts(content: Plain) -> Iterator[Sequence[Any]]:
    yield "Mã", "Nội dung", "Văn bản", "Kết quả", "Vì sao", "Reason", "Số dòng chưa đạt", "Số dòng chưa rõ", "Các dòng"
    for each in content["verdicts"]:
        said = _VERDICTS.get(each["verdict"], each["verdict"])
        rows = [*each["rows"]["failing"], *each["rows"]["blank"]]
        yield (
            each["id"], each["title"]["vi"], each["text"], said, each["sentence"]["vi"], each["sentence"]["en"],
            each["failing"], each["blank"], "; ".join(map(str, rows)),
        )  # fmt: skip


def _facts(content: Plain) -> Iterator[Sequence[Any]]:
    yield "Mã", "Số liệu", "Giá trị", "Tính đến", "Nguồn", "Ghi chú", "Mục nhật ký"
    for each in content["facts"]:
        yield (
            each["name"], each["title"]["vi"], _value(each), each["as_of"], each["source"], each["note"],
            each["event"],
        )  # fmt: skip


def _value(fact: Plain) -> Any:
    value, decimals = fact["value"], fact["decimals"]
    if value is None or not (decimals or fact["type"] == "yes_no"):
        return value
    return bool(value) if fact["type"] == "yes_no" else str(Decimal(value).scaleb(-decimals)).replace(".", ",")


def _evidence(content: Plain) -> Iterator[Sequence[Any]]:
    yield "Số", "Tên", "Bản", "Tên tệp", "SHA-256", "Điều kiện", "Có giá trị từ", "đến"
    for each in content["evidence"]:
        yield (
            each["id"], each["title"], each["revision"], each["file"], each["sha256"], "; ".join(each["nodes"]),
            each["valid_from"], each["valid_until"],
        )  # fmt: skip


def _rulings(content: Plain) -> Iterator[Sequence[Any]]:
    yield "Cấp", "Điều kiện", "Ý kiến", "Lý do", "Người cho ý kiến", "Lúc", "Mục nhật ký"
    for each in content["rulings"]:
        tier, opinion = _TIERS.get(each["tier"], each["tier"]), _OPINIONS.get(each["opinion"], each["opinion"])
        yield tier, each["node"], opinion, each["reason"], each["person"], each["at"], each["event"]


def _csv(rows: Iterable[Sequence[Any]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerows([_shown(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _shown(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return (YES if cell else NO).vi
    return guarded(cell) if isinstance(cell, str) else repr(cell)
