"""What a file is, is decided by its content; what may not be evidence is refused with the reason."""

import io
import zlib

import pytest
from PIL import Image

from evidence.files import camera, jpeg, packed, pdf, saved, scene, upload, zipped
from langso.evidence import pictures
from langso.evidence.intake import file_name_of, take_in
from langso.evidence.pdf import fault_of
from langso.evidence.types import MediaType
from langso.language import Language, speaking
from langso.problems import BadInputError
from patience import patience


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(BadInputError) as refused, speaking(Language.EN):
        take_in(upload(name, content))
    with speaking(Language.EN):
        (problem,) = refused.value.problems
        return f"{problem.what}. {problem.remedy}"


STRANGERS = {
    "a program": b"MZ\x90\x00" + bytes(200),
    "a program ": b"\x7fELF" + bytes(60),
    "a script": b"#!/bin/sh\nrm -rf /\n",
    "an SVG drawing, which may hold scripts": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "an SVG drawing, which may hold scripts ": b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- x -->\n<svg onload="x()"/>',
    "a web page, which may hold scripts": b"<!DOCTYPE html><html><body onload=x()></body></html>",
    "a web page, which may hold scripts ": "<html><script>x()</script></html>".encode("utf-16"),
    "an Office document with macros": zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    "an Office document, which can still be changed": zipped("[Content_Types].xml", "xl/workbook.xml"),
    "an archive of files": zipped("anh.jpg"),
    "a program  ": zipped("AndroidManifest.xml", "classes.dex"),
    "a photo in Apple's format HEIC": b"\x00\x00\x00\x18ftypheic" + bytes(40),
    "a film or a sound recording": b"\x00\x00\x00\x18ftypmp42" + bytes(40),
    "a picture in a format that not every computer shows": b"GIF89a" + bytes(40),
    "of a kind that is not known here": b"hello",
}


@pytest.mark.parametrize("found", STRANGERS)
def test_a_stranger_is_named_whatever_its_name_says(found):
    said = refusal("bien ban.pdf", STRANGERS[found])
    assert said.startswith(f"“bien ban.pdf” is {found.strip()}")


def test_a_photo_named_pdf_is_taken_as_the_photo_that_it_is():
    assert take_in(upload("giay.pdf", jpeg())).kind is MediaType.JPEG


def test_an_empty_file_is_refused():
    assert refusal("trống.pdf", b"").startswith("“trống.pdf” is empty")


def test_a_name_with_folders_and_controls_is_kept_as_a_plain_name():
    assert file_name_of("C:\\máy\\..\\ảnh\x00\r\n.jpg") == "ảnh.jpg"


class Endless:
    """A file of 2 GB that counts how much of it was asked for."""

    name = "phim.pdf"
    read = 0

    def chunks(self):
        piece = b"%PDF-1.7" + bytes(1024 * 1024 - 8)
        for _ in range(2048):
            self.read += len(piece)
            yield piece


def test_of_a_file_of_2_gb_no_more_than_the_limit_is_read(settings):
    settings.UPLOAD_LIMIT = 5 * 1024 * 1024
    sent = Endless()
    with pytest.raises(BadInputError) as refused, speaking(Language.EN):
        take_in(sent)
    with speaking(Language.EN):
        assert refused.value.problems[0].what == "“phim.pdf” is larger than 5 MB"
    assert sent.read <= settings.UPLOAD_LIMIT + 1024 * 1024


# Pictures


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_camera_and_owner_is_kept_but_day_and_place(form):
    sent = saved(scene(), form, exif=camera(), icc_profile=b"")
    assert b"SERIAL-12345" in sent
    ready = take_in(upload("loa.jpg", sent))
    for secret in (b"SERIAL-12345", b"Nguyen Van A", "Nguyễn Văn A".encode(), b"Maker", b"GPS"):
        assert secret not in ready.content
        assert secret not in ready.picture.thumbnail
    kept = Image.open(io.BytesIO(ready.content))
    assert not kept.getexif()
    assert kept.format == form
    assert f"{ready.taken_on:%d/%m/%Y}" == "20/11/2022"
    assert ready.place == (20.94, 106.33)


def test_a_photo_taken_sideways_is_kept_upright():
    sent = saved(scene(640, 480), "JPEG", exif=camera(orientation=6))
    ready = take_in(upload("dung.jpg", sent))
    assert Image.open(io.BytesIO(ready.content)).size == (480, 640)
    assert (ready.picture.width, ready.picture.height) == (480, 640)
    assert Image.open(io.BytesIO(ready.picture.thumbnail)).size == (240, 320)


