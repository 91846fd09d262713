"""What can be wrong with a file that is handed in to be imported."""

from langso.language import mark as _
from langso.problems.kinds import Kind

IMPORT_KIND = Kind(
    "import.kind",
    _("“{value}” is no file that can be imported"),
    _("a workbook (.xlsx) or a table (.csv)"),
    _("Save it as “Excel Workbook (.xlsx)” or as “CSV UTF-8”, then choose it again."),
)
IMPORT_NONE = Kind(
    "import.none",
    _("No file was chosen"),
    _("a workbook (.xlsx) or a table (.csv)"),
    _("Choose the file, then press the button again."),
)
IMPORT_EMPTY = Kind(
    "import.empty",
    _("The file is empty"),
    _("a file with something in it"),
    _("Check that it was saved, and choose it again."),
)
IMPORT_TOO_LARGE = Kind(
    "import.too_large",
    _("The file is larger than {limit}"),
    _("at most {limit}"),
    _("Take out pictures and sheets that do not belong in it, or hand in one register at a time as CSV."),
)
IMPORT_OUTSIDE = Kind(
    "import.outside",
    _("The workbook takes values from other files or from the network ({names})"),
    _("a workbook whose values stand in it"),
    _("In Excel: Data, Edit Links, Break Link; or copy the sheets and paste them as values. Then save."),
)
IMPORT_MACROS = Kind(
    "import.macros",
    _("The workbook carries macros"),
    _("a workbook without macros"),
    _("In Excel save it as “Excel Workbook (.xlsx)”."),
)
IMPORT_TOO_MANY_CELLS = Kind(
    "import.too_many_cells",
    _("The sheets span {value} cells"),
    _("at most {limit}"),
    _("Delete empty rows and columns beyond the tables, or hand in one register at a time."),
)
IMPORT_NO_TABLE = Kind(
    "import.no_table",
    _("No sheet of the workbook is “{register}”; it has the sheets: {found}"),
    _("a sheet named “{register}”, or a workbook with one sheet only"),
    _("Name the sheet so, or take the others out."),
)
IMPORT_NOT_OURS = Kind(
    "import.not_ours",
    _("This is not the commune's workbook; it has the sheets: {found}"),
    _("sheets such as {names}"),
    _("Download the commune's workbook, copy the figures into it and hand that in."),
)
IMPORT_SHEET_UNKNOWN = Kind(
    "import.sheet_unknown",
    _("The sheet “{value}” does not belong to the commune's workbook"),
    _("one of the sheets: {names}"),
    _("If “{nearest}” is meant, name it so; otherwise delete the sheet."),
)
IMPORT_CSV_NAME = Kind(
    "import.csv_name",
    _("The name “{value}” does not say which register the file is"),
    _("a register chosen under “What the file is”, or a name such as {names}"),
    _("Hand it in again and choose the register."),
)
IMPORT_NOTHING = Kind(
    "import.nothing",
    _("There is nothing in the file that can be imported"),
    _("a sheet of a register, of declared facts or of the states of registers"),
    _("Download the workbook of the commune, fill it in and hand that in."),
)
IMPORT_OTHER_COMMUNE = Kind(
    "import.other_commune",
    _("Commune {value} ({name}) is not among those that this import is for"),
    _("{names}"),
    _("Correct the code; or hand the rows in for that commune."),
)
IMPORT_KEY_TWICE = Kind(
    "import.key_twice",
    _("“{value}” stands in row {other} as well"),
    _("each once within a commune"),
    _("Delete one of the rows, or correct the value."),
)
IMPORT_STATE = Kind(
    "import.state",
    _("This cannot be done any more: the import is “{state}”"),
    _("an import to be confirmed"),
    _("Open the import's page and see where it stands."),
)
IMPORT_CHANGED = Kind(
    "import.changed",
    _("{value}: changed by others after the preview"),
    _("figures as they were at the preview"),
    _("Preview the file anew, look at the differences and confirm then."),
)
IMPORT_FAULT = Kind(
    "import.fault",
    _("The fault is ours and was recorded; nothing was written"),
    _("a file that we can read"),
    _("Try again. If it stays so, tell the operator the number of the import."),
)
