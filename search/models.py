"""What editors teach the search: everyday names, abbreviations, words of asking, results to put first.

Shipped entries are rows like an editor's own; `search.lexicon_seeds` keeps them up to date as long as nobody has
touched them. Every change raises `LexiconVersion`, by which each process sees that its lexicon is old.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin

from search.changes.models import ChangeNumber
from search.understanding import tables
from search.understanding.tables import AbbreviationRow, AskRow, NameRow
from search.usage.models import OpenedDay, QueryDay

__all__ = [
    "Abbreviation",
    "AskPhrase",
    "ChangeNumber",
    "Entry",
    "LexiconVersion",
    "OpenedDay",
    "PinnedResult",
    "QueryDay",
    "RemovedSeed",
    "Synonym",
    "Taught",
]

SEED, EDITOR = "seed", "editor"


class LexiconVersion(models.Model):
    """One row: how often the lexicon has changed."""

    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def raise_number(cls) -> None:
        """Tell every process that the lexicon has changed, when the transaction is committed."""
        if not cls.objects.filter(pk=1).update(number=F("number") + 1):
            cls.objects.get_or_create(pk=1, defaults={"number": 1})


class RemovedSeed(models.Model):
    """A shipped entry that an editor has deleted: it does not come back."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="removed_seed_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.key}"


class Taught(RevisionMixin, models.Model):  # type: ignore[misc]
    """An entry with history. Its saving and deleting take effect in every process within seconds."""

    changed_at = models.DateTimeField(_("sửa lúc"), auto_now=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            LexiconVersion.raise_number()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            deleted: tuple[int, dict[str, int]] = super().delete(*args, **kwargs)
            LexiconVersion.raise_number()
        return deleted

    def clean(self) -> None:
        """Refuse what would lead people astray. Raises ValidationError."""
        from search import lints

        super().clean()
        if problems := lints.problems(self):
            raise ValidationError(problems)


class Entry(Taught):
    """An entry that may be shipped: `seed_key` names its line, `seed_line` is what was shipped."""

    ORIGINS = [(SEED, _("có sẵn")), (EDITOR, _("biên tập viên"))]
    KIND: ClassVar[str]

    origin = models.CharField(_("từ đâu"), max_length=10, choices=ORIGINS, default=EDITOR, editable=False)
    seed_key = models.CharField(max_length=300, blank=True, db_index=True, editable=False)
    seed_line = models.TextField(blank=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.origin = EDITOR if self.touched else SEED
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            if self.seed_key:
                RemovedSeed.objects.get_or_create(kind=self.KIND, key=self.seed_key)
            return super().delete(*args, **kwargs)

    @property
    def line(self) -> str:
        """The entry as a line of the shipped list."""
        raise NotImplementedError

    @property
    def touched(self) -> bool:
        """Whether it is not as it was shipped."""
        return not self.seed_key or self.line != self.seed_line


class Synonym(Entry):
    """Everyday names and the official wordings they may mean."""

    KIND = "name"
    everyday = models.TextField(_("người dân gọi là"), help_text=_("Mỗi dòng một cách gọi."))
    official = models.TextField(
        _("chữ trong văn bản"),
        help_text=_("Mỗi dòng một cách ghi chính thức; các dòng là các nghĩa có thể có."),
    )

    class Meta:
        verbose_name = _("tên thường gọi")
        verbose_name_plural = _("tên thường gọi")
        ordering = ["pk"]

    def __str__(self) -> str:
        return " / ".join(self.row.everyday[:3])

    @property
    def row(self) -> NameRow:
        """The entry as the lexicon reads it."""
        return NameRow(tables.parts(self.everyday, "\n"), tables.parts(self.official, "\n"))

    @property
    def line(self) -> str:
        return self.row.line


class Abbreviation(Entry):
    """An abbreviation, what it stands for, and the words beside which it does."""

    KIND = "abbreviation"
    short = models.CharField(_("viết tắt"), max_length=40)
    expansion = models.TextField(_("viết đủ"), help_text=_("Mỗi dòng một nghĩa."))
    context = models.TextField(
        _("chỉ khi câu hỏi có"),
        blank=True,
        help_text=_("Mỗi dòng một từ hay cụm từ. Để trống: hiểu như vậy ở mọi câu hỏi."),
    )

    class Meta:
        verbose_name = _("chữ viết tắt")
        verbose_name_plural = _("chữ viết tắt")
        ordering = ["short", "pk"]

    def __str__(self) -> str:
        return self.short

    @property
    def row(self) -> AbbreviationRow:
        """The entry as the lexicon reads it."""
        expansions, context = tables.parts(self.expansion, "\n"), tables.parts(self.context, "\n")
        return AbbreviationRow(self.short.strip(), expansions, context)

    @property
    def line(self) -> str:
        return self.row.line


class AskPhrase(Entry):
    """A phrase of asking: it says which field is wanted, or nothing at all."""

    KIND = "ask"
    MEANINGS = [
        ("stop", _("lời hỏi, không nói điều cần tìm")),
        ("papers", _("hỏi giấy tờ cần có")),
        ("fee", _("hỏi lệ phí")),
        ("time", _("hỏi thời hạn")),
        ("place", _("hỏi nơi nộp")),
        ("form", _("hỏi mẫu đơn")),
        ("conditions", _("hỏi điều kiện")),
        ("online", _("hỏi làm trên mạng")),
    ]
    phrase = models.CharField(_("cách hỏi"), max_length=100)
    meaning = models.CharField(_("nghĩa là"), max_length=12, choices=MEANINGS)

    class Meta:
        verbose_name = _("cách hỏi")
        verbose_name_plural = _("cách hỏi")
        ordering = ["meaning", "phrase"]

    def __str__(self) -> str:
        return self.phrase

    @property
    def row(self) -> AskRow:
        """The entry as the lexicon reads it."""
        return AskRow(self.phrase.strip(), self.meaning)

    @property
    def line(self) -> str:
        return self.row.line


class PinnedResult(Taught):
    """A result put first for one query, for some days or without end."""

    query = models.CharField(
        _("câu tìm"), max_length=200, help_text=_("Có dấu hay không, viết hoa hay thường đều như nhau.")
    )
    ref = models.CharField(
        _("kết quả"),
        max_length=200,
        help_text=_("Mã thủ tục, thí dụ 1.004884; thứ khác thì ghi loại trước, thí dụ news:88."),
    )
    starts = models.DateField(_("từ ngày"), null=True, blank=True)
    ends = models.DateField(_("đến hết ngày"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=300)

    class Meta:
        verbose_name = _("kết quả đưa lên đầu")
        verbose_name_plural = _("kết quả đưa lên đầu")
        ordering = ["query", "pk"]

    def __str__(self) -> str:
        return f"{self.query} → {self.ref}"

    @property
    def full_ref(self) -> str:
        """The ref with its kind; a bare code is a procedure's."""
        ref = self.ref.strip()
        return ref if ":" in ref else f"procedure:{ref}"


ENTRIES: tuple[type[Entry], ...] = (Synonym, Abbreviation, AskPhrase)
