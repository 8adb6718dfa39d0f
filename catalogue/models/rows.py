"""The rows of a procedure page. Each has a random key by which others name it: a draft row has no primary key."""

from django.core.validators import MinValueValidator
from django.db import models
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel

from portal.core.keys import new_key
from portal.core.models.bilingual import VietnameseFirst

from .places import Unit
from .shared import Agency, DocumentType, FormTemplate, LegalAct

TIME_UNITS = [
    ("working_day", "ngày làm việc"),
    ("day", "ngày"),
    ("hour", "giờ"),
    ("month", "tháng"),
    ("year", "năm"),
    ("unknown", "chưa rõ đơn vị"),
]
METHODS = [("in_person", "Đến tận nơi"), ("online", "Trên mạng"), ("post", "Gửi bưu điện")]
COPY_KINDS = [("unknown", "Chưa rõ"), ("certified", "Có chứng thực"), ("plain", "Bản chụp thường")]
HANDINGS = [("unknown", "Chưa rõ"), ("submit", "Nộp"), ("present", "Xuất trình")]
FEE_KINDS = [("unknown", "Chưa rõ"), ("fee", "Phí"), ("charge", "Lệ phí"), ("price", "Giá dịch vụ")]
FEE_STATUSES = [
    ("unknown", "Chưa có số liệu"),
    ("amount", "Có mức thu"),
    ("free", "Miễn phí (nguồn nói rõ)"),
    ("council", "HĐND cấp tỉnh quy định"),
]
AGENCY_ROLES = [
    ("executing", "Thực hiện"),
    ("authority", "Có thẩm quyền"),
    ("coordinating", "Phối hợp"),
    ("authorised", "Được ủy quyền"),
    ("publishing", "Công bố thủ tục"),
]


class Row(VietnameseFirst, models.Model):
    """A row that can be ordered and named."""

    key = models.CharField(max_length=40, default=new_key, db_index=True)
    sort_order = models.IntegerField(null=True, blank=True, editable=False)
    sort_order_field = "sort_order"

    class Meta:
        abstract = True
        ordering = ["sort_order"]

    def clean(self) -> None:
        self.key = self.key or new_key()


class Conditional(Row):
    """A row with applies-when: texts "question:choice"; any choice of a question, every question."""

    applies_when = models.JSONField("chỉ khi", default=list, blank=True)

    class Meta(Row.Meta):
        abstract = True


class Question(Row, ClusterableModel):
    page = ParentalKey("catalogue.ProcedurePage", on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(
        "câu hỏi", max_length=255, help_text="Viết như hỏi một người: “Bạn còn bản sao không?”"
    )
    help = models.CharField("giải thích", max_length=500, blank=True)

    class Meta(Row.Meta):
        verbose_name = "câu hỏi"

    def __str__(self) -> str:
        return self.text_vi or ""  # type: ignore[attr-defined, no-any-return]


class Choice(Row):
    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="choices")
    label = models.TextField("trả lời")
    method = models.CharField(
        "là cách nộp",
        max_length=10,
        choices=METHODS,
        blank=True,
        help_text="Khi câu trả lời chính là một cách nộp, để trang không hỏi lại.",
    )

    class Meta(Row.Meta):
        verbose_name = "trả lời"

    def __str__(self) -> str:
        return self.label_vi or ""  # type: ignore[attr-defined, no-any-return]


