"""robots.txt and the sitemaps."""

from xml.etree import ElementTree

import pytest
from django.test import Client

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
    assert len(named) == len(PARTS)
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


def test_unknown_part(client: Client) -> None:
    assert client.get("/sitemap-x.xml").status_code == 404
