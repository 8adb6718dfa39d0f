"""Import of news: read all, check all, then write all in one transaction, or nothing."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect

from portal.core.slugs import slugify
from portal.news.models import NewsCategory, NewsIndexPage, NewsPage

from .articles import Article, Blocks, article, problems, twice
from .reading import read
from .report import Remark, Report

PLAIN: Final = ("title", "title_en", "date", "has_time", "author", "guid")


def import_news(path: Path, dry_run: bool = False) -> Report:
    """Write the articles of a file; raises UnreadableFile. Running it again changes nothing."""
    report = Report(dry_run=dry_run)
    entries, report.errors = read(path)
    report.read = len(entries)
    report.errors += [remark for entry in entries for remark in problems(entry)]
    report.errors += twice(entries)
    if report.errors:
        return report
    with translation.override("vi"), transaction.atomic():
        _write([article(entry) for entry in entries], report)
        transaction.set_rollback(dry_run)
    return report


def _write(articles: Iterable[Article], report: Report) -> None:
    index = NewsIndexPage.objects.get()
    for found in articles:
        if found.lost:
            report.warnings.append(Remark(found.where, "body", f"không giữ được {', '.join(found.lost)}"))
        page = NewsPage.objects.filter(guid=found.guid).first()
        page = _update(page, found, report) if page else _create(index, found, report)
        _redirect(found, page, report)


def _create(index: NewsIndexPage, found: Article, report: Report) -> NewsPage:
    page = NewsPage(slug=_free_slug(found.title), live=False)
    _fill(page, found)
    index.add_child(instance=page)
    _publish(page, found)
    report.new += 1
    return page


def _update(page: NewsPage, found: Article, report: Report) -> NewsPage:
    """A page an editor has saved since, or took down, stays as it is."""
    if _state(page) == _wanted(found):
        report.same += 1
    elif not page.live or page.has_unpublished_changes or page.revisions.exclude(user=None).exists():
        report.kept += 1
        report.warnings.append(Remark(found.where, "guid", "biên tập viên đã sửa bài này nên giữ nguyên"))
    else:
        _fill(page, found)
        _publish(page, found)
        report.updated += 1
    return page


def _fill(page: NewsPage, found: Article) -> None:
    for name in PLAIN:
        setattr(page, name, getattr(found, name))
    page.lead_vi, page.lead_en = found.lead, found.lead_en
    page.source_vi, page.source_en = found.source, found.source_en
    page.body_vi, page.body_en = _stored(found.body), _stored(found.body_en)
    page.category = _category(found.category)


def _publish(page: NewsPage, found: Article) -> None:
    page.tags.set(list(found.tags))
    page.save_revision().publish()


def _stored(blocks: Blocks) -> str:
    return json.dumps([{"type": kind, "value": value} for kind, value in blocks])


def _state(page: Any) -> dict[str, Any]:
    """What a page says now, shaped as :func:`_wanted`."""
    return {
        **{name: getattr(page, name) for name in PLAIN},
        **{name: getattr(page, name) or "" for name in ("lead_vi", "lead_en", "source_vi", "source_en")},
        **{name: _blocks(getattr(page, name)) for name in ("body_vi", "body_en")},
        "category": page.category.slug if page.category else "",
        "tags": sorted(tag.name for tag in page.tags.all()),
    }


def _wanted(found: Article) -> dict[str, Any]:
    return {
        **{name: getattr(found, name) for name in PLAIN},
        "lead_vi": found.lead,
        "lead_en": found.lead_en,
        "source_vi": found.source,
        "source_en": found.source_en,
        "body_vi": list(found.body),
        "body_en": list(found.body_en),
        "category": slugify(found.category, 120),
        "tags": sorted(found.tags),
    }


def _blocks(body: Any) -> list[tuple[str, Any]]:
    return [(block["type"], block["value"]) for block in body.raw_data] if body else []


def _category(name: str) -> NewsCategory | None:
    """The category of a name, made when it is new; None for no name."""
    slug = slugify(name, 120)
    return NewsCategory.objects.get_or_create(slug=slug, defaults={"name_vi": name})[0] if slug else None


def _free_slug(title: str) -> str:
    base = slugify(title) or "tin"
    taken = set(NewsPage.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken or slug == "feed":
        slug, number = f"{base}-{number}", number + 1
    return slug


def _redirect(found: Article, page: NewsPage, report: Report) -> None:
    """The old address leads to the page; one that already leads elsewhere stays."""
    if not found.old_path or f"{found.old_path}/" == f"/tin-tuc/{page.slug}/":
        return
    redirect = Redirect.objects.filter(old_path=found.old_path, site=None).first()
    if redirect is None:
        Redirect.objects.create(old_path=found.old_path, site=None, redirect_page=page, is_permanent=True)
        report.redirects += 1
    elif redirect.redirect_page_id != page.pk:
        report.warnings.append(Remark(found.where, "address", "địa chỉ cũ này đã dẫn tới trang khác"))
