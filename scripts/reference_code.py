"""The reference pages that come from the code: the problems, the layout of a package, the command line."""

from collections.abc import Iterator

from langso import problems
from langso.criteria import load_law
from langso.exchange.names import FIXED_TABLES
from langso.language import Language, gettext, speaking
from langso.problems import Kind
from reference_words import both, code, heading, table


def code_pages() -> Iterator[tuple[str, str]]:
    """Every page that comes from the code, as its file name and its text."""
    yield "problems.md", _problems_page()
    yield "package.md", _package_page()


def kinds() -> list[Kind]:
    """Every kind of problem in the catalogue, in its order."""
    return [value for value in vars(problems).values() if isinstance(value, Kind)]


def _said(message: str) -> str:
    with speaking(Language.VI):
        vietnamese = gettext(message)
    return vietnamese if vietnamese == message else f"{vietnamese}<br>*{message}*"


def _problems_page() -> str:
    lines = heading("Problems", "src/langso/problems.py")
    lines += [
        "Everything that can be wrong with an input: what is said, what was expected, what to do next. The code stays",
        "the same from version to version; words in {braces} are filled in.",
        "",
    ]
    rows = [[code(kind.code), _said(kind.what), _said(kind.expected), _said(kind.remedy)] for kind in kinds()]
    return "\n".join(lines + table(["Code", "What is wrong", "What was expected", "What to do"], rows))


def _package_page() -> str:
    law = load_law()
    lines = heading("The package", "src/langso/exchange/names.py and src/langso/law/registers.yaml")
    lines += [
        "A package is a folder of `.csv` files, a folder of `.parquet` files, or one `.xlsx` workbook with a sheet for",
        "each table. In a workbook both the names and the Vietnamese headers are read.",
        "",
    ]
    for fixed in FIXED_TABLES:
        lines += [f"## {fixed.name}", "", f"Sheet: {both(fixed.sheet)}", ""]
        rows = [[code(column.name), column.title.vi, column.title.en] for column in fixed.columns]
        lines += table(["Column", "Cột", "Name"], rows)
    lines += [
        "## The registers",
        "",
        "Each begins with `commune`; the columns of each are in [registers.md](registers.md).",
        "",
    ]
    lines += table(
        ["File", "Sheet"],
        [[f"[`{register.name}`](registers.md#{register.name})", register.sheet] for register in law.registers.values()],
    )
    return "\n".join(lines)
