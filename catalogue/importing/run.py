"""One import, from a file to the counter."""

import json
import time
from collections.abc import Mapping
from pathlib import Path

from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from catalogue.models import (
    Agency,
    Audience,
    DocumentType,
    FormTemplate,
    ImportedSource,
    LegalAct,
    ProcedureIndexPage,
    ProcedurePage,
    Topic,
)

from .collecting import Collected, Progress, collect
from .indexing import index_for_admin_search, not_indexed
from .mapping.overlay import Overlay
from .mapping.shapes import ProcedureDraft
from .pages import Desk
from .report import ImportReport
from .seeding import apply_all
from .shared import Shelves
from .sources import known_sources
from .updating import Updater
from .writing import add_findings, write_new

INDEXED: tuple[type[models.Model], ...] = (
    Topic,
    Agency,
    Audience,
    LegalAct,
    DocumentType,
    FormTemplate,
    ProcedurePage,
)

Overlays = Mapping[str, Overlay]


def import_file(
    path: Path | str,
    *,
    origin: str = "source",
    draft: bool = False,
    limit: int | None = None,
    dry_run: bool = False,
    overlay: Overlays | Path | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Import the records of ``path`` and return what was done; safe to run again, also after a kill.

    ``origin``: "source" or "sample". ``draft``: make no version. ``overlay``: our additions by code, or their
    file. Raises UnreadableFile when the file can't be read at all.
    """
    begun = time.perf_counter()
    report = ImportReport(dry_run=dry_run)
    with translation.override("vi"):
        _Run(report, origin, draft, progress or _silent).run(Path(path), limit, _overlays(overlay))
    report.seconds = time.perf_counter() - begun
    return report


def _silent(stage: str, done: int, total: int) -> None:
    """No progress wanted."""


def _overlays(overlay: Overlays | Path | None) -> Overlays:
    if overlay is None:
        return {}
    if isinstance(overlay, Path):
        lines = overlay.read_text(encoding="utf-8").splitlines()
        return {row["code"]: row for row in (json.loads(line) for line in lines if line.strip())}
    return overlay


class _Run:
    """The stages of one import, each telling its progress."""

    def __init__(self, report: ImportReport, origin: str, as_draft: bool, progress: Progress) -> None:
        self.report, self.origin, self.as_draft, self.progress = report, origin, as_draft, progress

    def run(self, path: Path, limit: int | None, overlays: Overlays) -> None:
        found = collect(
            path, self.report, origin=self.origin, limit=limit, overlay=overlays, progress=self.progress
        )
        known = known_sources()
        new = [one for one in found if one.draft.code not in known]
        changed = [one for one in found if known.get(one.draft.code, one.source.digest) != one.source.digest]
        if self.origin == "sample":
            changed = self._still_sample(changed)
        self.report.unchanged = len(found) - len(new) - len(changed)
        self._count(found)
        if limit is None and self.origin == "source":
            self.report.gone = self._gone({one.draft.code for one in found})
        if self.report.dry_run:
            self._foretell(new, changed)
        else:
            if new or changed:
                self._write(found, new, changed)
            self._index()

    def _still_sample(self, changed: list[Collected]) -> list[Collected]:
        """Sample content never takes the place of what the national record has brought in since."""
        pages = ProcedurePage.objects.filter(code__in=[one.draft.code for one in changed])
        national = {
            code
            for code, origins in pages.values_list("code", "section_origins")
            if any(known.get("origin") == "source" for known in (origins or {}).values())
        }
        return [one for one in changed if one.draft.code not in national]

    def _count(self, found: list[Collected]) -> None:
        for one in found:
            reason = self._kept_back(one.draft)
            if reason:
                self.report.drafts[one.draft.code] = reason
            else:
                self.report.public += 1
            self.report.findings.update(finding.rule for finding in one.draft.findings)

    def _kept_back(self, draft: ProcedureDraft) -> str:
        """Why a procedure gets no public version; empty when it does."""
        if draft.internal:
            return _("nội bộ")
        if draft.withdrawn:
            return _("nguồn đã xóa")
        if not draft.agencies:
            return _("nguồn không ghi cơ quan")
        return _("nhập làm bản nháp") if self.as_draft else ""

    def _gone(self, codes: set[str]) -> list[str]:
        sources = (
            ImportedSource.objects.exclude(code__in=codes)
            if len(codes) < 500
            else ImportedSource.objects.all()
        )
        imported = set(sources.values_list("code", flat=True)) - codes
        sampled = ProcedurePage.objects.filter(section_origins__steps__origin="sample").values_list(
            "code", flat=True
        )
        return sorted(imported - set(sampled))

    def _foretell(self, new: list[Collected], changed: list[Collected]) -> None:
        self.report.new = len(new)
        updater = Updater(None)
        self.report.changed = [updater.foretell(one.draft) for one in changed]

    def _write(self, found: list[Collected], new: list[Collected], changed: list[Collected]) -> None:
        apply_all()
        shelves = Shelves()
        shelves.prepare([one.draft for one in new + changed], [one.draft for one in found])
        self._write_new(new, shelves)
        updater = Updater(shelves)
        for number, one in enumerate(changed, start=1):
            change, versions = updater.update(one.draft, one.source, public=not self._kept_back(one.draft))
            self.report.changed.append(change)
            self.report.versions += versions
            self.progress("update", number, len(changed))

    def _write_new(self, new: list[Collected], shelves: Shelves) -> None:
        if not new:
            return
        desk = Desk(index_page())
        taken, free = self._taken(new)
        self.report.drafts |= {code: _("mã đã có trang do biên tập viên lập") for code in taken}
        wanted = [(one.draft, one.source, not self._kept_back(one.draft)) for one in free]
        for batch in write_new(wanted, desk, shelves):
            self.report.new += len(batch)
            self.report.versions += sum(made.record is not None for made in batch)
            self.progress("write", self.report.new, len(wanted))

    def _taken(self, new: list[Collected]) -> tuple[list[str], list[Collected]]:
        """A page that an editor made under the same code stays theirs; the source's is a finding."""
        theirs = set(ProcedurePage.objects.values_list("code", flat=True))
        taken = [one for one in new if one.draft.code in theirs]
        for one in taken:
            one.draft.findings[:] = []
            one.draft.find("code-taken-by-editor", "code", one.draft.official_title_vi)
        add_findings([one.draft for one in taken])
        return [one.draft.code for one in taken], [one for one in new if one.draft.code not in theirs]

    def _index(self) -> None:
        """What bulk writing leaves out of the admin's search; what was saved one by one is there already."""
        for model in INDEXED:
            missing = not_indexed(model)
            index_for_admin_search(model, missing)
            if missing:
                self.progress("index", len(missing), len(missing))


@transaction.atomic
def index_page() -> ProcedureIndexPage:
    """The one parent of all procedures; made under the site's root when there is none yet."""
    found = ProcedureIndexPage.objects.first()
    if found is not None:
        return found
    site = Site.objects.filter(is_default_site=True).first()
    parent: Page = site.root_page if site else Page.objects.get(depth=1)
    page = ProcedureIndexPage(
        title="Thủ tục hành chính", title_en="Administrative procedures", slug="thu-tuc"
    )
    parent.add_child(instance=page)
    return page
