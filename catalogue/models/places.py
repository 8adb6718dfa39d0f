"""Units (provinces, communes), the old ones they took in, and offices."""

from django.db import models
from wagtail.search import index

from .shared import Agency, Named


class Unit(Named):
    """A province or commune. ``code`` is the General Statistics Office's."""

    KINDS = [
        ("province", "Tỉnh, thành phố"),
        ("ward", "Phường"),
        ("commune", "Xã"),
        ("special", "Đặc khu"),
        ("district", "Đơn vị cấp huyện cũ"),
    ]
    code = models.CharField("mã", max_length=10, blank=True, db_index=True)
    kind = models.CharField("loại", max_length=10, choices=KINDS)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children", verbose_name="thuộc"
    )
    ended = models.DateField("hết tồn tại", null=True, blank=True)

    search_fields = [*Named.search_fields, index.FilterField("kind")]

    class Meta(Named.Meta):
        verbose_name = "đơn vị hành chính"
        verbose_name_plural = "đơn vị hành chính"


class FormerUnit(models.Model):
    """An old unit and the one of today that took it in, whole or in part."""

    name = models.CharField("tên cũ", max_length=200)
    former_parent = models.CharField("thuộc (cũ)", max_length=200, blank=True)
    partial = models.BooleanField("một phần", default=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="former", verbose_name="nay là")

    class Meta:
        ordering = ["name"]
        verbose_name = "đơn vị cũ"
        verbose_name_plural = "đơn vị cũ"

    def __str__(self) -> str:
        return self.name


LEVELS = [("commune", "Xã, phường"), ("province", "Tỉnh, thành phố"), ("other", "Cơ quan khác")]


class Office(Named):
    """A counter where papers are handed in. What is not known stays empty and is said to be so."""

    address = models.CharField("địa chỉ", max_length=300, blank=True)
    latitude = models.DecimalField("vĩ độ", max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("kinh độ", max_digits=9, decimal_places=6, null=True, blank=True)
    hours = models.CharField("giờ làm việc", max_length=250, blank=True)
    phone = models.CharField("điện thoại", max_length=50, blank=True)
    level = models.CharField("nhận hồ sơ cấp", max_length=10, choices=LEVELS, default="commune")
    agency = models.ForeignKey(
        Agency,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="offices",
        verbose_name="cơ quan",
    )
    units = models.ManyToManyField(Unit, blank=True, related_name="offices", verbose_name="phục vụ")
    source = models.CharField("nguồn", max_length=250, blank=True)
    checked_on = models.DateField("đối chiếu ngày", null=True, blank=True)

    search_fields = [*Named.search_fields, index.SearchField("address")]

    class Meta(Named.Meta):
        verbose_name = "nơi nộp"
        verbose_name_plural = "nơi nộp"
