"""`langso settings`: every setting, its value, where that comes from and what it is for."""

import sys

from rich.text import Text

from langso.cli.screen import console, show_warnings, stopping_on_bad_input, table
from langso.language import gettext as _
from langso.settings.table import read_settings, told_settings, unknown_variables


def run_settings() -> None:
    """Show the settings as this environment gives them; secrets are not shown."""
    with stopping_on_bad_input():
        read_settings()
    shown = table(_("Setting"), _("Value"), _("From"), _("What for"))
    shown.columns[0].no_wrap = True
    for setting, value, source in told_settings():
        shown.add_row(
            Text(setting.variable, style="bold"), Text(value), Text(source or _("default"), "dim"), str(setting.help)
        )
    console(sys.stdout).print(shown)
    show_warnings(unknown_variables())
