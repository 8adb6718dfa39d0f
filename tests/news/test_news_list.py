"""The list and its filters, the feeds, printing and sharing."""

import json
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from .articles import VIETNAM, category, published

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def three() -> None:
    published("mot", title="Tin một", category=category(), date=datetime(2018, 1, 1, 0, 30, tzinfo=VIETNAM))
    published("hai", title="Tin hai", category=category("so-lieu", "Số liệu", ""))
    published("ba", title="Tin ba", title_en="News three", category=category())


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {"Tin một", "Tin hai", "Tin ba"}),
        ("?loai=cai-cach", {"Tin một", "Tin ba"}),
        ("?nam=2018", {"Tin một"}),
        ("?nam=2017", set()),
        ("?loai=cai-cach&nam=2020", {"Tin ba"}),
        ("?loai=khong-co", set()),
        ("?loai=%22%3E<script>&nam=²²²²&trang=-1", {"Tin một", "Tin hai", "Tin ba"}),
        ("?nam=99999999999", {"Tin một", "Tin hai", "Tin ba"}),
    ],
)
def test_filters(query: str, titles: set[str], client: Client) -> None:
    three()
    shown = text(client, f"/tin-tuc/{query}")
    assert {title for title in ("Tin một", "Tin hai", "Tin ba") if f">{title}</a>" in shown} == titles
    assert ("noindex" in shown) == (titles != {"Tin một", "Tin hai", "Tin ba"})


def test_the_pager_keeps_the_filter(client: Client) -> None:
    for number in range(21):
        published(f"tin-{number}", category=category())
    shown = text(client, "/tin-tuc/?loai=cai-cach&nam=2020")
    assert 'href="?loai=cai-cach&amp;nam=2020&amp;trang=2"' in shown


def test_atom(client: Client) -> None:
    three()
    response = client.get("/en/tin-tuc/feed/")
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.content)
    titles = {entry.findtext(f"{ATOM}title"): entry for entry in feed.iter(f"{ATOM}entry")}
    assert set(titles) == {"Tin một", "Tin hai", "News three"}
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    assert (titles["Tin hai"].get(language), titles["News three"].get(language)) == ("vi", "en")
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == "http://testserver/en/tin-tuc/feed/"
    one = ElementTree.fromstring(client.get("/tin-tuc/feed/so-lieu/").content)
    assert [entry.findtext(f"{ATOM}title") for entry in one.iter(f"{ATOM}entry")] == ["Tin hai"]


def test_feeds_name_the_hub_when_there_is_one(client: Client, settings: Any) -> None:
    settings.WEBSUB_HUB = "https://hub.example/"
    feed = ElementTree.fromstring(client.get("/tin-tuc/feed/").content)
    assert feed.find(f"{ATOM}link[@rel='hub']").get("href") == "https://hub.example/"
    assert json.loads(text(client, "/tin-tuc/feed.json"))["hubs"] == [
        {"type": "WebSub", "url": "https://hub.example/"}
    ]
    settings.WEBSUB_HUB = ""
    feed = ElementTree.fromstring(client.get("/tin-tuc/feed/").content)
    assert feed.find(f"{ATOM}link[@rel='hub']") is None


def test_json_feed(client: Client) -> None:
    three()
    feed = json.loads(text(client, "/tin-tuc/feed.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert len(feed["items"]) == 3
    for item in feed["items"]:
        assert item["url"].startswith("http://testserver/tin-tuc/")
        assert datetime.fromisoformat(item["date_modified"]) >= datetime.fromisoformat(item["date_published"])
        assert "content_text" in item
    one = json.loads(text(client, "/tin-tuc/feed/cai-cach.json"))
    assert {item["title"] for item in one["items"]} == {"Tin một", "Tin ba"}


@pytest.mark.parametrize("path", ["/tin-tuc/feed/khong-co/", "/tin-tuc/feed/khong-co.json"])
def test_a_feed_of_no_category(path: str, client: Client) -> None:
    text(client, path, 404)


@pytest.mark.parametrize("path", ["/tin-tuc/feed/", "/tin-tuc/feed.json"])
def test_a_feed_is_sent_once_and_sets_no_cookie(path: str, client: Client) -> None:
    three()
    first = client.get(path)
    assert not first.cookies
    assert "Cookie" not in first.headers.get("Vary", "")
    assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    published("moi", title="Tin mới")
    assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_an_empty_feed(client: Client) -> None:
    assert json.loads(text(client, "/tin-tuc/feed.json"))["items"] == []
    ElementTree.fromstring(client.get("/tin-tuc/feed/").content)


def test_print_and_share(client: Client) -> None:
    published("mot", title="Một & hai?")
    shown = text(client, "/tin-tuc/mot/")
    assert (
        'href="mailto:?subject=M%E1%BB%99t%20%26%20hai%3F&amp;body=http%3A%2F%2Ftestserver%2Ftin-tuc%2Fmot%2F"'
        in shown
    )
    assert 'href="/tin-tuc/mot/in/" download="mot.html"' in shown
    assert 'data-address="/tin-tuc/mot/"' in shown
    sheet = text(client, "/en/tin-tuc/mot/in/")
    assert '<link rel="canonical" href="http://testserver/en/tin-tuc/mot/">' in sheet
    assert "noindex" in sheet
    assert "site-header" not in sheet
    assert "Một &amp; hai?" in sheet
    text(client, "/tin-tuc/khong-co/in/", 404)
