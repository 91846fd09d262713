"""The ledgers of communes as a Django app."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """See the package."""

    name = "langso.registers"
    label = "registers"
