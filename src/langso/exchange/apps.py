"""Imports and exports as a Django app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """See the package."""

    name = "langso.exchange"
    label = "exchange"