def test_a_photo_that_is_written_anew_looks_the_same():
    before = Image.open(io.BytesIO(jpeg())).convert("RGB")
    after = Image.open(io.BytesIO(take_in(upload("a.jpg", jpeg())).content)).convert("RGB")
    differing = [abs(a - b) for a, b in zip(before.tobytes(), after.tobytes(), strict=True)]
    assert sum(differing) / len(differing) < 0.5


def test_the_same_photo_is_kept_as_the_same_bytes():
    assert take_in(upload("a.jpg", jpeg())).content == take_in(upload("b.jpg", jpeg())).content


@pytest.mark.parametrize("lat", [(0, 0, 0), (95, 0, 0)])
def test_a_place_that_cannot_be_is_not_taken(lat):
    exif = camera(lat=lat)
    if lat == (0, 0, 0):
        gps = exif.get_ifd(0x8825)
        gps[4] = gps[2]
    assert take_in(upload("a.jpg", saved(scene(), "JPEG", exif=exif))).place is None


def test_what_lies_behind_a_photo_is_not_kept():
    ready = take_in(upload("anh.jpg", jpeg() + zipped("evil.exe") + b"<script>alert(1)</script>"))
    assert b"<script>" not in ready.content
    assert b"PK\x03\x04" not in ready.content


def test_what_is_said_within_a_photo_is_not_kept():
    ready = take_in(upload("anh.jpg", jpeg(comment=b"<script>alert(1)</script>")))
    assert b"<script>" not in ready.content


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.97])
def test_a_picture_that_was_cut_off_is_refused(form, part):
    whole = saved(scene(), form)
    assert "damaged or incomplete" in refusal("cut", whole[: int(len(whole) * part)])


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_unpacked():
    bomb = saved(Image.new("1", (20_000, 20_000)), "PNG")
    assert len(bomb) < 100_000
    assert refusal("nho.png", bomb).startswith("The picture “nho.png” has more than 25 million pixels")


def test_a_picture_of_49_million_points_in_two_kilobytes_is_refused():
    bomb = saved(Image.new("RGB", (7000, 7000)), "WEBP", quality=1, method=0)
    assert refusal("nho.webp", bomb).startswith("The picture “nho.webp” has more than 25 million pixels")


def test_a_photo_whose_metadata_make_no_sense_is_kept_without_them(monkeypatch):
    def senseless(_exif, _tag):
        raise TypeError("'float' object cannot be interpreted as an integer")

    sent = saved(scene(), "JPEG", exif=camera())
    monkeypatch.setattr(Image.Exif, "get_ifd", senseless)
    ready = take_in(upload("a.jpg", sent))
    assert (ready.taken_on, ready.place) == (None, None)
    assert b"SERIAL-12345" not in ready.content


def test_a_moving_picture_is_refused():
    frames = saved(scene(), "WEBP", save_all=True, append_images=[scene(seed=2)], duration=100)
    assert "is a moving picture" in refusal("dong.webp", frames)


def test_pictures_that_look_the_same_have_near_likenesses():
    from langso.evidence.rules import near

    one = take_in(upload("a.jpg", jpeg())).picture.likeness
    smaller = take_in(upload("b.jpg", saved(scene().resize((500, 375)), "JPEG", quality=60))).picture.likeness
    other = take_in(upload("c.jpg", jpeg(seed=7))).picture.likeness
    assert near(one, smaller)
    assert not near(one, other)


def test_a_plain_sheet_is_like_nothing():
    assert pictures.likeness_of(Image.new("RGB", (200, 100), "white")) == ""


# PDF


def test_a_plain_pdf_is_kept_as_it_is():
    content = pdf(packed(b"4 0 << /Type /Font >>"))
    ready = take_in(upload("qd.pdf", content))
    assert (ready.kind, ready.content) == (MediaType.PDF, content)


UNSAFE = {
    "holds scripts": [
        b"4 0 obj << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >> endobj",
        b"4 0 obj << /S /J#61vaScript /JS 5 0 R >> endobj",
        packed(b"4 0 << /S /JavaScript /JS (x) >>"),
        packed(b"4 0 << /S /JavaScript >>", b"/Type /Obj#53tm /Filter /FlateDecode"),
        packed(b"4 0 << /S /JavaScript >>", b"/Type /ObjStm /X (obj) /Filter /FlateDecode"),
    ],
    "starts programs": [b"4 0 obj << /S /Launch /F (cmd.exe) >> endobj"],
    "holds other files within it": [b"4 0 obj << /Names << /EmbeddedFiles 5 0 R >> >> endobj"],
    "is encrypted or protected by a password": [b"trailer << /Encrypt 7 0 R >>"],
    "holds films or other active content": [b"4 0 obj << /Subtype /RichMedia >> endobj"],
}


