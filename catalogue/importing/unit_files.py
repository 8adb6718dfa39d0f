"""Files of provinces and communes, checked before anything is written: every mistake by its path in the file."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from portal.core.slugs import fold

from .checking import Refused, loads
from .mapping.text import line
from .reading import plain_text

PROVINCE_KINDS: Final = ("Thành phố", "Tỉnh")
COMMUNE_KINDS: Final = {"Phường": "ward", "Xã": "commune", "Đặc khu": "special"}
ENGLISH: Final = {"ward": "Ward", "commune": "Commune", "special": "Special Zone"}
LARGEST_UNIT_FILE: Final = 20 * 1024 * 1024  # bytes; the file of all 3,321 communes has 0.7 million
MOST_SHOWN: Final = 20
_TONE = re.compile(r"(?<![qQ])(?:([oO])([àáảãạèéẻẽẹ])|([uU])([ỳýỷỹỵ]))(?!\w)")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


@dataclass(frozen=True, slots=True)
class UnitDraft:
    """A province (``parent`` empty) or commune by its code at the General Statistics Office."""

    code: str
    kind: str
    name: str
    name_en: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class MergedDraft:
    """A commune of a named province: the old units it took in, the districts they belonged to, its office."""

    place: str
    name: str
    former: tuple[str, ...]
    districts: tuple[str, ...]
    address: str
    latitude: Decimal | None
    longitude: Decimal | None


@dataclass(frozen=True, slots=True)
class NationalFile:
    units: tuple[UnitDraft, ...]


@dataclass(frozen=True, slots=True)
class MergedFile:
    """The communes of one province after a merger."""

    province: str
    communes: tuple[MergedDraft, ...]


class WrongFile(Exception):
    """The file holds mistakes; ``mistakes`` name each by its path."""

    def __init__(self, mistakes: list[str]) -> None:
        self.mistakes = mistakes
        more = len(mistakes) - MOST_SHOWN
        shown = mistakes[:MOST_SHOWN] + ([_("… và %(count)d lỗi nữa.") % {"count": more}] if more > 0 else [])
        super().__init__("\n".join([_("Tệp có lỗi, không ghi gì:"), *shown]))


def read_units(path: Path) -> NationalFile | MergedFile:
    """Return what a file says; raises UnreadableFile or WrongFile."""
    try:
        data = loads(plain_text(path, LARGEST_UNIT_FILE))
    except Refused as error:
        raise WrongFile([str(error)]) from error
    checker = _Checker()
    found = checker.national(data) if isinstance(data, list) else checker.merged(data)
    if checker.mistakes:
        raise WrongFile(checker.mistakes)
    return found


def tidy(name: str) -> str:
    """Return a name on one line with the tone on the first of two vowels: "Khánh Hoà" -> "Khánh Hòa"."""
    return _TONE.sub(_forward, line(name))


def _forward(match: re.Match[str]) -> str:
    first, second = filter(None, match.groups())
    plain = unicodedata.normalize("NFD", second)
    tone = "".join(_TONES.findall(plain))
    return unicodedata.normalize("NFC", first + tone) + unicodedata.normalize("NFC", _TONES.sub("", plain))


class _Checker:
    """Reads values and notes what is wrong with them; goes on, so that all mistakes are told at once."""

    def __init__(self) -> None:
        self.mistakes: list[str] = []
        self.codes: dict[str, str] = {}

    def wrong(self, place: str, reason: str) -> None:
        self.mistakes.append(f"{place}: {reason}")

    def national(self, data: list[Any]) -> NationalFile:
        units = [unit for at, item in enumerate(data) for unit in self._province(item, f"[{at}]")]
        if not data:
            self.wrong("[]", _("danh sách trống"))
        return NationalFile(tuple(units))

    def _province(self, item: Any, place: str) -> Iterator[UnitDraft]:
        if not self._object(item, place):
            return
        code, name = self._code(item, place, 2), self._named(item, place)
        if name and not name.startswith(PROVINCE_KINDS):
            self.wrong(f"{place}.FullName", _("phải bắt đầu bằng “Tỉnh” hoặc “Thành phố”"))
        yield UnitDraft(code, "province", name, self._english(item, place) or fold(name))
        wards = item.get("Wards")
        if not isinstance(wards, list) or not wards:
            self.wrong(f"{place}.Wards", _("cần danh sách xã, phường, đặc khu"))
            return
        for at, ward in enumerate(wards):
            yield from self._commune(ward, f"{place}.Wards[{at}]", code)

    def _commune(self, item: Any, place: str, province: str) -> Iterator[UnitDraft]:
        if not self._object(item, place):
            return
        code, name = self._code(item, place, 5), self._named(item, place)
        if item.get("ProvinceCode", province) != province:
            self.wrong(f"{place}.ProvinceCode", _("khác mã của tỉnh (%(code)s)") % {"code": province})
        word = next((word for word in COMMUNE_KINDS if name.lower().startswith(f"{word.lower()} ")), "")
        if not word:
            if name:
                self.wrong(f"{place}.FullName", _("phải bắt đầu bằng “Phường”, “Xã” hoặc “Đặc khu”"))
            return
        bare, kind = name[len(word) + 1 :], COMMUNE_KINDS[word]
        yield UnitDraft(code, kind, f"{word} {bare}", english_name(bare, kind), province)

    def _object(self, item: Any, place: str) -> bool:
        if not isinstance(item, dict):
            self.wrong(place, _("cần một đối tượng"))
            return False
        return True

    def _code(self, item: dict[str, Any], place: str, digits: int) -> str:
        code = item.get("Code")
        if not isinstance(code, str) or not re.fullmatch(rf"[0-9]{{{digits}}}", code):
            self.wrong(f"{place}.Code", _("cần mã gồm %(digits)d chữ số") % {"digits": digits})
            return ""
        if code in self.codes:
            self.wrong(
                f"{place}.Code",
                _("mã %(code)s đã có ở %(place)s") % {"code": code, "place": self.codes[code]},
            )
        self.codes.setdefault(code, place)
        return code

    def _named(self, item: dict[str, Any], place: str) -> str:
        return tidy(self.text(item, "FullName", place, needed=True))

    def _english(self, item: dict[str, Any], place: str) -> str:
        return line(self.text(item, "FullNameEn", place))

    def text(
        self, item: dict[str, Any], key: str, place: str, *, needed: bool = False, most: int = 200
    ) -> str:
        value = item.get(key)
        if value is None and not needed:
            return ""
        if not isinstance(value, str) or (needed and not line(value)):
            self.wrong(f"{place}.{key}", _("cần chữ"))
            return ""
        if len(value) > most:
            self.wrong(f"{place}.{key}", _("dài quá %(most)d ký tự") % {"most": most})
        return value

    def merged(self, data: Any) -> MergedFile:
        listed = data.get("commune_ward_list") if isinstance(data, dict) else None
        if not isinstance(listed, list) or not listed:
            self.wrong("commune_ward_list", _("cần danh sách tỉnh, hoặc đối tượng có danh sách xã, phường"))
            return MergedFile("", ())
        city: Any = data
        for key in ("metadata", "city_info"):
            city = city.get(key) if isinstance(city, dict) else None
        name = self.text(city if isinstance(city, dict) else {}, "name", "metadata.city_info", needed=True)
        found = [self._merged(item, f"commune_ward_list[{at}]") for at, item in enumerate(listed)]
        return MergedFile(line(name), tuple(one for one in found if one))

    def _merged(self, item: Any, place: str) -> MergedDraft | None:
        if not self._object(item, place):
            return None
        name = tidy(self.text(item, "new_commune_ward", place, needed=True))
        former = self.text(item, "merged_communes_wards", place, most=2000).split(",")
        districts = self.text(item, "old_commune_ward", place).split(",")
        spot, seat = item.get("location"), f"{place}.location"
        if not self._object({} if spot is None else spot, seat):
            return None
        spot = spot or {}
        address = line(self.text(spot, "address", seat, most=300)).strip(" ,")
        return MergedDraft(
            place,
            name,
            tuple(line(one) for one in former if one.strip()),
            tuple(tidy(one) for one in districts if one.strip()),
            address,
            self._degrees(spot, "latitude", seat, 90),
            self._degrees(spot, "longitude", seat, 180),
        )

    def _degrees(self, item: dict[str, Any], key: str, place: str, most: int) -> Decimal | None:
        value = item.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > most:
            self.wrong(f"{place}.{key}", _("cần số độ, nhiều nhất %(most)d") % {"most": most})
            return None
        return round(Decimal(str(value)), 6)


def english_name(bare: str, kind: str) -> str:
    """Return the English name of a commune: "Hải Châu" -> "Hai Chau Ward", "1 Bảo Lộc" -> "Ward 1 Bao Loc"."""
    name, word = fold(bare), ENGLISH[kind]
    return f"{word} {name}" if name[:1].isdigit() else f"{name} {word}"
