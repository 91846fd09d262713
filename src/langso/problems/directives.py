"""What can be wrong with documents of the library, guidance, difficulties, recommendations, plans and tasks."""

from langso.language import mark as _
from langso.problems.kinds import Kind

GIVEN_MISSING = Kind(
    "directive.missing",
    _("“{name}” is not filled in"),
    _("something that others can read"),
    _("Fill it in and send the form again; what you typed is still there."),
)
GIVEN_CHOICE = Kind(
    "directive.choice",
    _("“{value}” is none of the choices for “{name}”"),
    _("one of the choices of the page"),
    _("Choose from the list."),
)
GIVEN_TOO_LONG = Kind(
    "directive.too_long",
    _("“{name}” has {n} letters"),
    _("at most {most} letters"),
    _("Shorten it; a long text is attached as a file."),
)
GIVEN_AMOUNT = Kind(
    "directive.amount",
    _("“{name}” cannot be {value}"),
    _("a whole amount in đồng that is not below 0"),
    _("Write the amount in đồng, for example 150.000.000."),
)
DOCUMENT_DUPLICATE = Kind(
    "document.duplicate",
    _("The library already has {value} of {year}, issued by {issuer}"),
    _("each number and sign once a year and issuer"),
    _("Open the one that is there. If this is another one with the same number, tick the box and send it again."),
)
DOCUMENT_SPAN = Kind(
    "document.span",
    _("It cannot end on {value}, before it takes effect on {since}"),
    _("a last day not before the first"),
    _("Correct one of the two days."),
)
DOCUMENT_UNKNOWN = Kind(
    "document.unknown",
    _("The library has no document “{value}”"),
    _("number and sign of a document in the library, for example 2581/QĐ-UBND"),
    _("Choose from the list, or add that document first."),
)
DOCUMENT_ITSELF = Kind(
    "document.itself",
    _("A document cannot replace, amend or guide itself"),
    _("another document"),
    _("Choose the other document."),
)
DOCUMENT_WITHDRAWN = Kind(
    "document.withdrawn",
    _("This document was taken out of the library"),
    _("a document of the library"),
    _("Add it anew if it is to be there again."),
)
NODE_UNKNOWN = Kind(
    "directive.condition",
    _("No criteria set has a condition “{value}”"),
    _("conditions by their ids, for example NC-8.4a.1"),
    _("Choose from the list."),
)
RECIPIENTS_MISSING = Kind(
    "guidance.recipients",
    _("Nobody was chosen to receive it"),
    _("at least one organisation with a purpose"),
    _("Choose who gets it and what for."),
)
RECIPIENT_ELSEWHERE = Kind(
    "guidance.elsewhere",
    _("{value} is outside your territory"),
    _("organisations of your territory"),
    _("Take it off the list; its own department sends it the document."),
)
PLACE_MISSING = Kind(
    "difficulty.place",
    _("It does not say where this is in the way"),
    _("the whole province, a district, or some communes"),
    _("Choose where it applies."),
)
DIFFICULTY_CLOSED = Kind(
    "difficulty.closed",
    _("This difficulty has been settled"),
    _("a difficulty that is open"),
    _("Raise a new one if something is in the way again."),
)
MOVE_REFUSED = Kind(
    "directive.move",
    _("This cannot be done now: {reason}"),
    _("a step that follows the present one"),
    _("Reload the page; it shows what can be done."),
)
PARTS_MISSING = Kind(
    "recommendation.parts",
    _("The recommendation asks for nothing"),
    _("at least one thing that is asked for, each on a line of its own"),
    _("Write what is asked for."),
)
DUE_WITHOUT_PLAN = Kind(
    "task.due_without_plan",
    _("The task has a day, {value}, but belongs to no plan"),
    _("a day only where a registered plan gives one"),
    _("Choose the plan that gives the day, or leave the day out."),
)
DUE_PASSED = Kind(
    "task.due_passed",
    _("The task would be due on {value}, which has passed"),
    _("a day from today on"),
    _("Look whether the year was mistyped; leave the day out where it has passed."),
)
DUE_BEFORE_PLAN = Kind(
    "task.due_before_plan",
    _("The task would be due on {value}, before the plan begins on {since}"),
    _("a day from the first day of the plan on"),
    _("Look at the days in the plan, and correct this one or the plan's."),
)
TASKS_NONE = Kind(
    "task.none",
    _("No task was chosen"),
    _("at least one of the tasks listed"),
    _("Tick those that are to be given."),
)
TARGET_PERCENT = Kind(
    "target.percent",
    _("The target cannot be {value}"),
    _("a share above 0% and up to 100%"),
    _("Write the percentage that the document sets, for example 60."),
)
TARGET_YEAR = Kind(
    "target.year",
    _("The year cannot be {value}"),
    _("a year from 2000 to 2100"),
    _("Write the year that the document names."),
)
