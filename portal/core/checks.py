"""Project rules a newcomer could break; see also catalogue.checks."""

from django.conf import settings
from django.core.checks import Error, register


@register()
def path_alone_decides_language(app_configs: object, **kwargs: object) -> list[Error]:
    """Django's LocaleMiddleware would vary pages by header, and shared caches would serve the wrong one."""
    if "django.middleware.locale.LocaleMiddleware" in settings.MIDDLEWARE:
        return [Error("Use portal.core.middleware.PathLanguage, not LocaleMiddleware.", id="core.E001")]
    return []
