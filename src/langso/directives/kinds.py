"""The words of directives: kinds of document and link, purposes, states, sources. What follows from them: `rules`."""

from langso.language import gettext
from langso.language import mark as _
from langso.places.models import Worded


class DocumentKind(Worded):
    """What sort of document it is; the same kinds as in the law's own list."""

    OFFICIAL_LETTER = "official_letter", _("Official letter")
    DECISION = "decision", _("Decision")
    RESOLUTION = "resolution", _("Resolution")
    PLAN = "plan", _("Plan")
    NOTICE = "notice", _("Notice")
    REPORT = "report", _("Report")
    CIRCULAR = "circular", _("Circular")
    DECREE = "decree", _("Decree")
    LAW = "law", _("Law")


class Force(Worded):
    """Whether a document holds on a day."""

    IN_FORCE = "in_force", _("In force")
    NOT_YET = "not_yet", _("Not yet in force")
    ENDED = "ended", _("No longer in force")
    REPLACED = "replaced", _("Replaced")
    UNKNOWN = "unknown", _("Validity not verified")
    WITHDRAWN = "withdrawn", _("Taken out of the library")

    @property
    def tone(self) -> str:
        """The colour that goes with the words: that of a verdict."""
        return {"in_force": "met", "not_yet": "awaiting", "unknown": "insufficient"}.get(self.value, "not_applicable")


class Link(Worded):
    """What a document does to another."""

    REPLACES = "replaces", _("Replaces")
    AMENDS = "amends", _("Amends")
    GUIDES = "guides", _("Guides")

    @property
    def passive(self) -> str:
        """The same, said of the other document."""
        return {
            Link.REPLACES: gettext("Replaced by"),
            Link.AMENDS: gettext("Amended by"),
            Link.GUIDES: gettext("Guided by"),
        }[self]


class Purpose(Worded):
    """What a recipient gets a document for."""

    IMPLEMENT = "implement", _("to carry out")
    REPORT = "report", _("as a report")
    SYNTHESISE = "synthesise", _("to synthesise")
    COORDINATE = "coordinate", _("to work together")
    KNOW = "know", _("for information")


class DifficultyState(Worded):
    """How far a difficulty has come."""

    RAISED = "raised", _("Raised, not yet taken up")
    OPEN = "open", _("Being dealt with")
    CLOSED = "closed", _("Settled")


class PartState(Worded):
    """How far what was recommended has come."""

    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent")
    CONSIDERED = "considered", _("Under consideration")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Not accepted")
    PLANNED = "planned", _("There is a plan")
    UNDERWAY = "underway", _("Being carried out")
    DONE = "done", _("Done")


class TaskState(Worded):
    """How far a task has come."""

    ASSIGNED = "assigned", _("Assigned")
    UNDERWAY = "underway", _("Being worked on")
    REPORTED = "reported", _("Reported as done")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self in (TaskState.ASSIGNED, TaskState.UNDERWAY, TaskState.REPORTED)


_STEPS = {
    TaskState.UNDERWAY: _("Begin"),
    TaskState.REPORTED: _("Report it as done"),
    TaskState.DONE: _("Accept it"),
    TaskState.DROPPED: _("Drop it"),
}


def step_words(before: TaskState, after: TaskState) -> str:
    """What whoever takes a task from one state to another does, for the button."""
    return gettext(_("Give it back") if before is TaskState.REPORTED and after is TaskState.UNDERWAY else _STEPS[after])


class Source(Worded):
    """Where money comes from."""

    CENTRAL = "central", _("Central budget")
    PROVINCE = "province", _("Provincial budget")
    DISTRICT = "district", _("District budget")
    COMMUNE = "commune", _("Commune budget")
    BUSINESS = "business", _("Businesses")
    PEOPLE = "people", _("Contributions of residents")
    OTHER = "other", _("Other programmes")
