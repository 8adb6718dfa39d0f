"""What one source record becomes before it meets the database.

Fields of rows bear the names of the columns they go to; ``key`` names a row for good and is derived from what
the row says, so that two imports of one file give equal records.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(slots=True)
class FindingDraft:
    """Something an editor should look at: a rule, the place in the source, and what the source says.

    ``proposal``: a fee read from the text, in the shape that ``fee_rules.proposed`` describes.
    """

    rule: str
    place: str = ""
    source_text: str = ""
    proposal: dict[str, Any] | None = None


@dataclass(slots=True)
class TopicDraft:
    name: str
    code: str = ""


@dataclass(slots=True)
class AudienceDraft:
    name: str
    code: str = ""


@dataclass(slots=True)
class ActDraft:
    """An act by its normalised number and, for a province's, its issuer; ``title`` is what the source calls it."""

    number: str
    title: str = ""
    kind: str = ""
    issuer_vi: str = ""


@dataclass(slots=True)
class FormDraft:
    source_id: str
    name: str
    file_name: str = ""


@dataclass(slots=True)
class AgencyDraft:
    key: str
    name: str
    role: str
    code: str = ""


@dataclass(slots=True)
class BasisDraft:
    """``place``: where the source names the act."""

    key: str
    act: ActDraft
    place: str = ""


@dataclass(slots=True)
class ChoiceDraft:
    key: str
    label_vi: str
    label_en: str = ""
    method: str = ""


@dataclass(slots=True)
class QuestionDraft:
    key: str
    text_vi: str
    text_en: str = ""
    help_vi: str = ""
    help_en: str = ""
    choices: list[ChoiceDraft] = field(default_factory=list)


@dataclass(slots=True)
class PaperDraft:
    key: str
    name_vi: str
    name_en: str = ""
    kind: str = "paper"
    heading_vi: str = ""
    heading_en: str = ""
    handing: str = "unknown"
    originals: int | None = None
    copies: int | None = None
    electronic: bool = False
    code: str = ""
    note_vi: str = ""
    one_of: str = ""
    copy_kind: str = "unknown"
    lookup_vi: str = ""
    lookup_en: str = ""
    applies_when: list[str] = field(default_factory=list)
    forms: list[FormDraft] = field(default_factory=list)


@dataclass(slots=True)
class ChannelDraft:
    key: str
    method: str
    time_quantity: Decimal | None = None
    time_unit: str = "unknown"
    time_text_vi: str = ""
    time_text_en: str = ""
    description_vi: str = ""
    description_en: str = ""


@dataclass(slots=True)
class CaseTimeDraft:
    key: str
    code: str
    name_vi: str
    time_quantity: Decimal | None = None
    time_unit: str = "unknown"
    name_en: str = ""
    time_text_vi: str = ""
    time_text_en: str = ""
    applies_when: list[str] = field(default_factory=list)


@dataclass(slots=True)
class FeeDraft:
    """``rule`` has the shape of a record's fee rule; ``territory`` is the slug of the one unit it applies in."""

    key: str
    kind: str = "unknown"
    status: str = "unknown"
    amount: Decimal | None = None
    currency: str = "VND"
    description_vi: str = ""
    description_en: str = ""
    channel_key: str = ""
    act: ActDraft | None = None
    rule: dict[str, Any] | None = None
    together: bool = False
    applies_when: list[str] = field(default_factory=list)
    exemptions_vi: str = ""
    exemptions_en: str = ""
    territory: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(slots=True)
class StepDraft:
    key: str
    text_vi: str
    name_vi: str = ""
    text_en: str = ""
    name_en: str = ""
    applies_when: list[str] = field(default_factory=list)


@dataclass(slots=True)
class OutputDraft:
    key: str
    name_vi: str
    name_en: str = ""
    code: str = ""


@dataclass(slots=True)
class ProcedureDraft:
    """A procedure as the source has it; ``life_events`` are names.

    ``internal``: not for the public. ``withdrawn``: deleted at the source.
    """

    code: str
    source_code: str
    title: str
    title_en: str = ""
    official_title_vi: str = ""
    summary_vi: str = ""
    summary_en: str = ""
    keywords_vi: str = ""
    topic: TopicDraft | None = None
    life_events: list[str] = field(default_factory=list)
    audiences: list[AudienceDraft] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)
    online: str = "unknown"
    offline_only: bool = False
    shared_service: bool = False
    non_territorial: bool = False
    conditions_vi: str = ""
    conditions_en: str = ""
    note_vi: str = ""
    where_vi: str = ""
    returning: list[str] = field(default_factory=list)
    decision: str = ""
    decision_issuer_vi: str = ""
    decided_on: date | None = None
    source_published_on: date | None = None
    source_updated_on: date | None = None
    internal: bool = False
    withdrawn: bool = False
    sets: int | None = None
    agencies: list[AgencyDraft] = field(default_factory=list)
    questions: list[QuestionDraft] = field(default_factory=list)
    papers: list[PaperDraft] = field(default_factory=list)
    channels: list[ChannelDraft] = field(default_factory=list)
    case_times: list[CaseTimeDraft] = field(default_factory=list)
    fees: list[FeeDraft] = field(default_factory=list)
    steps: list[StepDraft] = field(default_factory=list)
    outputs: list[OutputDraft] = field(default_factory=list)
    bases: list[BasisDraft] = field(default_factory=list)
    findings: list[FindingDraft] = field(default_factory=list)

    def find(
        self, rule: str, place: str = "", source_text: str = "", proposal: dict[str, Any] | None = None
    ) -> None:
        """Note something for the editor; ``proposal``: what the editor may accept."""
        self.findings.append(FindingDraft(rule, place, source_text, proposal))
