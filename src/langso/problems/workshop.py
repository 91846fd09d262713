"""What can be wrong with a draft of the law, and with publishing it."""

from langso.language import mark as _
from langso.problems.kinds import Kind

DRAFT_EMPTY = Kind(
    "draft.empty",
    _("The draft says nothing yet"),
    _("a criteria set, rulings, or both"),
    _("Type or send the text of a set, or of rulings."),
)
DRAFT_TOO_LARGE = Kind(
    "draft.too_large",
    _("The text is larger than {most}"),
    _("a text of at most {most}"),
    _("Look whether it is the right file; a set of a hundred conditions is a tenth of that."),
)
DRAFT_NO_TEXT = Kind(
    "draft.no_text",
    _("“{value}” is not text in UTF-8"),
    _("a YAML file, as text"),
    _("Save it as text in UTF-8 and send it again."),
)
DRAFT_OVER = Kind(
    "draft.over",
    _("The draft is no longer open: {state}"),
    _("a draft that is being written"),
    _("Begin a new draft from what was published."),
)
DRAFT_SAVED = Kind(
    "draft.saved_meanwhile",
    _("Since you opened this the draft was saved: {now}"),
    _("the draft as it was last saved"),
    _("What you typed is below. Look at what was saved, then send yours again."),
)
SET_NAME_UNFIT = Kind(
    "law.set_name_unfit",
    _("“{value}” cannot be the name of a set, a condition or a ruling here"),
    _("1 to {most} letters without marks, digits, dots and hyphens, beginning with a letter"),
    _("Shorten it, or leave out what is not allowed; it stands in addresses and files."),
)
RULING_TAKEN = Kind(
    "law.ruling_taken",
    _("{value} is the number of another ruling: “{question}”"),
    _("a number that no ruling has"),
    _("Take {next}; or open {value} among the rulings and settle that one anew."),
)
VERSIONS_OVERLAP = Kind(
    "law.versions_overlap",
    _("From {since} on another version of {value} holds, and it has begun"),
    _("days that no version which has begun later, or on the same day, holds on"),
    _("Let the new version begin after {since}, or end before that day."),
)
DECISION_MISSING = Kind(
    "publication.decision_missing",
    _("The decision is not told in full: {column} is missing"),
    _("number, day, issuer and subject of the document that decides"),
    _("Fill it in; everybody who reads the set is shown it."),
)
DECISION_TO_COME = Kind(
    "law.decision_to_come",
    _("The document that decides is dated {value}, which is still to come"),
    _("a document that has been signed, today at the latest"),
    _("Write the day on which it was signed. What is not signed yet is not published."),
)
HEARD_TO_COME = Kind(
    "law.heard_to_come",
    _("{value} is still to come"),
    _("the day on which it was heard, today at the latest"),
    _("Write the day on which you heard it."),
)
LAW_MOVED = Kind(
    "publication.law_moved",
    _("Something else was published since you looked at the effect"),
    _("the effect on the law as it is now"),
    _("Look at the effect again, then publish."),
)
RULING_SCOPE = Kind(
    "law.ruling_scope",
    _("No set has a condition “{value}”, which the ruling names as its scope"),
    _("conditions of sets that are published or stand in the draft"),
    _("{nearest}"),
)
RULING_CHANGES_NOTHING = Kind(
    "law.ruling_changes_nothing",
    _("A ruling that changes what is asked must name the conditions that it changes"),
    _("conditions of one set, such as NTM-8.3.2"),
    _("Write their numbers into the scope, or leave out that it changes what is asked."),
)
