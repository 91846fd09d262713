"""People and their rights as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """See the package."""

    name = "langso.accounts"
    label = "accounts"
