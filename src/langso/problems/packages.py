"""What can be wrong with a package."""

from langso.language import mark as _
from langso.problems.kinds import Kind

PACKAGE_MISSING = Kind(
    "package.missing",
    _("There is no folder or file “{value}”"),
    _("a folder of CSV or Parquet files, or an .xlsx workbook"),
    _("Check the name and the place."),
)
PACKAGE_OTHER_KIND = Kind(
    "package.other_kind",
    _("“{value}” is no package"),
    _("a folder of CSV or Parquet files, or an .xlsx workbook"),
    _("Give the folder, or save the workbook as .xlsx."),
)
PACKAGE_ONE_TABLE = Kind(
    "package.one_table",
    _("“{value}” is one table of a package, not the package"),
    _("the folder that holds communes.csv and the registers"),
    _("Give the folder: {folder}"),
)
PACKAGE_EMPTY_FOLDER = Kind(
    "package.empty_folder",
    _("The folder “{value}” holds no CSV or Parquet file"),
    _("communes.csv and a file for each register kept"),
    _("Check that it is the right folder; `langso package new` makes an empty package."),
)
PACKAGE_FOLDER_OF_WORKBOOK = Kind(
    "package.folder_of_workbook",
    _("The folder “{value}” holds no CSV or Parquet file, only workbooks: {names}"),
    _("the workbook itself, or a folder of CSV files"),
    _("Give the workbook instead of its folder."),
)
PACKAGE_NOT_READABLE = Kind(
    "package.not_readable",
    _("It cannot be read: {reason}"),
    _("a file that you may read"),
    _("Check the permissions, and that no other program holds it."),
)
PACKAGE_LINK = Kind(
    "package.link",
    _("“{value}” is a link that leads out of the package's folder"),
    _("files that lie in the folder itself"),
    _("Copy the file itself into the folder."),
)
PACKAGE_TWICE = Kind(
    "package.twice",
    _("The table {table} is there twice: “{first}” and “{value}”"),
    _("each table once"),
    _("Keep the right one and take the other out."),
)
PACKAGE_UNKNOWN_TABLE = Kind(
    "package.unknown_table",
    _("“{value}” is no table of a package"),
    _("the name of a register, or communes, facts, ledgers, package"),
    _("The nearest name is “{nearest}”. Rename it, or take it out."),
)
PACKAGE_NO_COMMUNES_TABLE = Kind(
    "package.no_communes_table",
    _("The package has no list of communes"),
    _("communes.csv, or the sheet “Xã”, with the communes that the package speaks of"),
    _("Add the list of communes."),
)
PACKAGE_NO_COMMUNES = Kind(
    "package.no_communes",
    _("The list of communes is empty"),
    _("at least one commune with its code and kind"),
    _("Enter the communes."),
)
PACKAGE_INFO_ROWS = Kind(
    "package.info_rows",
    _("There is a second row; the first stands in row {first}"),
    _("one row that describes the package"),
    _("Keep one row."),
)
PACKAGE_FLOOD = Kind(
    "package.flood",
    _("There are {value} more problems"),
    _("no problem"),
    _("Fix the first {shown}, then check again."),
)
WORKBOOK_NOT = Kind(
    "workbook.not_a_workbook",
    _("The file is named .xlsx but is no workbook"),
    _("a workbook saved as .xlsx"),
    _("Open it in the program that made it and save it as .xlsx."),
)
WORKBOOK_NONE = Kind(
    "workbook.no_sheets",
    _("The file is an archive without a workbook in it"),
    _("a workbook saved as .xlsx"),
    _("Check that it is the right file; save the workbook anew as .xlsx."),
)
WORKBOOK_XLS = Kind(
    "workbook.old_format",
    _("This is a workbook in the old .xls format"),
    _("a workbook saved as .xlsx"),
    _("Open it in Excel and save it as “Excel Workbook (.xlsx)”."),
)
WORKBOOK_LOCKED = Kind(
    "workbook.locked",
    _("The workbook is locked with a password"),
    _("a workbook without a password"),
    _("Open it in Excel, take the password off (File, Info, Protect Workbook) and save it."),
)
WORKBOOK_DAMAGED = Kind(
    "workbook.damaged",
    _("The workbook is damaged and cannot be read"),
    _("a whole .xlsx file"),
    _("Copy or send it again, or open it in Excel, let it repair the file, and save."),
)
WORKBOOK_TOO_BIG = Kind(
    "workbook.too_big",
    _("The workbook unpacks to more than {limit}"),
    _("at most {limit} unpacked"),
    _("Give the large registers as CSV or Parquet files in a folder."),
)
WORKBOOK_FAR_CELL = Kind(
    "workbook.far_cell",
    _("A cell lies far away from the table ({value})"),
    _("tables that begin near the top left corner"),
    _("Delete what stands far below or to the right of the table, and save."),
)
WORKBOOK_HIDDEN_SHEET = Kind(
    "workbook.hidden_sheet",
    _("The sheet “{value}” is hidden; it was read all the same"),
    _("sheets that everybody sees"),
    _("Show the sheet, or delete it when it should not count."),
)
TEXT_ENCODING = Kind(
    "text.encoding",
    _("The text is in {encoding}, not in UTF-8"),
    _("text in UTF-8"),
    _("In Excel save it as “CSV UTF-8 (Comma delimited)”; in Notepad choose the encoding UTF-8."),
)
TEXT_OLD_FONT = Kind(
    "text.old_font",
    _("The text is written for old fonts, in {encoding}, not in Unicode"),
    _("Vietnamese in Unicode (UTF-8)"),
    _("Convert it to Unicode with the Unikey toolkit (Ctrl+Shift+F6), then save it as “CSV UTF-8” or .xlsx."),
)
TEXT_GARBLED = Kind(
    "text.garbled",
    _("The text was opened in the wrong encoding once and saved so: UTF-8 read as {encoding}"),
    _("Vietnamese in Unicode (UTF-8)"),
    _("Export the file again from where it comes, as UTF-8."),
)
TEXT_NO_ENCODING = Kind(
    "text.no_encoding",
    _("The text is not in UTF-8 from this row on"),
    _("text in UTF-8"),
    _("In Excel save it as “CSV UTF-8 (Comma delimited)”."),
)
CSV_NUL = Kind(
    "csv.nul",
    _("The file holds NUL characters: it is no text file, or it is damaged"),
    _("a text file in UTF-8"),
    _("Export the file again."),
)
CSV_QUOTES = Kind(
    "csv.quotes",
    _("A quotation mark is not closed, or stands in the middle of a cell"),
    _("cells in quotation marks from end to end, or without any"),
    _("Fix the quotation marks of this row; double those within a cell."),
)
CSV_RAGGED = Kind(
    "csv.ragged",
    _("The row has {cells} cells, the header has {width}"),
    _("as many cells as the header has"),
    _("Add the missing delimiters, or put cells with commas into quotation marks."),
)
PARQUET_DAMAGED = Kind(
    "parquet.damaged",
    _("The Parquet file cannot be read ({reason})"),
    _("a whole Parquet file"),
    _("Write the file again."),
)
TABLE_EMPTY = Kind(
    "table.empty",
    _("The table is empty: not even a header"),
    _("a header with: {names}"),
    _("Add the header, or take the empty table out."),
)
TABLE_NO_HEADER = Kind(
    "table.no_header",
    _("No header was found in the first 20 rows"),
    _("a header with: {names}"),
    _("Put the columns' names above the rows."),
)
COLUMN_TWICE = Kind(
    "column.twice",
    _("The column “{value}” is there twice"),
    _("each column once"),
    _("Keep one of the two."),
)
COLUMN_UNKNOWN = Kind(
    "column.unknown",
    _("There is no column “{value}” in this table"),
    _("one of: {names}"),
    _("The nearest name is “{nearest}”. Rename the column, or take it out; a column in brackets, “(…)”, is ignored."),
)
COLUMNS_UNKNOWN = Kind(
    "column.many_unknown",
    _("{n} columns are unknown in this table: {value}"),
    _("only: {names}"),
    _("Check that the file is the right one; take out the columns that do not belong here."),
)
COLUMN_MISSING = Kind(
    "column.missing",
    _("The column “{value}” ({title}) is missing"),
    _("a column “{value}”"),
    _("Add the column."),
)
COLUMN_UNNAMED = Kind(
    "package.column_unnamed",
    _("Column {value} has no header; what stands in it is not read"),
    _("a header over every column that holds something"),
    _("Name the column, or empty it."),
)
COLUMNS_LEFT_OUT = Kind(
    "column.left_out",
    _("Columns that are not there count as blank in every row: {names}"),
    _("the columns {names}"),
    _("Add the columns whose values are known."),
)
CELL_YES_NO = Kind(
    "cell.yes_no",
    _("“{value}” is neither yes nor no"),
    _("1 or 0, có or không, yes or no, true or false, x, or blank when it is not known"),
    _("Write yes or no (có, không, x, 1 or 0); leave the cell blank when it is not known."),
)
CELL_INTEGER = Kind(
    "cell.integer",
    _("“{value}” is not a whole number"),
    _("a whole number such as 1040, or blank when it is not known"),
    _("Write digits only."),
)
CELL_NUMBER = Kind(
    "cell.number",
    _("“{value}” is not a number"),
    _("a number such as 4,5 or 4.5, or blank when it is not known"),
    _("Write digits, with one decimal mark at most and no unit."),
)
CELL_TOO_LARGE = Kind(
    "cell.too_large",
    _("“{value}” is too large a number"),
    _("a number below 1 000 000 000 000 000"),
    _("Check the figure."),
)
CELL_TOO_SMALL = Kind(
    "cell.below",
    _("{value} is less than {bound}"),
    _("{bound} or more"),
    _("Correct the figure."),
)
CELL_TOO_GREAT = Kind(
    "cell.above",
    _("{value} is more than {bound}"),
    _("{bound} or less"),
    _("Correct the figure."),
)
CELL_DATE = Kind(
    "cell.date",
    _("“{value}” is not a date"),
    _("a day such as 31/12/2022 or 2022-12-31, or blank"),
    _("Write day/month/year with four digits for the year."),
)
CELL_NO_SUCH_DAY = Kind(
    "cell.no_such_day",
    _("There is no day “{value}”, or it lies outside the years 1900 to 2199"),
    _("a day such as 31/12/2022 or 2022-12-31, or blank"),
    _("Correct the day: first the day, then the month, then the year."),
)
CELL_CHOICE = Kind(
    "cell.choice",
    _("“{value}” is not one of the values allowed here"),
    _("one of: {names}, or blank"),
    _("Choose one of them."),
)
CELL_TOO_LONG = Kind(
    "cell.too_long",
    _("The cell holds {length} characters"),
    _("at most {longest} characters"),
    _("Shorten it, or look for a quotation mark that is not closed."),
)
CELL_DIGITS_LOST = Kind(
    "cell.digits_lost",
    _("“{value}” was kept as a number, and its last digits are lost"),
    _("a code of more than 15 digits kept as text"),
    _("Format the column as text and enter the code again."),
)
CELL_ERROR = Kind(
    "cell.error",
    _("The cell shows an error: {value}"),
    _("a value, or blank when it is not known"),
    _("Fix the formula, or write the value itself."),
)
CELL_NOT_CALCULATED = Kind(
    "cell.not_calculated",
    _("The cell holds a formula that was never calculated"),
    _("a value, or a formula with its result"),
    _("Open the workbook in Excel and save it."),
)
CELL_BLANK = Kind(
    "cell.blank",
    _("The column “{column}” is blank"),
    _("{form}"),
    _("Fill in the cell."),
)
KEY_BLANK = Kind(
    "key.blank",
    _("The code or name that tells the rows apart is blank"),
    _("a value in every row"),
    _("Fill it in."),
)
KEY_REPEATED = Kind(
    "key.repeated",
    _("“{value}” is there twice in commune {commune}; first in row {first}"),
    _("each once within a commune"),
    _("Delete one of the rows, or correct the value."),
)
COMMUNE_BLANK = Kind(
    "commune.blank",
    _("The commune is blank"),
    _("the code of a commune in the list of communes"),
    _("Fill in the commune's code."),
)
COMMUNE_UNKNOWN = Kind(
    "commune.unknown",
    _("There is no commune “{value}” in the list of communes"),
    _("the code of a commune in the list of communes"),
    _("The nearest code is “{nearest}”. Correct it, or add the commune to the list."),
)
COMMUNE_AMBIGUOUS = Kind(
    "commune.ambiguous",
    _("“{value}” lost its leading zeros and may be any of {names}"),
    _("the code as the list of communes has it"),
    _("Write the code in full; format the column as text."),
)
COMMUNE_REPEATED = Kind(
    "commune.repeated",
    _("The commune {value} is there twice; first in row {first}"),
    _("each commune once"),
    _("Delete one of the rows, or correct the code."),
)
COMMUNE_KIND = Kind(
    "commune.kind",
    _("“{value}” is no kind of commune"),
    _("one of: {names}"),
    _("Write one of them."),
)
COMMUNE_GROUP = Kind(
    "commune.group",
    _("“{value}” is no group of communes"),
    _("1, 2, 3 or blank"),
    _("Write 1, 2 or 3, or leave it blank."),
)
FACT_BLANK = Kind(
    "fact.blank",
    _("The row does not say which fact it is about"),
    _("the name of a declared fact"),
    _("Fill in the fact."),
)
FACT_UNKNOWN = Kind(
    "fact.unknown",
    _("There is no declared fact “{value}”"),
    _("the name or the title of a declared fact"),
    _("The nearest name is “{nearest}”. Correct it."),
)
FACT_REPEATED = Kind(
    "fact.repeated",
    _("“{value}” is declared twice for commune {commune}; first in row {first}"),
    _("each fact once for a commune"),
    _("Delete one of the rows."),
)
FACT_OF_PROVINCE = Kind(
    "fact.of_province",
    _("{fact} is a figure of one commune and cannot be declared for the whole province"),
    _("the code of the commune"),
    _("Fill in the commune; only a yes or no may hold for the whole province."),
)
FACT_DECIMALS = Kind(
    "fact.decimals",
    _("{value} has more than {decimals} decimals"),
    _("at most {decimals} decimals"),
    _("Round the figure."),
)
FACT_ABOVE_WHOLE = Kind(
    "fact.above_whole",
    _("{part} of commune {commune} is {value}, more than {whole} in row {row}, which is {most}"),
    _("{most} or less"),
    _("Correct one of the two figures."),
)
REGISTER_UNKNOWN = Kind(
    "ledger.unknown_register",
    _("There is no register “{value}”"),
    _("one of: {names}"),
    _("The nearest name is “{nearest}”. Correct it."),
)
LEDGER_STATE = Kind(
    "ledger.state",
    _("“{value}” is no state of a register"),
    _("closed or open (đã chốt or đang mở)"),
    _("Write closed or open."),
)
LEDGER_REPEATED = Kind(
    "ledger.repeated",
    _("The state of {value} in commune {commune} is there twice; first in row {first}"),
    _("each register of a commune once"),
    _("Delete one of the rows."),
)
LEDGER_WITHOUT_FILE = Kind(
    "ledger.without_file",
    _("{value} is said to be closed, but its file or sheet is missing: it stays open for every commune"),
    _("the file or sheet of a register that is closed, even without rows"),
    _("Add the register to the package."),
)
