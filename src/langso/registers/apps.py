"""The ledgers of communes as a Django app."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """See the package."""

    name = "langso.registers"
    label = "registers"

    def ready(self) -> None:
        """Have whatever begins asked anew which law was last published."""
        from django.core.signals import request_started  # noqa: PLC0415 - nothing is sent before the apps are ready
        from django_tasks.signals import task_started  # noqa: PLC0415 - as above

        from langso.journal.changes import at_start  # noqa: PLC0415 - models are ready only now
        from langso.registers.law import renew  # noqa: PLC0415 - as above

        for signal in (request_started, task_started):
            signal.connect(lambda **_: renew(), weak=False, dispatch_uid="law")
        at_start(renew)
