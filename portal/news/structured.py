"""An article as schema.org JSON-LD, in the language of the page; addresses are paths."""

from typing import Any, Final

from django.utils import timezone

from portal.core.slugs import cut

HEADLINE: Final = 110  # characters; what search engines read of a headline


def article(page: Any) -> dict[str, Any]:
    """``NewsArticle`` of a NewsPage: only the fields somebody filled."""
    title, language = page.display_title, page.title_language
    lead, _ = page.read("lead")
    published, changed = page.first_published_at, page.last_published_at
    found = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": page.address,
        "headline": cut(title, HEADLINE),
        "inLanguage": language,
        "description": cut(" ".join((lead or "").split()), 300),
        "datePublished": page.machine_date,
        "dateModified": timezone.localtime(changed).isoformat(timespec="seconds")
        if changed and published and changed > published
        else "",
        "author": _author(page),
        "articleSection": page.category.name_vi if getattr(page, "category", None) else "",
    }
    return {name: value for name, value in found.items() if value}


def written_by(page: Any) -> str:
    """Who wrote it, else where it comes from, as printed."""
    return str(getattr(page, "author", "") or page.read("source")[0] or "")


def _author(page: Any) -> dict[str, str]:
    """A name is not guessed to be a person's or an office's."""
    name = written_by(page)
    return {"@type": "Thing", "name": name} if name else {}
