"""The procedure page: the desk's side of one procedure."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import PagePermissionTester
from wagtail.search import index

from catalogue.builder import build_record
from catalogue.panels import procedure_editor
from catalogue.presentation import preview_response
from catalogue.references import indexed_once
from portal.core.models.bilingual import BilingualPage
from portal.core.slugs import slugify

from .shared import Audience, LegalAct, LifeEvent, Topic

ONLINE_LEVELS = [
    ("unknown", "Chưa rõ"),
    ("none", "Không nộp trên mạng"),
    ("part", "Một phần trên mạng"),
    ("full", "Toàn trình trên mạng"),
]


def procedure_slug(code: str, title: str) -> str:
    """Return the address of a procedure: its code with hyphens, then its title folded."""
    return f"{slugify(code)}-{slugify(title)}".strip("-")


class ProcedureIndexPage(BilingualPage):
    """The one parent of all procedures."""

    max_count = 1
    subpage_types = ["catalogue.ProcedurePage"]

    class Meta:
        verbose_name = "danh mục thủ tục"

    def get_url_parts(self, request: HttpRequest | None = None) -> Any:
        parts = super().get_url_parts(request)
        return parts and (parts[0], parts[1], reverse("procedures"))


class ProcedurePermissionTester(PagePermissionTester):
    """A code is one procedure: no copy, no alias (rule 11)."""

    def can_copy(self) -> bool:
        return False

    def can_copy_to(self, destination: Any, recursive: bool = False) -> bool:
        return False


class ProcedurePage(BilingualPage):
    """A procedure with its rows. Everything the public reads of it is the record built at publishing."""

    parent_page_types = ["catalogue.ProcedureIndexPage"]
    subpage_types: list[str] = []

    code = models.CharField("mã thủ tục", max_length=40, unique=True, help_text="Ví dụ 1.004884")
    official_title = models.TextField("tên chính thức", blank=True)
    everyday_names = models.TextField(
        "tên thường gọi", blank=True, help_text="Mỗi dòng một tên mà người dân gọi, hỏi, hoặc gọi nhầm."
    )
    summary = models.TextField("tóm tắt", blank=True, help_text="Một câu: dành cho ai, khi nào.")
    keywords = models.TextField("từ khóa", blank=True)
    topic = models.ForeignKey(
        Topic,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="procedures",
        verbose_name="lĩnh vực",
    )
    life_events = ParentalManyToManyField(
        LifeEvent, blank=True, related_name="procedures", verbose_name="sự kiện"
    )
    audiences = ParentalManyToManyField(
        Audience, blank=True, related_name="procedures", verbose_name="đối tượng"
    )
    levels = models.JSONField("cấp giải quyết", default=list, blank=True)
    online = models.CharField("trên mạng", max_length=8, choices=ONLINE_LEVELS, default="unknown")
    offline_only = models.BooleanField("chỉ nộp trực tiếp", default=False)
    shared_service = models.BooleanField("dịch vụ công liên thông", default=False)
    non_territorial = models.BooleanField("không phụ thuộc địa giới", default=False)
    conditions = models.TextField("yêu cầu, điều kiện", blank=True)
    note = models.TextField("ghi chú", blank=True)
    where = models.TextField("nơi tiếp nhận", blank=True)
    returning = models.JSONField("cách trả kết quả", default=list, blank=True)
    sets = models.PositiveIntegerField("số bộ hồ sơ", null=True, blank=True)

    decision = models.CharField("quyết định công bố", max_length=255, blank=True)
    decision_issuer = models.CharField("cơ quan công bố", max_length=255, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    source_published_on = models.DateField("ngày công khai ở nguồn", null=True, blank=True)
    source_updated_on = models.DateField("ngày nguồn cập nhật", null=True, blank=True)

    review_on = models.DateField("rà soát lại ngày", null=True, blank=True)
    ended = models.BooleanField("thủ tục đã hết hiệu lực", default=False)
    replaced_by = models.CharField("thay bằng thủ tục mã", max_length=40, blank=True)

    next_in_force_from = models.DateField("bản này có hiệu lực từ", null=True, blank=True)
    next_caused_by = models.ForeignKey(
        LegalAct,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="vì văn bản",
    )
    next_note = models.TextField(
        "thay đổi gì", blank=True, help_text="Người dân đọc dòng này ở phần các bản."
    )

    imported = models.BooleanField(default=False, editable=False)
    section_origins = models.JSONField(default=dict, editable=False)

    search_fields = [
        *BilingualPage.search_fields,
        index.SearchField("code"),
        index.AutocompleteField("code"),
        index.SearchField("official_title"),
        index.SearchField("title_en"),
        index.SearchField("everyday_names"),
        index.FilterField("topic"),
    ]

    edit_handler = procedure_editor

    class Meta:
        verbose_name = "thủ tục"
        verbose_name_plural = "thủ tục"

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Give the page its address before Wagtail makes one from the title alone."""
        self.code = (self.code or "").strip()
        if self.code and self.title:
            self.slug = procedure_slug(self.code, self.title)
            self.draft_title = self.draft_title or self.title
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        if self.code and self.title:
            self.slug = procedure_slug(self.code.strip(), self.title)
        super().minimal_clean()

    def save(self, *args: Any, **kwargs: Any) -> None:
        with indexed_once(self):
            super().save(*args, **kwargs)

    def get_url_parts(self, request: HttpRequest | None = None) -> Any:
        parts = super().get_url_parts(request)
        return parts and (parts[0], parts[1], reverse("procedure", args=[self.slug]))

    def permissions_for_user(self, user: Any) -> ProcedurePermissionTester:
        return ProcedurePermissionTester(user, self)

    def copy(self, *args: Any, **kwargs: Any) -> Any:
        raise PermissionDenied("Một mã là một thủ tục: không sao chép được.")

    def create_alias(self, *args: Any, **kwargs: Any) -> Any:
        raise PermissionDenied("Một mã là một thủ tục: không tạo bí danh được.")

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        """Show the draft through the public page's own view (rule 4)."""
        with translation.override(mode_name or "vi"):
            return preview_response(request, build_record(self), mode_name or "vi")
