"""What a package calls its parts: the fixed tables beside the registers, their columns and values, in both languages.

Reading and writing both stand on these names. A register's own names are law and live in `law/registers.yaml`.
"""

from dataclasses import dataclass
from enum import StrEnum

from langso.cells import reading
from langso.language import Words


@dataclass(frozen=True, slots=True)
class NamedColumn:
    """A column of a fixed table: its name in CSV, its header in a workbook."""

    name: str
    title: Words


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A fixed table of a package: the stem of its file name, its sheet in a workbook, its columns in order."""

    name: str
    sheet: Words
    columns: tuple[NamedColumn, ...]


class LedgerState(StrEnum):
    """Whether a commune has closed a register: what `ledgers.csv` says."""

    CLOSED = "closed"
    OPEN = "open"

    @property
    def words(self) -> Words:
        """The state as a workbook shows it."""
        return Words("đã chốt", "closed") if self is LedgerState.CLOSED else Words("đang mở", "open")


COMMUNE = NamedColumn("commune", Words("Mã xã", "Commune code"))
"""The column that every register, `facts` and `ledgers` begin with."""

COMMUNES = NamedTable(
    "communes",
    Words("Xã", "Communes"),
    (
        NamedColumn("code", Words("Mã xã", "Commune code")),
        NamedColumn("name", Words("Tên xã", "Commune name")),
        NamedColumn("kind", Words("Loại", "Kind")),
        NamedColumn("district", Words("Huyện", "District")),
        NamedColumn("group", Words("Nhóm xã", "Group")),
    ),
)
FACTS = NamedTable(
    "facts",
    Words("Số liệu khai", "Declared facts"),
    (
        COMMUNE,
        NamedColumn("fact", Words("Chỉ số", "Fact")),
        NamedColumn("value", Words("Giá trị", "Value")),
    ),
)
LEDGERS = NamedTable(
    "ledgers",
    Words("Tình trạng sổ", "Ledgers"),
    (
        COMMUNE,
        NamedColumn("register", Words("Sổ", "Register")),
        NamedColumn("state", Words("Tình trạng", "State")),
    ),
)
PACKAGE = NamedTable(
    "package",
    Words("Thông tin gói", "Package"),
    (
        NamedColumn("title", Words("Tên gói", "Title")),
        NamedColumn("as_of", Words("Số liệu đến ngày", "As of")),
        NamedColumn("province", Words("Tỉnh", "Province")),
        NamedColumn("source", Words("Nguồn số liệu", "Source")),
    ),
)
FIXED_TABLES = (PACKAGE, COMMUNES, FACTS, LEDGERS)

OVERVIEW = Words("Hướng dẫn", "Overview")
"""The sheet of guidance that opens a workbook; ignored on reading."""

COMMUNE_KINDS = ("xã", "phường", "thị trấn", "đặc khu")
"""The kinds of unit at the lowest level, as `communes` names them."""

YES, NO = reading.YES, reading.NO

EXPLANATORY = "("
"""A column whose header begins so explains the others; ignored on reading."""
