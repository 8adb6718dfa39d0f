"""The WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

application = get_wsgi_application()

from portal.core.pauses import shorten  # noqa: E402
from search.site import warm_in_background  # noqa: E402

shorten()
warm_in_background()
