"""robots.txt and the sitemaps."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from catalogue.models import CounterEntry, ProcedureVersion
from portal.home.tree import ensure_site
from portal.news.models import NewsIndexPage, NewsPage
from portal.seo.sitemaps import PARTS
from tests.catalogue.factories import TopicFactory, draft, published

pytestmark = pytest.mark.django_db

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def addresses(client: Client, path: str) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200
    return [found.text or "" for found in ElementTree.fromstring(response.content).iter(LOC)]


def test_robots_names_the_sitemap(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"].startswith("text/plain")
    assert b"Sitemap: http://testserver/sitemap.xml" in response.content
    assert b"Disallow: /admin/" in response.content


def test_every_part_is_named_and_answers(client: Client) -> None:
    published("1.001193", topic=TopicFactory())
    named = addresses(client, "/sitemap.xml")
    parts = {url.removeprefix("http://testserver/sitemap-").removesuffix(".xml") for url in named}
    assert {"trang", "thu-tuc", "linh-vuc", "tin"} <= parts <= {*PARTS, "tin"}
    for url in named:
        addresses(client, url.removeprefix("http://testserver"))


def test_public_procedures_in_both_languages_and_nothing_else(client: Client) -> None:
    published("1.001193", "Đăng ký khai sinh")
    draft("1.000002", "Đang soạn")
    published("1.000003", "Đã gỡ").unpublish()
    path = "/thu-tuc/1-001193-dang-ky-khai-sinh/"
    assert addresses(client, "/sitemap-thu-tuc.xml") == [
        f"http://testserver{path}",
        f"http://testserver/en{path}",
    ]


def test_pages_answer(client: Client) -> None:
    published("1.001193", topic=TopicFactory())
    for part in ("trang", "linh-vuc", "co-quan"):
        for url in addresses(client, f"/sitemap-{part}.xml"):
            assert client.get(url.removeprefix("http://testserver")).status_code == 200, url


def test_a_page_is_as_new_as_its_version(client: Client) -> None:
    published("1.001193", "Đăng ký khai sinh")
    version = ProcedureVersion.objects.get(code="1.001193")
    day = timezone.localdate(version.published_at)
    CounterEntry.objects.update(changed_at=timezone.now() + timedelta(days=3))  # not what a reader sees
    for part in ("sitemap-thu-tuc.xml", "sitemap.xml"):
        assert f"<lastmod>{day.isoformat()}</lastmod>" in client.get(f"/{part}").content.decode()


def test_the_news_sitemap_names_what_is_new(client: Client) -> None:
    ensure_site()
    index = NewsIndexPage.objects.get()
    for slug, days in (("moi", 1), ("cu", 3)):
        index.add_child(
            instance=NewsPage(
                title=f"Tin {slug} & hơn", slug=slug, date=timezone.now() - timedelta(days=days)
            )
        )
    assert addresses(client, "/sitemap-tin.xml") == ["http://testserver/tin-tuc/moi/"]
    content = client.get("/sitemap-tin.xml").content.decode()
    assert "<news:title>Tin moi &amp; hơn</news:title>" in content
    assert "<news:language>vi</news:language>" in content
    assert len(addresses(client, "/sitemap-bai-viet.xml")) == 2 * 3  # the list and both articles


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_site_map_is_a_page(client: Client, prefix: str) -> None:
    ensure_site()
    published("1.001193", topic=TopicFactory(slug="ho-tich", name_vi="Hộ tịch"))
    response = client.get(f"{prefix}/so-do-trang/")
    html = response.content.decode()
    assert response.status_code == 200
    for path in ("/", "/thu-tuc/", "/linh-vuc/ho-tich/", "/noi-nop/", "/cap/xa-phuong/", "/so-do-trang/"):
        assert f'<li><a href="{prefix}{path}"' in html
    footer = html.split("site-footer")[1]
    assert f'href="{prefix}/so-do-trang/"' in footer


def test_an_ended_procedure_names_what_replaced_it_and_is_not_listed(client: Client) -> None:
    ended, successor = published("1.001193"), published("1.002000", "Thủ tục thay thế")
    ended.unpublish()
    CounterEntry.objects.filter(code="1.001193").update(reason="ended", replaced_by=successor.code)
    response = client.get("/thu-tuc/1-001193-dang-ky-khai-sinh/")
    assert response.status_code == 410
    html = response.content.decode()
    assert "1.002000" in html
    assert "noindex" in html
    assert "canonical" not in html
    assert not any("1-001193" in url for url in addresses(client, "/sitemap-thu-tuc.xml"))


def test_titles_and_descriptions_fit(client: Client) -> None:
    name = "Cấp giấy phép " + "lao động cho người nước ngoài làm việc tại Việt Nam " * 4
    published("1.000001", name)
    published("1.000002", name)
    heads = []
    for slug in CounterEntry.objects.values_list("slug", flat=True):
        html = client.get(f"/thu-tuc/{slug}/").content.decode()
        title = html.split("<title>")[1].split("</title>")[0]
        description = html.split('name="description" content="')[1].split('"')[0]
        assert len(title) <= 65 + len(" – Một Cửa")
        assert len(description) <= 160
        heads.append((title, description))
    assert len({title for title, _ in heads}) == len({text for _, text in heads}) == 2


def test_unknown_part(client: Client) -> None:
    assert client.get("/sitemap-x.xml").status_code == 404
