"""One thing has one name in Vietnamese: the words that were settled on, and those that said the same before."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

CATALOGUES = sorted((Path(__file__).parents[2] / "src/langso/locale/vi/LC_MESSAGES").glob("*.po"))

SETTLED = {
    "Tải về": r"[Tt]ải xuống",
    "“…”, and « » for the words of the law alone": r"[«»]",
    "minh họa, xóa, tùy, khóa": r"\bminh hoạ\b|\bxoá\b|\btuỳ\b|\bkhoá\b",
    "số liệu khai, khai": r"[Kk]hai báo|[Kk]ê khai|chỉ số khai",
    "bảng tính": r"[Ss]ổ tính|[Ss]ổ Excel",
    "quản trị hệ thống": r"người quản trị|người vận hành|[Qq]uản trị vận hành",
    "lớp bảo vệ thứ hai": r"[Xx]ác thực lớp|hai lớp xác thực",
    "gửi": r"\b[Nn]ộp\b",
    "mục of the journal": r"sự kiện",
    "chưa đủ dữ liệu": r"[Tt]hiếu số liệu|[Tt]hiếu dữ liệu",
    "anh/chị": r"\b[Bb]ạn\b",
}
"""What is said, and a pattern of what is not said in its place. The rule for the numbers of conditions: `short_id`."""


def words():
    """Every Vietnamese message, with the file that it stands in."""
    for file in CATALOGUES:
        with file.open("rb") as opened:
            for message in read_po(opened, locale="vi"):
                texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
                yield from ((file.name, text) for text in texts if message.id)


@pytest.mark.parametrize("said", SETTLED)
def test_one_thing_has_one_name(said):
    assert [(name, text) for name, text in words() if re.search(SETTLED[said], text)] == []


def test_a_word_that_was_given_up_would_be_found():
    given_up = [
        "Tải xuống",
        "«loa»",
        "xoá dòng",
        "Chưa kê khai",
        "một sổ tính",
        "báo người quản trị",
        "Nộp lại",
        "bạn gõ",
    ]
    assert all(any(re.search(pattern, text) for pattern in SETTLED.values()) for text in given_up)
