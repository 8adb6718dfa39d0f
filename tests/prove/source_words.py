"""Words, numbers and dates of the source in forms that can be compared, written without the importer's code."""

import json
import lzma
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

HANOI = timezone(timedelta(hours=7))
STEP_MARKS = {"bước", "mặc định", "trình tự", "trình tự thực hiện", "các bước thực hiện"}
NAMES_FEE = re.compile(
    r"\d[\d.,\s]*(?:đồng|đ\b|vnđ|vnd|usd|\$|triệu|nghìn|ngàn|%)|\b\d+[\w-]*/\d{4}/[A-ZĐ]|hội đồng nhân dân|hđnd"
    r"|thông tư|nghị định|nghị quyết|biểu (?:mức )?(?:thu|phí|giá)|mức thu|theo quy định",
    re.IGNORECASE,
)
Json = dict[str, Any]


def words(text: Any) -> tuple[str, ...]:
    """The words of ``text`` in NFC, whatever blanks, marks and invisible characters stand between them."""
    shown = "".join(sign for sign in str(text or "") if unicodedata.category(sign) not in {"Cf", "Cs", "Cn"})
    return tuple(re.findall(r"\w+", unicodedata.normalize("NFC", shown)))


def within(some: tuple[str, ...], all_words: tuple[str, ...]) -> bool:
    """Whether ``some`` stand next to each other in ``all_words``."""
    return f" {' '.join(some)} " in f" {' '.join(all_words)} "


def blanks(text: Any) -> str:
    """``text`` in NFC on one line, one blank between words."""
    return " ".join(unicodedata.normalize("NFC", str(text or "")).split())


def vi(text: Any) -> str:
    return str(text["vi"]) if text else ""


def day(milliseconds: Any) -> str:
    return (
        str(datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone(HANOI).date()) if milliseconds else ""
    )


def folded(text: Any) -> tuple[str, ...]:
    """Words of a name whatever its capitals and where its tone mark stands."""
    return tuple(
        word.lower().replace("uỷ", "ủy").replace("hoà", "hòa").replace("hoá", "hóa") for word in words(text)
    )


def squeezed(text: Any) -> str:
    """A number of an act without blanks, with one kind of line and of capitals."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFC", str(text or "")))
    return re.sub(r"[-–—_/.]+", "-", plain).upper().replace("Ð", "Đ").replace("ND-CP", "NĐ-CP").strip("-")


def same_act(number: str, code: str, name: str) -> bool:
    """Whether the number stands in the code or, when that has only its beginning, in the name."""
    whole = re.compile(rf"(?<!\d){re.escape(number)}")
    return bool(whole.search(code) or (whole.search(name) and (not code or code in number or number in name)))


def only_number(name: str, number: str) -> bool:
    """Whether a title says no more than what the act is and its number."""
    left = squeezed(name).replace(squeezed(number), "")
    return (
        re.fullmatch(
            r"(?:(?:SỬAĐỔI)?(?:BỘLUẬT|LUẬT|PHÁPLỆNH|NGHỊĐỊNH|THÔNGTƯ|NGHỊQUYẾT|QUYẾTĐỊNH)(?:LIÊNTỊCH)?)?(?:SỐ)?:?",
            left.strip("-"),
        )
        is not None
    )


def currency_of(row: Json) -> str:
    named = row.get("currencyName") or (row.get("currency") or {}).get("code") or ""
    return (
        "USD"
        if re.search(r"usd|đô la", named, re.IGNORECASE)
        else named
        if re.fullmatch("[A-Z]{3}", named)
        else "VND"
    )


def says_free(text: tuple[str, ...]) -> bool:
    """Whether a text has words for "free" and neither a number nor a condition."""
    said = " ".join(text).lower()
    free = re.search(r"miễn|không (?:thu|mất|phải nộp)", said)
    return bool(free) and not re.search(r"\d|hội đồng|hđnd|quy định|trường hợp|đối với", said)


def same_time(value: Any, shown: Json) -> bool:
    """Whether ``value`` of the source is the number shown, or stands there in words."""
    try:
        return Decimal(str(value).strip().replace(",", ".")) == Decimal(shown["quantity"])
    except (ArithmeticError, KeyError, TypeError):
        return words(value) == words(vi(shown.get("text")))


def names_nothing(text: str) -> bool:
    """Whether the name of a step only says that steps follow."""
    return " ".join(words(text)).lower() in STEP_MARKS


def missing(said: list[str], have: list[str]) -> list[str]:
    """The words of ``said`` that ``have`` lacks in that order; a step's "Bước" and number may be dropped."""
    lost: list[str] = []
    at = 0
    for word, following in zip(said, [*said[1:], ""], strict=True):
        if at < len(have) and have[at] == word:
            at += 1
        elif not (
            word.lower() == "bước" or word.isdigit() or (len(word) == 1 and following.lower() == "bước")
        ):
            lost.append(word)
    return [*lost, *(f"+{word}" for word in have[at:])]


def source_lines(path: Path) -> Iterator[Json]:
    """The public lines of the source."""
    opened: Callable[..., Any] = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            read = json.loads(line)
            if not read["detail"].get("isInternal"):
                yield read
