"""What pages of signing in show beside allauth's own context: the single sign-on, and a browser's name in words."""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from langso.language import gettext as _

_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("coc_coc", "Cốc Cốc"), ("Firefox", "Firefox"), ("Chrome", "Chrome"))
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Provider:
    """A single sign-on: the words on its button, and where the button leads."""

    name: str
    url: str


def single_sign_on() -> list[Provider]:
    """What the settings offer; usually one or none."""
    apps: Any = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return [Provider(a["name"], reverse("openid_connect_login", args=[a["provider_id"]])) for a in apps]


def browser(user_agent: str) -> str:
    """“Firefox, Windows” of what a browser says of itself."""
    names = [words for sign, words in _BROWSERS if sign in user_agent][:1]
    if not names and re.search(r"Version/[\d.]+.*Safari", user_agent):
        names = ["Safari"]
    systems = [words for sign, words in _SYSTEMS if sign in user_agent][:1]
    return ", ".join([*names, *systems]) or _("Unknown browser")
