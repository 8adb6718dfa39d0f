"""The papers of each case as a line of the source gives them, written without the importer's code.

A line's ``executionCases`` are groups of rows (``profileComponents``). What a group is, its own name says:

- *case*: it begins with "đối với", "trường hợp" or "nếu", after a number or letter of a list. When a line has two or
  more cases of different names they are the choices of one question; rows of one case go with that choice alone.
- It is no case when it names what several cases share or what is a way and not a case: authorising somebody, post,
  online, an account, priority, what is exempt or can be looked up. Its rows always apply.
- *notes*: it begins with "lưu ý", "ghi chú", "chú ý", "chú thích"; its rows are notes.
- any other name is a heading: its rows always apply. At most 90 signs that speak of presenting and not of handing in
  mean papers to present; of handing in papers and not of presenting, papers to hand in.
- a name without rows stands among the papers as a note.

A row is known by its name (its own, else that under ``detail``; nameless rows get words that say so), by its numbers
(0 originals and 0 copies: nobody said how many) and by its place. Names are compared in NFC without invisible signs,
list marks in front and blanks; the importer's words for nameless rows are taken as they are.

Not exact: whether a row without numbers is a paper or a sentence about papers. Such rows may be either and are counted;
rows with numbers must be papers.
"""

import json
import lzma
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Json = dict[str, Any]
Kind = Literal["paper", "note", "either"]
Handing = Literal["submit", "present", "unknown"]

NAMELESS = "Giấy tờ nguồn chưa ghi tên"
LONGEST_NAME_OF_A_GROUP = 90
MARK = r"^(\(?(\d{1,2}(\.\d{1,2})*|[a-zđ]|[ivx]{1,4})[.)]\)?\s*)?"
CASE = re.compile(MARK + r"(đối với|trường hợp|nếu)\b")
NOTES = re.compile(MARK + r"(lưu ý|ghi chú|chú ý|chú thích)\b")
SHARED = (
    "ủy quyền",
    "bưu chính",
    "trực tuyến",
    "điện tử",
    "qua mạng",
    "xử lý ưu tiên",
    "chưa có tài khoản",
    "không quy định là bản chính",
    "miễn nộp",
    "khai thác, sử dụng được thông tin",
)
HANDING_IN = re.compile(r"(giấy tờ|thành phần hồ sơ|hồ sơ|tài liệu)\s+(phải |cần )?nộp\b")


@dataclass(frozen=True)
class Row:
    """A paper or note that the source gives; ``case`` is the folded name of the choice it goes with."""

    name: str
    heading: str
    originals: int | None
    copies: int | None
    kind: Kind
    handing: Handing
    case: str | None


@dataclass(frozen=True)
class SourceCases:
    """A line's rows in order and the names of its choices: as read, by folded name."""

    code: str
    rows: tuple[Row, ...]
    choices: dict[str, str]

    def shown(self, case: str | None) -> list[Row]:
        """The rows of a case, or all of them when nothing is answered."""
        return [row for row in self.rows if case is None or row.case in (None, case)]

    def left_out(self, case: str | None) -> list[Row]:
        return [row for row in self.rows if case is not None and row.case not in (None, case)]


def plain(text: Any) -> str:
    """NFC on one line, without invisible signs, a list mark in front and what closes an item of a list."""
    said = unicodedata.normalize("NFC", str(text or ""))
    seen = "".join(
        " " if sign.isspace() else sign
        for sign in said
        if sign.isspace() or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Cn"}
    )
    whole = " ".join(seen.split())
    return re.sub(r"^([-–—+*•●▪■◆]+\s*)+", "", whole).rstrip(" ;") or whole.rstrip(" ;")


def folded(name: str) -> str:
    """A group's name in small letters, tone marks of "uỷ", "hoà" where "ủy", "hòa" have them, no closing stop."""
    text = name.lower()
    for plain_vowels, marks in (("uy", "̣́̀̉̃"), ("oa", "̣́̀̉̃")):
        for mark in marks:
            late = unicodedata.normalize("NFC", plain_vowels + mark)
            early = unicodedata.normalize("NFC", plain_vowels[0] + mark + plain_vowels[1])
            text = text.replace(late, early)
    return text.strip(" .;,:*")


def source_cases(path: Path) -> Iterator[SourceCases]:
    """The cases of every line; a second line of a code is told apart as the importer says: internal ones by -NB."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    codes = Counter(line["code"].strip() for line in lines)
    for line in lines:
        code = line["code"].strip()
        twin = codes[code] > 1 and line["detail"].get("isInternal")
        yield read_cases(f"{code}-NB" if twin else code, line["detail"])


def read_cases(code: str, detail: Json) -> SourceCases:
    groups = [group for group in detail.get("executionCases") or [] if group]
    names = [plain(group.get("name")).strip(" :;*") for group in groups]
    choices: dict[str, str] = {}
    for name in names:
        if _is_case(folded(name)):
            choices.setdefault(folded(name), name)
    if len(choices) < 2:
        choices = {}
    rows = [row for group, name in zip(groups, names, strict=True) for row in _rows(group, name, choices)]
    return SourceCases(code, tuple(rows), choices)


def _is_case(name: str) -> bool:
    return bool(CASE.match(name)) and not any(shared in name for shared in SHARED)


def _rows(group: Json, name: str, choices: dict[str, str]) -> Iterator[Row]:
    case = folded(name) if folded(name) in choices else None
    items = [item for item in group.get("profileComponents") or [] if item]
    if not items and name:
        yield Row(name, "", None, None, "note", "unknown", case)
    for item in items:
        said = plain(item.get("name")) or plain((item.get("detail") or {}).get("name")) or NAMELESS
        numbers = (item.get("originalQty") or 0, item.get("copyQty") or 0)
        counted = any(numbers)
        kind: Kind = "note" if NOTES.match(folded(name)) else "paper" if counted else "either"
        originals, copies = numbers if counted else (None, None)
        yield Row(said, name, originals, copies, kind, _handing(folded(name)), case)


def _handing(name: str) -> Handing:
    if len(name) > LONGEST_NAME_OF_A_GROUP or CASE.match(name) or NOTES.match(name):
        return "unknown"
    presents, hands_in = "xuất trình" in name, bool(HANDING_IN.search(name))
    if presents and "nộp" not in name:
        return "present"
    return "submit" if hands_in and not presents else "unknown"


def differences(expected: Sequence[Row], needs: Sequence[Row], notes: Sequence[Row]) -> list[str]:
    """Where papers and notes, each in their order, are not the rows expected in theirs; empty when they are."""
    wanted, left = list(needs), list(notes)
    found = []
    for row in expected:
        if row.kind != "note" and wanted and _same(row, wanted[0]):
            wanted.pop(0)
        elif row.kind != "paper" and left and _same(row, left[0]):
            left.pop(0)
        else:
            found.append(f"missing or out of order: {row}"[:400])
            break
    return found + [f"not in the source there: {row}"[:400] for row in (*wanted[:1], *left[:1])]


def _same(row: Row, shown: Row) -> bool:
    return (row.name, row.heading, row.originals, row.copies, row.handing) == (
        shown.name,
        shown.heading,
        shown.originals,
        shown.copies,
        shown.handing,
    )
