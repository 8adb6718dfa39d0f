"""Series and recordings in the admin's menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import VideoSeries, VideoUpload


class Series(SnippetViewSet):
    model = VideoSeries
    icon = "list-ul"
    copy_view_enabled = False
    list_display = ["name_vi", "slug"]
    panels = [FieldPanel("name_vi"), FieldPanel("slug"), FieldPanel("name_en")]


class Uploads(SnippetViewSet):
    model = VideoUpload
    icon = "media"
    copy_view_enabled = False
    list_display = ["title", "uploaded_at"]
    search_fields = ["title"]
    panels = [FieldPanel("title"), FieldPanel("file"), FieldPanel("captions_vi"), FieldPanel("captions_en")]


class VideoGroup(SnippetViewSetGroup):
    menu_label = _("Video")
    menu_name = "videos"
    menu_icon = "media"
    menu_order = 160
    items = (Series, Uploads)


register_snippet(VideoGroup)
