"""What can be wrong with a place to write to."""

from langso.language import mark as _
from langso.problems.kinds import Kind

TARGET_EXISTS = Kind(
    "command.target_exists",
    _("{value} is there already"),
    _("a name that is free"),
    _("Choose another name, or add --overwrite to replace it."),
)
TARGET_UNWRITABLE = Kind(
    "command.target_unwritable",
    _("{value} cannot be written: {reason}"),
    _("a place where you may write, with room on the disk"),
    _("Check that you may write there and that no program has the file open, or choose another place."),
)
TARGET_NOT_EMPTY = Kind(
    "command.target_not_empty",
    _("“{value}” is there already and is not an empty folder"),
    _("a new or an empty folder"),
    _("Choose another folder; nothing in it is ever overwritten."),
)
COMMAND_UNREADABLE = Kind(
    "command.unreadable",
    "{value}",
    _("a command as `{command} --help` shows it"),
    "{nearest}",
)
NOTHING_TO_ASSESS = Kind(
    "command.nothing_to_assess",
    _("The package has no commune of kind xã, so there is nothing to assess"),
    _("at least one commune of kind xã"),
    _("Check the kinds in the list of communes."),
)
UNIT_UNKNOWN = Kind(
    "units.unknown",
    _("There is no commune, district or province “{value}” on {day}"),
    _("a commune's five-digit code, or the name of a district or of the province"),
    _("Did you mean “{nearest}”?"),
)
