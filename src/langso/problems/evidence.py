"""What can be wrong with a file that is to be evidence, and with what is said of it."""

from langso.language import mark as _
from langso.problems.kinds import Kind

FILE_MISSING = Kind(
    "file.missing",
    _("No file was chosen"),
    _("at least one photo or PDF"),
    _("Choose the files, or drag them onto the page."),
)
FILE_EMPTY = Kind(
    "file.empty",
    _("“{value}” is empty"),
    _("a photo or a PDF with something in it"),
    _("Look whether it opens on your device, then send it again."),
)
FILE_TOO_LARGE = Kind(
    "file.too_large",
    _("“{value}” is larger than {most}"),
    _("a file of at most {most}"),
    _("Make the photo smaller, scan with less resolution, or divide the document."),
)
SENT_TOO_LARGE = Kind(
    "file.sent_too_large",
    _("What you sent is larger than {most} in all; it was not read"),
    _("at most {most} at once, each file at most {each}"),
    _("Send fewer files at once."),
)
FILE_TYPE = Kind(
    "file.type",
    _("“{value}” is {found}, whatever its name says"),
    _("a PDF, or a photo as JPEG, PNG or WebP"),
    "{instead}",
)
FILE_BROKEN = Kind(
    "file.broken",
    _("“{value}” is damaged or incomplete: {reason}"),
    _("a file that opens as a whole"),
    _("Look whether it opens on your device; copy or scan it anew and send it again."),
)
IMAGE_TOO_LARGE = Kind(
    "file.image_too_large",
    _("The picture “{value}” has more than {most} million pixels"),
    _("at most {most} million pixels"),
    _("Make the picture smaller, or take it with an ordinary setting of the camera."),
)
IMAGE_MOVES = Kind(
    "file.image_moves",
    _("“{value}” is a moving picture"),
    _("one still picture"),
    _("Save the picture that matters and send that."),
)
PDF_UNSAFE = Kind(
    "file.pdf_unsafe",
    _("The PDF “{value}” {found}"),
    _("a PDF that only shows pages"),
    _("Open it, print it into a new PDF, and send that one."),
)
EVIDENCE_SPAN = Kind(
    "evidence.span",
    _("It cannot end on {value}, before it begins on {since}"),
    _("a last day not before the first"),
    _("Correct one of the two days."),
)
EVIDENCE_TITLE = Kind(
    "evidence.title",
    _("Evidence needs a name"),
    _("a few words that say what it shows"),
    _("Write what the document or photo shows."),
)
EVIDENCE_WITHDRAWN = Kind(
    "evidence.withdrawn",
    _("This evidence was withdrawn"),
    _("evidence that stands"),
    _("Attach the file anew if it is to count again."),
)
CONDITION_UNKNOWN = Kind(
    "evidence.condition",
    _("There is no condition “{value}” to give evidence for"),
    _("a condition of a criteria set"),
    _("Open the commune's criteria and choose one there."),
)
EVIDENCE_THERE = Kind(
    "evidence.there",
    _("“{value}” is attached here already"),
    _("a file that is not there yet"),
    _("Nothing needs to be done; to replace it, open it and add a revision."),
)
