"""Settings. Everything a county may set comes from the environment; everything else is decided here.

ZHUCUN_HOME     folder of database, keys and files (default: ./var)
DATABASE_URL    PostgreSQL instead of the embedded SQLite
ZHUCUN_HOSTS    host names served, comma separated
ZHUCUN_PACKS    folder of packs that a county keeps itself, laid out like zhucun/packs
ZHUCUN_HTTPS    1 behind TLS: secure cookies, HSTS
ZHUCUN_PROXIES  proxies in front that append to X-Forwarded-For; sign-in limits count real addresses (default: 0)
ZHUCUN_PASSWORD_PROFILE  dengbao3 (default) or asvs; see zhucun/accounts/passwords.py
"""

import os
from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

from zhucun.accounts import passwords
from zhucun.config import secret
from zhucun.kernel import crypto

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("ZHUCUN_HOME", PACKAGE.parent / "var")).resolve()
HOME.mkdir(parents=True, exist_ok=True)

ZHUCUN_HOME = HOME
ZHUCUN_KEY_FILE = Path(os.environ.get("ZHUCUN_KEY_FILE", HOME / "keys.json"))
crypto.make_key_file(ZHUCUN_KEY_FILE)
SECRET_KEY = secret.read(HOME / "secret.txt")
DEBUG = False
HTTPS = os.environ.get("ZHUCUN_HTTPS") == "1"
ALLOWED_HOSTS = os.environ.get("ZHUCUN_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "zhucun.config",
    "zhucun.demo",
    "zhucun.desk",
    "zhucun.sync",
    "zhucun.attendance",
    "zhucun.fieldwork",
    "zhucun.monitoring",
    "zhucun.burden",
    "zhucun.cases",
    "zhucun.households",
    "zhucun.dispatch",
    "zhucun.documents",
    "zhucun.policy",
    "zhucun.accounts",
    "zhucun.places",
    "zhucun.audit",
    "zhucun.kernel",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "zhucun.kernel.headers.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "zhucun.kernel.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "zhucun.kernel.refused.RefusalPages",
    "zhucun.accounts.gate.Gate",
]

ROOT_URLCONF = "zhucun.config.urls"
WSGI_APPLICATION = "zhucun.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "kernel" / "templates"],  # before allauth's own
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "zhucun.desk.frame.frame",
            ],
            "builtins": ["django_cotton.templatetags.cotton", "django.templatetags.i18n"],
        },
    }
]

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": HOME / "zhucun.sqlite3",
    "OPTIONS": {
        # FULL: an acknowledged record survives a power cut; IMMEDIATE: writers queue instead of failing.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;PRAGMA foreign_keys=ON;"
            "PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-20000;"
        ),
    },
}
DATABASES = {"default": SQLITE}
if "DATABASE_URL" in os.environ:
    DATABASES = {"default": dict(dj_database_url.config(conn_max_age=60, conn_health_checks=True))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "zhucun_cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},  # beyond it the oldest counts of wrong passwords would be dropped
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["zhucun.accounts.hashing.Argon2", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = passwords.validators(os.environ.get("ZHUCUN_PASSWORD_PROFILE", "dengbao3"))
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "zhucun.accounts.adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "zhucun.accounts.sign_in_forms.SignInForm",
    "change_password": "zhucun.accounts.sign_in_forms.OwnPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_RATE_LIMITS = {
    "login_failed": "5/5m/key,50/5m/ip",
    "login": "60/m/ip",
    "change_password": "10/m/user",
    # Of phones, see zhucun/sync/limits.py; of the last two, one stands for twenty requests.
    "field_devices": "30/5m/user,300/5m/ip",
    "field_requests": "150/5m/key",
    "field_strangers": "6/5m/key",
}
USERSESSIONS_TRACK_ACTIVITY = False
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("ZHUCUN_PROXIES", "0"))

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024  # a roster stays in memory: no plain copy on disk
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["zhucun.config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns of a missing folder
STATICFILES_DIRS = [PACKAGE / "static"] if (PACKAGE / "static").is_dir() else []
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

DEFAULT_EXCEPTION_REPORTER = "zhucun.kernel.reports.Report"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"hiding": {"()": "zhucun.kernel.reports.HidingFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "hiding"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
