"""A reader's case as it stands in an address; what is wrong in it is named and left out, never an error."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.http import QueryDict
from django.utils import timezone

from portal.core.words import gettext

from .calendar import after_cutoff
from .guidance import Answers, Situation, read_answers
from .places import PlaceFound, find_places, unit_by_slug
from .reader_case import QUANTITY, WAYS, Case, Fault, PlaceChosen
from .record import Method, ProcedureRecord

COUNTED: Final = frozenset({"per_unit", "tiers", "percentage"})
"""The rules of a fee that need a quantity."""
MOST_VALUE: Final = 60
"""Characters of a value that a message repeats."""
MOST_FAULTS: Final = 10
"""Messages shown; an address may hold a thousand parameters."""
FURTHEST: Final = timedelta(days=731)
"""How far ahead a day of handing in may lie."""
MOST_QUANTITY: Final = Decimal(10) ** 12
ISO_DAY: Final = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)", re.ASCII)
SPOKEN_DAY: Final = re.compile(r"(\d\d?)[/.-](\d\d?)[/.-](\d{4})", re.ASCII)
GROUPED: Final = re.compile(r"\d{1,3}([.  ]\d{3})+(,\d{1,6})?|\d{1,3}(,\d{3}){2,}", re.ASCII)
PLAIN: Final = re.compile(r"\d{1,30}([.,]\d{1,6})?", re.ASCII)
NUMBER_TAIL: Final = re.compile(r"\s*(đ|₫|đồng|vnd|vnđ)\.?$", re.IGNORECASE)


def read_case(parameters: QueryDict, record: ProcedureRecord, today: date) -> Case:
    """Read an address. Costs one query when it names a place, else none."""
    reader = _Reader(dict(parameters.lists()))
    answers = read_answers(record.questions, reader.parameters)
    reader.answers(answers)
    answers, method = _way(record, answers, reader.method(record, answers))
    as_of = reader.day("ngay")
    chosen, several, typed = reader.place()
    filed = reader.filed(today)
    situation = Situation(
        on=as_of or today,
        given=answers.given,
        place=chosen.ids if chosen else (),
        quantities=reader.quantities(record),
        method=method,
        filed=None if filed == (as_of or today) else filed,
        after_cutoff=(filed or as_of or today) == today and after_cutoff(timezone.now()),
    )
    return Case(situation, answers, chosen, several, typed, as_of, tuple(reader.faults))


def asked_day(parameters: QueryDict) -> date | None:
    """The day as of which a page is asked for; None when none is named or it can't be read."""
    return _Reader(dict(parameters.lists())).day("ngay")


def read_number(text: str) -> Decimal | None:
    """Read a number written the Vietnamese way: "3", "1.500.000", "2,5", "200.000 đ"; None when it is none."""
    bare = NUMBER_TAIL.sub("", text.strip())
    if GROUPED.fullmatch(bare):
        whole, _, rest = (bare, "", "") if bare.count(",") > 1 else bare.partition(",")
        return Decimal(re.sub(r"\D", "", whole) + (f".{rest}" if rest else ""))
    return Decimal(bare.replace(",", ".")) if PLAIN.fullmatch(bare) else None


def _read_day(text: str) -> date | None:
    iso, spoken = ISO_DAY.fullmatch(text), SPOKEN_DAY.fullmatch(text)
    parts = iso.groups() if iso else tuple(reversed(spoken.groups())) if spoken else ()
    try:
        return date(*map(int, parts)) if parts else None
    except ValueError:
        return None


