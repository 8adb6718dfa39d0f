"""Finds the case that the words of a paper name ("… trong trường hợp ủy quyền") and proposes a question about it.

Pure. When it is not sure that the case governs the whole row, it proposes nothing: an editor reads the rest.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

YES: Final = "Có"
NO: Final = "Không"
SHORTEST: Final = 6
LONGEST: Final = 150  # characters of a condition that can still be asked as one question


@dataclass(frozen=True)
class Lift:
    """A question about ``condition`` and the answer (``applies``, one of ``choices``) with which the row applies."""

    condition: str
    question: str
    choices: tuple[str, ...]
    applies: str


_BULLET = re.compile(r"^\s*(?:[-–+*•]+|\(?(?:\d{1,2}|[a-zđ]|[ivx]{1,4})[.)])\s*", re.IGNORECASE)
_LINK = r"(?:áp dụng\s+)?(?:đối với|cho|với|trong|khi thuộc)"
_CASE = rf"(?:{_LINK}\s+(?:các\s+|những\s+)?)?trường hợp"
_NOT = r"(?:trừ|ngoại trừ|không áp dụng(?:\s+(?:đối với|cho|với|trong))?)\s+(?:những\s+)?trường hợp"
_WHO = r"(?:chỉ\s+)?(?:áp dụng\s+)?(?:đối với|nếu)"

# The row is one phrase and the case ends it: "Văn bản ủy quyền (trong trường hợp ủy quyền)".
_AT_END: Final = (
    (re.compile(rf"^(?P<row>[^()]{{4,}})\(\s*{_NOT}\s+(?P<case>[^()]+)\)$", re.IGNORECASE), False),
    (re.compile(rf"^(?P<row>[^()]{{4,}}),?\s+{_NOT}\s+(?P<case>[^()]+)$", re.IGNORECASE), False),
    (re.compile(rf"^(?P<row>[^()]{{4,}})\(\s*(?:chỉ\s+)?{_CASE}\s+(?P<case>[^()]+)\)$", re.IGNORECASE), True),
    (re.compile(rf"^(?P<row>.{{4,}}?),?\s+(?:chỉ\s+)?{_CASE}\s+(?P<case>[^()]+)$", re.IGNORECASE), True),
    (re.compile(rf"^(?P<row>[^()]{{4,}})\(\s*{_WHO}\s+(?P<case>[^()]+)\)$", re.IGNORECASE), True),
)
# The case opens the row: "Trường hợp ủy quyền thì nộp văn bản ủy quyền".
_AT_START: Final = (
    re.compile(
        r"^(?:đối với\s+|trong\s+)?trường hợp\s+(?P<case>[^:]+?)\s*:\s*(?P<row>\S.{3,})$", re.IGNORECASE
    ),
    re.compile(
        r"^(?:đối với\s+|trong\s+)?trường hợp\s+(?P<case>[^:]+?),?\s+thì\s+(?P<row>\S.{3,})$", re.IGNORECASE
    ),
    re.compile(r"^nếu\s+(?P<case>[^:]+?),?\s+thì\s+(?P<row>\S.{3,})$", re.IGNORECASE),
)

# Words after which the "case" is not a fact that the citizen knows about their own file.
_UNASKABLE: Final = re.compile(
    "|".join(
        (
            r"^(?:\d|[ivx]+\b|[a-zđ]\))",
            r"^(?:cần thiết|này|đó|trên|khác|sau|nêu|quy định|theo|đặc biệt|bất khả kháng|bị|mất|hỏng|phát sinh)\b",
            r"^(?:các\s+)?(?:cơ quan|cán bộ|công chức|viên chức|trung tâm|ủy ban|uỷ ban|bộ|sở|cục)\b",
            r"\b(?:điểm|khoản|điều|mục|chương|phụ lục|tiểu mục)\s+(?:\d|[a-zđ]\b|[ivx]+\b|này)",
            r"\b(?:nghị định|thông tư|quyết định|luật|bộ luật)\s+(?:này|số|\d)|\d/\d{4}",
            r"\b(?:nêu|nói|kể)\s+(?:trên|tại|ở)|\b(?:sau đây|dưới đây|như sau|tại đây|ở trên|trên đây)\b",
            r"\b(?:này|đó|tương ứng|vân vân|thì|trường hợp|hoặc là|trừ|quy định khác|quy định rõ)\b",
            r"\b(?:hồ sơ|nội dung)\s+(?:chưa\s+|không\s+)?(?:đầy đủ|hợp lệ|đúng)",
            r"\bđầy đủ thông tin\b|\bthời điểm trên\b",
            r"\b(?:khai thác|tra cứu) được\b|\bcơ sở dữ liệu\b|\bcó yêu cầu$|\bphải (?:có|nộp|gửi|kèm)\b",
            r"\b(?:và|hoặc|,)\s+(?:bản sao|giấy tờ|giấy chứng|văn bản|tài liệu|quyết định|hợp đồng)\b",
            # By which way the file is handed in is asked elsewhere (Choice.method).
            r"\b(?:nộp|gửi|nhận)\b.*\b(?:trực tiếp|trực tuyến|bưu chính|bưu điện|điện tử)\b",
            r"\bhồ sơ (?:giấy|điện tử)\b|\b(?:trực tuyến|môi trường điện tử|môi trường mạng)\b",
        )
    ),
    re.IGNORECASE,
)
# After "trường hợp … thì": what is asked of the citizen, not what the office does.
_ASKED_OF_YOU: Final = re.compile(
    r"\b(?:nộp|xuất trình|gửi|kèm|bổ sung|phải có|cần có|cần thêm|có thêm|cung cấp|không phải có)\b",
    re.IGNORECASE,
)
_OFFICE_DOES: Final = re.compile(
    r"^(?:người tiếp nhận|cán bộ|công chức|cơ quan|trung tâm|ủy ban|uỷ ban|bộ phận|sở|công an)\b",
    re.IGNORECASE,
)
# Words of a row that hold more than one thing: the case may govern only a part of it.
_SEVERAL: Final = re.compile(
    r"[;:\n\r\t]|[.!?]\s+\S|\s[+–•]\s|\s-\s|\bmột trong\b|\bsau đây\b|\bgồm\b", re.IGNORECASE
)
_THING: Final = r"(?:bản|giấy|văn bản|quyết định|tài liệu|hợp đồng|biên bản|chứng từ|danh sách|báo cáo)"
_PART: Final = re.compile(
    "|".join(
        (
            r"\b(?:hoặc|nếu|áp dụng|miễn|trừ|trường hợp|có giá trị)\b|,\s",
            rf"\bvà\s+{_THING}\b",
            r"\b(?:về|các|những|từng|mỗi|mọi|một số|nhiều|của|với|thuộc|theo|nêu|là|trong|ở)$",
            r"^(?:đối với|trong|cho|quy định|quy trình|quy chế)\b|\bquy định tại điểm\b.*\bmục\b",
        )
    ),
    re.IGNORECASE,
)
_FORMALITY: Final = re.compile(r"hợp pháp h[oó][aá]|công chứng|chứng thực|\bdịch\b|xác nhận", re.IGNORECASE)
_MENTIONS: Final = re.compile(r"trường hợp", re.IGNORECASE)


def lift(name: str) -> Lift | None:
    """Propose a question for the case inside ``name``, the words of one row; None when unsure."""
    words = _plain(name)
    if len(_MENTIONS.findall(words)) > 1:
        return None
    for pattern, positive in _AT_END:
        found = pattern.match(words)
        if found and not _SEVERAL.search(words) and _whole(found["row"], positive):
            return _proposal(found["case"], positive)
    for pattern in _AT_START:
        found = pattern.match(words)
        if found and not _SEVERAL.search(f"{found['case']} {found['row']}") and _of_you(found["row"]):
            return _proposal(found["case"], positive=True)
    return None


def _plain(name: str) -> str:
    words = unicodedata.normalize("NFC", name).replace("\xa0", " ")
    words = re.sub("[\u200b-\u200f\ufeff]", "", words).strip()
    words = re.sub(r"[ \t]+", " ", _BULLET.sub("", words, count=1))
    return words.rstrip(" .;,")


def _whole(row: str, positive: bool) -> bool:
    """Whether the case after ``row`` speaks of all of it: a list or an "or" leaves that open.

    An exception after a formality ("đã hợp pháp hóa lãnh sự, trừ trường hợp …") lifts that, not the paper.
    """
    row = row.strip()
    if not positive and _FORMALITY.search(row):
        return False
    return len(row) >= SHORTEST and not _PART.search(row)


def _of_you(row: str) -> bool:
    """Whether what follows an opening case is a paper or something asked of the citizen."""
    if _OFFICE_DOES.match(row) or "áp dụng" in row:
        return False
    return row[0].isupper() or bool(_ASKED_OF_YOU.search(row))


def _proposal(case: str, positive: bool) -> Lift | None:
    condition = " ".join(case.split()).strip(' .,;()“”"')
    if not SHORTEST <= len(condition) <= LONGEST or _UNASKABLE.search(condition):
        return None
    question, asks_same = _question(condition)
    if len(question) > 255:
        return None
    return Lift(condition, question, (YES, NO), YES if positive == asks_same else NO)


def _question(condition: str) -> tuple[str, bool]:
    """A plain question, and whether its "yes" means that ``condition`` holds."""
    lowered = condition[0].lower() + condition[1:] if not condition[:2].isupper() else condition
    if found := re.match(r"(?:không|chưa) có (?P<rest>.+)", lowered):
        return f"Bạn có {found['rest']} không?", False
    if re.match(r"có\b", lowered):
        return f"{lowered[0].upper()}{lowered[1:]} không?", True
    if re.match(r"(?:ủy|uỷ) quyền\b|phải\b|nộp\b|yêu cầu\b|đề nghị\b|sử dụng\b|thay đổi\b", lowered):
        return f"Bạn có {lowered} không?", True
    return f"Hồ sơ của bạn có thuộc trường hợp {lowered} không?", True


def same(condition: str) -> str:
    """What two rows must share to share a question."""
    return unicodedata.normalize("NFC", " ".join(condition.casefold().split()))
