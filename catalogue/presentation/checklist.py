"""The rows of a checklist as HTML: a record has up to hundreds, so they are written here, not by a template."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from catalogue.record import Form, Paper
from portal.core.words import gettext

from .prose import LABEL, body, label
from .wording import NBSP, NOTHING, number, phrase


class RowWriter:
    """Writes rows in the language of the page; ``prefix`` begins addresses, ``more`` leads to long texts."""

    def __init__(self, prefix: str, more: str) -> None:
        self._prefix = prefix
        self._more = more
        self._counts: dict[tuple[int | None, int | None], str] = {}
        tag = '<span class="tag">{}</span> '
        self._tags = {
            "submit": tag.format(escape(gettext("Nộp"))),
            "present": tag.format(escape(gettext("Xuất trình"))),
            True: tag.format(escape(gettext("Bắt buộc"))),
            False: tag.format(escape(gettext("Không bắt buộc"))),
        }
        self._one_of = escape(gettext("chỉ cần một trong các giấy cùng nhóm"))
        self._issuer = escape(gettext("lấy giấy này ở đâu?"))
        self._form = escape(gettext("Mẫu:"))
        self._only_if = escape(gettext("Chỉ khi:"))
        self.unclear = mark_safe(escape(gettext("trường hợp nguồn không ghi rõ")))

    def rows(self, papers: Iterable[tuple[Paper, SafeString]]) -> SafeString:
        """All rows, each said to be needed only when its condition holds."""
        return mark_safe("".join(self._row(paper, when) for paper, when in papers))

    def named(self, paper: Paper) -> tuple[str, SafeString, SafeString]:
        """The name in a few words, its language, and the rest of a long name as HTML; a note has no name."""
        words, lang = phrase(paper.name)
        name, rest = ("", words) if paper.kind == "note" else label(words)
        return name, lang, body(rest, more=self._more, fold=2 * LABEL) if rest else NOTHING

    def _row(self, paper: Paper, when: SafeString) -> str:
        name, lang, rest = self.named(paper)
        condition = f"<p>{self._only_if} {when}</p>\n" if when else ""
        if paper.kind == "note":
            return f'<li class="paper-note"{lang}>{rest}{condition}</li>\n'
        key = escape(f"gt-{paper.key}")
        more = f"<div{lang}>{rest}</div>" if rest else ""
        return (
            f'<li class="paper"><input type="checkbox" id="{key}"><label for="{key}"{lang}>{escape(name)}</label>\n'
            f"{condition}{more}<p>{self._handing(paper)}</p>\n{self._note(paper)}{self._forms(paper.forms)}</li>\n"
        )

    def _handing(self, paper: Paper) -> str:
        """Whether to hand it in or show it, how many, and who issues it."""
        found = self._tags.get(paper.handing, "")
        if paper.required is not None:
            found += self._tags[paper.required]
        found += self._count(paper)
        if paper.one_of:
            found += f" · {self._one_of}"
        if paper.document:
            found += f' · <a href="{self._prefix}/giay-to/{escape(paper.document.id)}/">{self._issuer}</a>'
        return found

    def _count(self, paper: Paper) -> str:
        key = paper.originals, paper.copies
        if key not in self._counts:
            self._counts[key] = escape(copies_text(paper))
        return self._counts[key]

    def _note(self, paper: Paper) -> str:
        note = phrase(paper.note)
        return f"<p{note.lang}>{escape(note.text)}</p>" if note.text else ""

    def _forms(self, forms: tuple[Form, ...]) -> str:
        rows = "".join(self._form_row(form) for form in forms)
        return f"<ul>{rows}</ul>" if rows else ""

    def _form_row(self, form: Form) -> str:
        name = phrase(form.name)
        address = f"{self._prefix}/bieu-mau/{escape(form.id)}/"
        return f'<li>{self._form} <a href="{address}"{name.lang}>{escape(name.text)}</a></li>'


def copies_text(paper: Paper) -> str:
    """Say how many: "1 bản chính, 2 bản sao"; zero and nothing are not known."""
    found = []
    if paper.originals:
        found.append(
            ngettext("%(n)s bản chính", "%(n)s bản chính", paper.originals) % {"n": number(paper.originals)}
        )
    if paper.copies:
        found.append(ngettext("%(n)s bản sao", "%(n)s bản sao", paper.copies) % {"n": number(paper.copies)})
    return ", ".join(text.replace(" ", NBSP, 1) for text in found) or gettext("chưa rõ số bản")
