"""Administrative units, organisations and the reviewing chain as a Django app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """See the package."""

    name = "langso.places"
    label = "places"
