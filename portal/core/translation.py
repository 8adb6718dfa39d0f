from modeltranslation.translator import TranslationOptions, register

from .models import CentreSettings


@register(CentreSettings)
class CentreSettingsTranslation(TranslationOptions):
    fields = ("name", "short_name", "province", "address", "hours", "notice")
    required_languages = ()
