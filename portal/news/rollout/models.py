"""The rollout of one-stop centres: places, milestones and figures. Editors enter rows; charts are made of them."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey

from catalogue.models.shared import Named
from portal.core.models.bilingual import BilingualPage, VietnameseFirst

from .forms import RolloutForm
from .panels import rollout_editor

PRECISIONS = [("day", "Ngày"), ("month", "Tháng"), ("year", "Năm")]
STATES = [("planned", "Dự kiến"), ("done", "Đã xong"), ("changed", "Đã đổi"), ("ended", "Đã kết thúc")]


class Locality(Named):
    """A place of the rollout. ``unit`` is the unit of today it became or lies in, when that is one."""

    unit = models.ForeignKey(
        "catalogue.Unit",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="đơn vị hành chính nay",
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        ordering = ["order", "slug"]
        verbose_name = "nơi triển khai"
        verbose_name_plural = "nơi triển khai"


class RolloutPage(BilingualPage):
    """How the one-stop centres came about, from the pilot to today."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    template = "rollout/rollout_page.html"
    base_form_class = RolloutForm

    lead = models.TextField("đoạn mở đầu", blank=True)

    edit_handler = rollout_editor

    class Meta:
        verbose_name = "quá trình triển khai"
        verbose_name_plural = "quá trình triển khai"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .presentation import shown

        return {**super().get_context(request, *args, **kwargs), **shown(self)}


class SourcedRow(VietnameseFirst):
    """A row that says where it is from; required to publish, not to keep a draft."""

    locality = models.ForeignKey(
        Locality,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="nơi",
        help_text="Để trống: mọi nơi.",
    )
    source_name = models.CharField("nguồn", max_length=255, blank=True, help_text="Cần có để xuất bản.")
    source_url = models.URLField("địa chỉ của nguồn", max_length=500, blank=True)

    class Meta:
        abstract = True


class Milestone(SourcedRow):
    """Something that was planned, done, changed or ended, on a date known to the day, month or year."""

    page = ParentalKey(RolloutPage, on_delete=models.CASCADE, related_name="milestones")
    date = models.DateField("ngày")
    precision = models.CharField(
        "biết chính xác đến",
        max_length=5,
        choices=PRECISIONS,
        default="day",
        help_text="Chỉ biết tháng hoặc năm thì ngày còn lại không hiện.",
    )
    state = models.CharField("tình trạng", max_length=7, choices=STATES, default="done")
    title = models.CharField("việc", max_length=255)
    text = models.TextField("nội dung", blank=True)

    class Meta:
        ordering = ["date", "pk"]
        verbose_name = "mốc"
        verbose_name_plural = "mốc"

    def __str__(self) -> str:
        return f"{self.date}: {self.title_vi}"  # type: ignore[attr-defined]


class Figure(SourcedRow):
    """A number of a series, for a place and a period. Figures of one series and unit make one chart."""

    page = ParentalKey(RolloutPage, on_delete=models.CASCADE, related_name="figures")
    series = models.CharField("bảng số", max_length=200, help_text="Các dòng cùng tên ở đây vào một biểu đồ.")
    label = models.CharField(
        "tên dòng", max_length=200, blank=True, help_text="Để trống thì lấy tên của nơi đã chọn."
    )
    value = models.DecimalField(
        "giá trị",
        max_digits=16,
        decimal_places=3,
        validators=[MinValueValidator(0, message="Biểu đồ cột chỉ vẽ số từ 0 trở lên.")],
    )
    unit = models.CharField("đơn vị tính", max_length=60, help_text="Ví dụ: hồ sơ")
    period_from = models.DateField("từ ngày")
    period_to = models.DateField(
        "đến ngày", null=True, blank=True, help_text="Để trống: số của một ngày, ghi ở “từ ngày”."
    )

    class Meta:
        ordering = ["series_vi", "period_from", "-value", "pk"]
        verbose_name = "số liệu"
        verbose_name_plural = "số liệu"

    def __str__(self) -> str:
        return f"{self.series_vi}: {self.value}"  # type: ignore[attr-defined]
