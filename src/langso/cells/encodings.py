"""Which encoding a text is in, when it is not plain UTF-8: told by which reading of it gives Vietnamese words.

Knows the alphabets of the old fonts (TCVN3, VNI) and how a Vietnamese syllable is built. Opens no file.
"""

import codecs
import re
import unicodedata
from enum import StrEnum
from functools import lru_cache


class Encoding(StrEnum):
    """Encodings that Vietnamese text is met in beside UTF-8."""

    UTF_16 = "UTF-16"
    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI-Windows"
    WINDOWS_1258 = "Windows-1258"
    WINDOWS_1252 = "Windows-1252"
    UNKNOWN = "?"


_TCVN3_TABLE = str.maketrans(
    dict(
        zip(
            "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢£¤¥¦§",
            "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
            strict=True,
        )
    )
)
_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
_ROOF, _BREVE = "\u0302", "\u0306"
_VNI_MARKS = {
    "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ù": _ACUTE, "ï": _DOT, "â": _ROOF, "ê": _BREVE,
    "à": _ROOF + _GRAVE, "å": _ROOF + _HOOK, "ã": _ROOF + _TILDE, "á": _ROOF + _ACUTE, "ä": _ROOF + _DOT,
    "è": _BREVE + _GRAVE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE, "é": _BREVE + _ACUTE, "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_LETTERS = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_PIECE = re.compile(
    f"([aeouyôö])([{''.join(_VNI_MARKS)}])|[{''.join(_VNI_LETTERS)}]",
    re.IGNORECASE,
)

_TONES = re.compile(f"[{_GRAVE}{_HOOK}{_TILDE}{_ACUTE}{_DOT}]")
_SYLLABLE = re.compile(
    "(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?"
    "(?P<rime>(?:oai|oay|oao|oeo|uây|uôi|ươi|ươu|iêu|yêu|uyê|uyu|uya|uêu"
    "|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|oa|oă|oe|uê|uy|uâ|ua|uô|uơ|ưa|ươ|ia|iê|yê|[aăâeêioôơuưy])"
    "(?:ch|nh|ng|[cmnpt])?)"
)
_FALLING = frozenset(["ai", "ao", "au", "ay", "âu", "ây", "eo", "êu", "iu", "oi", "ôi", "ơi", "ui", "ưi", "ưu"])
"""Rimes that never bear their tone on the last letter."""

_COMMON = frozenset({"xã", "thôn", "phường", "huyện", "tỉnh", "bình", "mã", "tên", "sổ", "điểm", "không", "hộ", "số"})
_WORD = re.compile(r"[^\s,;:./()\"'\[\]|_0-9+*=<>\u2010-\u205e-]+")


def legacy_font(text: str) -> Encoding | None:
    """The old encoding whose reading makes Vietnamese of a text that is none as it stands; None for other texts."""
    words = [word for word in _WORD.findall(text) if not word.isascii() and len(word) > 1]
    strange = [word for word in words if not is_syllable(word)]
    if not strange:
        return None
    for encoding, read in ((Encoding.TCVN3, _from_tcvn3), (Encoding.VNI, _from_vni)):
        if all(is_syllable(read(word)) for word in words):
            return encoding
    return Encoding.WINDOWS_1252 if any(_was_utf8(word) for word in strange) else None


def encoding_of(data: bytes) -> Encoding:
    """The encoding of bytes that are not UTF-8, told from a piece of the file that holds letters beyond ASCII."""
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or data.count(0) * 4 > len(data):
        return Encoding.UTF_16
    readings = {
        Encoding.TCVN3: _from_tcvn3(data.decode("latin-1")),
        Encoding.VNI: _from_vni(data.decode("latin-1")),
        Encoding.WINDOWS_1258: unicodedata.normalize("NFC", data.decode("cp1258", "replace")),
        Encoding.WINDOWS_1252: data.decode("cp1252", "replace"),
    }
    scores = {encoding: _vietnamese(text) for encoding, text in readings.items()}
    best = max(scores, key=lambda encoding: scores[encoding])
    return best if scores[best] >= 0.5 else Encoding.UNKNOWN


def _vietnamese(text: str) -> float:
    """How Vietnamese the words beyond ASCII are: 1 when all are syllables, more when some are common words."""
    words = {word.casefold() for word in _WORD.findall(text) if not word.isascii()}
    if not words:
        return 0.0
    return (sum(map(is_syllable, words)) + len(words & _COMMON)) / len(words)


@lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Whether a word is built as a Vietnamese syllable is, with one tone at most and that where it belongs."""
    word = unicodedata.normalize("NFC", word.casefold())
    letters = [_TONES.subn("", unicodedata.normalize("NFD", letter)) for letter in word]
    built = _SYLLABLE.fullmatch(unicodedata.normalize("NFC", "".join(letter for letter, _ in letters)))
    tones = [place for place, (_, tone) in enumerate(letters) if tone]
    if not built or len(tones) > 1:
        return False
    return not (tones == [len(word) - 1] and built["rime"] in _FALLING)


def _from_tcvn3(text: str) -> str:
    return text.translate(_TCVN3_TABLE)


def _from_vni(text: str) -> str:
    return _VNI_PIECE.sub(_vni_letter, text)


def _vni_letter(piece: re.Match[str]) -> str:
    letter, mark = (piece[1], piece[2]) if piece[1] else (piece[0], "")
    plain = _VNI_LETTERS.get(letter.lower(), letter)
    plain = plain.upper() if letter.isupper() else plain
    return unicodedata.normalize("NFC", plain + _VNI_MARKS.get(mark.lower(), ""))


def _was_utf8(word: str) -> bool:
    try:
        read = word.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return False
    return read != word and is_syllable(read)
