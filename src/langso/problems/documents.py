"""What can be wrong with a template of a document, and with asking for a document."""

from langso.language import mark as _
from langso.problems.kinds import Kind

TEMPLATE_NOT_READABLE = Kind(
    "template.not_readable",
    _("The template cannot be read: {reason}"),
    _("a .docx file"),
    _("Open the template in a word processor and save it as .docx."),
)
TEMPLATE_TOO_LARGE = Kind(
    "template.too_large",
    _("The template is larger than {most}"),
    _("a template of at most {most}, unpacked at most {unpacked}"),
    _("Take large pictures out of it, or make them smaller."),
)
TEMPLATE_UNSAFE = Kind(
    "template.unsafe",
    _("The template holds {found}"),
    _("text, tables and pictures alone"),
    _("Copy what it says into a new document, without that, and save it as .docx."),
)
TEMPLATE_UNKNOWN_FIELD = Kind(
    "template.unknown_field",
    _("The template asks for “{value}”, which is not known at this place"),
    _("one of: {names}"),
    _("Did you mean “{nearest}”?"),
)
TEMPLATE_LIST_SHOWN = Kind(
    "template.list_shown",
    _("“{value}” is a list, and a list cannot be written as a text"),
    _("{{% for each in {value} %}} … {{% endfor %}}, and within it the fields of each"),
    _("Repeat the row or the paragraph for each of the list; look at how the template that ships does it."),
)
TEMPLATE_NOT_A_LIST = Kind(
    "template.not_a_list",
    _("Nothing can be repeated for “{value}”: it is no list"),
    _("one of the lists: {names}"),
    _("Write the field by itself, or name a list."),
)
TEMPLATE_NOT_WELL_FORMED = Kind(
    "template.not_well_formed",
    _("The template cannot be filled here: {reason}"),
    _("fields such as {{{{ commune }}}} and blocks such as {{% for row in rows %}} … {{% endfor %}}"),
    _("Compare this place with the template that comes with the program."),
)
TEMPLATE_NO_END = Kind(
    "template.no_end",
    _("“{value}” begins here and is never ended"),
    "{end}",
    _("Add the end where the repeating or the condition is over, or take the beginning away."),
)
TEMPLATE_NO_BEGINNING = Kind(
    "template.no_beginning",
    _("“{value}” ends what was not begun"),
    _("a beginning before it: {{% for … %}} or {{% if … %}}"),
    _("Add the beginning, or take the end away."),
)
TEMPLATE_CROSSES = Kind(
    "template.crosses",
    _("“{value}” begins here and ends elsewhere: {other}"),
    _("both in one cell or outside all tables; or, to repeat rows, {{%tr … %}} in rows of their own in one table"),
    _("Move one of the two to where the other is."),
)
TEMPLATE_FORBIDDEN = Kind(
    "template.forbidden",
    _("“{value}” cannot be used in a template"),
    _("fields, for, if and the filters {names}"),
    _("Write it with these, or type the text itself."),
)
TEMPLATE_GROWS = Kind(
    "template.grows",
    _("Filled in, the template grows beyond {most}"),
    _("a document that an office can read"),
    _("Look for lists that are repeated within one another without need."),
)
DOCUMENT_NOT_YET = Kind(
    "document.not_yet",
    _("“{value}” cannot be written yet: {reason}"),
    _("a dossier that has come so far"),
    _("Come back when it has."),
)
DOCUMENT_NOT_PRINTED = Kind(
    "document.not_printed",
    _("This could not be made into a PDF: {reason}"),
    _("LibreOffice on the server, with a minute's time"),
    _("Download the .docx and print that; if it stays so, tell the operator."),
)
