"""A whole record of the source to a draft."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from portal.core.slugs import cut

from .acts import act_of, beside_number, identity, issuer_of, issuer_unclear
from .agencies import agencies_of
from .fees import fees_of
from .keys import RowKeys
from .known import UNPLACED, unplaced
from .node import Node, WrongType
from .papers import CODE_LENGTH, read_papers
from .shapes import (
    AudienceDraft,
    BasisDraft,
    ChannelDraft,
    OutputDraft,
    ProcedureDraft,
    TopicDraft,
)
from .steps import steps_of
from .text import bare_topic, line, matching, tidied, unbulleted
from .times import case_times_of, channels_of, describe, disagree

TITLE_LENGTH: Final = 255
LEVELS: Final = (
    ("isMinistry", "ministry"),
    ("isProvince", "province"),
    ("isWard", "commune"),
    ("isVertical", "vertical"),
    ("isOtherAgency", "other"),
)
_CODE = re.compile(r"^\d\.\d{6}$")
_DELETED = re.compile(r"[-_ ]xo[aá]$", re.IGNORECASE)
_DISTRICT = re.compile(r"cấp huyện|UBND huyện|[ỦU]y ban nhân dân (?:cấp )?(?:quận|huyện)", re.IGNORECASE)
_HOUSEHOLD_BOOK = re.compile(r"sổ hộ khẩu", re.IGNORECASE)
_RETURNING: Final = frozenset({"ONLINE", "AT_HOME", "AT_SUBMISSION_PLACE"})


@dataclass(frozen=True)
class Lists:
    """Our lists beside the source: plain titles and life events by code, and the names of all life events."""

    titles: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    events: Mapping[str, Sequence[str]] = field(default_factory=dict)
    event_names: frozenset[str] = frozenset()


def map_record(data: Mapping[str, Any], lists: Lists = Lists()) -> ProcedureDraft:
    """Return the draft of one source record.

    Raises WrongType when a field holds something else than the source's format says.
    """
    record = Node(data)
    source_code = line(record.raw_text("code"))
    detail = record.node("detail")
    official = record.line("name") or detail.line("name")
    plain, english = lists.titles.get(source_code, ("", ""))
    draft = ProcedureDraft(
        code=source_code[:40],
        source_code=source_code,
        title=cut(line(plain) or tidied(official), TITLE_LENGTH),
        title_en=cut(line(english), TITLE_LENGTH),
        official_title_vi=official,
    )
    draft.internal = detail.flag("isInternal")
    draft.withdrawn = bool(_DELETED.search(source_code))
    keys = RowKeys(source_code)
    _read_identity(record, detail, draft)
    _read_subjects(detail, draft)
    _read_life_events(detail, draft, lists)
    draft.agencies = agencies_of(detail, draft, keys)
    read_papers(detail, draft, keys)
    channels = channels_of(detail, draft)
    _read_times_and_online(detail, draft, [channel for channel, _ in channels])
    draft.fees = fees_of(channels, draft, keys)
    draft.steps = steps_of(detail, keys)
    draft.outputs = _outputs(detail, draft, keys)
    draft.bases = _bases(detail, draft, keys)
    _acts_of_fees(detail, draft)
    _read_publication(detail, draft)
    _lint(record, data, draft)
    return draft


def _read_identity(record: Node, detail: Node, draft: ProcedureDraft) -> None:
    draft.keywords_vi = detail.line("keywords")
    draft.conditions_vi = detail.text("requirementsAndConditions") or detail.text("description")
    repeated = detail.text("description")
    if repeated and repeated != draft.conditions_vi:
        draft.find("description-differs", "detail.description", repeated)
    draft.note_vi = detail.text("note")
    draft.where_vi = detail.text("dossierReceivingAddresses")
    other = detail.line("name")
    if other and other != draft.official_title_vi:
        draft.find("names-differ", "detail.name", other)


def _read_subjects(detail: Node, draft: ProcedureDraft) -> None:
    _read_topic(detail, draft)
    audiences = [
        AudienceDraft(node.line("name"), node.line("code")) for node in detail.nodes("subjectTypesDetails")
    ]
    draft.audiences = list({(row.code, row.name): row for row in audiences if row.name}.values())
    draft.levels = [level for flag, level in LEVELS if detail.flag(flag)]
    draft.shared_service = detail.flag("isSharedService")
    draft.non_territorial = detail.flag("isNonTerritorial")
    draft.returning = _returning(detail)


def _read_topic(detail: Node, draft: ProcedureDraft) -> None:
    """The first topic; the source tells topics of one name apart by their code in brackets, readers do not."""
    for node in detail.nodes("categoriesDetails"):
        name, code = node.line("name"), node.line("code")
        topic = TopicDraft(bare_topic(name)[:500], code)
        if not topic.name:
            continue
        if draft.topic:
            draft.find("second-topic", node.place, name)
            continue
        draft.topic = topic
        if topic.name != name:
            draft.find(UNPLACED, node.at("name"), name)


def _read_life_events(detail: Node, draft: ProcedureDraft, lists: Lists) -> None:
    """Ours by the list. The source's groups are finer: one that is no event of ours becomes a keyword."""
    draft.life_events = list(lists.events.get(draft.source_code, ()))
    for node in detail.nodes("serviceGroupsDetails"):
        name = node.line("name")
        if name in lists.event_names:
            draft.life_events.append(name)
        elif name:
            draft.keywords_vi = "; ".join(filter(None, (draft.keywords_vi, name)))
    draft.life_events = list(dict.fromkeys(draft.life_events))


