"""The reference page of what `langso assess` writes for other programs, held to the code's own columns and keys.

The prose is in pages/output.md. A column, key, verdict or format that nobody describes here stops `make docs`.
"""

from langso.cli.choices import OutputFormat
from langso.criteria import Verdict
from langso.exchange.verdict_lines import COLUMNS, LISTED
from langso.problems import PACKAGE_NO_COMMUNES, Problem
from reference_words import code, filled, heading, table

COLUMN_NOTES = {
    "set": "The set's name, such as `NTM`.",
    "commune": "The commune's code as the package lists it; text, leading zeros included.",
    "node": "The id of a condition or of a group of them, as on the pages of the sets.",
    "verdict": "One of the four words below.",
    "value_lo": "The least that the figure can be; see *values*.",
    "value_hi": "The most that it can be; blank where nothing bounds it.",
    "threshold": "What the figure is held against on that day, for that commune's group. Blank where its group is not "
    "known and groups differ, and where no part of a group of conditions applies.",
    "short": "How many more must surely pass for *met*: rows, persons, documents; of a group of conditions, parts. "
    "Where less is better, how many are too many. 0 when met. Blank when nobody can say: not applicable, a figure not "
    "declared or with decimals, a share of a register that is still open (unless a row already fails where 100% is "
    "asked).",
    "reason": "The reason in a sentence or a few, in the language of the command.",
}
ROW_NOTES = {
    "failing": f"The keys of the rows that surely fail, in order, the first {LISTED}.",
    "blank": f"The keys of the rows that nobody can judge since something in them is blank, the first {LISTED}.",
    "failing_total": "How many rows surely fail, those beyond the list counted.",
    "blank_total": "How many rows cannot be judged, likewise.",
}
"""What JSON adds to the columns."""

PROBLEM_NOTES = {
    "severity": "`error`: refused. `warning`: worth saying, stops nothing.",
    "code": "The kind of problem, the same in every version: [problems.md](problems.md).",
    "file": "The file or sheet; of an option its name, such as `--commune`. May be empty.",
    "row": "The row, 1 being the first line of the file; `null` where there is none.",
    "column": "The column as its header calls it. May be empty.",
    "value": "What stands there, shortened where it is long. May be empty.",
    "what": "What is wrong, in the language of the command.",
    "expected": "What was expected instead.",
    "remedy": "What to do next.",
}
VERDICT_NOTES = {
    Verdict.MET: "Everything that could still turn out passes.",
    Verdict.NOT_MET: "Nothing that could still turn out passes.",
    Verdict.INSUFFICIENT: "It depends on what is not known.",
    Verdict.NOT_APPLICABLE: "There is surely nothing to count. `value_lo`, `value_hi` and `short` are blank.",
}
FORMAT_NOTES = {
    OutputFormat.TABLE: "For people, on the terminal; of more than 400 communes a summary.",
    OutputFormat.CSV: "A header, and a line for each node of each commune.",
    OutputFormat.JSON: "A JSON object for each node of each commune, one a line, without a list around them.",
    OutputFormat.XLSX: "A workbook for people; needs `-o FILE.xlsx`.",
    OutputFormat.DOCX: "A report of one commune (`-o FILE.docx`) or of each (`-o FOLDER`, new or empty); Vietnamese.",
}
VALUES = (
    ("`yes`", "1 if surely yes, else 0", "0 if surely no, else 1", "1"),
    ("`some`, `count`", "rows that pass", "rows that pass or may; blank while the register is open", "rows asked for"),
    ("`share` `of` a register", "fraction of 1; 0 while it is open", "fraction of 1; 1 while it is open", "the same"),
    ("`share` `part` / `whole`", "fraction of 1", "the same; both blank until both are declared", "fraction of 1"),
    (
        "`share` `of` … `count`",
        "fraction of 1, may exceed 1; 0 while the register is open",
        "over the rows so far; both blank without rows, and until the figure is declared",
        "fraction of 1",
    ),
    ("`number`", "the figure in its unit; blank until declared", "the same", "in the same unit"),
    ("`all`, `any`, `at_least` … `of`", "parts surely met", "parts met or still possible", "parts asked for"),
)
"""By kind of node: the ends of its interval and its threshold."""


def json_keys() -> list[str]:
    """The keys of a line of JSON, in order."""
    return [*COLUMNS, *ROW_NOTES]


def problem_keys() -> list[str]:
    """The keys of a problem on the error stream, in order."""
    return ["severity", *Problem(PACKAGE_NO_COMMUNES).as_dict()]


def output_page() -> str:
    """The page."""
    formats = [[code(one.value), FORMAT_NOTES[one]] for one in OutputFormat]
    problem = [[code(key), PROBLEM_NOTES[key]] for key in problem_keys()]
    source = "scripts/pages/output.md, src/langso/exchange/verdict_lines.py and src/langso/problems/"
    tables = {
        "formats": table(["`--format`", "Writes"], formats),
        "columns": table(["Name", "Says"], [[code(name), COLUMN_NOTES[name]] for name in COLUMNS]),
        "rows": table(["Key", "Says"], [[code(name), note] for name, note in ROW_NOTES.items()]),
        "verdicts": table(["`verdict`", "Means"], [[code(one.word), VERDICT_NOTES[one]] for one in Verdict]),
        "values": table(["Kind", "`value_lo`", "`value_hi`", "`threshold`"], VALUES),
        "problem": table(["Key", "Says"], problem),
    }
    prose = filled("output.md", {name: "\n".join(lines) for name, lines in tables.items()})
    return "\n".join([*heading("The output", source), prose])
