"""Provinces named in texts: those of today, and those that became part of another on 2025-07-01."""

import re
from functools import cache
from pathlib import Path
from typing import Final

from .text import line

SEED: Final = Path(__file__).resolve().parents[2] / "seed" / "provinces.tsv"
MERGED_IN: Final = 2025

FORMER: Final = (
    "Bà Rịa - Vũng Tàu",
    "Bạc Liêu",
    "Bắc Giang",
    "Bắc Kạn",
    "Bến Tre",
    "Bình Dương",
    "Bình Định",
    "Bình Phước",
    "Bình Thuận",
    "Đắk Nông",
    "Hà Giang",
    "Hà Nam",
    "Hải Dương",
    "Hậu Giang",
    "Hòa Bình",
    "Kiên Giang",
    "Kon Tum",
    "Long An",
    "Nam Định",
    "Ninh Thuận",
    "Phú Yên",
    "Quảng Bình",
    "Quảng Nam",
    "Sóc Trăng",
    "Thái Bình",
    "Thừa Thiên Huế",
    "Tiền Giang",
    "Trà Vinh",
    "Vĩnh Phúc",
    "Yên Bái",
)
"""Provinces that ended with 2025-06-30 (Thừa Thiên Huế, now the city of Huế, half a year before)."""

SAME: Final = frozenset(
    {
        "Cao Bằng",
        "Điện Biên",
        "Hà Nội",
        "Hà Tĩnh",
        "Lai Châu",
        "Lạng Sơn",
        "Nghệ An",
        "Quảng Ninh",
        "Sơn La",
        "Thanh Hóa",
    }
)
"""Provinces that no other became part of, and that kept their name: an act of theirs is theirs whatever its year."""

CITIES: Final = frozenset({"Cần Thơ", "Đà Nẵng", "Hà Nội", "Hải Phòng", "Hồ Chí Minh"})
"""Cities before 2025, too; what became part of them were provinces, so "the city" in an act means them."""

_OF_THE_CITY: Final = re.compile(r"(?:địa bàn|HĐND|UBND|nhân dân) thành phố(?!\s+[A-ZĐ])")


@cache
def _today() -> dict[str, str]:
    """What each province of today is called in full, by its name: "Huế" -> "thành phố Huế"."""
    rows = [row.split("\t") for row in SEED.read_text(encoding="utf-8").splitlines()[1:] if row]
    full = [line(row[1]) for row in rows if not row[0].startswith("#")]
    names = {re.sub(r"^(?:Tỉnh|Thành phố) ", "", name): name[0].lower() + name[1:] for name in full}
    return names


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted([*_today(), *FORMER], key=lambda name: -len(name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)


def named_in(text: str) -> set[str]:
    """Return the names of the provinces that ``text`` names, as we write them."""
    text = line(text).replace("Hoá", "Hóa").replace("HOÁ", "HÓA").replace("Hoà", "Hòa").replace("HOÀ", "HÒA")
    ours = {name.lower(): name for name in [*_today(), *FORMER]}
    return {ours[found.lower()] for found in _pattern().findall(text)}


def province_of(text: str, publisher: str, year: int) -> str:
    """Return the name of the one province an act of ``year`` can be of; "" when that is not sure."""
    named, home = named_in(text), next(iter(named_in(publisher)), "")
    if len(named) == 1:
        return named.pop()
    if named:
        return home if home in named else ""
    sure = home in SAME or year > MERGED_IN or (home in CITIES and _OF_THE_CITY.search(text))
    return home if sure else ""


def titled(name: str) -> str:
    """Return "tỉnh Lào Cai" for "Lào Cai"."""
    return _today().get(name, f"tỉnh {name}")