class _Reader:
    """Reads the parameters of one address and collects what is wrong with them."""

    def __init__(self, parameters: Mapping[str, Sequence[str]]) -> None:
        self.parameters = parameters
        self.faults: list[Fault] = []

    def fault(self, name: str, value: str, message: str) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(_short(name), _short(value), message))

    def one(self, name: str) -> str:
        """The one value of a name; several different ones contradict each other and none is taken."""
        values = list(
            dict.fromkeys(value.strip() for value in self.parameters.get(name, ()) if value.strip())
        )
        if len(values) > 1:
            self.fault(
                name, " / ".join(values), gettext("có nhiều giá trị khác nhau, không biết lấy giá trị nào")
            )
            return ""
        return values[0] if values else ""

    def answers(self, answers: Answers) -> None:
        """Name the answers that were ignored."""
        words = {
            "contradiction": gettext("hai câu trả lời trái nhau"),
            "no such choice": gettext("không có lựa chọn này"),
            "no such question": gettext("không có câu hỏi này"),
        }
        for found in answers.ignored:
            self.fault(found.name, found.value, words[found.reason])

    def day(self, name: str) -> date | None:
        text = self.one(name)
        day = _read_day(text)
        if text and day is None:
            self.fault(
                name,
                text,
                gettext("không phải là một ngày có thật viết theo năm-tháng-ngày, ví dụ 2026-03-01"),
            )
        return day

    def filed(self, today: date) -> date | None:
        """The day of handing in, when it is named and may come."""
        day = self.day("nop")
        if day and day < today:
            self.fault("nop", day.isoformat(), gettext("ngày này đã qua; trang tính từ hôm nay"))
        elif day and day - today > FURTHEST:
            self.fault(
                "nop", day.isoformat(), gettext("xa hơn hai năm, chưa tính được; trang tính từ hôm nay")
            )
        else:
            return day
        return None

    def method(self, record: ProcedureRecord, answers: Answers) -> Method | None:
        """The way to hand in, when the procedure offers it and no answer names another."""
        text = self.one("cach")
        method = WAYS.get(text)
        if method is None:
            if text:
                self.fault("cach", text, gettext("không có cách nộp này"))
        elif method not in {channel.method for channel in record.channels}:
            self.fault("cach", text, gettext("thủ tục này không nhận cách nộp này"))
        elif _answered(record, answers) - {method}:
            self.fault("cach", text, gettext("trái với câu trả lời về cách nộp"))
        else:
            return method
        return None

    def quantities(self, record: ProcedureRecord) -> dict[str, Decimal]:
        """Quantities by the key of the fee they are for."""
        counted = {fee.key for fee in record.fees if fee.rule and fee.rule.kind in COUNTED}
        found = {}
        for name in self.parameters:
            key = name.removeprefix(QUANTITY)
            if key == name or not (text := self.one(name)):
                continue
            if key not in counted:
                self.fault(name, text, gettext("không có khoản phí nào tính theo số này"))
            elif (number := self._quantity(name, text)) is not None:
                found[key] = number
        return found

    def _quantity(self, name: str, text: str) -> Decimal | None:
        number = read_number(text)
        if number is None:
            self.fault(name, text, gettext("không phải là một số lớn hơn 0, viết như 3 hoặc 1.500.000"))
        elif number == 0:
            self.fault(name, text, gettext("số phải lớn hơn 0"))
        elif number > MOST_QUANTITY:
            self.fault(name, text, gettext("số quá lớn"))
        else:
            return number
        return None

    def place(self) -> tuple[PlaceChosen | None, PlaceFound | None, str]:
        """The unit chosen, or what a typed name may mean; a typed name is newer than a unit chosen before."""
        typed = "".join(sign for sign in self.one("noi") if sign.isprintable())
        slug = self.one("o")
        if typed:
            return self._typed(typed)
        unit = unit_by_slug(slug)
        if unit and unit.ended:
            unit = None
        if slug and unit is None:
            self.fault("o", slug, gettext("không có xã, phường, đặc khu này hiện nay"))
        return PlaceChosen(unit) if unit else None, None, ""

    def _typed(self, typed: str) -> tuple[PlaceChosen | None, PlaceFound | None, str]:
        found = find_places(typed)
        if found.unit:
            return PlaceChosen(found.unit, found), None, typed
        if found.choices:
            return None, found, typed
        if found.ended:
            self.fault(
                "noi",
                typed,
                gettext("nơi này không còn nữa và chưa rõ nay thuộc đâu; hãy chọn trong danh sách"),
            )
        else:
            self.fault("noi", typed, gettext("chưa tìm thấy xã, phường nào tên như vậy"))
        return None, None, typed


def _short(text: str) -> str:
    return text if len(text) <= MOST_VALUE else text[: MOST_VALUE - 1] + "…"


def _way(record: ProcedureRecord, answers: Answers, method: Method | None) -> tuple[Answers, Method | None]:
    """The way to hand in as answers to the questions of which one choice alone is that way, else as it is."""
    if method is None:
        return answers, None
    fitting = {
        question.key: [choice.key for choice in question.choices if choice.method == method]
        for question in record.questions
    }
    single = {key: keys[0] for key, keys in fitting.items() if len(keys) == 1}
    answers = replace(answers, given=single | dict(answers.given))
    return answers, None if method in _answered(record, answers) else method


def _answered(record: ProcedureRecord, answers: Answers) -> set[Method]:
    """The ways to hand in that the answers name."""
    return {
        choice.method
        for question in record.questions
        for choice in question.choices
        if choice.method and answers.given.get(question.key) == choice.key
    }


__all__ = ["Case", "Fault", "PlaceChosen", "asked_day", "read_case", "read_number"]
