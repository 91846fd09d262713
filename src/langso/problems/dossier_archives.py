"""What can be wrong with the archive of a dossier: when it is made, and when it is proved."""

from langso.language import mark as _
from langso.problems.kinds import Kind

_ANOTHER_COPY = _("Take another copy of it, or have the body that keeps the dossier export it again.")

DOSSIER_UNKNOWN = Kind(
    "dossier.unknown",
    _("There is no dossier {value}"),
    _("the number that the dossier's address ends with"),
    _("Look it up in the list of dossiers."),
)
EVIDENCE_LOST = Kind(
    "dossier.evidence_lost",
    _("The file {file} of the evidence “{value}” is missing in the store, or was altered ({sha256})"),
    _("the file that a stage of the dossier sealed"),
    _("Restore the folder of evidence files from a backup; `langso journal verify --contents` lists what is missing."),
)
ROWS_NOT_AS_SEALED = Kind(
    "dossier.rows_not_as_sealed",
    _("{value}: the rows are no longer those that stage {stage} sealed"),
    _("the rows of that moment, kept beside the present ones"),
    _("Tell the operator; `langso journal verify --contents` names what was changed past the journal."),
)
ARCHIVE_UNREADABLE = Kind(
    "archive.unreadable",
    _("This is no archive of a dossier: {reason}"),
    _("a file that `langso dossier export` or the dossier's page has made"),
    _ANOTHER_COPY,
)
ARCHIVE_UNSAFE = Kind(
    "archive.unsafe",
    _("“{value}” has no place in an archive of a dossier: {reason}"),
    _("the files that the manifest lists, each once, as they are"),
    _("Do not unpack it. Have the dossier exported again."),
)
ARCHIVE_ALTERED = Kind(
    "archive.altered",
    _("{value} is not what it was when the archive was made"),
    _("the content that the manifest has the hash of"),
    _ANOTHER_COPY,
)
ARCHIVE_MISSING = Kind(
    "archive.missing",
    _("{value} is missing"),
    _("every file that the manifest lists"),
    _ANOTHER_COPY,
)
ARCHIVE_ADDED = Kind(
    "archive.added",
    _("{value} was added afterwards"),
    _("no files but those that the dossier sealed"),
    _ANOTHER_COPY,
)
ARCHIVE_FRAME = Kind(
    "archive.frame",
    _("The archive itself was altered at {value}"),
    _("the bytes that its contents ask for"),
    _ANOTHER_COPY,
)
ARCHIVE_SEAL = Kind(
    "archive.seal",
    _("Stage {value} is not what was sealed: {reason}"),
    _("the content that the seal {seal} is of"),
    _ANOTHER_COPY,
)
ARCHIVE_DISAGREES = Kind(
    "archive.disagrees",
    _("{value} does not say what stage {stage} sealed"),
    _("the same as in the sealed snapshot"),
    _ANOTHER_COPY,
)
ARCHIVE_EVENT = Kind(
    "archive.event",
    _("Entry {value} of the journal: {reason}"),
    _("the entry as it was written, and the seal of the stage in it"),
    _ANOTHER_COPY,
)
