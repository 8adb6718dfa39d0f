"""A source in memory: what an app has to write to be found, without a database."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from search.sources import (
    AnswerRow,
    AskedField,
    BaseSource,
    Card,
    Language,
    MetaItem,
    SearchDocument,
    Suggestion,
)

CODES = {
    "1.001193": ("Thủ tục đăng ký khai sinh", "commune", ("làm giấy khai sinh cho con",)),
    "1.004884": ("Thủ tục đăng ký lại khai sinh", "commune", ("mất giấy khai sinh làm lại",)),
    "2.000635": ("Cấp bản sao trích lục hộ tịch", "commune", ("xin trích lục khai sinh",)),
    "1.004194": ("Đăng ký tạm trú", "commune", ("khai báo ở trọ", "làm giấy tạm trú")),
    "1.000656": ("Đăng ký khai tử", "commune", ("báo tử", "làm giấy chứng tử")),
    "1.000894": ("Đăng ký kết hôn", "commune", ("làm giấy đăng ký kết hôn", "cưới")),
    "2.002481": ("Đăng ký thành lập hộ kinh doanh", "province", ("mở tiệm", "giấy phép kinh doanh")),
    "1.009994": ("Cấp giấy phép xây dựng nhà ở riêng lẻ", "province", ("xin phép xây nhà",)),
}
ENGLISH = {"1.001193": "Register a birth", "1.000894": "Register a marriage"}


def make_document(code: str = "9.000001", title: str = "Thủ tục thử", **changes: object) -> SearchDocument:
    """A public document of the kind "procedure"."""
    document = SearchDocument(ref=f"procedure:{code}", seq=1, title_vi=title, official_title=title, code=code)
    return replace(document, **changes)  # type: ignore[arg-type]


class FakeSource(BaseSource):
    """Documents by ref. Tests change `held` and say what the outbox would say."""

    def __init__(self, kind: str = "procedure") -> None:
        self._kind = kind
        self.held: dict[str, SearchDocument] = {}
        self.asked_on: list[date] = []

    @property
    def kind(self) -> str:
        return self._kind

    def put(self, document: SearchDocument) -> SearchDocument:
        self.held[document.ref] = document
        return document

    def document(self, ref: str) -> SearchDocument | None:
        return self.held.get(ref)

    def documents(self) -> Iterator[SearchDocument]:
        return iter([d for d in self.held.values() if d.public])

    def count(self) -> int:
        return sum(d.public for d in self.held.values())

    def cards(
        self, refs: Sequence[str], asked: frozenset[AskedField], language: Language, on: date
    ) -> Mapping[str, Card]:
        self.asked_on.append(on)
        public = [self.held[ref] for ref in refs if ref in self.held and self.held[ref].public]
        return {d.ref: self._card(d, asked, language) for d in public}

    def _card(self, document: SearchDocument, asked: frozenset[AskedField], language: Language) -> Card:
        fee = AnswerRow("Lệ phí", "unknown", "Chưa có số liệu", "Quyết định 163/QĐ-BTP")
        english = language == "en" and bool(document.title_en)
        return Card(
            ref=document.ref,
            url=f"/thu-tuc/{document.code.replace('.', '-')}-x/",
            title=document.title_en if english else document.title_vi,
            answers=(fee,) if "fee" in asked else (),
            meta=(MetaItem("Xã, phường", tag=True),),
            code=document.code,
            title_lang="vi" if language == "en" and not english else None,
        )

    def labels(
        self, wanted: Mapping[str, Collection[str]], language: Language
    ) -> Mapping[tuple[str, str], str]:
        return {(name, key): key.replace("-", " ") for name, keys in wanted.items() for key in keys}

    def popular(self, language: Language, limit: int) -> Sequence[Suggestion]:
        return [Suggestion("Đăng ký khai sinh", "/thu-tuc/1-001193-dang-ky-khai-sinh/")][:limit]


def filled_source() -> FakeSource:
    """A source with a few well-known procedures."""
    source = FakeSource()
    for code, (title, level, aliases) in CODES.items():
        channels = ("in_person", "online") if code.startswith("1") else ("in_person",)
        facets = {"level": (level,), "channel": channels, "topic": ("ho-tich",)}
        source.put(make_document(code, title, aliases=aliases, facets=facets, title_en=ENGLISH.get(code, "")))
    return source
