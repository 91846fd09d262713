"""The product's settings, but nobody waits long for a database that another holds."""

from langso.settings.django import *  # noqa: F403
from langso.settings.django import DATABASES

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"]["timeout"] = 0.2
