"""The words of the procedure: states of a dossier, kinds of stage, opinions. What follows from them is in `rules`."""

from langso.language import mark as _
from langso.places.models import Worded


class State(Worded):
    """How far a dossier has come."""

    DRAFT = "draft", _("Being prepared")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned for more")
    VERIFIED = "verified", _("Verified")
    APPRAISED = "appraised", _("Appraised")
    RECOGNISED = "recognised", _("Recognised")
    REFUSED = "refused", _("Not recognised")
    TAKEN_BACK = "taken_back", _("Withdrawn by the commune")
    RECOGNITION_WITHDRAWN = "recognition_withdrawn", _("Recognition withdrawn")

    @property
    def is_open(self) -> bool:
        """Whether it is still on its way."""
        return self in OPEN

    @property
    def is_with_commune(self) -> bool:
        """Whether the commune has it in hand."""
        return self in (State.DRAFT, State.RETURNED)

    @property
    def is_under_review(self) -> bool:
        """Whether a reviewing body has it in hand."""
        return self in (State.SUBMITTED, State.VERIFIED)


OPEN = (State.DRAFT, State.SUBMITTED, State.RETURNED, State.VERIFIED, State.APPRAISED)


class Move(Worded):
    """What can be done to a dossier, and so the kind of stage that comes of it."""

    OPEN = "opened", _("Open a dossier")
    SUBMIT = "submitted", _("Submit")
    RETURN = "returned", _("Return for more")
    TAKE_BACK = "taken_back", _("Withdraw the dossier")
    VERIFY = "verified", _("Verify and pass on")
    APPRAISE = "appraised", _("Appraise")
    REFUSE = "refused", _("Refuse")
    RECOGNISE = "recognised", _("Recognise")
    ANNOUNCE = "announced", _("Announce")
    WITHDRAW_RECOGNITION = "recognition_withdrawn", _("Withdraw the recognition")


class Opinion(Worded):
    """What a tier holds of one condition."""

    AGREE = "agree", _("Agrees")
    DISAGREE = "disagree", _("Disagrees")
    ASK = "ask", _("Asks for more")
