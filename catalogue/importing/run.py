"""One import, from a file to the counter."""

import json
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from django.conf import settings
from django.db import models, transaction
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from catalogue.models import (
    Agency,
    Audience,
    DocumentType,
    FormTemplate,
    ImportedSource,
    ImportRun,
    LegalAct,
    ProcedureIndexPage,
    ProcedurePage,
    Topic,
)
from catalogue.searching import naming
from catalogue.sections import SECTION_FIELDS

from .collecting import Collected, Progress, collect
from .findings import settle, settle_gone
from .indexing import index_for_admin_search, not_indexed
from .mapping.acts import identity, note_other_titles
from .mapping.overlay import Overlay
from .mapping.shapes import FindingDraft, ProcedureDraft
from .names import apply_names
from .pages import Desk
from .report import ImportReport
from .seeding import apply_all
from .shared import Shelves
from .sources import known_sources
from .updating import Updater
from .writing import write_new

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
Tell = Callable[[Iterable[str]], None]
CHUNK = 500


def import_file(
    path: Path | str,
    *,
    origin: str = "source",
    draft: bool = False,
    limit: int | None = None,
    dry_run: bool = False,
    overlay: Overlays | Path | None = None,
    progress: Progress | None = None,
    tell: Tell | None = None,
) -> ImportReport:
    """Import the records of ``path`` and return what was done; safe to run again, also after a kill.

    ``origin``: "source" or "sample". ``draft``: make no version. ``overlay``: our additions by code, or their
    file. ``tell``: told each change of a dry run as lines, as soon as it is known.

    Raises UnreadableFile when the file can't be read at all.
    """
    begun, begun_at = time.perf_counter(), timezone.now()
    report = ImportReport(dry_run=dry_run, board=_board())
    with translation.override("vi"):
        run = _Run(report, origin, draft, progress or _silent, tell or _silent)
        run.run(Path(path), limit, _overlays(overlay))
        report.seconds = time.perf_counter() - begun
        if report.wrote:
            ImportRun.objects.create(
                begun_at=begun_at, file_name=Path(path).name[:255], report=report.in_short()
            )
    return report


def _board() -> str:
    """The address of the findings in the admin; empty where there is none."""
    try:
        return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{reverse('findings_board')}"
    except NoReverseMatch:
        return ""


def _silent(*_told: object) -> None:
    """Nobody wants to know."""


def _overlays(overlay: Overlays | Path | None) -> Overlays:
    if overlay is None:
        return {}
    if isinstance(overlay, Path):
        lines = overlay.read_text(encoding="utf-8").splitlines()
        return {row["code"]: row for row in (json.loads(line) for line in lines if line.strip())}
    return overlay


def known_titles() -> dict[str, str]:
    """What the acts are called that the catalogue holds, by their identity."""
    rows = LegalAct.objects.values_list("number", "issuer_vi", "title_vi")
    return {identity(number, issuer or ""): title or "" for number, issuer, title in rows}


