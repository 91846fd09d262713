"""What can be wrong in the workplace: settings, accounts, registers, facts, moves."""

from langso.language import mark as _
from langso.problems.kinds import Kind

SETTING_VALUE = Kind(
    "setting.value",
    _("The setting cannot be “{value}”"),
    _("{form}"),
    _("Correct the environment variable. {help}"),
)
SETTING_FILE = Kind(
    "setting.file",
    _("The file with the setting cannot be read: {reason}"),
    _("a file that this account may read"),
    _("Correct the path or the file's rights."),
)
NOT_ALLOWED = Kind(
    "access.denied",
    _("You may not do this: {reason}"),
    _("someone with the right to it"),
    _("Ask the operator for the right, or the office in charge to do it."),
)
STALE = Kind(
    "change.stale",
    _("Someone else has changed this in the meantime; it now says “{now}”"),
    _("the latest values"),
    _("Look at both values and choose one."),
)
ROW_GONE = Kind(
    "change.row_gone",
    _("The row was removed in the meantime"),
    _("a row that is there"),
    _("Open the register again; removed rows can be brought back from its history."),
)
ROW_KEY_MISSING = Kind(
    "change.key_missing",
    _("A row needs its {column}"),
    _("{column} filled in"),
    _("Fill it in; it tells the rows of the commune apart."),
)
ROW_KEY_REPEATED = Kind(
    "change.key_repeated",
    _("“{value}” is there already"),
    _("each {column} once in a commune"),
    _("Choose another, or change the row that is there."),
)
LEDGER_IS_CLOSED = Kind(
    "change.ledger_closed",
    _("The register is closed"),
    _("an open register"),
    _("Reopen it with a reason, then change it."),
)
LEDGER_CHANGED = Kind(
    "change.ledger_changed",
    _("Someone else has changed the register since you opened it; it now has {rows} rows"),
    _("the register as you last saw it"),
    _("Open the register again, look at what was changed, then close it."),
)
REASON_MISSING = Kind(
    "change.reason_missing",
    _("A reason is needed"),
    _("a sentence that says why"),
    _("Write it down; it goes into the journal."),
)
FACT_UNKNOWN_IN_LAW = Kind(
    "fact.not_in_law",
    _("The law declares no fact “{value}”"),
    _("a declared fact of the law"),
    _("Open the list of declared facts and choose there."),
)
DATE_IN_FUTURE = Kind(
    "change.date_in_future",
    _("{value} is still to come"),
    _("a day until today"),
    _("Give the day the figure is of."),
)
FACT_ONLY_OF_PROVINCE = Kind(
    "fact.only_of_province",
    _("{fact} is one answer for the whole province and is not declared by a commune"),
    _("a fact that communes declare"),
    _("Ask the department in charge to declare it for the province."),
)
FACT_PART_ABOVE_WHOLE = Kind(
    "fact.part_above_whole",
    _("{part} is {value}, more than {whole}, which is {most}"),
    _("{most} or less"),
    _("Correct one of the two figures; both may be declared together."),
)
SUPPOSED_BLANK = Kind(
    "suppose.blank",
    _("No number stands here"),
    _("a whole number such as 9"),
    _("Write a number, or go back to the true figure."),
)
SUPPOSED_ABOVE_ROWS = Kind(
    "suppose.above_rows",
    _("{value} satisfy it, more than the {most} in all"),
    _("{most} or less"),
    _("Correct one of the two figures."),
)
FACT_UNUSUAL = Kind(
    "fact.unusual",
    _("{fact} is {value}; communes hardly ever have more than {most}"),
    _("{most} or less, or your word that it is right"),
    _("Check the figure. If it is right, tick “{value} is right” and send it again."),
)
FACT_JUMPED = Kind(
    "fact.jumped",
    _("{fact} is {value}; before, it was {before}: more than {times} times apart"),
    _("a figure near the one before, or your word that it is right"),
    _("Check the figure. If it is right, tick “{value} is right” and send it again."),
)
SAVING_UNREADABLE = Kind(
    "change.unreadable",
    _("What the page sent cannot be read"),
    _("rows as the page of the register sends them"),
    _("Reload the page; what you typed is still there. If it stays so, tell the operator."),
)
ROW_HELD_BACK = Kind(
    "change.held_back",
    _("The row waits for others that were refused"),
    _("rows that do not take each other's place"),
    _("Correct the rows that were refused, then save again."),
)
FORM_TOO_LARGE = Kind(
    "form.too_large",
    _("What you sent is larger than {most}; it was not read"),
    _("at most {most}"),
    _("Send less at once. Files are taken only where the page asks for one."),
)
TEXT_TOO_LONG = Kind(
    "change.text_too_long",
    _("The text has {n} letters"),
    _("at most {most} letters"),
    _("Shorten it; a whole document is handed in as evidence."),
)
