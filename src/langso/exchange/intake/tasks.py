"""What the worker is given to do. Each may be given again: what is done already is left alone."""

from django_tasks import task

from langso.exchange.intake import applying, reading


@task()
def read_import(number: int) -> None:
    """Read an import and compare it with the ledgers."""
    reading.read(number)


@task()
def apply_import(number: int) -> None:
    """Write an import that was confirmed."""
    applying.apply(number)
