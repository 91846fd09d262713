"""What Django is told. Everything that a place may want otherwise is in `table`; the rest is the same everywhere."""

import secrets
from datetime import date
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF

from langso import clock
from langso.files import put_in_place
from langso.problems import DATA_UNWRITABLE, refuse
from langso.settings.logging import logging_of
from langso.settings.table import read_settings

_given = read_settings()

DATA: Path = _given["DATA"]
DEBUG: bool = _given["DEBUG"]
DEMONSTRATION_DAY: date | None = _given["DAY"]
REQUIRE_SECOND_FACTOR: bool = _given["SECOND_FACTOR"]
FRONTEND: Path = _given["FRONTEND"]
ADDRESS: str = _given["ADDRESS"]
NOTIFY_BY_MAIL: bool = _given["NOTIFY_BY_MAIL"]
MAIL_RETRY: int = max(1, _given["MAIL_RETRY"])
UPLOAD_LIMIT: int = _given["UPLOAD_MB"] * 1024 * 1024
KEEP_UPLOADS: int = _given["KEEP_UPLOADS"]
LATE_DAYS: int = _given["LATE_DAYS"]
BOUNDARIES: str = _given["BOUNDARIES"]
TILES: str = _given["TILES"]
TILES_CREDIT: str = _given["TILES_CREDIT"]
clock.pin(DEMONSTRATION_DAY)


def _secret_key() -> str:
    """The key that was given, or one made once and kept where only this account can read it."""
    if _given["SECRET_KEY"]:
        return str(_given["SECRET_KEY"])
    file = DATA / "secret-key"
    try:
        if not file.exists():
            with put_in_place(file) as unfinished:
                unfinished.touch(mode=0o600)
                unfinished.write_text(secrets.token_urlsafe(64), encoding="utf-8")
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise refuse(DATA_UNWRITABLE, value=str(DATA), reason=error.strerror or str(error)) from error


def _database(url: str) -> dict[str, Any]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(DATA / "langso.sqlite3"),
            # A connection that stays keeps what it has read; opening one anew takes as long as a small page.
            "CONN_MAX_AGE": 60,
            # A writer that waits at its first statement cannot meet another halfway.
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384;",
            },
        }
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # Compiling these queries costs more than they take; see docs/explanation/speed.md.
        "OPTIONS": {"application_name": "langso", "connect_timeout": "5", **options, "options": "-c jit=off"},
    }


SECRET_KEY = _secret_key()
DATABASES = {"default": _database(_given["DATABASE"])}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ALLOWED_HOSTS = _given["HOSTS"]
ROOT_URLCONF = "langso.web.urls"
WSGI_APPLICATION = "langso.web.wsgi.application"
AUTH_USER_MODEL = "accounts.Person"
SITE_NAME = "Làng Số"

INSTALLED_APPS = [
    "langso.journal",
    "langso.places",
    "langso.accounts",
    "langso.registers",
    "langso.evidence",
    "langso.assessments",
    "langso.dossiers",
    "langso.directives",
    "langso.workshop",
    "langso.documents",
    "langso.exchange",
    "langso.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "langso.web.middleware.requests_logged",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "langso.web.uploads.forms_limited",  # before the next, which reads the form for its token
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "langso.web.middleware.answers_private",
    "langso.web.middleware.language_spoken",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "langso.web.middleware.presence_noted",
    "django_htmx.middleware.HtmxMiddleware",
    "langso.web.middleware.problems_answered",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "langso.web.environment.environment",
            "context_processors": ["langso.web.context.frame"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Language and time
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# Files that are served and files that are kept
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "langso.web.frontend.NpmFinder",
    "langso.web.sheets.SheetsFinder",
]
MEDIA_ROOT = DATA / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "langso.web.frontend.StaticStorage"
    },
}
WHITENOISE_MAX_AGE = 3600
# Django would open what is kept to every account of the machine, whatever its umask.
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Safety
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _given["HTTPS"]
SECURE_HSTS_SECONDS = 31_536_000 if _given["HTTPS"] else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _given["HTTPS"]
SECURE_REDIRECT_EXEMPT = [r"^health/$", r"^metrics/$"]  # asked by this machine, which needs no certificate
# Whether a whole domain goes onto the browsers' preload list is for its owner to decide, not for one product in it.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
METRICS_TOKEN: str = _given["METRICS_TOKEN"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _given["PROXY"] else None
TRUST_PROXY: bool = _given["PROXY"]
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "langso.web.views.errors.csrf_failed"
X_FRAME_OPTIONS = "DENY"


def _origins(url: str) -> list[str]:
    parts = urlsplit(url)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


_tile_hosts = _origins(TILES)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *_tile_hosts],
        "connect-src": [SELF, *_tile_hosts],
        "worker-src": [SELF, "blob:"],
        "style-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        # The form that leads to the single sign-on ends there; a browser holds the redirect to this too.
        "form-action": [SELF, *_origins(_given["OIDC_URL"])],
    }
}
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Signing in
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "province"
ACCOUNT_ADAPTER = "langso.accounts.signing_in.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "langso.accounts.signing_in.SingleSignOnAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
PASSWORD_RESET_TIMEOUT = 24 * 3600
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Làng Số] "
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if TRUST_PROXY else 0
MFA_ADAPTER = "langso.accounts.signing_in.SecondFactorAdapter"
# Addresses come from the operator who invites, so none waits for a confirmation.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A telephone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Làng Số"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _given["HTTPS"]
USERSESSIONS_TRACK_ACTIVITY = True
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "province",
                "name": _given["OIDC_NAME"],
                "client_id": _given["OIDC_CLIENT"],
                "secret": _given["OIDC_SECRET"],
                "settings": {"server_url": _given["OIDC_URL"]},
            }
        ]
        if _given["OIDC_URL"]
        else [],
    }
}

# Work in the background, mail, log
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Rate limits live here: what is thrown out early would let somebody try again too soon.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DEFAULT_FROM_EMAIL = _given["EMAIL_FROM"]
SERVER_EMAIL = parseaddr(_given["EMAIL_FROM"])[1]


def _mail(url: str) -> dict[str, Any]:
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": DATA / "mail"}
    parts = urlsplit(url)
    secure = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if secure else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": secure,
        "EMAIL_TIMEOUT": 10,
    }


globals().update(_mail(_given["EMAIL"]))
LOGGING_CONFIG = None
logging_of(_given["LOG"])
