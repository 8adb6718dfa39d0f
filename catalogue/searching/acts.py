"""Legal acts as search sees them: found by number, with or without the year and the issuer's letters."""

import re
from typing import Any, Final

from django.utils.formats import date_format

from catalogue.models import LegalAct
from catalogue.presentation.wording import capitalised
from catalogue.summary import Label, pick
from portal.core.slugs import cut
from search.sources import Language, MetaItem, SearchDocument

from .named import NAME_LENGTH, NamedSource

#: How people shorten the kinds, as the acts' own numbers do (NĐ 30/2020/NĐ-CP, appendix III).
SHORT: Final = {"Nghị định": "NĐ", "Thông tư": "TT", "Nghị quyết": "NQ", "Quyết định": "QĐ"}
#: Laws go by their subject, and several bear the same one.
LAWS: Final = ("Luật", "Bộ luật", "Pháp lệnh")
_LAW: Final = re.compile(
    r"\b(?:bộ luật|luật|pháp lệnh)\s+(?!số\b|sửa đổi)[^\d;,:(]+?(?=\s+(?:số|ngày|năm|của quốc hội)\b|\s*[\d;:(]|\s*$)",
    re.I,
)
_LAW_WORD: Final = re.compile(r"\bluật\b|\bpháp lệnh\b|\d", re.I)
LONGEST_SUBJECT: Final = 60  # characters of a title that may be a law's subject alone
_NUMBER: Final = re.compile(r"(\d+)/(\d{4})\b")


class ActSource(NamedSource):
    """Makes acts findable."""

    kind = "act"
    model = LegalAct
    path = "van-ban"

    def made(self, thing: Any, seq: int) -> SearchDocument:
        title = thing.title_vi or ""
        return SearchDocument(
            ref=self.ref(thing),
            seq=seq,
            title_vi=_called(thing),
            official_title=_called(thing),
            title_en=thing.title_en or "",
            aliases=tuple(filter(None, (*_short_names(thing), _law_name(thing), cut(title, NAME_LENGTH)))),
            body=(("summary", f"{title} {thing.issuer_vi or ''}"),),
        )

    def title(self, thing: Any, language: Language) -> Label:
        return Label(_called(thing), "vi" if language == "en" and thing.kind else "")

    def summary(self, thing: Any, language: Language) -> Label:
        title = capitalised(thing.title_vi or "")
        return pick("" if title in (_called(thing), thing.number) else title, thing.title_en, language)

    def meta(self, thing: Any, language: Language) -> tuple[MetaItem, ...]:
        issuer = pick(thing.issuer_vi or "", thing.issuer_en, language).text
        issued = date_format(thing.issued, "d/m/Y") if thing.issued else ""
        return tuple(MetaItem(text) for text in (issuer, issued) if text)


def _called(act: Any) -> str:
    """ "Nghị định 123/2015/NĐ-CP"; a number that says its kind already stands alone."""
    number = str(act.number)
    return number if not act.kind or number.startswith(act.kind) else f"{act.kind} {number}"


def _law_name(act: Any) -> str:
    """ "Luật Hộ tịch" of a law whose title holds its name or its subject; else nothing."""
    title = " ".join((act.title_vi or "").split())
    if act.kind not in LAWS or "sửa đổi" in title.lower():
        return ""
    found = _LAW.search(title)
    if found:
        return found[0]
    return (
        f"{act.kind} {title}"
        if title and len(title) <= LONGEST_SUBJECT and not _LAW_WORD.search(title)
        else ""
    )


def _short_names(act: Any) -> tuple[str, ...]:
    """The number alone; "Nghị định 123/2015", "NĐ 123/2015", "123/2015"."""
    found = _NUMBER.search(act.number)
    if not found:
        return (act.number,)
    kinds = filter(None, (act.kind, SHORT.get(act.kind, "")))
    return (act.number, found[0], *(f"{kind} {found[0]}" for kind in kinds))
