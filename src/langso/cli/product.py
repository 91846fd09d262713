"""`langso migrate`, `serve` and `demo`: the product's database, its server and its worker."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from rich.console import Console
from rich.text import Text

from langso.cli.screen import console, messages, progress, show_warnings, stopping_on_bad_input
from langso.cli.serving import check_port, serve, told_where
from langso.language import gettext as _
from langso.problems import DATABASE_AWAY, refuse

SETTINGS_MODULE = "langso.settings.django"
PRIVATE = 0o077
"""What the product writes is for its own account alone: it says things of persons (umask)."""


def prepare_django(environment: Mapping[str, str] | None = None) -> None:
    """Set Django up with the settings of the environment and what is given on top."""
    os.environ.update(environment or {})
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS_MODULE)
    os.umask(PRIVATE)
    with stopping_on_bad_input():
        import django  # noqa: PLC0415 - only the commands of the product need it, and it is slow

        django.setup()
    _close_data()
    from langso.settings.table import unknown_variables  # noqa: PLC0415 - as above

    show_warnings(unknown_variables())


def _close_data() -> None:
    """Shut others out of the folder, whatever in it was written before."""
    from django.conf import settings  # noqa: PLC0415 - once Django is set up

    with suppress(OSError):  # not there yet, or somebody else's, who decides
        settings.DATA.chmod(0o777 & ~PRIVATE)


@contextmanager
def stopping_on_trouble() -> Iterator[None]:
    """As `stopping_on_bad_input`, and a database that does not answer is named too."""
    from django.db import InterfaceError, OperationalError  # noqa: PLC0415 - as above

    with stopping_on_bad_input():
        try:
            yield
        except (OperationalError, InterfaceError) as error:
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            raise refuse(DATABASE_AWAY, reason=reason) from error


def run_migrate() -> None:
    """Bring the database to this version's shape; nothing is lost on the way."""
    prepare_django()
    migrate()
    messages().print(_("The database is up to date."))


def migrate() -> None:
    """Migrate, make the cache's table, and see that what was published here still reads beside the law that ships."""
    from django.core.management import call_command  # noqa: PLC0415 - once Django is set up

    from langso.registers.law import law  # noqa: PLC0415 - as above

    with stopping_on_trouble():
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        law()


def run_serve(host: str, port: int, *, workers: int) -> None:
    """Serve the product, with its worker for long work beside it, until stopped."""
    prepare_django()
    with stopping_on_bad_input():
        check_port(host, port)
    migrate()
    collect_static()
    messages().print(Text(_("Làng Số is at {address}").format(address=told_where(host, port))))
    _serve(host, port, workers=workers)


def collect_static() -> None:
    """Gather the files that pages load, under names that say their content."""
    from langso.web.gathering import gather_static  # noqa: PLC0415 - once Django is set up

    with stopping_on_bad_input():
        gather_static()


def _serve(host: str, port: int, *, workers: int) -> None:
    """Serve until stopped; the processes that answer open connections of their own."""
    from django.conf import settings  # noqa: PLC0415 - once Django is set up
    from django.db import connections  # noqa: PLC0415 - as above

    from langso.web import metering  # noqa: PLC0415 - as above

    connections.close_all()
    metering.start_afresh()
    with stopping_on_trouble():
        status = serve(settings.DATA, host, port, workers=workers)
    raise SystemExit(status)


def run_demo(folder: Path, host: str, port: int, *, only_prepare: bool) -> None:
    """Make the demonstration where it is not there yet, say where to go and with which accounts, and serve it."""
    demonstration = {"LANGSO_DATA": str(folder), "LANGSO_DAY": "2022-12-31", "LANGSO_SECOND_FACTOR": "no"}
    prepare_django(demonstration)
    if not only_prepare:
        with stopping_on_bad_input():
            check_port(host, port)
    from langso.exchange.workplace_demonstration import ACCOUNTS, PASSWORD, load  # noqa: PLC0415 - once Django is set up

    if not (folder / "ready").exists():
        _start_afresh(folder)
        migrate()
        with progress() as report:
            load(folder / "package", report)
        (folder / "ready").touch()
    migrate()
    collect_static()
    screen = console(sys.stdout)
    _tell(screen, told_where(host, port), [(a.email, a.role.words, a.name) for a in ACCOUNTS], PASSWORD)
    if not only_prepare:
        _serve(host, port, workers=1)


def _start_afresh(folder: Path) -> None:
    """A package to load from, and no database of a demonstration that was broken off."""
    from langso.cli.package import write_demo  # noqa: PLC0415 - slow, and only used here

    for name in ("langso.sqlite3", "langso.sqlite3-wal", "langso.sqlite3-shm"):
        (folder / name).unlink(missing_ok=True)
    if not (folder / "package" / "communes.csv").is_file():
        write_demo(folder / "package", seed=1414, parquet=False)


def _tell(screen: Console, address: str, accounts: list[tuple[str, str, str]], password: str) -> None:
    screen.print(Text(_("Làng Số with demonstration data is at {address}").format(address=address), style="bold"))
    told = _("Nobody needs to sign in to read. To work, sign in with one of these; the password of all is {password}")
    screen.print(told.format(password=password))
    width = max(len(email) for email, *_rest in accounts)
    for email, role, name in accounts:
        screen.print(Text(f"  {email:<{width}}  {role} ({name})"))
