from modeltranslation.translator import TranslationOptions, register

from .models import Correction, NewsCategory, NewsPage


@register(NewsPage)
class NewsPageTranslation(TranslationOptions):
    fields = ("lead", "body", "source")


@register(NewsCategory)
class NewsCategoryTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("vi",)


@register(Correction)
class CorrectionTranslation(TranslationOptions):
    fields = ("text",)
    required_languages = ("vi",)
