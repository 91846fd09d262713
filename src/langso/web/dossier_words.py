"""Events of dossiers, cycles, the procedure and recognitions in words."""

from langso.dossiers.kinds import Move, Opinion
from langso.dossiers.procedure import checks, steps
from langso.journal.models import Event
from langso.language import gettext, ngettext, whole
from langso.language import mark as _
from langso.places.models import OrganisationKind

STARTS = ("dossier.", "cycle.", "procedure.", "recognition.")
"""How the kinds of these events begin."""

_OTHERS = {
    "dossier.replied": _("Dossier {set}: answered on {node}: “{text}”"),
    "dossier.rebound": _("Dossier {set}: moved to the law of the day"),
    "dossier.assigned": _("Dossier {set}: who works on it was changed"),
    "cycle.opened": _("Cycle “{title}” opened"),
    "cycle.ended": _("Cycle “{title}” ended"),
    "recognition.recorded": _("Recognition recorded: decision {number}"),
    "recognition.withdrawn": _("Recognition withdrawn by decision {number}"),
}


def said(event: Event) -> str:
    """An event in a sentence; "" for one that is not known."""
    kind, details = event.kind, {"set": "", "node": "", "text": "", "title": "", "number": "", **event.details}
    if kind in _OTHERS:
        return gettext(_OTHERS[kind]).format(**details)
    room, _dot, what = kind.partition(".")
    if room == "dossier" and what in Move.values:
        return gettext("Dossier {set}: {move}, sealed as {seal}").format(
            set=details["set"], move=Move(what).words, seal=str(details.get("seal", ""))[:12]
        )
    if kind == "dossier.ruled":
        return _ruled(event)
    if kind == "dossier.attested":
        return gettext("Dossier {set}: {check} recorded").format(set=details["set"], check=_title(details["check"]))
    if kind == "procedure.set":
        return gettext("Procedure: {subject} set").format(subject=_title(event.subject))
    return ""


def _ruled(event: Event) -> str:
    rulings = event.details.get("rulings", {})
    n = len(rulings)
    head = ngettext("ruling on {n} condition", "rulings on {n} conditions", n).format(n=whole(n))
    held = [f"{node}: {Opinion(opinion).words}" for node, opinion in rulings.items() if opinion != Opinion.AGREE]
    tier = OrganisationKind(event.details["tier"]).words
    return f"{tier}, {head}" + (f" ({'; '.join(held)})" if held else "")


def _title(subject: str) -> str:
    titles = {check.id: check.title for check in checks()} | {step.move.value: step.title for step in steps()}
    return str(titles.get(subject, subject))
