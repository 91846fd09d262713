"""Drawings of boxes, lines and words, written as SVG or as PNG: the same shapes, so that both show the same.

What is drawn is decided elsewhere. Lengths are in pixels at scale 1, y downwards.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from langso.exchange.look import PAPER

FAMILY = "'Be Vietnam Pro', 'Noto Sans', Arial, sans-serif"
_FILES = Path("@fontsource/be-vietnam-pro/files")
_VIETNAMESE = frozenset("ĂăĐđĨĩŨũƠơƯư₫") | {chr(code) for code in range(0x1EA0, 0x1EFA)}
_REGULAR, _BOLD = 400, 600

MOST_PIXELS = 16_000_000
"""Pixels of a picture at two for one; beyond, the picture takes a process seconds and hundreds of megabytes."""


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    radius: float = 0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: Sequence[tuple[float, float]]
    ink: str
    width: float = 1.5


@dataclass(frozen=True, slots=True)
class Words:
    """A line of words on a baseline; `anchor`: start, middle or end; `upright`: read from bottom to top."""

    x: float
    y: float
    text: str
    ink: str
    size: float = 12
    bold: bool = False
    anchor: str = "start"
    upright: bool = False


Shape = Box | Stroke | Words


@dataclass
class Drawing:
    """A drawing of some width and height, with a title for who does not see it."""

    width: float
    height: float
    title: str
    shapes: list[Shape] = field(default_factory=list)

    def add(self, *shapes: Shape) -> None:
        """Draw above what is there."""
        self.shapes.extend(shapes)

    def svg(self) -> str:
        """The drawing as SVG."""
        inside = "\n".join(map(_as_svg, self.shapes))
        size = f'width="{self.width:g}" height="{self.height:g}" viewBox="0 0 {self.width:g} {self.height:g}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="{FAMILY}">\n'
            f"<title>{escape(self.title)}</title>\n"
            f'<rect width="100%" height="100%" fill="{PAPER}"/>\n{inside}\n</svg>\n'
        )

    def png(self) -> bytes:
        """The drawing as PNG, two pixels for each of its own; one where it is so large that this would be too many."""
        scale = 2 if self.width * self.height * 4 <= MOST_PIXELS else 1
        image = Image.new("RGB", (round(self.width * scale), round(self.height * scale)), PAPER)
        brush = ImageDraw.Draw(image)
        for shape in self.shapes:
            _paint(image, brush, shape, scale)
        written = BytesIO()
        image.quantize(128).save(written, "PNG", optimize=True)
        return written.getvalue()


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line of words is."""
    return sum(font.getlength(run) for run, font in _runs(text, size * 4, bold=bold)) / 4


def shortened(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """The words as far as there is room, with … for the rest."""
    if width_of(text, size, bold=bold) <= width:
        return text
    while text and width_of(text + "…", size, bold=bold) > width:
        text = text[:-1]
    return text.rstrip() + "…" if text else ""


def _as_svg(shape: Shape) -> str:
    match shape:
        case Box():
            radius = f' rx="{shape.radius:g}"' if shape.radius else ""
            size = f'width="{shape.width:g}" height="{shape.height:g}"'
            return f'<rect x="{shape.x:g}" y="{shape.y:g}" {size}{radius} fill="{shape.fill}"/>'
        case Stroke():
            points = " ".join(f"{x:g},{y:g}" for x, y in shape.points)
            return f'<polyline points="{points}" fill="none" stroke="{shape.ink}" stroke-width="{shape.width:g}"/>'
        case Words():
            more = ' font-weight="600"' if shape.bold else ""
            more += f' text-anchor="{shape.anchor}"' if shape.anchor != "start" else ""
            turn = f"rotate(-90 {shape.x:g} {shape.y:g})"
            more += f" transform={quoteattr(turn)}" if shape.upright else ""
            place = f'x="{shape.x:g}" y="{shape.y:g}" font-size="{shape.size:g}" fill="{shape.ink}"'
            return f"<text {place}{more}>{escape(shape.text)}</text>"


def _paint(image: Image.Image, brush: ImageDraw.ImageDraw, shape: Shape, scale: int) -> None:
    match shape:
        case Box():
            x, y = shape.x * scale, shape.y * scale
            ends = (x, y, x + shape.width * scale - 1, y + shape.height * scale - 1)
            brush.rounded_rectangle(ends, shape.radius * scale, fill=shape.fill)
        case Stroke():
            points = [(x * scale, y * scale) for x, y in shape.points]
            brush.line(points, fill=shape.ink, width=max(1, round(shape.width * scale)), joint="curve")
        case Words():
            _write(image, brush, shape, scale)


def _write(image: Image.Image, brush: ImageDraw.ImageDraw, words: Words, scale: int) -> None:
    size = words.size * scale
    width = width_of(words.text, size, bold=words.bold)
    shift = {"start": 0.0, "middle": width / 2, "end": width}[words.anchor]
    x, y = words.x * scale, words.y * scale
    if not words.upright:
        _letters(brush, (x - shift, y), words, size)
        return
    height = round(size * 1.4)
    sheet = Image.new("L", (round(width) + 4, height), 0)
    _letters(ImageDraw.Draw(sheet), (0, size), words, size, ink=255)
    turned = sheet.rotate(90, expand=True)
    corner = (round(x - size), round(y + shift - turned.height))
    image.paste(Image.new("RGB", turned.size, words.ink), corner, turned)


def _letters(
    brush: ImageDraw.ImageDraw, place: tuple[float, float], words: Words, size: float, ink: str | int | None = None
) -> None:
    x, y = place
    for run, font in _runs(words.text, size, bold=words.bold):
        brush.text((x, y), run, fill=words.ink if ink is None else ink, font=font, anchor="ls")
        x += font.getlength(run)


def _runs(text: str, size: float, *, bold: bool) -> Iterator[tuple[str, ImageFont.FreeTypeFont]]:
    """The text in runs of one font file: the package keeps Vietnamese letters in a file of their own."""
    run, subset = "", ""
    for letter in text:
        its = (
            "vietnamese"
            if letter in _VIETNAMESE
            else "latin"
            if ord(letter) < 0x0100 or letter in "…–’“”‘"
            else "latin-ext"
        )
        if run and its != subset:
            yield run, _font(subset, size, _BOLD if bold else _REGULAR)
            run = ""
        run, subset = run + letter, its
    if run:
        yield run, _font(subset, size, _BOLD if bold else _REGULAR)


@cache
def _font(subset: str, size: float, weight: int) -> ImageFont.FreeTypeFont:
    name = f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
    return ImageFont.truetype(str(settings.FRONTEND / _FILES / name), size)
