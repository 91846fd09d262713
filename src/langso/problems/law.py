"""What can be wrong with a law file."""

from langso.language import mark as _
from langso.problems.kinds import Kind

LAW_NOT_READABLE = Kind(
    "law.not_readable",
    _("The file cannot be read: {reason}"),
    _("a criteria set as a YAML file in UTF-8"),
    _("Check the file's name and that it opens in a text editor."),
)
LAW_NOT_YAML = Kind(
    "law.not_yaml",
    _("The file cannot be read from here on: {reason}"),
    _("YAML with indentation by spaces, without anchors"),
    _("Check the indentation, the quotes and the brackets around this line."),
)
LAW_DUPLICATE_KEY = Kind(
    "law.duplicate_key",
    _("“{value}” stands twice in the same place (first on line {first})"),
    _("every name once"),
    _("Keep one of the two."),
)
LAW_UNKNOWN_KEY = Kind(
    "law.unknown_key",
    _("“{value}” is not a word of the grammar here"),
    _("one of: {names}"),
    _("{nearest}"),
)
LAW_MISSING_KEY = Kind(
    "law.missing_key",
    _("“{value}” is missing"),
    _("a line “{value}: …”"),
    _("Add it."),
)
LAW_WRONG_SHAPE = Kind(
    "law.wrong_shape",
    _("“{value}” cannot stand here"),
    _("{wanted}"),
    _("Write it in that form; the texts of the sets that there are show each."),
)
LAW_NO_FORMULA = Kind(
    "law.no_formula",
    _("{value} does not say how it is decided"),
    _("exactly one of: {names}"),
    _("Add the one that fits."),
)
LAW_TWO_FORMULAS = Kind(
    "law.two_formulas",
    _("{value} says how it is decided in more than one way: {given}"),
    _("exactly one of: {names}"),
    _("Keep one."),
)
LAW_COMPARISON = Kind(
    "law.comparison",
    _("{value} needs exactly one comparison, not {given}"),
    _("one of: at_least, more_than, at_most, less_than"),
    _("Add or remove a comparison."),
)
LAW_THRESHOLD = Kind(
    "law.threshold",
    _("“{value}” is not a threshold that fits here"),
    _("{wanted}"),
    _("Correct the threshold."),
)
LAW_UNKNOWN_NAME = Kind(
    "law.unknown_name",
    _("There is no {sort} “{value}”"),
    _("the name of a {sort}"),
    _("{nearest}"),
)
LAW_WRONG_TYPE = Kind(
    "law.wrong_type",
    _("“{value}” is a {given}, not a {wanted}"),
    _("a {wanted}"),
    _("Choose another name, or another way to ask."),
)
LAW_ROW_TEST = Kind(
    "law.row_test",
    _("The test “{value}” cannot be used: {reason}"),
    _("columns of the register with and, or, not, = <> < <= > >=, in (…), is null"),
    _("{nearest}"),
)
LAW_DUPLICATE_ID = Kind(
    "law.duplicate_id",
    _("“{value}” stands twice (first: {first})"),
    _("every id and every name once"),
    _("Rename one of the two."),
)
LAW_WRONG_PREFIX = Kind(
    "law.wrong_prefix",
    _("The id “{value}” does not begin with its set's name"),
    _("an id that begins with {wanted}-"),
    _("Rename it."),
)
LAW_DATES = Kind(
    "law.dates",
    _("The days {value} do not fit: {reason}"),
    _("from before until, changes in order of their days"),
    _("Correct the days."),
)
LAW_EXAMPLE_FAILS = Kind(
    "law.example_fails",
    _("The worked example of {value} does not hold: it comes out as “{got}”"),
    _("“{wanted}”, as the example says"),
    _("Correct the example or the formula."),
)
LAW_EXAMPLE_SHAPE = Kind(
    "law.example_shape",
    _("The worked example cannot be used: {reason}"),
    _("registers as rows or figures, declared facts as values"),
    _("{nearest}"),
)
SET_AWAITS = Kind(
    "law.set_awaits_guidance",
    _("The set {value} ({title}) cannot be assessed: {awaits}"),
    _("a set whose guidance has been issued: {names}"),
    _("Wait for the guidance; the set counts nowhere as failed."),
)
SET_IS_DRAFT = Kind(
    "law.set_is_draft",
    _("The set {value} is a draft: its verdicts are for trying it, and decide nothing"),
    _("a published set"),
    _("Set its status to published once it is issued."),
)
SET_NOT_VALID = Kind(
    "law.set_not_valid",
    _("No criteria set is valid on {day}: {dates}"),
    _("a day within a set's validity"),
    _("Give a day with --on, for example --on {example}."),
)
SET_UNKNOWN = Kind(
    "law.set_unknown",
    _("There is no criteria set “{value}”"),
    _("one of: {names}"),
    _("{nearest}"),
)
NODE_UNKNOWN = Kind(
    "law.node_unknown",
    _("There is no condition “{value}” in the sets assessed"),
    _("an id such as NTM-8.4"),
    _("{nearest}"),
)