@pytest.mark.parametrize(("found", "part"), [(found, part) for found, parts in UNSAFE.items() for part in parts])
def test_a_pdf_that_does_more_than_show_pages_is_refused(found, part):
    said = refusal("qd.pdf", pdf(part))
    assert said == f"The PDF “qd.pdf” {found}. Open it, print it into a new PDF, and send that one."


@pytest.mark.parametrize(
    "content",
    [
        pdf()[:-10],
        pdf(end=b"%%EOF\n" + b"MZ" + bytes(300)),
        pdf(end=b""),
        pdf(b"9 0 obj << /Type /ObjStm /Filter /LZWDecode >>\nstream\n\x80\x0b\x60\nendstream"),
        b"%PDF-9.9 not really",
    ],
)
def test_a_pdf_that_is_cut_off_or_has_something_behind_it_is_refused(content):
    assert "damaged or incomplete" in refusal("qd.pdf", content)


def test_a_pdf_that_is_an_archive_too_is_refused():
    assert "is an archive of files at the same time" in refusal("qd.pdf", pdf(zipped("a.exe")))


def test_a_pdf_that_unpacks_without_end_is_refused(monkeypatch):
    monkeypatch.setattr("langso.evidence.pdf.UNPACKED", 100_000)
    assert "damaged or incomplete" in refusal("qd.pdf", pdf(packed(b"4 0 " + bytes(5_000_000))))


def _nested() -> bytes:
    """Streams of which each unpacks to next to nothing, and holds all that follow it."""
    empty = b"\x00\x00\x00\xff\xff"
    head = b"stream\n\x78\x01" + b"\x00\x04\x00\xfb\xff1 0 "
    inner = bytes([0, len(head), 0, 255 - len(head), 255]) + head
    return head + inner * 2_500 + empty * 4_000_000 + b"\x00\xff\xff\x00\x00"


HEXED = zlib.compress(b"4 0 << /S /JavaScript >>").hex().encode() + b">"
DECOY = packed(b"7 0 << /Type /Font >>", b"/Filter /FlateDecode")


@pytest.mark.parametrize(
    "dictionary",
    [
        b"/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]",
        b"/Type /ObjStm /Filter /FlateDecode /Filter [/AHx /Fl]",
        b"/Type /ObjStm /Filter /FlateDecode /DecodeParms << /Predictor 12 >>",
        b"/Type /ObjStm /X (stream) /Filter /FlateDecode",
        b"/Type /Obj#53tm",
    ],
)
def test_a_decoy_does_not_stand_for_an_object_stream_that_is_packed_otherwise(dictionary):
    hidden = b"8 0 obj\n<< " + dictionary + b" >>\nstream\n" + HEXED + b"\nendstream\nendobj"
    assert "damaged or incomplete" in refusal("qd.pdf", pdf(DECOY, hidden))


@pytest.mark.parametrize("filter_", [b"/Filter/FlateDecode", b"/Filter [ /FlateDecode ]/Extends 5 0 R"])
def test_object_streams_as_programs_write_them_are_read(filter_):
    assert fault_of(pdf(packed(b"4 0 << /Type /Font >>", b"/Type/ObjStm/N 1/First 4" + filter_))) is None


MADE_TO_EXHAUST = {
    "streams one after the other": (b"stream\n" + zlib.compress(b"1 0 ")) * 400_000,
    "object streams that are short": (b"stream\n" + zlib.compress(b"1 0 ")) * 150_000 + bytes(15_000_000),
    "streams within streams": _nested(),
}


@pytest.mark.parametrize("streams", MADE_TO_EXHAUST.values(), ids=MADE_TO_EXHAUST)
def test_a_pdf_made_to_be_unpacked_again_and_again_is_answered(streams):
    with patience():
        found = fault_of(pdf(streams))
    assert found is None or found.broken


def test_escapes_without_number_are_searched_once():
    with patience():
        assert fault_of(pdf(packed(b"4 0 " + b"#41" * 21_000_000))) is None
