"""What can be wrong with the running of the product: its database, its server, its backups."""

from langso.language import mark as _
from langso.problems.kinds import Kind

DATABASE_AWAY = Kind(
    "running.database_away",
    _("The database does not answer: {reason}"),
    _("a database that is running and lets this account in"),
    _("Start it, or correct LANGSO_DATABASE."),
)
DATA_UNWRITABLE = Kind(
    "running.data_unwritable",
    _("The folder {value} cannot be written: {reason}"),
    _("a folder that belongs to this account"),
    _("Correct its rights, or LANGSO_DATA."),
)
PORT_TAKEN = Kind(
    "running.port_taken",
    _("Port {value} of {host} cannot be opened: {reason}"),
    _("a free port"),
    _("Stop what listens there, or choose another with --port."),
)
FRONTEND_MISSING = Kind(
    "running.frontend_missing",
    _("The front-end packages are not in {value}: {file} is missing"),
    _("the node_modules that `make setup` makes"),
    _("Run `make setup`, or name the folder in LANGSO_FRONTEND."),
)
SETTING_UNKNOWN = Kind(
    "setting.unknown",
    _("There is no setting {value}. {nearest}"),
    _("a setting that `langso settings` lists"),
    _("Correct its name, or take it away."),
)
BACKUP_UNREADABLE = Kind(
    "backup.unreadable",
    _("This is no whole backup: {reason}"),
    _("a file that `langso backup` has written, as it was written"),
    _("Take another copy of the backup, or an older backup."),
)
BACKUP_DAMAGED = Kind(
    "backup.damaged",
    _("{value} in the backup is not what it was when the backup was made"),
    _("a backup that nobody has altered"),
    _("Take another copy of the backup, or an older backup. Nothing was restored."),
)
BACKUP_OF_LATER_VERSION = Kind(
    "backup.of_later_version",
    _("The backup was made by version {value}, whose database this version does not know"),
    _("a backup of this version or an earlier one"),
    _("Install that version, then restore."),
)
BACKUP_OF_OTHER_ENGINE = Kind(
    "backup.of_other_engine",
    _("The backup is of a database of {value}; the setting LANGSO_DATABASE names one of {here}"),
    _("a database of the same kind"),
    _("Set LANGSO_DATABASE to a database of {value}; leave it empty for SQLite."),
)
BACKUP_NOT_PROVED = Kind(
    "backup.not_proved",
    _("What was restored is not what was backed up: {value}"),
    _("the same rows and the same journal"),
    _("Take another backup. What was there before is as it was."),
)
RESTORE_NOT_EMPTY = Kind(
    "restore.not_empty",
    _("The database is not empty: {value} rows in {tables} tables"),
    _("an empty database"),
    _("Back it up first if it is needed, then add --overwrite."),
)
RESTORE_WHILE_RUNNING = Kind(
    "restore.while_running",
    _("The product is running: {value}"),
    _("nobody at work while a backup is restored"),
    _("Stop the server (`systemctl stop langso`), then restore."),
)
RESTORE_REFUSED = Kind(
    "restore.refused",
    _("The database refuses: {reason}"),
    _("an account that may make and remove tables"),
    _("Give LANGSO_DATABASE the owner of the database. What was there before is as it was."),
)
CLIENT_MISSING = Kind(
    "backup.client_missing",
    _("The program {value} is not there"),
    _("the PostgreSQL client programs, version {version} or later"),
    _("Install them (on Debian or Ubuntu: postgresql-client) and try again."),
)
CLIENT_TOO_OLD = Kind(
    "backup.client_too_old",
    _("{value} is of version {found}, the server of version {version}"),
    _("the PostgreSQL client programs, version {version} or later"),
    _("Install them (on Debian or Ubuntu: postgresql-client-{version}) and try again."),
)
CLIENT_FAILED = Kind(
    "backup.client_failed",
    _("{value} failed: {reason}"),
    _("a run without errors"),
    _("Fix what it names. Nothing was changed."),
)
