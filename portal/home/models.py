"""The home page."""

from portal.core.models.bilingual import BilingualPage


class HomePage(BilingualPage):
    """The first page; what it shows beside its title comes from the counter."""

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    template = "home/home_page.html"

    class Meta:
        verbose_name = "trang chủ"
