"""What can be wrong with what is done to a dossier."""

from langso.language import mark as _
from langso.problems.kinds import Kind

MOVE_REFUSED = Kind(
    "dossier.move_refused",
    _("This cannot be done now: {reason}"),
    _("a dossier that has come so far"),
    _("Look at what is still in the way on the dossier's page."),
)
DOSSIER_THERE = Kind(
    "dossier.there",
    _("{unit} already has an open dossier for {value}"),
    _("one open dossier for each set"),
    _("Go on with that one, or have it withdrawn first."),
)
CYCLE_CLOSED = Kind(
    "dossier.cycle_closed",
    _("The cycle “{value}” does not run on {day}"),
    _("a cycle that runs today"),
    _("Choose another cycle, or ask the department to open one."),
)
CYCLE_THERE = Kind(
    "dossier.cycle_there",
    _("There is a cycle called “{value}” already"),
    _("a title of its own"),
    _("Give it another title."),
)
SET_CLOSED = Kind(
    "dossier.set_closed",
    _("{value} cannot be applied for on {day}"),
    _("a published set that holds on that day"),
    _("Choose a set that holds today."),
)
SET_NOT_KNOWN = Kind(
    "dossier.set_not_known",
    _("There is no criteria set {value}"),
    _("one of: {names}"),
    _("Correct the set."),
)
COMMUNE_NOT_THEN = Kind(
    "dossier.commune_not_then",
    _("No commune had the code {value} on {day}"),
    _("the five-digit code that the commune had on the day of the decision"),
    _("Correct the code, or the day of the decision."),
)
RECOGNITIONS_FILE = Kind(
    "recognitions.file",
    _("{value} holds no recognitions that can be read"),
    _("an .xlsx workbook or a .csv file with the columns of the form, and at least one row"),
    _("Download the empty form and fill it in."),
)
RECOGNITION_CELL_BLANK = Kind(
    "recognitions.cell_blank",
    _("“{column}” is blank"),
    _("what the column asks for"),
    _("Fill it in."),
)
NOT_IN_HAND = Kind(
    "dossier.not_in_hand",
    _("The dossier is not in the hands of {body}"),
    _("the body that has it in hand: {holder}"),
    _("Wait until it has been passed on to you."),
)
DOSSIER_GONE_ON = Kind(
    "dossier.gone_on",
    _("The dossier has gone on since this page was opened: {now}"),
    _("a dossier as it stands now"),
    _("Nothing was done this time. Open the dossier and look where it stands."),
)
OPINION_REASON = Kind(
    "dossier.opinion_reason",
    _("“{opinion}” on {node} has no reason"),
    _("a reason, or what is asked for"),
    _("Write in a sentence what the commune has to answer."),
)
NODE_NOT_ASKED = Kind(
    "dossier.node_not_asked",
    _("“{value}” is no condition of {criteria_set}"),
    _("a condition of the set"),
    _("Choose it on the dossier's page."),
)
CHECK_UNKNOWN = Kind(
    "dossier.check_unknown",
    _("“{value}” is not checked here"),
    _("one of: {names}"),
    _("Choose it on the dossier's page."),
)
SHARE_WRONG = Kind(
    "dossier.share_wrong",
    _("“{value}” is no percentage"),
    _("a number from 0 to 100, with at most two decimals"),
    _("Write it as 92,5."),
)
SOURCE_MISSING = Kind(
    "dossier.source_missing",
    _("It is not said where this comes from"),
    _("the paper that says so: its number and date, or who made it"),
    _("Fill in the source."),
)
OPINION_MISSING = Kind(
    "dossier.opinion_missing",
    _("No opinion was chosen"),
    _("one of: agree, disagree, ask for more"),
    _("Choose one, then save."),
)
DECISION_NUMBER = Kind(
    "dossier.decision_number",
    _("The decision has no number"),
    _("number and sign, such as 3021/QĐ-UBND"),
    _("Fill it in as it stands on the decision."),
)
DECISION_NUMBER_ODD = Kind(
    "dossier.decision_number_odd",
    _("“{value}” is not the number of a decision"),
    _("number and sign, such as 3021/QĐ-UBND"),
    _("Fill it in as it stands on the decision."),
)
DECISION_IN_FUTURE = Kind(
    "dossier.decision_in_future",
    _("{value} is still to come"),
    _("a day until today"),
    _("Fill in the day that stands on the paper."),
)
DECISION_DAY = Kind(
    "dossier.decision_day",
    _("A decision of {value} does not fit"),
    _("a day from {since}, when the dossier was submitted, until today"),
    _("Fill in the day that stands on the decision."),
)
DECISION_OF_ANOTHER_DAY = Kind(
    "dossier.decision_of_another_day",
    _("Decision {value} is recorded already, with the day {day}"),
    _("one day for one number of one issuing body"),
    _("Look at the decision: the number or the day was mistyped here or there."),
)
VOTES_FEW = Kind(
    "dossier.votes_few",
    _("{value} of {cast} votes are no majority"),
    _("more than half of the votes cast in favour"),
    _("Look at the minutes of the meeting; without a majority nothing is asked for or decided."),
)
VOTES_HALF = Kind(
    "dossier.votes_half",
    _("Only one of the two numbers of votes was given"),
    _("both: the votes in favour, and all that were cast; or neither"),
    _("Fill in the other one, or leave both empty."),
)
REPLY_MISSING = Kind(
    "dossier.reply_missing",
    _("The answer is empty"),
    _("what was done about the ruling, or why it is as it is"),
    _("Write the answer; whoever reviews the dossier reads it beside the condition."),
)
VOTES_WRONG = Kind(
    "dossier.votes_wrong",
    _("“{value}” of “{cast}” votes cannot be"),
    _("two whole numbers, the votes in favour no more than those cast; or neither"),
    _("Look at the minutes of the meeting."),
)
RECOGNISED_ALREADY = Kind(
    "dossier.recognised_already",
    _("{unit} is recognised under {value} by decision {number} already"),
    _("a commune that is not"),
    _("Withdraw that recognition first, with its cause."),
)
WITHDRAWN_ALREADY = Kind(
    "dossier.withdrawn_already",
    _("The recognition by decision {value} is withdrawn already, or goes by its dossier"),
    _("a recognition in force that was decided outside the product"),
    _("Reload the page; where the recognition has a dossier, withdraw it there."),
)
SEAL_BROKEN = Kind(
    "dossier.seal_broken",
    _("What stage {value} sealed is not what it was: its hash differs"),
    _("the content that the hash {seal} is of"),
    _("Tell the operator; restore the database from a backup that verifies."),
)
SNAPSHOT_FORMAT = Kind(
    "dossier.snapshot_format",
    _("This snapshot is of a form that is not known here: {value}"),
    _("form {known} or earlier"),
    _("Read it with a newer version of the product."),
)
