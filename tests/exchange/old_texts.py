"""Vietnamese text as the old fonts and encodings wrote it, made from today's by their tables."""

import unicodedata

_TCVN3 = dict(
    zip(
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        "\xb5\xb6\xb7\xb8\xb9\xa8\xbb\xbc\xbd\xbe\xc6\xa9\xc7\xc8\xc9\xca\xcb\xae\xcc\xce\xcf\xd0\xd1\xaa\xd2\xd3\xd4\xd5\xd6"
        "\xd7\xd8\xdc\xdd\xde\xdf\xe1\xe2\xe3\xe4\xab\xe5\xe6\xe7\xe8\xe9\xac\xea\xeb\xec\xed\xee\xef\xf1\xf2\xf3\xf4\xad\xf5"
        "\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe\xa1\xa2\xa3\xa4\xa5\xa6\xa7",
        strict=True,
    )
)
_VNI = {
    "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0301": "ù", "\u0323": "ï", "\u0302": "â", "\u0306": "ê",
    "\u0302\u0300": "à", "\u0302\u0309": "å", "\u0302\u0303": "ã", "\u0302\u0301": "á", "\u0302\u0323": "ä",
    "\u0306\u0300": "è", "\u0306\u0309": "ú", "\u0306\u0303": "ü", "\u0306\u0301": "é", "\u0306\u0323": "ë",
}  # fmt: skip
_VNI_WHOLE = {"đ": "ñ", "Đ": "Ñ", "ì": "ì", "í": "í", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}


def as_tcvn3(text: str) -> str:
    """The text as TCVN3 bytes look in Latin-1."""
    return "".join(_TCVN3.get(letter, letter) for letter in text)


def as_vni(text: str) -> str:
    """The text as VNI-Windows bytes look in Latin-1."""
    return "".join(map(_vni, text))


def _vni(letter: str) -> str:
    if letter in _VNI_WHOLE:
        return _VNI_WHOLE[letter]
    base, *marks = unicodedata.normalize("NFD", letter)
    horned = {"o": "ô", "O": "Ô", "u": "ö", "U": "Ö"}
    if "\u031b" in marks:
        base, marks = horned[base], [mark for mark in marks if mark != "\u031b"]
    ordered = sorted(marks, key=lambda mark: mark not in "\u0302\u0306")
    return base + (_VNI["".join(ordered)] if ordered else "")


def as_windows_1258(text: str) -> bytes:
    """The text in Windows-1258, whose tones follow their letters."""
    out = b""
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            decomposed = unicodedata.normalize("NFD", letter)
            tone = next(mark for mark in decomposed[1:] if mark in "\u0300\u0309\u0303\u0301\u0323")
            rest = unicodedata.normalize("NFC", decomposed.replace(tone, ""))
            out += (rest + tone).encode("cp1258")
    return out
