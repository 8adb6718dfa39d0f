"""The filters of the search page: their names in the address, their words, their counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.cache import cache
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from search.sources import FACETS, Language, sources

Words = str | Promise

#: Name of each filter in the address, and what it is called; in the order of the page.
PARAMETERS: Mapping[str, tuple[str, Words]] = {
    "kind": ("loai", _("Loại nội dung")),
    "level": ("cap", _("Nộp ở cấp nào")),
    "channel": ("cach", _("Cách nộp")),
    "audience": ("doi-tuong", _("Dành cho ai")),
    "life_event": ("su-kien", _("Sự kiện")),
    "topic": ("linh-vuc", _("Lĩnh vực")),
    "agency": ("co-quan", _("Cơ quan")),
    "fee": ("le-phi", _("Lệ phí")),
    "online": ("truc-tuyen", _("Làm trên mạng")),
}
#: What a result is, when it is no procedure.
KIND_NAMES: Mapping[str, Words] = {
    "news": _("Tin tức"),
    "page": _("Trang thông tin"),
    "video": _("Video"),
    "form": _("Biểu mẫu"),
    "act": _("Văn bản"),
    "paper": _("Giấy tờ"),
    "office": _("Nơi nộp"),
}
#: Filters whose values are ours to word; the others are worded by the sources.
WORDS: Mapping[str, Mapping[str, Words]] = {
    "kind": {"procedure": _("Thủ tục"), **KIND_NAMES},
    "level": {
        "commune": _("Xã, phường"),
        "province": _("Tỉnh, thành phố"),
        "district": _("Quận, huyện (trước tháng 7/2025)"),
        "ministry": _("Bộ, ngành trung ương"),
        "vertical": _("Cơ quan ngành dọc"),
    },
    "channel": {
        "in_person": _("Đến tận nơi"),
        "post": _("Gửi bưu điện"),
        "online": _("Trên mạng"),
    },
    "audience": {"citizen": _("Người dân"), "business": _("Doanh nghiệp")},
    "fee": {"known": _("Đã biết lệ phí"), "free": _("Miễn phí"), "council": _("Tỉnh, thành phố quy định")},
    "online": {
        "full": _("Nộp trên mạng toàn bộ"),
        "part": _("Nộp trên mạng một phần"),
        "none": _("Không nộp trên mạng"),
    },
}
MOST_VALUES = 6
#: A renamed topic or agency may keep its old words in the filters for so long.
LABEL_SECONDS = 60
_KEY = re.compile(r"^[\w.-]{1,100}$")


@dataclass(frozen=True, slots=True)
class Choice:
    """One box of a filter."""

    key: str
    words: Words
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter with its boxes."""

    name: str
    parameter: str
    words: Words
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> list[Choice]:
        """The boxes that are ticked."""
        return [choice for choice in self.choices if choice.chosen]


def chosen_filters(query: QueryDict) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The filters of an address; values that can't be a key are ignored, at most twenty a filter."""
    filters = []
    for name, (parameter, _words) in PARAMETERS.items():
        if name not in FACETS:
            continue
        values = tuple(v for v in query.getlist(parameter)[:20] if _possible(name, v))
        if values:
            filters.append((name, values))
    return tuple(filters)


def _possible(name: str, value: str) -> bool:
    if name in ("kind", "level", "channel", "fee", "online"):
        return value in WORDS[name]
    return bool(_KEY.match(value))


def facets(
    counts: Mapping[str, Mapping[str, int]], chosen: Mapping[str, tuple[str, ...]], language: Language
) -> list[Facet]:
    """Filters worth showing: two values or more, or one that is chosen. Words come from at most one query a
    source."""
    shown = {name: _most(counts.get(name, {}), chosen.get(name, ())) for name in PARAMETERS}
    worded = {name: values for name, values in shown.items() if len(values) > 1 or chosen.get(name)}
    words = _words(worded, language)
    return [facet for name in worded if (facet := _facet(name, worded[name], words, chosen))]


def _most(counts: Mapping[str, int], chosen: Iterable[str]) -> dict[str, int]:
    """The values with most results, and the chosen ones whatever their count."""
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_VALUES]
    return dict(most) | {value: counts.get(value, 0) for value in chosen}


def _words(worded: Mapping[str, Mapping[str, int]], language: Language) -> dict[tuple[str, str], Words]:
    words: dict[tuple[str, str], Words] = {}
    wanted = {name: set(values) - set(WORDS.get(name, ())) for name, values in worded.items()}
    words.update(labels({name: values for name, values in wanted.items() if values}, language))
    words.update({(name, key): said for name in worded for key, said in WORDS.get(name, {}).items()})
    return words


def labels(wanted: Mapping[str, Iterable[str]], language: Language) -> dict[tuple[str, str], str]:
    """Words of facet values from the sources, {(facet, key): words}; kept for a minute."""
    keys = {f"facet:{language}:{name}:{value}": (name, value) for name in wanted for value in wanted[name]}
    held = cache.get_many(keys)
    found: dict[tuple[str, str], str] = {keys[key]: words for key, words in held.items()}
    unknown: dict[str, set[str]] = {}
    for key in set(keys) - set(held):
        unknown.setdefault(keys[key][0], set()).add(keys[key][1])
    if unknown:
        new: dict[tuple[str, str], str] = {}
        for source in sources():
            new.update(source.labels(unknown, language))
        named = {f"facet:{language}:{name}:{value}": words for (name, value), words in new.items()}
        cache.set_many(named, LABEL_SECONDS)
        found |= new
    return found


def _facet(
    name: str,
    values: Mapping[str, int],
    words: Mapping[tuple[str, str], Words],
    chosen: Mapping[str, tuple[str, ...]],
) -> Facet | None:
    keys = _ordered(name, values)
    choices = tuple(
        Choice(key, words[name, key], values[key], key in chosen.get(name, ()))
        for key in keys
        if (name, key) in words
    )
    return Facet(name, *PARAMETERS[name], choices) if choices else None


def _ordered(name: str, values: Mapping[str, int]) -> list[str]:
    """Our own values in the order of `WORDS`, others by count."""
    ours = list(WORDS.get(name, ()))
    return [key for key in ours if key in values] + [key for key in values if key not in ours]
