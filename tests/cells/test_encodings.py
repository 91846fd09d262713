"""Which encoding a text is in."""

import unicodedata
from pathlib import Path

import pytest

from exchange.old_texts import as_tcvn3, as_vni, as_windows_1258
from langso.cells.encodings import Encoding, encoding_of, is_syllable, legacy_font

TEXT = "commune,name\n10507,Thôn Thượng Đạt\n10507,Xã Bình Giang\n10510,Điểm Bưu điện Hồng Phong\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (as_tcvn3(TEXT).encode("latin-1"), Encoding.TCVN3),
        (as_vni(TEXT).encode("latin-1"), Encoding.VNI),
        (as_windows_1258(TEXT), Encoding.WINDOWS_1258),
        (TEXT.encode("utf-16"), Encoding.UTF_16),
        (TEXT.encode("utf-16-le"), Encoding.UTF_16),
        (TEXT.encode("cp1252", "replace"), Encoding.WINDOWS_1252),
        (bytes(range(128, 256)), Encoding.UNKNOWN),
    ],
)
def test_the_encoding_is_told_by_the_words_it_makes(data, encoding):
    assert encoding_of(data) is encoding


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("X· An B×nh", Encoding.TCVN3),
        (as_tcvn3("Thôn Thượng Đạt"), Encoding.TCVN3),
        (as_vni("Điểm bưu điện"), Encoding.VNI),
        ("thoân", Encoding.VNI),
        ("XÃ£ An BÃ¬nh", Encoding.WINDOWS_1252),
    ],
)
def test_text_of_an_old_font_within_unicode_is_recognised(text, encoding):
    assert legacy_font(text) is encoding


@pytest.mark.parametrize(
    "text",
    [
        "Xã An Bình", "Hoà Bình", "Quý khoẻ, giữ gìn", "Đắk Lắk – Krông Pắc", "café Müller", "10×20 m²", "Samsung®",
        "Citroën 25°C", "“Điểm” số 5…", "TMĐT", "Ø 21", "naïve", "§ 5", "©", "✓",
    ],
)  # fmt: skip
def test_good_text_is_left_alone(text):
    assert legacy_font(text) is None


def test_every_commune_of_hai_duong_is_spelled_in_vietnamese():
    units = Path(__file__).parents[2] / "src/langso"
    words = {
        word
        for file in units.rglob("*.yaml")
        for word in unicodedata.normalize("NFC", file.read_text(encoding="utf-8")).split()
        if word.isalpha() and not word.isascii()
    }
    strange = [word for word in words if not is_syllable(word) and legacy_font(word)]
    assert len(words) > 300
    assert strange == []


@pytest.mark.parametrize("word", ["xaõ", "B×nh", "thoân", "ñieåm", "TMĐT", "bìnhh"])
def test_what_no_syllable_is_built_like_is_none(word):
    assert not is_syllable(word)
