"""Development: the base loosened for plain HTTP on this machine."""

from .base import *

SECRET_KEY = SECRET_KEY or "development-only-" + "x" * 50
ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]
DEBUG = env.bool("DEBUG", default=False)

SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SERVE_MEDIA = True
LOGGING["loggers"] |= {name: {"level": "WARNING"} for name in ("portal.access", "wagtail")}
