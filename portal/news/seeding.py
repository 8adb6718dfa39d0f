"""The shipped articles and categories. Harmless to repeat: what an editor changed stays."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils import translation
from django.utils.html import escape

from .models import NewsCategory, NewsIndexPage, NewsPage
from .rollout.models import Locality

FOLDER: Final = Path(__file__).parent / "seed"


@transaction.atomic
def ensure_articles() -> int:
    """Publish the shipped articles that are not there; return how many were new."""
    ensure_categories()
    index = NewsIndexPage.objects.get()
    known = set(NewsPage.objects.values_list("slug", flat=True))
    missing = [article for article in shipped("articles") if article["slug"] not in known]
    with translation.override("vi"):
        for article in missing:
            _publish(index, article)
    return len(missing)


def ensure_categories() -> None:
    """Make the shipped categories that are not there."""
    for one in shipped("categories"):
        names = {"name_vi": one["name_vi"], "name_en": one["name_en"]}
        NewsCategory.objects.get_or_create(slug=one["slug"], defaults=names)


def shipped(name: str) -> list[dict[str, Any]]:
    """The lines of a shipped list."""
    text = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def _publish(index: NewsIndexPage, article: dict[str, Any]) -> None:
    page = index.add_child(instance=_page(article))
    page.localities.set(Locality.objects.filter(slug__in=article.get("places", ())))
    page.save_revision().publish()


def _page(article: dict[str, Any]) -> NewsPage:
    plain = {name: article[name] for name in ("slug", "title_en", "has_time")}
    texts = {
        f"{name}_{code}": article[f"{name}_{code}"] for name in ("lead", "source") for code in ("vi", "en")
    }
    return NewsPage(
        **plain,
        **texts,
        title=article["title_vi"],
        date=datetime.fromisoformat(article["date"]),
        body_vi=_body(article["body"], "vi"),
        body_en=_body(article["body"], "en"),
        category=NewsCategory.objects.filter(slug=article.get("category", "")).first(),
        live=False,
    )


def _body(blocks: list[dict[str, str]], language: str) -> str:
    """Blocks as the field stores them; one without a text in ``language`` is left out."""
    made = [(block["type"], block.get(f"text_{language}") or "") for block in blocks]
    return json.dumps(
        [
            {"type": kind, "value": f"<p>{escape(text)}</p>" if kind == "paragraph" else text}
            for kind, text in made
            if text
        ]
    )
