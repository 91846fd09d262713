"""The product's settings as tests need them: a day of its own, a place of its own, quick hashes, work done at once."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("LANGSO_DATA", tempfile.mkdtemp(prefix="langso-tests-"))
os.environ.setdefault("LANGSO_DAY", "2022-12-31")
os.environ.setdefault("LANGSO_FRONTEND", str(Path(__file__).parent.parent / "node_modules"))

from langso.settings.django import *  # noqa: F403
from langso.settings.django import STATIC_ROOT

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise looks for it
