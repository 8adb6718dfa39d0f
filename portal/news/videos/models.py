"""Videos: the list, the series, the recordings and how often each was seen."""

import secrets
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList, PublishingPanel, TabbedInterface

from portal.core.models.bilingual import BilingualPage, VietnameseFirst
from portal.core.slugs import slugify
from portal.news.panels import list_page

from . import checks, providers
from .wording import machine_date, printed_date, views_words


def stored_name(instance: models.Model, name: str) -> str:
    """videos/<unguessable>/<name>: the address of a recording nobody published can't be guessed."""
    kind = checks.kind_of(name)
    stem = slugify(PurePath(name).stem)[:80] or "video"
    return f"videos/{secrets.token_hex(12)}/{stem}.{kind}"


class VideoSeries(VietnameseFirst):
    """A programme that videos belong to, as "Phóng sự"."""

    name = models.CharField("tên loạt", max_length=200)
    slug = models.SlugField("địa chỉ", max_length=100, unique=True)

    class Meta:
        verbose_name = "loạt video"
        verbose_name_plural = "loạt video"
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name

    @property
    def display_name(self) -> tuple[str, str]:
        """The name for the reader, and the language it is really in."""
        english = self.name_en if translation.get_language() == "en" else ""  # type: ignore[attr-defined]
        return (english, "en") if english else (self.name_vi, "vi")  # type: ignore[attr-defined]


class VideoUpload(models.Model):
    """A recording kept here, with its captions; checked whichever way it is uploaded."""

    title = models.CharField("tên tệp để tìm lại", max_length=200)
    file = models.FileField(
        "tệp video", upload_to=stored_name, max_length=200, help_text="mp4 hoặc webm, nhiều nhất 500 MB."
    )
    captions_vi = models.FileField(
        "phụ đề tiếng Việt",
        upload_to=stored_name,
        max_length=200,
        blank=True,
        help_text="Tệp .vtt. Người khiếm thính và người xem không bật tiếng cần phụ đề.",
    )
    captions_en = models.FileField(
        "phụ đề tiếng Anh", upload_to=stored_name, max_length=200, blank=True, help_text="Tệp .vtt."
    )
    uploaded_at = models.DateTimeField("tải lên lúc", auto_now_add=True)

    class Meta:
        verbose_name = "tệp video"
        verbose_name_plural = "tệp video"
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Raises ValidationError beside the file that can't be taken."""
        refused: dict[str, ValidationError] = {}
        for field in ("file", "captions_vi", "captions_en"):
            check = checks.check_video if field == "file" else checks.check_captions
            held: FieldFile = getattr(self, field)
            if held and not held._committed:  # what is already stored was checked when it came
                try:
                    check(held.file)
                except ValidationError as error:
                    refused[field] = error
        if refused:
            raise ValidationError(refused)
        super().clean()

    @property
    def content_type(self) -> str:
        return checks.KINDS[checks.kind_of(self.file.name)]

    @property
    def tracks(self) -> list[tuple[str, FieldFile]]:
        """The captions there are: language and file."""
        both = [("vi", self.captions_vi), ("en", self.captions_en)]
        return [(language, file) for language, file in both if file]


