"""Small articles, pictures and what they belong to, made through the same calls an editor's save makes."""

import io
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.images import ImageFile
from django.utils import translation
from PIL import Image

from portal.core.models import PortalImage
from portal.home.tree import ensure_site
from portal.news.models import NewsCategory, NewsIndexPage, NewsPage

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def picture(description: str = "Người dân nộp hồ sơ", width: int = 1200, height: int = 800) -> PortalImage:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "#0a4742").save(file, "JPEG")
    file.seek(0)
    return PortalImage.objects.create(
        title="Ảnh", file=ImageFile(file, "anh.jpg"), description=description, credit="Báo tỉnh"
    )


def category(slug: str = "cai-cach", name: str = "Cải cách", english: str = "Reform") -> NewsCategory:
    return NewsCategory.objects.get_or_create(slug=slug, defaults={"name_vi": name, "name_en": english})[0]


def draft(slug: str, **fields: Any) -> NewsPage:
    """An article in the tree, not published."""
    ensure_site()
    fields = {"title": slug.capitalize(), "date": datetime(2020, 5, 6, 7, 8, tzinfo=VIETNAM), **fields}
    page = NewsPage(slug=slug, live=False, **fields)
    with translation.override("vi"):
        NewsIndexPage.objects.get().add_child(instance=page)
    return page


def published(slug: str = "tin", **fields: Any) -> NewsPage:
    page = draft(slug, **fields)
    with translation.override("vi"):
        page.save_revision().publish()
    return NewsPage.objects.get(pk=page.pk)


def block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value}
