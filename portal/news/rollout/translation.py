from modeltranslation.translator import TranslationOptions, register

from .models import Figure, Locality, Milestone, RolloutPage


@register(Locality)
class LocalityTranslation(TranslationOptions):
    fields = ("name",)


@register(RolloutPage)
class RolloutPageTranslation(TranslationOptions):
    fields = ("lead",)


@register(Milestone)
class MilestoneTranslation(TranslationOptions):
    fields = ("title", "text", "source_name")


@register(Figure)
class FigureTranslation(TranslationOptions):
    fields = ("series", "label", "unit", "source_name")
