"""What differs between two records, field by field, in a reader's words; pure.

The words become published notes and stored findings, as the texts they speak of: hence Vietnamese.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Any, Final

from pydantic import BaseModel

from .record import Condition, Duration, Fee, FeeRule, ProcedureRecord, Question, Source, Text
from .sections import SECTION_FIELDS

SECTION_NAMES: Final[dict[str, str]] = {
    "identity": "tên và tóm tắt",
    "subjects": "lĩnh vực và đối tượng",
    "agencies": "cơ quan",
    "conditions": "yêu cầu, điều kiện",
    "places": "nơi tiếp nhận",
    "papers": "giấy tờ",
    "times": "cách nộp và thời hạn",
    "fees": "phí, lệ phí",
    "steps": "các bước",
    "outputs": "kết quả",
    "acts": "căn cứ pháp lý",
    "publication": "quyết định công bố",
}

FIELDS: Final[dict[str, tuple[str, ...]]] = {**SECTION_FIELDS, "publication": ("publication",)}
"""Fields of a record by section; "publication" is no editor's section."""

FIELD_NAMES: Final[dict[str, str]] = {
    "title": "tên",
    "official_title": "tên chính thức",
    "summary": "tóm tắt",
    "keywords": "từ khóa",
    "topic": "lĩnh vực",
    "life_events": "sự kiện",
    "audiences": "đối tượng",
    "levels": "cấp giải quyết",
    "online": "mức độ trên mạng",
    "offline_only": "chỉ nộp trực tiếp",
    "shared_service": "dịch vụ công liên thông",
    "non_territorial": "không phụ thuộc địa giới",
    "agencies": "cơ quan",
    "conditions": "yêu cầu, điều kiện",
    "note": "ghi chú",
    "where": "nơi tiếp nhận",
    "returning": "cách trả kết quả",
    "questions": "câu hỏi",
    "papers": "giấy tờ",
    "sets": "số bộ hồ sơ",
    "channels": "cách nộp",
    "times": "thời hạn theo trường hợp",
    "fees": "phí, lệ phí",
    "steps": "bước",
    "outputs": "kết quả",
    "acts": "văn bản",
    "publication": "công bố",
    "name": "tên",
    "text": "nội dung",
    "help": "giải thích",
    "choices": "trả lời",
    "label": "trả lời",
    "kind": "loại",
    "heading": "thuộc nhóm",
    "handing": "nộp hay xuất trình",
    "originals": "số bản chính",
    "copies": "số bản sao",
    "required": "bắt buộc",
    "one_of": "một trong nhóm",
    "copy_kind": "loại bản sao",
    "lookup": "cơ quan tự tra cứu ở",
    "together": "thu cùng các khoản khác",
    "electronic": "có mẫu điện tử",
    "code": "mã",
    "document": "là giấy",
    "forms": "biểu mẫu",
    "applies_when": "chỉ khi",
    "method": "cách nộp",
    "time": "thời hạn",
    "description": "diễn giải",
    "status": "tình trạng",
    "amount": "mức thu",
    "currency": "loại tiền",
    "channel": "cách nộp",
    "rule": "cách tính",
    "exemptions": "miễn, giảm",
    "territory": "áp dụng ở",
    "valid_from": "áp dụng từ",
    "valid_to": "áp dụng đến",
    "source": "theo văn bản",
    "role": "vai trò",
    "level": "cấp",
    "number": "số, ký hiệu",
    "issuer": "cơ quan ban hành",
    "issued": "ngày ban hành",
    "in_force_from": "hiệu lực từ",
    "in_force_to": "hiệu lực đến",
    "decision": "quyết định",
    "decided": "ngày quyết định",
    "published": "ngày công khai",
    "updated": "ngày cập nhật",
    "file_name": "tên tệp",
    "url": "tệp",
}

VALUES: Final[dict[str, str]] = {
    "ministry": "bộ, ngành trung ương",
    "province": "tỉnh, thành phố",
    "district": "huyện",
    "commune": "xã, phường",
    "vertical": "ngành dọc",
    "other": "khác",
    "none": "không",
    "part": "một phần",
    "full": "toàn trình",
    "unknown": "chưa rõ",
    "in_person": "đến tận nơi",
    "online": "trên mạng",
    "post": "gửi bưu điện",
    "submit": "nộp",
    "present": "xuất trình",
    "paper": "giấy tờ",
    "note": "ghi chú",
    "fee": "phí",
    "charge": "lệ phí",
    "price": "giá dịch vụ",
    "amount": "có mức thu",
    "free": "miễn phí",
    "council": "HĐND cấp tỉnh quy định",
    "executing": "thực hiện",
    "authority": "có thẩm quyền",
    "coordinating": "phối hợp",
    "authorised": "được ủy quyền",
    "publishing": "công bố",
    "at_submission_place": "tại nơi nộp",
    "at_home": "gửi về nhà",
    "flat": "một mức",
    "per_unit": "theo đơn vị",
    "tiers": "theo bậc",
    "percentage": "theo tỷ lệ",
    "tariff": "theo biểu mức thu",
}
"""Words of the fixed values of a record."""

