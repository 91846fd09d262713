"""Files for the tests of evidence, made where they are needed: photos, PDFs, strangers."""

import io
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image, ImageDraw
from PIL.TiffImagePlugin import IFDRational


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def scene(width: int = 640, height: int = 480, seed: int = 1) -> Image.Image:
    """A picture in which something can be told from something else."""
    image = Image.new("RGB", (width, height), "#dde")
    draw = ImageDraw.Draw(image)
    for n in range(6):
        x, y = (n * 97 * seed) % width, (n * 61 * seed) % height
        draw.rectangle((x, y, x + width // 4, y + height // 5), fill=((n * 40 * seed) % 256, (n * 90) % 256, 60))
    draw.ellipse((width // 2, 0, width - 1, height // 3), fill="#fff")
    return image


def saved(image: Image.Image, form: str, **more: object) -> bytes:
    made = io.BytesIO()
    image.save(made, form, **more)
    return made.getvalue()


def camera(orientation: int = 1, lat: tuple[int, int, int] = (20, 56, 24)) -> Image.Exif:
    """What a phone writes: whose it is, which one, when and where, which way up."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Maker"
    exif[ExifTags.Base.Artist] = "Nguyễn Văn A"
    exif[ExifTags.Base.Orientation] = orientation
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    inner[ExifTags.Base.DateTimeOriginal] = "2022:11:20 08:30:00"
    inner[ExifTags.Base.BodySerialNumber] = "SERIAL-12345"
    inner[ExifTags.Base.CameraOwnerName] = "Nguyen Van A"
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLongitudeRef] = "N", "E"
    gps[ExifTags.GPS.GPSLatitude] = tuple(IFDRational(part) for part in lat)
    gps[ExifTags.GPS.GPSLongitude] = (IFDRational(106), IFDRational(19), IFDRational(48))
    return exif


def jpeg(seed: int = 1, **more: object) -> bytes:
    return saved(scene(seed=seed), "JPEG", quality=88, **more)


def pdf(*objects: bytes, end: bytes = b"%%EOF\n") -> bytes:
    """A small PDF of one page, and whatever objects are wanted beside."""
    body = (
        b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n"
    )
    return b"%PDF-1.7\n" + body + b"\n".join(objects) + b"\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n" + end


def packed(content: bytes, dictionary: bytes = b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode") -> bytes:
    """An object stream: other objects, compressed."""
    stream = zlib.compress(content)
    length = str(len(stream)).encode()
    return b"9 0 obj\n<< " + dictionary + b" /Length " + length + b" >>\nstream\n" + stream + b"\nendstream\nendobj"


def zipped(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()
