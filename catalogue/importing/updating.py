"""A record that says something else than last time: untouched sections follow, an editor's stay (rule 9)."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from catalogue import counter
from catalogue.builder import build_record
from catalogue.models import ImportedSource, ProcedurePage
from catalogue.models.procedure import procedure_slug
from catalogue.sections import REPLACED_BY_IMPORT, SECTION_FIELDS, changed_sections

from .mapping.shapes import ProcedureDraft
from .pages import SECTION_COLUMNS, SECTION_RELATIONS, Rows, make_rows, many
from .report import Change
from .shared import Shelves
from .sources import Source, section_hashes
from .writing import add_findings

SECTION_NAMES = {
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
"""How the note of a version names the sections; it is published content, hence Vietnamese."""


class Updater:
    """Brings changed records to the pages that hold them."""

    def __init__(self, shelves: Shelves | None) -> None:
        self.shelves = shelves

    def foretell(self, draft: ProcedureDraft) -> Change:
        """Say what an update would do, without writing."""
        source = ImportedSource.objects.get(code=draft.code)
        page = ProcedurePage.objects.filter(code=draft.code).first()
        return _plan(draft, source, page)

    @transaction.atomic
    def update(self, draft: ProcedureDraft, source: Source, *, public: bool) -> tuple[Change, int]:
        """Write the changed sections of one procedure; return what was done and how many versions."""
        stored = ImportedSource.objects.select_for_update().get(code=draft.code)
        page = ProcedurePage.objects.filter(code=draft.code).first()
        change = _plan(draft, stored, page)
        versions = 0
        if page is not None:
            versions = self._update_page(page, draft, change, source.origin, public)
        _remember(stored, source, draft, page)
        add_findings([draft])
        return change, versions

    def _update_page(
        self, page: ProcedurePage, draft: ProcedureDraft, change: Change, origin: str, public: bool
    ) -> int:
        assert self.shelves is not None
        unfinished = _unfinished(page)
        touched = changed_sections(build_record(page), build_record(unfinished)) if unfinished else []
        for section in change.kept:
            draft.find("editor-section-differs", section, _("Nguồn đã đổi phần biên tập viên đã sửa."))
        self._apply(page, draft, change.replaced)
        if page.live and not public:
            draft.find("no-longer-public", "detail", draft.official_title_vi)
        elif public and not page.live and _never_shown(page):
            _show(page)
        page.section_origins = _origins(page, origin)
        page.save()
        self._rebase(page, unfinished, draft, change.replaced, touched)
        return self._new_version(page, change) if public and page.live else 0

    def _apply(self, page: ProcedurePage, draft: ProcedureDraft, sections: Iterable[str]) -> None:
        assert self.shelves is not None
        wanted = list(sections)
        rows = make_rows(draft, self.shelves)
        for section in wanted:
            for column in SECTION_COLUMNS.get(section, ()):
                setattr(page, column, getattr(draft, column))
            for relation in SECTION_RELATIONS.get(section, ()):
                set_rows(page, relation, rows)
        if "subjects" in wanted:
            page.topic = self.shelves.topic(draft.topic)
            for relation, things in many(draft, self.shelves).items():
                setattr(page, relation, things)
        if "identity" in wanted:
            page.draft_title = page.title
            page.slug = procedure_slug(page.code, page.title)

    def _rebase(
        self,
        page: ProcedurePage,
        unfinished: ProcedurePage | None,
        draft: ProcedureDraft,
        replaced: list[str],
        touched: list[Any],
    ) -> None:
        """Give the newest draft the new text of the sections its editor left alone."""
        latest = page.latest_revision
        if latest is None:
            return
        if unfinished is None:
            _save_revision(ProcedurePage.objects.get(pk=page.pk), latest, changed=False)
            return
        for section in set(replaced) & set(touched):
            draft.find("draft-section-differs", section, _("Nguồn đã đổi phần đang sửa dở trong bản nháp."))
        self._apply(unfinished, draft, [section for section in replaced if section not in touched])
        unfinished.section_origins = page.section_origins
        _save_revision(unfinished, latest, changed=True)

    def _new_version(self, page: ProcedurePage, change: Change) -> int:
        names = ", ".join(SECTION_NAMES[section] for section in change.replaced)
        record = build_record(ProcedurePage.objects.get(pk=page.pk))
        edition = counter.Edition(record, note=f"Nguồn quốc gia cập nhật: {names}." if names else "")
        written = counter.append([edition])
        if written:
            counter.touch([page.code])
        return len(written)


def _plan(draft: ProcedureDraft, stored: ImportedSource, page: ProcedurePage | None) -> Change:
    """Which changed sections are replaced, and which are an editor's or a seed's and stay."""
    before = stored.section_hashes or {}
    changed = [name for name, value in section_hashes(draft).items() if before.get(name) != value]
    origins = (page.section_origins or {}) if page else {}
    ours = {name: origins.get(name, {}).get("origin", "source") in REPLACED_BY_IMPORT for name in changed}
    return Change(
        draft.code,
        replaced=[name for name in changed if ours[name]],
        kept=[name for name in changed if not ours[name]],
    )


def _never_shown(page: ProcedurePage) -> bool:
    """Whether only the import ever had this page in hand."""
    return page.first_published_at is None and page.latest_revision_id is None and not page.ended


def _show(page: ProcedurePage) -> None:
    """The source now has what kept the procedure from being public."""
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


def _unfinished(page: ProcedurePage) -> ProcedurePage | None:
    """The newest draft when it holds what is not published."""
    if not page.has_unpublished_changes or page.latest_revision_id is None:
        return None
    unfinished: ProcedurePage = page.get_latest_revision_as_object()
    return unfinished


def _save_revision(page: ProcedurePage, latest: Revision, *, changed: bool) -> None:
    """Save a revision that takes the place of ``latest``, its schedule and its author with it."""
    page.save_revision(
        user=latest.user, approved_go_live_at=latest.approved_go_live_at, changed=changed, clean=False
    )
    if latest.approved_go_live_at:
        Revision.objects.filter(pk=latest.pk).update(approved_go_live_at=None)


def set_rows(page: ProcedurePage, relation: str, rows: Rows) -> None:
    """Put new rows in place of old ones; a row that stays, or only changes its words, keeps its identity."""
    old = list(getattr(page, relation).all())
    new = rows.by_relation[relation]
    by_key = {row.key: row for row in old}
    left = {at: row for at, row in enumerate(old) if row.key not in {row.key for row in new}}
    for at, row in enumerate(new):
        before = by_key.get(row.key) or (left.get(at) if len(old) == len(new) else None)
        if before is not None:
            row.pk, row.key = before.pk, before.key
    setattr(page, relation, new)


def _remember(
    stored: ImportedSource, source: Source, draft: ProcedureDraft, page: ProcedurePage | None
) -> None:
    fresh = source.row(draft, page.pk if page else None)
    for name in ("page_id", "compressed", "raw_hash", "section_hashes"):
        setattr(stored, name, getattr(fresh, name))
    stored.save()
