"""Things many procedures name: topics, life events, audiences, agencies, acts, papers, forms."""

from django.db import models
from wagtail.search import index

from portal.core.models.bilingual import VietnameseFirst

LEVELS = [
    ("ministry", "Bộ, ngành trung ương"),
    ("province", "Tỉnh, thành phố"),
    ("commune", "Xã, phường, đặc khu"),
    ("vertical", "Cơ quan ngành dọc"),
    ("district", "Cấp huyện (đến 30/06/2025)"),
    ("other", "Khác"),
]


class Named(VietnameseFirst, index.Indexed, models.Model):
    """Something with a name in both languages and a lasting slug that stands in addresses and records."""

    slug = models.SlugField("đường dẫn", max_length=120, unique=True)
    name = models.CharField("tên", max_length=500)

    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("slug")]

    class Meta:
        abstract = True
        ordering = ["name_vi"]

    def __str__(self) -> str:
        return self.name_vi or self.slug  # type: ignore[attr-defined, no-any-return]


class Topic(Named):
    """Lĩnh vực: the field a procedure belongs to in the national record."""

    code = models.CharField("mã", max_length=60, blank=True)
    description = models.TextField("mô tả", blank=True)

    class Meta(Named.Meta):
        verbose_name = "lĩnh vực"
        verbose_name_plural = "lĩnh vực"


class LifeEvent(Named):
    """Sự kiện: what happened in a person's or a business's life."""

    audience = models.CharField(
        "của ai", max_length=10, choices=[("citizen", "Công dân"), ("business", "Doanh nghiệp")]
    )
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="life_events", verbose_name="lĩnh vực thuộc sự kiện này"
    )
    position = models.PositiveIntegerField("thứ tự", default=0)

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = "sự kiện"
        verbose_name_plural = "sự kiện"


class Audience(Named):
    """Đối tượng thực hiện."""

    code = models.CharField("mã", max_length=20, blank=True)
    kind = models.CharField("nhóm", max_length=20, blank=True)

    class Meta(Named.Meta):
        verbose_name = "đối tượng"
        verbose_name_plural = "đối tượng"


class Agency(Named):
    """An authority. Districts ended on 2025-07-01; ``successor`` says who took over."""

    code = models.CharField("mã định danh", max_length=60, blank=True, db_index=True)
    level = models.CharField("cấp", max_length=10, choices=LEVELS, default="other")
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="children",
        verbose_name="thuộc",
    )
    valid_from = models.DateField("có từ", null=True, blank=True)
    valid_to = models.DateField("đến hết", null=True, blank=True)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="nay là"
    )

    search_fields = [*Named.search_fields, index.SearchField("code"), index.FilterField("level")]

    class Meta(Named.Meta):
        verbose_name = "cơ quan"
        verbose_name_plural = "cơ quan"


class LegalAct(VietnameseFirst, index.Indexed, models.Model):
    """Văn bản: one row an act, by its normalised number ("75/2022/TT-BTC")."""

    slug = models.SlugField("đường dẫn", max_length=160, unique=True)
    number = models.CharField("số, ký hiệu", max_length=255, db_index=True)
    kind = models.CharField("loại", max_length=60, blank=True)
    title = models.TextField("trích yếu", blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=255, blank=True)
    issued = models.DateField("ngày ban hành", null=True, blank=True)
    in_force_from = models.DateField("hiệu lực từ", null=True, blank=True)
    in_force_to = models.DateField("hết hiệu lực", null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="thay bằng"
    )

    search_fields = [
        index.SearchField("number"),
        index.AutocompleteField("number"),
        index.SearchField("title"),
        index.AutocompleteField("title"),
    ]

    class Meta:
        ordering = ["number"]
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"

    def __str__(self) -> str:
        return self.number


class DocumentType(Named):
    """One identity for one paper ("Giấy khai sinh"), whoever asks for it or issues it."""

    code = models.CharField("mã", max_length=60, blank=True)
    aliases = models.TextField("tên khác", blank=True, help_text="Mỗi dòng một tên.")
    confirmed = models.BooleanField("đã được biên tập xác nhận", default=False)

    search_fields = [*Named.search_fields, index.SearchField("aliases")]

    class Meta(Named.Meta):
        verbose_name = "giấy tờ"
        verbose_name_plural = "giấy tờ"


class FormTemplate(VietnameseFirst, index.Indexed, models.Model):
    """Biểu mẫu: a form to fill in; the national record names files it does not give."""

    slug = models.SlugField("đường dẫn", max_length=120, unique=True)
    name = models.TextField("tên")
    file_name = models.CharField("tên tệp ở nguồn", max_length=255, blank=True)
    source_id = models.CharField("mã tệp ở nguồn", max_length=80, blank=True, db_index=True)
    file = models.ForeignKey(
        "core.PortalDocument",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="tệp",
    )
    format = models.CharField("định dạng", max_length=10, blank=True)
    version = models.CharField("bản", max_length=60, blank=True)
    act = models.ForeignKey(
        LegalAct,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="forms",
        verbose_name="theo văn bản",
    )

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("file_name"),
    ]

    class Meta:
        ordering = ["slug"]
        verbose_name = "biểu mẫu"
        verbose_name_plural = "biểu mẫu"

    def __str__(self) -> str:
        return self.name_vi or self.file_name  # type: ignore[attr-defined, no-any-return]
