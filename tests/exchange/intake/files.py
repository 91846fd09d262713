"""Files as people hand them in: a CSV of a register, a workbook of several sheets."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

HEADER = ["Mã xã", "Mã thôn", "Tên thôn", "Số hộ", "Điện thoại cố định"]


def csv_of(*rows: Sequence[Any], header: Sequence[str] = HEADER) -> bytes:
    lines = [",".join(str(cell) for cell in row) for row in (header, *rows)]
    return "\n".join(lines).encode()


def workbook_of(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return stream.getvalue()
