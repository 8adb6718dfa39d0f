"""The WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

from portal.core.pauses import shorten

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

application = get_wsgi_application()
shorten()
