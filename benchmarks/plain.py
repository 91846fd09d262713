"""The product's settings with one address more, of a view that does nothing: what the server alone takes."""

from langso.settings.django import *  # noqa: F403

ROOT_URLCONF = "benchmarks.plain_urls"
