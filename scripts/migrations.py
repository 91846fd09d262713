"""The migrations of the product's tables: check that none is missing, or write those that are.

Models of registers come from `law/registers.yaml`, so a change of law can ask for a migration too.
"""

import argparse
import os
import sys
import tempfile

SETTINGS_MODULE = "langso.settings.django"


def main(arguments: list[str] | None = None) -> int:
    """Check or write; the exit status of a check is 1 when the models ask for a migration that is not there."""
    parser = argparse.ArgumentParser(description="Check or write the migrations.")
    parser.add_argument("job", choices=["check", "write"])
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="langso-migrations-") as nothing_of_value:
        # No database is asked: what is missing is between the models and the files.
        os.environ |= {
            "LANGSO_DATA": nothing_of_value,
            "LANGSO_DATABASE": "",
            "DJANGO_SETTINGS_MODULE": SETTINGS_MODULE,
        }
        import django  # noqa: PLC0415 - reads the environment when it is set up

        django.setup()
        from django.apps import apps  # noqa: PLC0415 - as above
        from django.core.management import call_command  # noqa: PLC0415 - as above

        # Named one by one: an app without any migration yet would be passed over otherwise.
        ours = [app.label for app in apps.get_app_configs() if app.name.startswith("langso.") and app.models]
        try:
            call_command("makemigrations", *ours, interactive=False, check_changes=options.job == "check")
        except SystemExit as missing:
            sys.stderr.write("Models and migrations differ; `make migrations` writes what is missing.\n")
            return int(bool(missing.code))
    return 0


if __name__ == "__main__":
    sys.exit(main())
