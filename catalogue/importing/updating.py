"""A record that says something else than last time: untouched sections follow, an editor's stay (rule 9)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue import counter
from catalogue.builder import build_record
from catalogue.models import Finding, ImportedSource, ProcedurePage
from catalogue.models.procedure import procedure_slug
from catalogue.record import ProcedureRecord
from catalogue.record_diff import SECTION_NAMES, Difference, differences
from catalogue.sections import REPLACED_BY_IMPORT, SECTION_FIELDS, changed_sections

from .findings import settle_drafts
from .mapping.shapes import ProcedureDraft
from .pages import READ_WHOLE, SECTION_COLUMNS, SECTION_RELATIONS, Rows, make_rows, many
from .rebasing import rebase, waiting
from .report import Change
from .shared import Shelves
from .sources import Source, section_hashes
from .writing import save_changed

KEPT: Final = "editor-section-differs"
IN_DRAFT: Final = "draft-section-differs"
WHO: Final = {"source": "Nguồn quốc gia cập nhật", "sample": "Nội dung mẫu cập nhật"}
"""How the note of a version begins; it is published content, hence Vietnamese."""
OWN_KEYS: Final = frozenset({"questions", "channels"})
"""Relations whose rows others name by key: their keys are the source's, never an older row's."""


@dataclass
class _Look:
    """What an update comes to; the page in memory holds ``after`` already."""

    change: Change
    before: ProcedureRecord | None = None
    after: ProcedureRecord | None = None
    told: dict[str, list[Difference]] = field(default_factory=dict)
    frozen: bool = False


class Updater:
    """Brings changed records to the pages that hold them; for a look ahead its shelves need not be saved."""

    def __init__(self, shelves: Shelves) -> None:
        self.shelves = shelves

    def foretell(self, draft: ProcedureDraft, *, public: bool) -> Change:
        """Say what an update would do, without writing."""
        stored = ImportedSource.objects.get(code=draft.code)
        page = ProcedurePage.objects.filter(code=draft.code).prefetch_related(*READ_WHOLE).first()
        look = self._look(draft, stored, page, public)
        if page is not None and public and _never_shown(page) and not page.live:
            look.change.notes.append(_("trở thành công khai"))
        if page is not None and look.change.replaced and waiting(page):
            look.change.notes.append(_("bản nháp đang có sẽ nhận phần mới mà biên tập viên chưa sửa"))
        return look.change

    @transaction.atomic
    def update(self, draft: ProcedureDraft, source: Source, *, public: bool) -> tuple[Change, int]:
        """Write the changed sections of one procedure; return what was done and how many versions."""
        stored = ImportedSource.objects.select_for_update().get(code=draft.code)
        page = (
            ProcedurePage.objects.select_for_update(of=("self", "page_ptr")).filter(code=draft.code).first()
        )
        held = [(revision, revision.as_object()) for revision in waiting(page)] if page else []
        look = self._look(draft, stored, page, public)
        self._note_kept(draft, look)
        versions = 0
        if page is not None and look.frozen:
            draft.find("no-longer-public", "detail", draft.official_title_vi)
        elif page is not None:
            versions = self._write(page, draft, look, held, source.origin, public)
        _remember(stored, source, draft, page, frozen=look.frozen)
        settle_drafts([draft])
        return look.change, versions

    def _look(
        self, draft: ProcedureDraft, stored: ImportedSource, page: ProcedurePage | None, public: bool
    ) -> _Look:
        look = _Look(Change(draft.code, draft.title))
        if page is None:
            look.change.notes.append(_("trang đã bị xóa ở đây; chỉ ghi lại bản nguồn"))
            return look
        if page.live and not public:
            look.frozen = True
            look.change.notes.append(_("nguồn không còn công khai thủ tục này; trang được giữ nguyên"))
            return look
        before = stored.section_hashes or {}
        changed = [name for name, value in section_hashes(draft).items() if before.get(name) != value]
        ours = [name for name in changed if _replaceable(page, name)]
        look.before = build_record(page)
        self._look_at_kept(look, page, draft, {name for name in changed if name not in ours})
        self._apply(page, draft, ours)
        look.after = build_record(page)
        look.change.fields = differences(look.before, look.after)
        found = {one.section for one in look.change.fields} | set(changed_sections(look.before, look.after))
        look.change.replaced = [name for name in ours if name in found]
        return look

    def _look_at_kept(
        self, look: _Look, page: ProcedurePage, draft: ProcedureDraft, changed: Collection[str]
    ) -> None:
        """What the source says now in the sections that an editor holds: those it changed, and those noted before."""
        assert look.before is not None
        noted = [name for name in _noted(draft.code, KEPT) if not _replaceable(page, name)]
        sections = [name for name in SECTION_NAMES if name in changed or name in noted]
        if not sections:
            return
        as_told = ProcedurePage.objects.get(pk=page.pk)
        self._apply(as_told, draft, sections)
        for one in differences(look.before, build_record(as_told)):
            if one.section in sections:
                look.told.setdefault(one.section, []).append(one)
        look.change.kept = [name for name in sections if name in changed and name in look.told]
        look.change.kept_fields = [one for name in look.change.kept for one in look.told[name]]

    def _note_kept(self, draft: ProcedureDraft, look: _Look) -> None:
        if look.frozen:
            for rule in (KEPT, IN_DRAFT):
                for section, text in _noted(draft.code, rule).items():
                    draft.find(rule, section, text)
        decided = _noted(draft.code, KEPT, decided=True) if look.told else {}
        for section, found in look.told.items():
            quiet = section not in look.change.kept and section in decided
            draft.find(KEPT, section, decided[section] if quiet else _as_text(found))

    def _write(
        self,
        page: ProcedurePage,
        draft: ProcedureDraft,
        look: _Look,
        held: list[Any],
        origin: str,
        public: bool,
    ) -> int:
        origins = _origins(page, origin)
        shown = public and not page.live and _never_shown(page)
        if look.before == look.after and origins == page.section_origins and not shown:
            self._note_drafts(draft, look, held)
            return 0
        if shown:
            _show(page)
        page.section_origins = origins
        if shown:
            page.save(clean=False)
        else:
            save_changed(page, look.change.replaced)
        self._rebase(page, draft, look, held)
        if not (public and page.live) or look.after is None:
            return 0
        note = "" if shown else _note(look.change.replaced, origin)
        written = counter.append([counter.Edition(look.after, note=note)])
        if written:
            counter.touch([page.code])
        return len(written)

    def _rebase(self, page: ProcedurePage, draft: ProcedureDraft, look: _Look, held: list[Any]) -> None:
        self._note_drafts(draft, look, held)

        def renew(unfinished: ProcedurePage) -> None:
            touched = _touched(look, unfinished)
            self._apply(unfinished, draft, [name for name in look.change.replaced if name not in touched])

        rebase(page, held, renew)

    def _note_drafts(self, draft: ProcedureDraft, look: _Look, held: list[Any]) -> None:
        """The source has changed what somebody is at work on: a finding for each such section of the newest draft."""
        if not held or look.after is None:
            return
        unfinished = held[-1][1]
        touched = _touched(look, unfinished)
        noted, decided = _noted(draft.code, IN_DRAFT), _noted(draft.code, IN_DRAFT, decided=True)
        found = differences(build_record(unfinished), look.after)
        for section in touched:
            said = [one for one in found if one.section == section]
            fresh = section in look.change.replaced
            if said and (fresh or section in noted):
                draft.find(
                    IN_DRAFT, section, _as_text(said) if fresh else decided.get(section, _as_text(said))
                )

    def _apply(self, page: ProcedurePage, draft: ProcedureDraft, sections: Iterable[str]) -> None:
        wanted = list(sections)
        rows = make_rows(draft, self.shelves)
        for section in wanted:
            for column in SECTION_COLUMNS.get(section, ()):
                setattr(page, column, getattr(draft, column))
            for relation in SECTION_RELATIONS.get(section, ()):
                set_rows(page, relation, rows)
        if "fees" in wanted:
            _point_to_channels(page, draft)
        if "subjects" in wanted:
            page.topic = self.shelves.topic(draft.topic)
            for relation, things in many(draft, self.shelves).items():
                setattr(page, relation, things)
        if "identity" in wanted:
            page.draft_title = page.title
            page.slug = procedure_slug(page.code, page.title)


def _replaceable(page: ProcedurePage, section: str) -> bool:
    known = (page.section_origins or {}).get(section, {})
    return known.get("origin", "source") in REPLACED_BY_IMPORT


def _noted(code: str, rule: str, *, decided: bool = False) -> dict[str, str]:
    """Sections with a finding of that rule that is not closed, and its text."""
    states = ["accepted", "dismissed"] if decided else ["open", "accepted", "dismissed"]
    found = Finding.objects.filter(code=code, rule=rule, state__in=states)
    return dict(found.values_list("place", "source_text"))


def _touched(look: _Look, unfinished: ProcedurePage) -> list[str]:
    assert look.before is not None
    return list(changed_sections(look.before, build_record(unfinished)))


def _as_text(found: Iterable[Difference]) -> str:
    """What page and source say, a line a field."""
    return "\n".join(f"{one.place}: trang {_says(one.old)}; nguồn nay {_says(one.new)}." for one in found)


def _says(text: str) -> str:
    return f"ghi “{text}”" if text else "không ghi"


def _note(sections: Collection[str], origin: str) -> str:
    """What a version changes, for the public: "Nguồn quốc gia cập nhật: phí, lệ phí; giấy tờ." """
    names = "; ".join(SECTION_NAMES[section] for section in sections)
    return f"{WHO[origin]}: {names}." if names else ""


def _never_shown(page: ProcedurePage) -> bool:
    """Whether only the import ever had this page in hand."""
    return page.first_published_at is None and page.latest_revision_id is None and not page.ended


def _show(page: ProcedurePage) -> None:
    """Nothing keeps the procedure from being public any more."""
    page.live, page.has_unpublished_changes = True, False
    page.first_published_at = page.last_published_at = timezone.now()


def _origins(page: ProcedurePage, origin: str) -> dict[str, Any]:
    """Every section that the import may replace now comes from ``origin``, changed or not."""
    kept = {
        section: known
        for section, known in (page.section_origins or {}).items()
        if known.get("origin") not in REPLACED_BY_IMPORT
    }
    return {section: {"origin": origin} for section in SECTION_FIELDS} | kept


def set_rows(page: ProcedurePage, relation: str, rows: Rows) -> None:
    """Put new rows in place of old ones; a row that stays, or only changes its words, keeps its identity."""
    old = list(getattr(page, relation).all())
    new = rows.by_relation[relation]
    by_key = {row.key: row for row in old}
    left = {at: row for at, row in enumerate(old) if row.key not in {row.key for row in new}}
    by_place = len(old) == len(new) and relation not in OWN_KEYS
    for at, row in enumerate(new):
        before = by_key.get(row.key) or (left.get(at) if by_place else None)
        if before is not None:
            row.pk, row.key = before.pk, before.key
    setattr(page, relation, new)


def _point_to_channels(page: ProcedurePage, draft: ProcedureDraft) -> None:
    """Where an editor holds the ways to submit, the source's fees name theirs: the first of the same method."""
    own: dict[str, str] = {}
    for row in page.channels.all():
        own.setdefault(row.method, row.key)
    keys = {row.key for row in page.channels.all()}
    methods = {row.key: row.method for row in draft.channels}
    for fee in page.fees.all():
        if fee.channel_key and fee.channel_key not in keys:
            fee.channel_key = own.get(methods.get(fee.channel_key, ""), fee.channel_key)


def _remember(
    stored: ImportedSource, source: Source, draft: ProcedureDraft, page: ProcedurePage | None, *, frozen: bool
) -> None:
    """A page left as it is keeps the hashes of what it says, so that the change comes in when it may."""
    fresh = source.row(draft, page.pk if page else None)
    for name in ("page_id", "compressed", "raw_hash", *(() if frozen else ("section_hashes",))):
        setattr(stored, name, getattr(fresh, name))
    stored.save()