UNITS: Final[dict[str, str]] = {
    "working_day": "ngày làm việc",
    "day": "ngày",
    "hour": "giờ",
    "month": "tháng",
    "year": "năm",
    "unknown": "(chưa rõ đơn vị)",
}
_PLAIN: Final = frozenset({"key", "id"})
_LABEL: Final = 60  # characters of a row's text that name it


@dataclass(frozen=True)
class Difference:
    """One field that reads otherwise; ``old`` and ``new`` are empty when there is nothing."""

    section: str
    place: str
    old: str = ""
    new: str = ""

    @property
    def line(self) -> str:
        """The difference in one line."""
        return f"{self.place}: {_quoted(self.old)} → {_quoted(self.new)}"


def differences(before: ProcedureRecord, after: ProcedureRecord) -> list[Difference]:
    """Return every difference of the two records, section by section; empty when their content is equal.

    The source of a fee is left aside unless it is an act, as in ``sections.changed_sections``.
    """
    old, new = _readable(before), _readable(after)
    return [found for section in FIELDS for found in _section(section, old, new)]


def _readable(record: ProcedureRecord) -> ProcedureRecord:
    """The record with words in the place of the keys by which its rows name each other."""
    methods = {channel.key: words(channel.method) for channel in record.channels}
    questions = {question.key: question for question in record.questions}

    def put(row: Any) -> Any:
        update: dict[str, Any] = {}
        if row.applies_when:
            update["applies_when"] = tuple(_said(known, questions) for known in row.applies_when)
        if getattr(row, "channel", None):
            update["channel"] = methods.get(row.channel, row.channel)
        return row.model_copy(update=update) if update else row

    rows = {name: tuple(map(put, getattr(record, name))) for name in ("papers", "times", "fees", "steps")}
    return record.model_copy(update=rows)


def _said(known: Condition, questions: Mapping[str, Question]) -> Condition:
    question = questions.get(known.question)
    if question is None:
        return known
    labels = {choice.key: choice.label.vi for choice in question.choices}
    said = tuple(labels.get(key, key) for key in known.choices)
    return Condition(question=question.text.vi, choices=said)


def _section(section: str, before: ProcedureRecord, after: ProcedureRecord) -> Iterator[Difference]:
    for field in FIELDS[section]:
        old, new = getattr(before, field), getattr(after, field)
        if old != new:
            for place, was, now in _value(FIELD_NAMES[field], old, new):
                yield Difference(section, place[:1].upper() + place[1:], was, now)


Found = Iterator[tuple[str, str, str]]


def _value(place: str, old: Any, new: Any) -> Found:
    """Differences of one field: of a text by language, of rows row by row, of all else as a whole."""
    if isinstance(old, tuple) or isinstance(new, tuple):
        yield from _rows(place, old or (), new or ())
    elif isinstance(old, Text | None) and isinstance(new, Text | None):
        yield from _leaf(place, old.vi if old else "", new.vi if new else "")
        yield from _leaf(f"{place} (tiếng Anh)", (old and old.en) or "", (new and new.en) or "")
    elif _compound(old) and _compound(new) and _identity(old) == _identity(new):
        yield from _fields(place, old, new)
    else:
        yield from _leaf(place, words(old), words(new))


def _compound(value: Any) -> bool:
    return isinstance(value, BaseModel) and not isinstance(value, Duration | Source | FeeRule)


def _leaf(place: str, old: str, new: str) -> Found:
    if old != new:
        yield place, old, new


def _fields(place: str, old: Any, new: Any) -> Found:
    for field in type(old).model_fields:
        if field not in _PLAIN and not (field == "source" and not _by_act(old, new)):
            was, now = getattr(old, field), getattr(new, field)
            if was != now:
                yield from _value(f"{place} › {FIELD_NAMES.get(field, field)}", was, now)


def _by_act(old: Any, new: Any) -> bool:
    return not isinstance(old, Fee) or "act" in (old.source.kind, new.source.kind)


