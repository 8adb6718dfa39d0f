"""For whom, where and at which level: circumstances that a query names beside the matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from search.understanding.asking import STOP_WEIGHT
from search.understanding.lexicon import Lexicon, PlaceName
from search.understanding.phrases import Found, Phrases
from search.understanding.views import Draft, Span
from search.vietnamese.text import Syllable


def _words(joined: str) -> frozenset[str]:
    return frozenset(joined.split("|"))


#: Keys of the facet "level", and the units that people name for them.
_UNITS: Final = {
    "commune": ("xã", "phường", "thị trấn", "đặc khu"),
    "district": ("huyện", "quận"),
    "province": ("tỉnh", "thành phố", "sở"),
    "ministry": ("bộ", "trung ương"),
}
_AT: Final = ("ở", "ra", "lên", "tại", "trên", "ngoài", "dưới", "xuống", "về", "qua", "đến", "tới")
_AUTHORITIES: Final = ("ủy ban", "ủy ban nhân dân", "ubnd", "ub", "cấp", "trụ sở")
_LEVEL_WORDS: Final = {
    "commune": "nơi nộp là xã, phường",
    "district": "nơi nộp là quận, huyện cũ",
    "province": "nơi nộp là tỉnh, thành phố",
    "ministry": "nơi nộp là bộ, ngành trung ương",
}
_AUDIENCE_WORDS: Final = {"business": "dành cho doanh nghiệp", "citizen": "dành cho người dân"}
#: Without marks these are as often something else ("o xa" is "ở xa", "o bo" is "ô bò").
_UNSURE_BARE: Final = frozenset(("xa", "so", "bo", "tinh", "quan"))
_BARE_AT: Final = _words("o|ra|len|tai|tren|ngoai|duoi|xuong|ve|qua|den|toi")
#: "nhà ở xã hội", "ở tỉnh khác": no level.
_NOT_BEFORE: Final = frozenset(("hoi", "khac"))

_AUDIENCES: Final = {
    "business": "doanh nghiệp|công ty|cty|hợp tác xã|hộ kinh doanh|cơ sở kinh doanh|nhà máy|xí nghiệp|chi nhánh|"
    "văn phòng đại diện|nhà đầu tư|chủ đầu tư",
    "citizen": "công dân|người dân|cá nhân|hộ gia đình|gia đình tôi|bản thân",
}

#: Words after which a name is a place.
_BEFORE_PLACE: Final = _words(
    "o|tai|ra|len|ve|qua|den|toi|xuong|ngoai|trong|duoi|phuong|xa|quan|huyen|tinh|tp|pho|tran|vuc|ben|noi"
)


def _table(groups: dict[str, str]) -> Phrases[str]:
    return Phrases((phrase, key) for key, phrases in groups.items() for phrase in phrases.split("|"))


_LEVEL_TABLE: Final = Phrases(
    (f"{before} {unit}", level)
    for level, units in _UNITS.items()
    for unit in units
    for before in (*_AT, *_AUTHORITIES)
    if (before, unit) != ("trên", "bộ")
)
_AUDIENCE_TABLE: Final = _table(_AUDIENCES)


def read_levels(draft: Draft, taken: Iterable[Span]) -> tuple[str, ...]:
    """Levels the query names, in its order; not where words are `taken` by a place. The words go on voting fully:
    with .3 nDCG@10 was .001 worse, titles have them ("(cấp tỉnh)")."""
    used = {at for span in taken for at in range(*span)}
    levels: dict[str, None] = {}
    for span, one in draft.views[0].find(_LEVEL_TABLE):
        if used & set(range(*span)) or not _is_level(draft, span):
            continue
        levels[one.meanings[0]] = None
        draft.plain.update(range(*span))
        draft.steps.append(f"“{draft.said(span)}”: {_LEVEL_WORDS[one.meanings[0]]}")
    return tuple(levels)


def _is_level(draft: Draft, span: Span) -> bool:
    after = draft.words[span[1]].folded if span[1] < len(draft.words) else ""
    before = draft.words[span[0] - 1].folded if span[0] else ""
    if after in _NOT_BEFORE or (before == "nha" and draft.words[span[0]].folded == "o"):
        return False
    unsure = draft.words[span[1] - 1].folded in _UNSURE_BARE and draft.words[span[0]].folded in _BARE_AT
    return draft.marked or not unsure


def read_audience(draft: Draft) -> str:
    """For whom: "business", "citizen", or empty when the query does not say or says both."""
    named = {one.meanings[0]: span for span, one in draft.views[0].find(_AUDIENCE_TABLE)}
    if len(named) != 1:
        return ""
    [(audience, span)] = named.items()
    draft.steps.append(f"“{draft.said(span)}”: {_AUDIENCE_WORDS[audience]}")
    return audience


def read_place(draft: Draft, lexicon: Lexicon) -> tuple[str, str, list[tuple[Span, Sequence[Syllable]]]]:
    """Slug and name of the unit the query is about, and where it stands; a name of several units has no slug."""
    if not lexicon.places:
        return "", "", []
    for span, one in draft.views[0].find(lexicon.places):
        if not _is_place(draft, span, one):
            continue
        best = _current_first(one.meanings)
        keys = {place.key for place in best}
        key, name = (best[0].key, best[0].current) if len(keys) == 1 else ("", "")
        before = span[0] and draft.words[span[0] - 1].folded in _BEFORE_PLACE
        draft.lower((span[0] - 1 if before else span[0], span[1]), STOP_WEIGHT)
        said = draft.said(span)
        draft.steps.append(f"“{said}” là địa danh" + (f": {name}" if name else " của nhiều nơi"))
        return key, name or said, [(span, one.phrase)]
    return "", "", []


def _is_place(draft: Draft, span: Span, one: Found[PlaceName]) -> bool:
    """Whether a unit's name stands for the unit: with its kind, after a word of place, or, with its marks, when it
    has two words."""
    before = draft.words[span[0] - 1].folded if span[0] else ""
    if any(place.sure for place in one.meanings) or before in _BEFORE_PLACE:
        return True
    if one.size < 2:
        return False
    window = draft.words[slice(*span)]
    return draft.marked and all(
        said.exact == meant.exact for said, meant in zip(window, one.phrase, strict=True)
    )


def _current_first(places: Iterable[PlaceName]) -> list[PlaceName]:
    """The units of today with that name; the successors of old ones when there is none."""
    places = list(places)
    return [place for place in places if not place.old] or places
