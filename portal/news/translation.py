from modeltranslation.translator import TranslationOptions, register

from .models import NewsPage


@register(NewsPage)
class NewsPageTranslation(TranslationOptions):
    fields = ("lead", "body", "source")
