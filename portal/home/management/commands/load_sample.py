"""Fill a new site: pages, the sample centre, articles, shipped lists, procedures. Harmless to repeat."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import translation
from django.utils.html import escape

from catalogue.importing import seeding, seeds
from catalogue.importing.run import import_file
from portal.core.context_processors import CENTRE_KEY
from portal.core.models import CentreSettings
from portal.home.tree import ensure_site
from portal.news import models as news
from search import lexicon_seeds

ARTICLES = Path(news.__file__).parent / "seed" / "articles.jsonl"
CENTRE = {
    "name_vi": "Trung tâm Phục vụ hành chính công",
    "name_en": "Public Administrative Service Centre",
    "short_name_vi": "Một Cửa",
    "province_vi": "Đà Nẵng",
}


class Command(BaseCommand):
    help = "Nạp nội dung mẫu: trang, trung tâm mẫu, tin, thủ tục mẫu. Chạy lại không ghi thêm gì."

    def handle(self, *args: Any, **options: Any) -> None:
        ensure_site()
        ensure_centre()
        written = ensure_articles()
        seeding.apply_all()
        lexicon_seeds.apply()
        import_file(seeds.SAMPLE_FILE, origin="sample", overlay=seeds.SAMPLE_OVERLAY)
        if options["verbosity"]:
            self.stdout.write(f"Đã nạp nội dung mẫu: {written} tin mới.")


def ensure_centre() -> None:
    """A sample centre where nobody described one; what is not known of it stays empty."""
    if not CentreSettings.objects.exists():
        CentreSettings.objects.create(is_sample=True, **CENTRE)
        cache.delete(CENTRE_KEY)


@transaction.atomic
def ensure_articles() -> int:
    """Publish the shipped articles that are not there; edited ones stay; return how many were new."""
    index = news.NewsIndexPage.objects.get()
    known = set(news.NewsPage.objects.values_list("slug", flat=True))
    shipped = [json.loads(line) for line in ARTICLES.read_text(encoding="utf-8").splitlines() if line.strip()]
    missing = [article for article in shipped if article["slug"] not in known]
    with translation.override("vi"):
        for article in missing:
            index.add_child(instance=_page(article)).save_revision().publish()
    return len(missing)


def _page(article: dict[str, Any]) -> news.NewsPage:
    return news.NewsPage(
        slug=article["slug"],
        title=article["title_vi"],
        title_en=article["title_en"],
        date=datetime.fromisoformat(article["date"]),
        has_time=article["has_time"],
        lead_vi=article["lead_vi"],
        lead_en=article["lead_en"],
        body_vi=_body(article["body"], "vi"),
        body_en=_body(article["body"], "en"),
        source_vi=article["source_vi"],
        source_en=article["source_en"],
        live=False,
    )


def _body(blocks: list[dict[str, str]], language: str) -> list[tuple[str, Any]]:
    """Blocks as the field takes them; one without a text in ``language`` is left out."""
    paragraph = news.NewsPage._meta.get_field("body").stream_block.child_blocks["paragraph"]
    made: list[tuple[str, Any]] = []
    for block in blocks:
        text = block.get(f"text_{language}") or ""
        if text and block["type"] == "paragraph":
            made.append(("paragraph", paragraph.to_python(f"<p>{escape(text)}</p>")))
        elif text:
            made.append((block["type"], text))
    return made
