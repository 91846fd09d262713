"""`langso operator`: the first person of a new installation, who invites everybody else."""

import sys

from langso.cli.product import migrate, prepare_django, stopping_on_trouble
from langso.cli.screen import console
from langso.language import gettext as _


def run_operator(email: str, name: str, url: str) -> None:
    """Make an operator and print the link of the invitation. Units are set up where there are none."""
    prepare_django()
    migrate()
    from django.urls import reverse  # noqa: PLC0415 - once Django is set up

    from langso.accounts.actions import first_operator  # noqa: PLC0415 - as above
    from langso.accounts.invitations import VALID_FOR, token_of  # noqa: PLC0415 - as above
    from langso.places.starting import start  # noqa: PLC0415 - as above

    with stopping_on_trouble():
        start(None)
        person = first_operator(email, name)
    told = _("{name} can set a password here; the link holds for {days} days and works once:")
    out = console(sys.stdout)
    out.print(told.format(name=person.name, days=VALID_FOR.days))
    out.print(f"{url.rstrip('/')}{reverse('invitation', args=[token_of(person)])}", soft_wrap=True)
