"""Fill a new site: pages, the sample centre, articles, shipped lists, procedures. Harmless to repeat."""

from typing import Any

from django.core.cache import cache
from django.core.management.base import BaseCommand

from catalogue.importing import seeding, seeds
from catalogue.importing.run import import_file
from portal.core.context_processors import CENTRE_KEY
from portal.core.models import CentreSettings
from portal.home.tree import ensure_site
from portal.news.rollout import seeding as rollout_seeding
from portal.news.seeding import ensure_articles
from portal.news.videos.seeding import seed as seed_videos
from search import lexicon_seeds

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
        seeding.apply_all()
        rollout_seeding.seed()
        seed_videos()
        written = ensure_articles()
        lexicon_seeds.apply()
        import_file(seeds.SAMPLE_FILE, origin="sample", overlay=seeds.SAMPLE_OVERLAY)
        if options["verbosity"]:
            self.stdout.write(f"Đã nạp nội dung mẫu: {written} tin mới.")


def ensure_centre() -> None:
    """A sample centre where nobody described one; what is not known of it stays empty."""
    if not CentreSettings.objects.exists():
        CentreSettings.objects.create(is_sample=True, **CENTRE)
        cache.delete(CENTRE_KEY)