def _rows(place: str, old: Sequence[Any], new: Sequence[Any]) -> Found:
    """Rows that stay field by field, then what is gone and what is new, then their order and their keys."""
    pairs, gone, added = _paired(old, new)
    found = [one for was, now in pairs for one in _row(place, was, now)]
    found += [(f"{place} › bỏ", words(row), "") for row in gone]
    found += [(f"{place} › thêm", "", words(row)) for row in added]
    if not found and [_identity(row) for row in old] != [_identity(row) for row in new]:
        found = [(f"{place} › thứ tự hoặc khóa dòng", _listed(old), _listed(new))]
    yield from found


def _row(place: str, was: Any, now: Any) -> Found:
    if was != now:
        named = f"{place} › “{_label(was)}”"
        yield from (
            _fields(named, was, now) if isinstance(was, BaseModel) else _leaf(named, words(was), words(now))
        )


def _paired(old: Sequence[Any], new: Sequence[Any]) -> tuple[list[tuple[Any, Any]], list[Any], list[Any]]:
    """Pair rows by key, then by what they are called, then, when as many are left, by place."""
    pairs: list[tuple[Any, Any]] = []
    gone, added = list(old), list(new)
    for same in (_identity, _label):
        gone, added = _pair(gone, added, same, pairs)
    if len(gone) == len(added) and gone and hasattr(gone[0], "key"):
        pairs += zip(gone, added, strict=True)
        return pairs, [], []
    return pairs, gone, added


def _pair(
    gone: list[Any], added: list[Any], same: Callable[[Any], Any], pairs: list[tuple[Any, Any]]
) -> tuple[list[Any], list[Any]]:
    left = list(added)
    alone = []
    for row in gone:
        twin = next((other for other in left if same(other) == same(row)), None)
        if twin is None:
            alone.append(row)
        else:
            left.remove(twin)
            pairs.append((row, twin))
    return alone, left


def _identity(row: Any) -> Any:
    """What names a row for good: its key, or the shared thing it names and in which role."""
    if not isinstance(row, BaseModel):
        return row
    key = getattr(row, "key", None) or getattr(row, "id", None) or getattr(row, "question", None)
    return key, getattr(row, "role", None)


def _label(row: Any) -> str:
    """What a reader would call a row."""
    if not isinstance(row, BaseModel):
        return words(row)
    for field in ("number", "name", "label", "description", "text", "method", "channel", "code"):
        value = getattr(row, field, None)
        if value:
            text = " ".join(words(value).split())
            return text if len(text) <= _LABEL else f"{text[:_LABEL].rstrip()}…"
    return words(row)


def _listed(rows: Iterable[Any]) -> str:
    return "; ".join(_label(row) for row in rows)


def words(value: Any) -> str:
    """A value as a reader sees it; empty for nothing."""
    if value is None:
        return ""
    for kinds, write in _WRITERS:
        if isinstance(value, kinds):
            return write(value)
    return VALUES.get(str(value), str(value))


def _number(value: Decimal | int) -> str:
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


def _model(value: BaseModel) -> str:
    if isinstance(value, Text):
        return value.vi or value.en or ""
    if isinstance(value, Duration):
        number = f"{words(value.quantity)} {UNITS[value.unit]}" if value.quantity is not None else ""
        return " · ".join(filter(None, [number, words(value.text)]))
    if isinstance(value, Source):
        return " ".join(filter(None, [words(value.issuer), value.number])) or words(value.kind)
    parts = [
        words(getattr(value, field))
        for field in type(value).model_fields
        if field not in _PLAIN
        and field not in ("source", "url")
        and getattr(value, field) != type(value).model_fields[field].default
    ]
    return " · ".join(part for part in parts if part)


_WRITERS: Final[tuple[tuple[Any, Callable[[Any], str]], ...]] = (
    (bool, lambda value: "có" if value else "không"),
    ((Decimal, int), _number),
    (date, lambda value: f"{value:%d/%m/%Y}"),
    (tuple, lambda value: "; ".join(map(words, value))),
    (BaseModel, _model),
)


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "(trống)"


EXCERPT: Final = 240  # characters of a long text shown around what differs


def shortened(difference: Difference) -> Difference:
    """The difference for a terminal: of two long texts only what stands around the first letter that differs."""
    old, new = difference.old, difference.new
    if max(len(old), len(new)) <= EXCERPT:
        return difference
    at = next(n for n, (a, b) in enumerate(zip_longest(old, new)) if a != b) if old != new else 0
    return Difference(difference.section, difference.place, _around(old, at), _around(new, at))


def _around(text: str, at: int) -> str:
    start = max(0, at - 60)
    cut = " ".join(text[start : start + EXCERPT].split())
    return ("…" if start and cut else "") + cut + ("…" if len(text) > start + EXCERPT else "")
