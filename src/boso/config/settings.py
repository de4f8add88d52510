"""Django settings. Everything that differs between installations comes from the environment; nothing must.

BOSO_DATA         folder of the database, documents and keys (default: var/)
DATABASE_URL      postgresql://user:password@host:port/name, or postgresql:///name?host=/folder (default: SQLite)
BOSO_KEYS_URL     where the keys of persons lie, in the same form: another database, backed up apart (default: SQLite)
BOSO_HOSTS        names the installation answers to, comma between
BOSO_ADDRESS      where people open it, for links in e-mails: https://boso.example.no
BOSO_HTTPS        1 behind a proxy that ends TLS: secure cookies, HSTS
BOSO_EMAIL_URL    smtp://user:password@host:port (default: letters are written to BOSO_DATA/outbox)
BOSO_DEBUG        1 while developing
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from boso.config import keys, paths

DATA = paths.data()
DEBUG = os.environ.get("BOSO_DEBUG") == "1"
HTTPS = os.environ.get("BOSO_HTTPS") == "1"

SECRET_KEY = keys.secret_key(DATA)
ALLOWED_HOSTS = os.environ.get("BOSO_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
BOSO_ADDRESS = os.environ.get("BOSO_ADDRESS", "")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS]

INSTALLED_APPS = [
    "boso.foundation.web",
    "boso.foundation.organisations",
    "boso.foundation.access",
    "boso.foundation.audit",
    "boso.foundation.history",
    "boso.foundation.workflow",
    "boso.foundation.worklist",
    "boso.foundation.search",
    "boso.foundation.exchange",
    "boso.foundation.documents",
    "boso.foundation.messaging",
    "boso.foundation.jobs",
    "boso.foundation.vault",
    "boso.foundation.packages",
    "boso.foundation.questionnaires",
    "boso.foundation.api",
    "boso.casework.households",
    "boso.casework.dwellings",
    "boso.casework.tenancies",
    "boso.casework.needs",
    "boso.casework.allocation",
    "boso.casework.stays",
    "boso.casework.gap",
    "boso.casework.figures",
    "boso.casework.instruments",
    "boso.casework.duplicates",
    "boso.casework.retention",
    "boso.casework.synthesis",
    "boso.programme.partnership",
    "boso.programme.grants",
    "boso.programme.plans",
    "boso.programme.anchoring",
    "boso.programme.learning",
    "boso.programme.indicators",
    "boso.programme.reporting",
    "boso.programme.surveys",
    "boso.programme.tables",
    "boso.programme.evaluation",
    "boso.programme.findings",
    "boso.programme.interviews",
    "boso.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    # The plain configurations: the automatic ones switch each other off (see TEMPLATES).
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "boso.foundation.access.middleware.actor_middleware",
    "boso.foundation.web.middleware.language_middleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "boso.foundation.web.middleware.refusal_middleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "boso.config.urls"
WSGI_APPLICATION = "boso.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

FORM_RENDERER = "boso.foundation.web.widgets.Renderer"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            # One explicit list makes components and partials work together.
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "boso.foundation.web.templatetags.words",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "boso.foundation.web.context.frame",
            ],
        },
    }
]


def _database(variable: str, file: str) -> dict[str, Any]:
    """SQLite in the data folder, or the PostgreSQL that the variable names."""
    address = os.environ.get(variable, "")
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(DATA / file),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # A transaction takes the write lock when it begins: a later upgrade would fail at once.
                # Only actions open one, so a page that reads never waits for a writer.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                    "PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
                ),
            },
        }
    parts = urlsplit(address)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or parts.hostname or "",
        "PORT": query.get("port") or parts.port or "",
        "OPTIONS": {name: value for name, value in query.items() if name not in ("host", "port")},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES: dict[str, dict[str, Any]] = {
    "default": _database("DATABASE_URL", "boso.sqlite3"),
    "keys": _database("BOSO_KEYS_URL", "keys.sqlite3"),
}
DATABASE_ROUTERS = ["boso.foundation.vault.router.VaultRouter"]

AUTH_USER_MODEL = "access.User"
LOGIN_URL = "access:login"
LOGIN_REDIRECT_URL = "today"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "boso.foundation.access.backends.SeatedBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Five wrong passwords close the door for a quarter of an hour, for that name from that address.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "boso.foundation.access.views.locked_out"
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "boso.foundation.web.views.form_expired"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Bokmål")), ("nn", _("Nynorsk")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [paths.LOCALE]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Oslo"

STATIC_URL = "/static/"
STATIC_ROOT = paths.STATIC
_PACKAGES = paths.FRONT_END / "node_modules"
STATICFILES_DIRS = [
    (name, folder)
    for name, folder in [
        ("design/css", _PACKAGES / "@digdir/designsystemet-css/dist/src"),
        ("design/theme", _PACKAGES / "@digdir/designsystemet-css/dist/theme"),
        ("design/web", _PACKAGES / "@digdir/designsystemet-web/dist/umd"),
        ("inter", paths.FRONT_END / "inter"),
    ]
    if Path(folder).is_dir()
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = DATA / "documents"

TASKS = {"default": {"BACKEND": "boso.foundation.jobs.backend.QueueBackend", "QUEUES": ["default"]}}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


def _email() -> dict[str, Any]:
    address = os.environ.get("BOSO_EMAIL_URL", "")
    if not address:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": DATA / "outbox",
        }
    parts = urlsplit(address)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or 587,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
    }


globals().update(_email())
DEFAULT_FROM_EMAIL = os.environ.get("BOSO_EMAIL_FROM", "boso@localhost")

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}

#: The side menu: foundation.web draws it without knowing who stands in it.
BOSO_NAVIGATION = "boso.config.navigation.PLACES"