class RequiredDocument(Conditional, ClusterableModel):
    """A paper of the file, or a note that the source put among the papers (``kind``)."""

    page = ParentalKey("catalogue.ProcedurePage", on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(
        "là", max_length=10, choices=[("paper", "Giấy tờ"), ("note", "Ghi chú")], default="paper"
    )
    heading = models.TextField("thuộc nhóm", blank=True)
    name = models.TextField("tên giấy tờ")
    handing = models.CharField("nộp hay xuất trình", max_length=10, choices=HANDINGS, default="unknown")
    originals = models.PositiveIntegerField("số bản chính", null=True, blank=True)
    copies = models.PositiveIntegerField("số bản sao", null=True, blank=True)
    required = models.BooleanField("bắt buộc", null=True, blank=True)
    one_of = models.CharField(
        "một trong nhóm", max_length=60, blank=True, help_text="Các giấy tờ cùng chữ ở đây: chỉ cần một."
    )
    copy_kind = models.CharField("bản sao", max_length=10, choices=COPY_KINDS, default="unknown")
    lookup = models.TextField(
        "cơ quan tự tra cứu ở",
        blank=True,
        help_text="Cơ sở dữ liệu mà cơ quan tự xem được: người dân không phải nộp. Chỉ ghi khi nguồn nói rõ.",
    )
    note = models.TextField("ghi chú", blank=True)
    electronic = models.BooleanField("có mẫu điện tử", default=False)
    code = models.CharField("mã thành phần", max_length=80, blank=True)
    document = models.ForeignKey(
        DocumentType,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="asked_by",
        verbose_name="là giấy",
    )
    forms = ParentalManyToManyField(FormTemplate, blank=True, related_name="papers", verbose_name="biểu mẫu")

    class Meta(Conditional.Meta):
        verbose_name = "giấy tờ"

    def __str__(self) -> str:
        return self.name_vi or ""  # type: ignore[attr-defined, no-any-return]


class Timed(models.Model):
    """A time limit: number, unit, and what the source says in words."""

    time_quantity = models.DecimalField(
        "thời hạn", max_digits=8, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    time_unit = models.CharField("đơn vị", max_length=12, choices=TIME_UNITS, default="unknown")
    time_text = models.TextField("thời hạn bằng chữ", blank=True)

    class Meta:
        abstract = True


class Channel(Timed, Row):
    page = ParentalKey("catalogue.ProcedurePage", on_delete=models.CASCADE, related_name="channels")
    method = models.CharField("cách nộp", max_length=10, choices=METHODS)
    description = models.TextField("ghi chú", blank=True)

    class Meta(Row.Meta):
        verbose_name = "cách nộp"

    def __str__(self) -> str:
        return self.get_method_display()


class CaseTime(Timed, Conditional):
    """A time limit by case, beside those by channel; both are shown when they disagree."""

    page = ParentalKey("catalogue.ProcedurePage", on_delete=models.CASCADE, related_name="case_times")
    code = models.CharField("mã", max_length=40, blank=True)
    name = models.TextField("trường hợp", blank=True)

    class Meta(Conditional.Meta):
        verbose_name = "thời hạn theo trường hợp"

    def __str__(self) -> str:
        return self.name_vi or self.code  # type: ignore[attr-defined, no-any-return]


class Fee(Conditional):
    """One fee. "Free" needs words in a source that say so; a bare zero is unknown."""

    page = ParentalKey("catalogue.ProcedurePage", on_delete=models.CASCADE, related_name="fees")
    kind = models.CharField("loại", max_length=10, choices=FEE_KINDS, default="unknown")
    status = models.CharField("tình trạng", max_length=10, choices=FEE_STATUSES, default="unknown")
    amount = models.DecimalField(
        "mức thu", max_digits=18, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    currency = models.CharField("tiền tệ", max_length=3, default="VND")
    description = models.TextField("diễn giải", blank=True)
    channel_key = models.CharField("cách nộp", max_length=40, blank=True)
    rule = models.JSONField("cách tính", null=True, blank=True)
    together = models.BooleanField(
        "thu cùng các khoản khác",
        default=False,
        help_text="Chỉ đánh dấu khi nguồn nói các khoản được thu cùng nhau; nếu không, trang không cộng lại.",
    )
    exemptions = models.TextField("ai được miễn, giảm", blank=True)
    territory = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="áp dụng ở"
    )
    valid_from = models.DateField("áp dụng từ", null=True, blank=True)
    valid_to = models.DateField("áp dụng đến", null=True, blank=True)
    source_act = models.ForeignKey(
        LegalAct,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="fees",
        verbose_name="theo văn bản",
    )

    class Meta(Conditional.Meta):
        verbose_name = "phí, lệ phí"

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.amount or ''}".strip()


class Step(Conditional):
    page = ParentalKey("catalogue.ProcedurePage", on_delete=models.CASCADE, related_name="steps")
    name = models.TextField("tên bước", blank=True)
    text = models.TextField("nội dung", blank=True)

    class Meta(Conditional.Meta):
        verbose_name = "bước"

    def __str__(self) -> str:
        return (self.name_vi or self.text_vi or "")[:80]  # type: ignore[attr-defined, no-any-return]


class Output(Row):
    page = ParentalKey("catalogue.ProcedurePage", on_delete=models.CASCADE, related_name="outputs")
    name = models.TextField("kết quả")
    code = models.CharField("mã kết quả", max_length=80, blank=True)
    document = models.ForeignKey(
        DocumentType,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="issued_by",
        verbose_name="là giấy",
    )

    class Meta(Row.Meta):
        verbose_name = "kết quả"

    def __str__(self) -> str:
        return self.name_vi or ""  # type: ignore[attr-defined, no-any-return]


class LegalBasis(Row):
    page = ParentalKey("catalogue.ProcedurePage", on_delete=models.CASCADE, related_name="legal_bases")
    act = models.ForeignKey(LegalAct, on_delete=models.PROTECT, related_name="bases", verbose_name="văn bản")

    class Meta(Row.Meta):
        verbose_name = "căn cứ"

    def __str__(self) -> str:
        return self.act.number if self.act_id else ""


class ProcedureAgency(Row):
    page = ParentalKey("catalogue.ProcedurePage", on_delete=models.CASCADE, related_name="agencies")
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="procedures", verbose_name="cơ quan"
    )
    role = models.CharField("vai trò", max_length=12, choices=AGENCY_ROLES, default="executing")

    class Meta(Row.Meta):
        verbose_name = "cơ quan"

    def __str__(self) -> str:
        return f"{self.agency} ({self.get_role_display()})" if self.agency_id else ""
