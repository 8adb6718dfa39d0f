"""Papers by case. A named case is a choice, a group, a heading or a note: told by its words, not guessed."""

import re
from collections.abc import Sequence
from typing import Final, Literal

from .keys import RowKeys, derived_key
from .known import UNPLACED
from .node import Node
from .shapes import ChoiceDraft, FormDraft, PaperDraft, ProcedureDraft, QuestionDraft
from .text import label, line, matching, unbulleted

Group = Literal["plain", "submit", "present", "note", "heading", "case"]

QUESTION: Final = "truong-hop"
QUESTION_VI: Final = "Bạn thuộc trường hợp nào?"
QUESTION_EN: Final = "Which case is yours?"

_ENUMERATOR = r"^(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[ivx]{1,4})[.)]\)?\s*)?"
_NOTE = re.compile(_ENUMERATOR + r"(?:lưu ý|ghi chú|chú ý|chú thích)\b")
_PRESENT = re.compile(r"xuất trình")
_SUBMIT = re.compile(r"(?:giấy tờ|thành phần hồ sơ|hồ sơ|tài liệu)\s+(?:phải |cần )?nộp\b")
_CASE = re.compile(_ENUMERATOR + r"(?:đối với|trường hợp|nếu)\b")
_BARE_HEADING = re.compile(
    _ENUMERATOR
    + r"(?:(?:thành phần(?:, số lượng)? )?hồ sơ|(?:0?1|một) bộ hồ sơ|số lượng hồ sơ:? (?:0?1|một) bộ|bao)?"
    r"(?:,? ?(?:bao )?gồm)?(?: có)?$"
)
"""The name of a group that says no more than that papers follow."""
_OVERLAPS = re.compile(
    r"ủy quyền|bưu chính|trực tuyến|điện tử|qua mạng|xử lý ưu tiên|chưa có tài khoản"
    r"|không quy định là bản chính|miễn nộp|khai thác, sử dụng được thông tin"
)
CODE_LENGTH: Final = 80  # characters; longer "codes" are sentences
_GROUP_LENGTH: Final = 90  # characters; a longer name is a sentence, not the name of a group
_NOTE_ROW = re.compile(
    r":$|^(?:\(?(?:\d{1,2}|[a-zđ]|[ivx]{1,4})[.)]\s*)?"
    r"(?:lưu ý|ghi chú|chú ý|ví dụ|trường hợp|đối với|nếu|khi|người|cá nhân|tổ chức|cơ quan|việc|riêng)\b"
)
"""A row that wants no copy and opens like this is a sentence about the papers, not a paper."""
_CASE_INSIDE = re.compile(r"trường hợp", re.IGNORECASE)


def group_of(name: str) -> Group:
    """Return what the name of a case says its papers are."""
    text = matching(name)
    if not text:
        return "plain"
    if _NOTE.match(text):
        return "note"
    if _CASE.match(text) and not _OVERLAPS.search(text):
        return "case"
    if len(text) <= _GROUP_LENGTH and not _CASE.match(text):
        present, submit = _PRESENT.search(text), _SUBMIT.search(text)
        if present and not submit and "nộp" not in text:
            return "present"
        if submit and not present:
            return "submit"
    return "heading"


def read_papers(detail: Node, draft: ProcedureDraft, keys: RowKeys) -> None:
    """Fill the papers and, where the source names two or more real cases, the question that asks for one."""
    groups = [(node, label(node.raw_text("name"))) for node in detail.nodes("executionCases")]
    kinds = [group_of(name) for _, name in groups]
    choices = _choices([name for (_, name), kind in zip(groups, kinds, strict=True) if kind == "case"])
    for (node, name), kind in zip(groups, kinds, strict=True):
        choice = choices.get(matching(name)) if kind == "case" and len(choices) > 1 else None
        _read_group(node, name, kind, choice, draft, keys)
    if len(choices) > 1:
        draft.questions.append(
            QuestionDraft(QUESTION, QUESTION_VI, QUESTION_EN, choices=list(choices.values()))
        )


def _choices(names: Sequence[str]) -> dict[str, ChoiceDraft]:
    found: dict[str, ChoiceDraft] = {}
    for name in names:
        found.setdefault(matching(name), ChoiceDraft(derived_key(QUESTION, matching(name)), name))
    return found


def _read_group(
    node: Node, name: str, kind: Group, choice: ChoiceDraft | None, draft: ProcedureDraft, keys: RowKeys
) -> None:
    rows = [_paper(item, name, kind, draft, keys) for item in node.nodes("profileComponents")]
    if not rows and name:
        rows = [PaperDraft(key=keys("paper", "", name), name_vi=name, kind="note")]
    if (kind == "heading" and not _BARE_HEADING.match(matching(name))) or (kind == "case" and choice is None):
        draft.find("case-is-heading", node.place, name)
    if choice:
        for row in rows:
            row.applies_when = [f"{QUESTION}:{choice.key}"]
    draft.papers.extend(rows)


def _paper(node: Node, heading: str, kind: Group, draft: ProcedureDraft, keys: RowKeys) -> PaperDraft:
    detail = node.node("detail")
    own = node.text("name") or detail.text("name")
    name = unbulleted(own).rstrip(" ;") or own
    if not name:
        name = "Giấy tờ nguồn chưa ghi tên"
        draft.find("paper-without-name", node.place, node.line("profileComponentId"))
    code = node.line("code") or detail.line("code")
    for field, said in (("name", own), ("code", code)):
        if detail.line(field) not in ("", line(said)):
            draft.find(UNPLACED, detail.at(field), detail.line(field))
    if len(code) > CODE_LENGTH:
        draft.find("code-too-long", node.place, code)
    row = PaperDraft(
        key=keys("paper", heading, name),
        name_vi=name,
        heading_vi=heading,
        originals=node.count("originalQty"),
        copies=node.count("copyQty"),
        electronic=node.flag("hasElectronicForm"),
        code=code[:CODE_LENGTH],
        forms=_forms(node, detail, name),
    )
    if kind in ("submit", "present"):
        row.handing = kind
    if kind == "note":
        row.kind = "note"
    if node.flag("required"):
        draft.find("paper-required", node.place, name)
    if not row.originals and not row.copies:
        _without_copies(row, node.place, draft)
    if _CASE_INSIDE.search(name) and not row.applies_when:
        draft.find("case-inside-paper", node.place, name)
    return row


def _without_copies(row: PaperDraft, place: str, draft: ProcedureDraft) -> None:
    """No originals and no copies: nobody said how many; what reads like a heading or a note is one."""
    row.originals = row.copies = None
    if _NOTE_ROW.search(line(row.name_vi).lower()):
        row.kind = "note"
    draft.find("paper-no-copies", place, row.name_vi)


def _forms(node: Node, detail: Node, paper: str) -> list[FormDraft]:
    files = [*node.nodes("attachments"), *detail.node("data").nodes("attachments")]
    found: dict[str, FormDraft] = {}
    for file in files:
        source_id, file_name = file.line("id"), file.line("fileName")
        if source_id or file_name:
            name = line(paper) if len(paper) <= 200 else file_name
            form = FormDraft((source_id or file_name)[:80], name, file_name[:255])
            found.setdefault(form.source_id, form)
    return list(found.values())
