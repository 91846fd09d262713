"""What can be wrong with a list of changes to the administrative units."""

from langso.language import mark as _
from langso.problems.kinds import Kind

PLACES_COLUMNS = Kind(
    "places.columns",
    _("The list lacks the column {missing}"),
    _("the columns {names} in its first row"),
    _("Start from the empty list on the page and keep its first row."),
)
PLACES_NOTHING = Kind(
    "places.nothing",
    _("There is nothing to do in what was sent"),
    _("at least one row that changes something"),
    _("Choose a list with rows in it, and send it again."),
)
PLACES_CELL = Kind(
    "places.cell",
    _("“{value}” does not fit the column “{column}”"),
    _("{form}"),
    _("Correct it in the list."),
)
PLACES_TWICE = Kind(
    "places.twice",
    _("“{value}” stands in the list twice"),
    _("each once"),
    _("Leave out one of the two rows."),
)
PLACES_CODE_HELD = Kind(
    "places.code_held",
    _("The code {value} is still held by {unit}"),
    _("a code that is free on that day"),
    _("Say in the successions what becomes of {unit}, or correct the code."),
)
PLACES_PARENT = Kind(
    "places.parent",
    _("“{value}” is no unit of a higher level on {day}"),
    _("the code of a province or district that is there on that day"),
    _("Correct the code of what it lies in, or add that unit to the list."),
)
PLACES_OLD_UNKNOWN = Kind(
    "places.old_unknown",
    _("No unit bears the code {value} on {day}"),
    _("the code of a unit that is there until then"),
    _("Correct the old code. Codes of today are on the page of the units."),
)
PLACES_NEW_UNKNOWN = Kind(
    "places.new_unknown",
    _("The code {value} is not among the units that begin"),
    _("the code of a unit in the list of new units"),
    _("Add the new unit to its list, or correct the code."),
)
PLACES_OTHER_LEVEL = Kind(
    "places.other_level",
    _("{old} and {value} are not of one level"),
    _("a commune after a commune, a district after a district"),
    _("Correct one of the two codes."),
)
PLACES_SEVERAL_DAYS = Kind(
    "places.several_days",
    _("The successors of {unit} begin on different days: {days}"),
    _("one day for all of them"),
    _("Give all successors of one unit the same day."),
)
PLACES_WHOLE_AND_MORE = Kind(
    "places.whole_and_more",
    _("{unit} goes whole to {value} and elsewhere too"),
    _("“part” where a unit is divided"),
    _("Write “part” for each successor, or leave out the others."),
)
PLACES_TOO_EARLY = Kind(
    "places.too_early",
    _("{value} is not after the day on which {unit} began, {since}"),
    _("a later day"),
    _("Correct the day."),
)
PLACES_LEFT_INSIDE = Kind(
    "places.left_inside",
    _("{unit} ends, but {value} still lies in it"),
    _("that all that lies in it ends or begins anew with it"),
    _("Add {value} to both lists, or leave {unit} as it is."),
)
PLACES_WITHOUT_SUCCESSOR = Kind(
    "places.without_successor",
    _("{unit} would end on {day} without a successor"),
    _("a row that says what {unit} becomes"),
    _("Add a succession for it, even if how much went where is not known."),
)
PLACES_CYCLE = Kind(
    "places.cycle",
    _("“{value}” would come after itself or lie in itself"),
    _("a line that leads from old to new, from small to large"),
    _("Correct the codes of this row."),
)
PLACES_GROUP_KNOWN = Kind(
    "places.group_known",
    _("{unit} is already in group {known} from that day on"),
    _("another day"),
    _("What was set is not overwritten; give the day from which the new group holds."),
)
PLACES_NO_COMMUNE = Kind(
    "places.no_commune",
    _("No commune bears the code {value} on {day}"),
    _("the code of a commune that is there on that day"),
    _("Correct the code or the day."),
)
PLACES_TOO_LARGE = Kind(
    "places.too_large",
    _("The file is too large"),
    _("at most {most} MB"),
    _("Send the rows that change something, not a whole export."),
)
PLACES_NO_TEXT = Kind(
    "places.no_text",
    _("The file is not a CSV list in UTF-8"),
    _("a .csv file in UTF-8"),
    _("In the spreadsheet, save it as “CSV UTF-8”."),
)
