"""What can be wrong with a command."""

from langso.language import mark as _
from langso.problems.kinds import Kind

DAY_UNREADABLE = Kind(
    "command.day_unreadable",
    _("“{value}” is not a day"),
    _("a day such as 2022-12-31 or 31/12/2022"),
    _("Correct the day."),
)
OUTPUT_NEEDED = Kind(
    "command.output_needed",
    _("The format {value} is a file and needs a name"),
    _("-o FILE.{value}"),
    _("Add -o and the name of the file to write."),
)
COMMUNE_NEEDED = Kind(
    "command.commune_needed",
    _("The package has {value} communes to assess; which one is to be explained?"),
    _("--commune CODE"),
    _("Add --commune and the code of one commune."),
)
COMMUNE_NOT_IN_PACKAGE = Kind(
    "command.commune_unknown",
    _("The package has no commune {value}"),
    _("the code of a commune of kind xã in the package"),
    _("{nearest}"),
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
UNIT_OF_ANOTHER_DAY = Kind(
    "command.unit_of_another_day",
    _("{name} ({value}) was no unit of {day}"),
    _("a unit of that day"),
    _("Add --on {then} to prepare the package as of a day on which it was."),
)
UNIT_UNKNOWN = Kind(
    "command.unit_unknown",
    _("No commune has the code {value}"),
    _("the code of a commune, as the administrative units have it"),
    _("{nearest}"),
)
COMMUNE_NOT_ASSESSED = Kind(
    "command.commune_not_assessed",
    _("{name} ({value}) is of kind {sort}: only units of kind xã are assessed"),
    _("the code of a commune of kind xã in the package"),
    _("Choose a commune, or correct its kind in communes if it is wrong there."),
)
SPARK_MISSING = Kind(
    "command.spark_missing",
    _("Spark is not there: {value}"),
    _("the extra langso[spark] and a Java runtime"),
    _("Install both, or leave --engine out."),
)
TOO_MANY_REPORTS = Kind(
    "command.too_many_reports",
    _("A report is of one commune; the package has {value}"),
    _("--commune CODE, or -o FOLDER for one report each"),
    _("Name the commune, or a folder to write into."),
)
