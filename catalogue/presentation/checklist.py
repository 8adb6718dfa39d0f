"""The rows of a checklist as HTML: a record has up to hundreds, so they are written here, not by a template."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from catalogue.guidance import PaperLine
from catalogue.record import CopyKind, Form, Paper
from portal.core.words import gettext

from .prose import LABEL, body, label
from .wording import NBSP, NOTHING, number, phrase

if TYPE_CHECKING:
    from catalogue.issuing import Issuer


class Row(NamedTuple):
    """A row of the list: one paper or note, or a group of which one is enough.

    ``met``: the office can look one of the group up.
    """

    lines: tuple[PaperLine, ...]
    group: str | None = None
    met: bool = False


class RowWriter:
    """Writes rows in the language of the page; ``prefix`` begins addresses, ``more`` leads to long texts.

    ``issuers`` are the procedures that issue a paper, by its id.
    """

    def __init__(
        self, prefix: str, more: str, issuers: Mapping[str, Sequence["Issuer"]] | None = None
    ) -> None:
        self._issuers = issuers or {}
        self._others = escape(gettext("nơi khác cũng cấp"))
        self._got_by = escape(gettext("Lấy ở thủ tục:"))
        self._prefix = prefix
        self._more = more
        self._counts: dict[tuple[int | None, int | None, CopyKind], str] = {}
        tag = '<span class="tag">{}</span> '
        self._tags = {
            "submit": tag.format(escape(gettext("Nộp"))),
            "present": tag.format(escape(gettext("Xuất trình"))),
            True: tag.format(escape(gettext("Bắt buộc"))),
            False: tag.format(escape(gettext("Không bắt buộc"))),
        }
        self._one_of = escape(gettext("Chỉ cần một trong các giấy sau:"))
        self._met = escape(gettext("Cơ quan tự tra cứu được; chỉ mang khi cơ quan không tra được."))
        self._issuer = escape(gettext("lấy giấy này ở đâu?"))
        self._form = escape(gettext("Mẫu:"))
        self._only_if = escape(gettext("Chỉ khi:"))
        self.unclear = mark_safe(escape(gettext("trường hợp nguồn không ghi rõ")))

    def rows(self, rows: Iterable[Row], whens: Mapping[str, SafeString]) -> SafeString:
        """All rows; a paper in ``whens`` (by key) is said to be needed only when its condition holds."""
        return mark_safe("".join(self._need(row, whens) for row in rows))

    def _need(self, row: Row, whens: Mapping[str, SafeString]) -> str:
        met = f"<p>{self._met}</p>\n" if row.met else ""
        if len(row.lines) == 1:
            return self._row(row.lines[0].paper, whens, met)
        common = {whens.get(line.paper.key, NOTHING) for line in row.lines}
        shared = common.pop() if len(common) == 1 else NOTHING
        when = f"<p>{self._only_if} {shared}</p>\n" if shared else ""
        inner = "".join(self._row(line.paper, {} if shared else whens) for line in row.lines)
        return f'<li class="one-of"><p>{self._one_of}</p>\n{when}{met}<ul class="checklist">\n{inner}</ul></li>\n'

    def named(self, paper: Paper) -> tuple[str, SafeString, SafeString]:
        """The name in a few words, its language, and the rest of a long name as HTML; a note has no name."""
        words, lang = phrase(paper.name)
        name, rest = ("", words) if paper.kind == "note" else label(words)
        return name, lang, body(rest, more=self._more, fold=2 * LABEL) if rest else NOTHING

    def _row(self, paper: Paper, whens: Mapping[str, SafeString], extra: str = "") -> str:
        name, lang, rest = self.named(paper)
        when = whens.get(paper.key, NOTHING)
        condition = f"<p>{self._only_if} {when}</p>\n" if when else ""
        if paper.kind == "note":
            return f'<li class="paper-note"{lang}>{rest}{condition}</li>\n'
        more = f"<div{lang}>{rest}</div>" if rest else ""
        # The box inside its label needs no id: random keys were a fifth of a long list's compressed bytes.
        return (
            f'<li class="paper"><label{lang}><input type="checkbox">{escape(name)}</label>\n'
            f"{condition}{extra}{more}<p>{self._handing(paper)}</p>\n{self._ways(paper)}{self._note(paper)}{self._forms(paper.forms)}</li>\n"
        )

    def _handing(self, paper: Paper) -> str:
        """Whether to hand it in or show it, how many, and who issues it."""
        found = self._tags.get(paper.handing, "")
        if paper.required is not None:
            found += self._tags[paper.required]
        found += self._count(paper)
        if paper.document and paper.document.id not in self._issuers:
            found += f' · <a href="{self._prefix}/giay-to/{escape(paper.document.id)}/">{self._issuer}</a>'
        return found

    def _ways(self, paper: Paper) -> str:
        """The procedure that issues the paper; several stand on the page of the paper."""
        issuers = self._issuers.get(paper.document.id, ()) if paper.document else ()
        if not issuers or not paper.document:
            return ""
        first = phrase(issuers[0].title)
        link = f'<a href="{self._prefix}/thu-tuc/{escape(issuers[0].slug)}/"{first.lang}>{escape(first.text)}</a>'
        paper_page = f"{self._prefix}/giay-to/{escape(paper.document.id)}/"
        others = f' · <a href="{paper_page}">{self._others}</a>' if len(issuers) > 1 else ""
        return f"<p>{self._got_by} {link}{others}</p>\n"

    def _count(self, paper: Paper) -> str:
        key = paper.originals, paper.copies, paper.copy_kind
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
        found.append(_copies(paper.copy_kind, paper.copies) % {"n": number(paper.copies)})
    elif paper.copy_kind == "certified":
        found.append(gettext("bản sao phải chứng thực"))
    return ", ".join(text.replace(" ", NBSP, 1) for text in found) or gettext("chưa rõ số bản")


def _copies(kind: CopyKind, count: int) -> str:
    if kind == "certified":
        return ngettext("%(n)s bản sao có chứng thực", "%(n)s bản sao có chứng thực", count)
    if kind == "plain":
        return ngettext("%(n)s bản sao không cần chứng thực", "%(n)s bản sao không cần chứng thực", count)
    return ngettext("%(n)s bản sao", "%(n)s bản sao", count)
