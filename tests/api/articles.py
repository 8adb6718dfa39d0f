"""An article with a block of every kind, as an editor makes it."""

import json
from datetime import date

from django.core.files.base import ContentFile

from catalogue.models import Office, ProcedurePage
from portal.core.models import PortalDocument
from portal.news.models import Correction, NewsPage, RelatedArticle
from portal.news.rollout.models import Locality
from portal.news.videos.models import VideoPage, VideoSeries
from tests.catalogue import factories
from tests.news.articles import block, category, picture, published
from tests.news.videos.making import video

SLUG = "mot-cua-lien-thong"
PROCEDURE = "1.000689"
PARAGRAPH = "<p>Nộp &amp; nhận:</p><ul><li>tại <b>quầy</b></li><li>qua mạng</li></ul><p>Hết<br/>bài</p>"
TABLE = "Nơi|Số hồ sơ\nHội An|13.446\nTam Kỳ|6.723"


def every_block() -> NewsPage:
    """The article, published, with what its blocks name; nothing of it may be there already."""
    page = published(
        SLUG,
        title="Một cửa liên thông",
        title_en="One stop",
        lead_vi="Mở đầu.",
        source_vi="Trang tin tỉnh",
        author="Ban biên tập",
        category=category(),
        image=picture(),
        body_vi=json.dumps(_blocks()),
        body_en=json.dumps([block("heading", "At the counter")]),
    )
    page.localities.add(Locality.objects.create(slug="hoi-an", name_vi="Hội An"))
    page.tags.add("thí điểm", "một cửa")
    page.corrections.add(Correction(date=date(2021, 3, 2), text_vi="Số đúng là 5."))
    page.corrections.add(Correction(date=date(2021, 1, 2), text_vi="Tên đúng là A.", text_en="It is A."))
    page.related_rows.add(RelatedArticle(article=published("bai-kia", title="Bài kia"), sort_order=0))
    page.save_revision().publish()
    return NewsPage.objects.get(pk=page.pk)


def _blocks() -> list[dict[str, object]]:
    quoted = {"text": "Rất gấp", "who": "Tỉnh"}
    table = {"caption": "Hồ sơ", "text": TABLE, "chart": True, "source": "Danh sách 2024"}
    shown = {"image": picture().pk, "alt": "Quầy số 3", "caption": "Sáng thứ hai", "credit": ""}
    return [
        block("heading", "Ở quầy: 2 < 3"),
        block("paragraph", PARAGRAPH),
        block("picture", shown),
        block("quote", quoted),
        block("table", table),
        block("document", {"document": _document().pk, "words": "Mẫu tờ khai"}),
        block("procedure", _procedure().pk),
        block("office", _office().pk),
        block("video", _video().pk),
    ]


def _document() -> PortalDocument:
    file = ContentFile(b"%PDF-1.4 to khai", name="to-khai.pdf")
    return PortalDocument.objects.create(title="Tờ khai", file=file, file_size=16)


def _procedure() -> ProcedurePage:
    return factories.published(PROCEDURE, "Đăng ký nhận cha, mẹ, con")


def _office() -> Office:
    return Office.objects.create(
        slug="quay-hoi-an", name_vi="Quầy Hội An", address_vi="12 Lê Lợi", source="Danh mục"
    )


def _video() -> VideoPage:
    series = VideoSeries.objects.create(slug="phong-su", name_vi="Phóng sự", name="Phóng sự")
    return video("mot-cua", title="Một cửa", series=series, date=date(2023, 12, 25))
