from modeltranslation.translator import TranslationOptions, register

from .models import VideoPage, VideoSeries


@register(VideoSeries)
class VideoSeriesTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("vi",)


@register(VideoPage)
class VideoPageTranslation(TranslationOptions):
    fields = ("summary", "views_source")
