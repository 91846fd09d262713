"""What the worker is given to do. Each may be given again: what is done already is left alone."""

from django_tasks import task

from langso.exchange.intake import applying, reading
from langso.exchange.intake.lapsing import lapse
from langso.exchange.intake.memory import modest


@task()
def read_import(number: int) -> None:
    """Read an import and compare it with the ledgers; and let go of what was handed in long ago and never confirmed."""
    with modest():
        reading.read(number)
    lapse()


@task()
def apply_import(number: int) -> None:
    """Write an import that was confirmed."""
    with modest():
        applying.apply(number)