class _Run:
    """The stages of one import, each telling its progress."""

    def __init__(
        self, report: ImportReport, origin: str, as_draft: bool, progress: Progress, tell: Tell
    ) -> None:
        self.report, self.origin, self.as_draft, self.progress = report, origin, as_draft, progress
        self.tell = tell
        self.waits: set[str] = set()

    def run(self, path: Path, limit: int | None, overlays: Overlays) -> None:
        found = collect(
            path, self.report, origin=self.origin, limit=limit, overlay=overlays, progress=self.progress
        )
        note_other_titles([one.draft for one in found], known_titles())
        if not self.report.dry_run:
            apply_names()
        new, changed = self._sorted(found)
        self.report.unchanged = len(found) - len(new) - len(changed)
        self._count(found)
        new, taken = self._not_taken(new)
        if limit is None and self.origin == "source":
            self.report.gone = self._gone({one.draft.code for one in found})
        if self.report.dry_run:
            self._foretell(found, new, changed)
        else:
            if new or changed:
                self._write(found, new, changed)
            self._settle(found, taken)
            naming.announce_named({one.draft.code for one in new})
            self._index()

    def _sorted(self, found: list[Collected]) -> tuple[list[Collected], list[Collected]]:
        """Which records are new, and which have something to bring to their page."""
        known = known_sources()
        new = [one for one in found if one.draft.code not in known]
        changed = [one for one in found if known.get(one.draft.code, one.source.digest) != one.source.digest]
        if self.origin == "sample":
            changed = self._still_sample(changed)
        if self.as_draft:
            return new, self._not_live(changed)
        held = self._held_as_draft()
        freed = [
            one
            for one in found
            if one.draft.code in held
            and known.get(one.draft.code) == one.source.digest
            and not self._kept_back(one.draft)
        ]
        return new, changed + freed

    def _not_live(self, changed: list[Collected]) -> list[Collected]:
        """As a draft nothing that is public already is changed: that waits for an import in earnest."""
        codes = [one.draft.code for one in changed]
        live = set(ProcedurePage.objects.filter(code__in=codes, live=True).values_list("code", flat=True))
        self.waits = live
        return [one for one in changed if one.draft.code not in live]

    def _held_as_draft(self) -> set[str]:
        """Codes of pages that only an import had in hand and that are not public yet."""
        pages = ProcedurePage.objects.filter(
            imported=True, live=False, ended=False, first_published_at=None, latest_revision=None
        )
        return set(pages.values_list("code", flat=True))

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
            if one.draft.code in self.waits:
                self.report.drafts[one.draft.code] = _("đã công khai; chờ lần nhập không có --draft")
            elif reason:
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
        anywhere = models.Q()
        for section in SECTION_FIELDS:
            anywhere |= models.Q(**{f"section_origins__{section}__origin": "sample"})
        sampled = ProcedurePage.objects.filter(anywhere).values_list("code", flat=True)
        return sorted(imported - set(sampled))

    def _foretell(self, found: list[Collected], new: list[Collected], changed: list[Collected]) -> None:
        self.report.new = len(new)
        self.report.new_titles = {one.draft.code: one.draft.title for one in new}
        for one in new:
            self.tell([_("Mới: %(code)s %(title)s") % {"code": one.draft.code, "title": one.draft.title}])
        shelves = Shelves()
        shelves.prepare([one.draft for one in new + changed], [one.draft for one in found], write=False)
        updater = Updater(shelves)
        for number, one in enumerate(changed, start=1):
            change = updater.foretell(one.draft, public=not self._kept_back(one.draft))
            if change.says_something:
                self.report.changed.append(change)
                self.tell(change.lines())
            self.progress("update", number, len(changed))

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
        wanted = [(one.draft, one.source, not self._kept_back(one.draft)) for one in new]
        for batch in write_new(wanted, desk, shelves):
            self.report.new += len(batch)
            self.report.versions += sum(made.record is not None for made in batch)
            self.progress("write", self.report.new, len(wanted))

    def _not_taken(self, new: list[Collected]) -> tuple[list[Collected], list[Collected]]:
        """A page that an editor made under the same code stays theirs; the source's is a finding."""
        codes = [one.draft.code for one in new]
        theirs: set[str] = set()
        for start in range(0, len(codes), CHUNK):
            pages = ProcedurePage.objects.filter(code__in=codes[start : start + CHUNK])
            theirs.update(pages.values_list("code", flat=True))
        taken = [one for one in new if one.draft.code in theirs]
        reason = _("mã đã có trang do biên tập viên lập")
        self.report.drafts |= dict.fromkeys((one.draft.code for one in taken), reason)
        return [one for one in new if one.draft.code not in theirs], taken

    @transaction.atomic
    def _settle(self, found: list[Collected], taken: list[Collected]) -> None:
        """Findings about records that were not written: whose code is taken, and what is gone from the file."""
        wanted = {
            one.draft.code: [FindingDraft("code-taken-by-editor", "code", one.draft.official_title_vi)]
            for one in taken
        }
        self.report.settled = settle(wanted)
        if self.origin == "source":
            titles: dict[str, str] = {}
            if self.report.gone and self.report.whole:
                pages = ProcedurePage.objects.filter(code__in=self.report.gone)
                titles = dict.fromkeys(self.report.gone, "") | dict(
                    pages.values_list("code", "official_title_vi")
                )
            self.report.settled += settle_gone(titles, [one.draft.code for one in found])

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