def _returning(detail: Node) -> list[str]:
    """Ways to get the result back, as "how handed in:how returned"."""
    found: list[str] = []
    for node in detail.nodes("returningMethods"):
        for value in node.items("value"):
            if value not in _RETURNING:
                raise WrongType(node.at("value"), "ONLINE/AT_HOME/AT_SUBMISSION_PLACE")
            found.append(f"{node.raw_text('type').lower()}:{value.lower()}")
    return list(dict.fromkeys(found))


def _read_times_and_online(detail: Node, draft: ProcedureDraft, channels: list[ChannelDraft]) -> None:
    draft.channels = channels
    draft.case_times = case_times_of(detail, draft)
    if disagree(channels, draft.case_times):
        draft.find("times-disagree", "detail.cases", f"{describe(channels)} | {describe(draft.case_times)}")
    online = any(channel.method == "online" for channel in channels)
    full, draft.offline_only = detail.flag("isFullProcess"), detail.flag("isOfflineOnly")
    if (draft.offline_only and online) or (full and channels and not online):
        draft.find("online-disagrees", "detail.isFullProcess", f"isFullProcess={full} ONLINE={online}")
    elif online:
        draft.online = "full" if full else "part"
    elif channels or draft.offline_only:
        draft.online = "none"


def _outputs(detail: Node, draft: ProcedureDraft, keys: RowKeys) -> list[OutputDraft]:
    found: dict[tuple[str, str], OutputDraft] = {}
    for node in detail.nodes("resultsDetails"):
        name, code = unbulleted(node.text("name")).rstrip(" ;") or node.text("name"), node.line("code")
        if len(code) > CODE_LENGTH:
            draft.find("code-too-long", node.place, code)
        if code and not name:
            draft.find(UNPLACED, node.at("code"), code)
        if name and (matching(name), code) not in found:
            found[matching(name), code] = OutputDraft(
                keys("output", name, code), name, code=code[:CODE_LENGTH]
            )
    return list(found.values())


def _bases(detail: Node, draft: ProcedureDraft, keys: RowKeys) -> list[BasisDraft]:
    found: dict[str, BasisDraft] = {}
    publisher = detail.line("departmentPromulgateName")
    for node in detail.nodes("legalBasisesDetails"):
        if not node.raw_text("code").strip() and not node.raw_text("name").strip():
            draft.find("act-empty", node.place)
            continue
        act, sure = act_of(node.raw_text("code"), node.raw_text("name"), publisher)
        said = f"{node.line('code')} | {node.line('name')}"
        if not sure or beside_number(node.raw_text("code"), act):
            draft.find("act-number-unclear", node.place, said)
        if sure and issuer_unclear(act):
            draft.find("act-issuer-unclear", node.place, said)
        key = identity(act.number, act.issuer_vi)
        if key not in found:
            found[key] = BasisDraft(keys("basis", key), act, node.place)
        elif act.title and act.title != found[key].act.title:
            draft.find("act-named-twice", node.place, f"{act.number} | {act.title}")
    return list(found.values())


def _acts_of_fees(detail: Node, draft: ProcedureDraft) -> None:
    """An act in the text of a fee is the one of that number in the record's bases, where there is just one."""
    for fee in draft.fees:
        if fee.act is None:
            continue
        alike = [basis.act for basis in draft.bases if basis.act.number == fee.act.number]
        if len(alike) == 1:
            fee.act.issuer_vi = alike[0].issuer_vi
        else:
            publisher = detail.line("departmentPromulgateName")
            fee.act.issuer_vi = issuer_of(fee.act.number, fee.description_vi, publisher)


def _read_publication(detail: Node, draft: ProcedureDraft) -> None:
    proposal = detail.node("procedureProposal")
    decision = proposal.line("decisionNumber")
    draft.decision = (proposal.line("proposalNumber") or decision)[:255]
    if decision not in ("", draft.decision):
        draft.find(UNPLACED, proposal.at("decisionNumber"), decision)
    draft.decision_issuer_vi = (
        proposal.node("issuingAgency").line("name") or detail.line("departmentPromulgateName")
    )[:255]
    draft.decided_on = proposal.day("decisionDate")
    draft.source_published_on = proposal.day("publicationDate")
    draft.source_updated_on = detail.day("updatedAt")
    if not draft.decision:
        draft.find("decision-missing", "detail.procedureProposal")


def _lint(record: Node, data: Mapping[str, Any], draft: ProcedureDraft) -> None:
    title = draft.official_title_vi
    if record.raw_text("code") != draft.source_code:
        draft.find("code-trimmed", "code", record.raw_text("code"))
    if not _CODE.match(draft.source_code):
        draft.find("code-unusual", "code", draft.source_code)
    if draft.withdrawn:
        draft.find("marked-deleted", "code", draft.source_code)
    if title.isupper() and len(title) > 8:
        draft.find("title-capitals", "name", title)
    if all(row.role == "publishing" for row in draft.agencies):
        draft.find("agency-missing", "detail.departmentsExecuting")
    _lint_words(draft)
    for place, value in unplaced(data):
        draft.find(UNPLACED, place[:200], json.dumps(value, ensure_ascii=False)[:2000])


def _lint_words(draft: ProcedureDraft) -> None:
    """Words of what is no more: the district level since 2025-07-01, the household book since 2023-01-01."""
    texts = [draft.official_title_vi, draft.conditions_vi, *(row.text_vi for row in draft.steps)]
    texts += [row.name_vi for row in draft.papers] + [row.name for row in draft.agencies]
    for rule, words in (("district-named", _DISTRICT), ("household-book-named", _HOUSEHOLD_BOOK)):
        hit = next((text for text in texts if words.search(text)), None)
        if hit:
            draft.find(rule, "detail", hit[:2000])