class VideoIndexPage(BilingualPage):
    """The list of videos, the newest first."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["videos.VideoPage"]
    template = "videos/index.html"

    class Meta:
        verbose_name = "danh sách video"

    edit_handler = list_page()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .listing import listing

        return {**super().get_context(request, *args, **kwargs), "nav": "news", **listing(request)}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().serve(request, *args, **kwargs)
        response.status_code = 404 if response.context_data["pager"].beyond else 200
        return response


class VideoPage(BilingualPage):
    """One video: a recording kept here, or a link whose player loads after the reader agrees, or neither."""

    parent_page_types = ["videos.VideoIndexPage"]
    subpage_types: list[str] = []
    template = "videos/page.html"

    series = models.ForeignKey(
        VideoSeries,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="videos",
        verbose_name="loạt video",
    )
    date = models.DateField("ngày phát", null=True, blank=True, help_text="Để trống khi chưa biết.")
    summary = models.TextField("tóm tắt", blank=True)
    poster = models.ForeignKey(
        "core.PortalImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="ảnh bìa",
    )
    upload = models.ForeignKey(
        VideoUpload,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name="tệp video",
    )
    provider_link = models.URLField(
        "đường dẫn video ở trang khác",
        blank=True,
        help_text=f"Nhận {providers.NAMES}. Trình phát chỉ tải sau khi người đọc đồng ý.",
    )
    imported_views = models.PositiveBigIntegerField(
        "lượt xem mang từ nơi cũ", null=True, blank=True, help_text="Để trống khi nơi cũ không ghi."
    )
    views_source = models.CharField("lượt xem cũ lấy ở đâu", max_length=255, blank=True)

    class Meta:
        verbose_name = "video"
        verbose_name_plural = "video"

    def clean(self) -> None:
        """Raises ValidationError for a link of no known provider, or for a file and a link together."""
        super().clean()
        if self.provider_link and self.upload_id:
            raise ValidationError({"provider_link": _("Chọn tệp video hoặc đường dẫn, không cả hai.")})
        if self.provider_link and self.player is None:
            names = {"names": providers.NAMES}
            raise ValidationError({"provider_link": _("Chỉ nhận đường dẫn video của %(names)s.") % names})
        if self.imported_views is not None and not self.views_source_vi:  # type: ignore[attr-defined]
            raise ValidationError({"views_source_vi": _("Ghi rõ số lượt xem cũ lấy ở đâu.")})

    @property
    def player(self) -> providers.Player | None:
        """The provider's player, when the recording is there."""
        return providers.player(self.provider_link) if self.provider_link else None

    @property
    def counted(self) -> int:
        """Views counted on this site."""
        try:
            return self.view_count.counted
        except ViewCount.DoesNotExist:
            return 0

    @property
    def views(self) -> int | None:
        """All views that are known; None when nothing was brought along and nobody was counted yet."""
        if self.imported_views is None and not self.counted:
            return None
        return (self.imported_views or 0) + self.counted

    @property
    def views_words(self) -> str:
        return views_words(self.views)

    @property
    def date_line(self) -> str:
        return printed_date(self.date, translation.get_language() or "vi")

    @property
    def machine_date(self) -> str:
        return machine_date(self.date)

    @property
    def address(self) -> str:
        from portal.news.public import address

        return address(self, "/en" if translation.get_language() == "en" else "")

    def read(self, field: str) -> tuple[str, str]:
        """A translated field for the reader's language, and the language it is really in."""
        english = getattr(self, f"{field}_en") if translation.get_language() == "en" else ""
        return (english, "en") if english else (getattr(self, f"{field}_vi") or "", "vi")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .watching import watching

        return {**super().get_context(request, *args, **kwargs), "nav": "news", **watching(self, request)}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The only page that may hold a frame, and only when the reader asked for the player."""
        response = super().serve(request, *args, **kwargs)
        shown = response.context_data["shown_player"]
        if shown:
            response._csp_update = {"frame-src": [shown.origin]}
        return response

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("title", help_text="Tiêu đề tiếng Việt"),
                    FieldPanel("series"),
                    FieldPanel("date"),
                    FieldPanel("summary_vi", help_text="Vài câu về nội dung; hiện dưới video."),
                    FieldPanel("poster", help_text="Hiện trước khi video chạy."),
                    FieldPanel(
                        "upload",
                        help_text="Chọn tệp, hoặc ghi đường dẫn bên dưới. Không có cả hai thì trang chỉ ghi tên, "
                        "ngày và lượt xem.",
                    ),
                    FieldPanel("provider_link"),
                    FieldPanel("imported_views"),
                    FieldPanel(
                        "views_source_vi",
                        help_text="Cần khi ghi lượt xem cũ. Ví dụ: danh sách trên trang tin cũ.",
                    ),
                    FieldPanel("search_description"),
                ],
                heading="Việt",
            ),
            ObjectList(
                [
                    FieldPanel("title_en"),
                    FieldPanel("summary_en"),
                    FieldPanel("views_source_en"),
                    FieldPanel("search_description_en"),
                ],
                heading="English",
            ),
            ObjectList([FieldPanel("slug"), PublishingPanel()], heading="Xuất bản"),
        ]
    )


class ViewCount(models.Model):
    """How often a video was seen here. Only ever raised, by the database itself (see ``counting``)."""

    video = models.OneToOneField(
        VideoPage, on_delete=models.CASCADE, primary_key=True, related_name="view_count", verbose_name="video"
    )
    counted = models.PositiveBigIntegerField("đã đếm", default=0)

    class Meta:
        verbose_name = "lượt xem"
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.video_id}: {self.counted}"


class CountedView(models.Model):
    """The random number of a view that was counted, kept until its token has expired: it counts only once."""

    number = models.CharField("số của lượt xem", max_length=32, primary_key=True)
    until = models.DateTimeField("giữ đến", db_index=True)

    class Meta:
        verbose_name = "lượt xem đã đếm"
        default_permissions = ()

    def __str__(self) -> str:
        return self.number
