"""The pages every site has: home, the procedures' parent, the news list. Made by a migration, mended here."""

from django.db import transaction
from django.utils import translation
from wagtail.models import Collection, Locale, Page, Site

from catalogue.models import ProcedureIndexPage
from portal.news.models import NewsIndexPage

from .models import HomePage, HomeProcedure

BOARD = ("2.000635", "1.001193", "1.000894", "1.004873", "1.004194", "1.004222", "2.000815", "1.000656")
EXAMPLES = "mất giấy khai sinh\nđăng ký tạm trú\nmở quán ăn"
EXAMPLES_EN = "birth certificate\ntemporary residence\ndriving licence"


@transaction.atomic
def ensure_site() -> HomePage:
    """Make what is missing of the tree and the site record; writes nothing when all is there."""
    with translation.override("vi"):
        home = HomePage.objects.first() or _home()
        if not ProcedureIndexPage.objects.exists():
            home.add_child(
                instance=ProcedureIndexPage(title="Thủ tục", title_en="Procedures", slug="thu-tuc")
            )
        if not NewsIndexPage.objects.exists():
            home.add_child(instance=NewsIndexPage(title="Tin tức", title_en="News", slug="tin-tuc"))
        if not Site.objects.filter(root_page=home.pk).exists():
            Site.objects.filter(is_default_site=True).delete()
            Site.objects.create(
                hostname="localhost", site_name="Một Cửa", root_page=home, is_default_site=True
            )
    return home


def _home() -> HomePage:
    Locale.objects.get_or_create(language_code="vi")
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    home = HomePage(
        title="Một Cửa",
        title_en="Một Cửa",
        slug="mot-cua",
        examples_vi=EXAMPLES,
        examples_en=EXAMPLES_EN,
    )
    home.board = [HomeProcedure(code=code, sort_order=place) for place, code in enumerate(BOARD)]
    return root.add_child(instance=home)
