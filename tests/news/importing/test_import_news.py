"""Files of an older portal: read whole or not at all, harmless to repeat."""

import json
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.contrib.redirects.models import Redirect

from portal.core.models import User
from portal.home.tree import ensure_site
from portal.news.importing.reading import UnreadableFile, moment, read
from portal.news.importing.run import import_news
from portal.news.models import NewsCategory, NewsPage

from ..articles import VIETNAM

pytestmark = pytest.mark.django_db

ONE: dict[str, Any] = {
    "guid": "cu-17",
    "title": "Khai trương quầy số 5",
    "title_en": "Counter 5 opens",
    "date": "2016-03-04T08:15",
    "address": "http://cu.example/tin/17.html?b=2&a=1",
    "lead": "Quầy mở từ hôm nay.",
    "body": "<p>Mời bà con tới.</p><script>x()</script><h2>Giờ</h2><p>Sáng.</p>",
    "category": "Hoạt động",
    "source": "Trang tin cũ",
    "tags": ["quầy"],
}
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Cũ</title>
<item><title>Tin &amp; một</title><link>https://cu.example/mot</link><guid>1</guid>
<category>Văn bản</category>
<pubDate>Fri, 28 Apr 2017 06:49:00 +0000</pubDate>
<description>&lt;p&gt;Mở đầu&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>Thân <b>bài</b></p>]]></content:encoded><dc:creator>Người cũ</dc:creator></item>
<item><title>Tin hai</title><link>https://cu.example/hai</link><pubDate>Fri, 28 Apr 2017 13:49:00 -0000</pubDate>
<description>Chỉ có mô tả</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Cũ</title>
<entry><id>urn:1</id><title type="html">Tin &lt;b&gt;đậm&lt;/b&gt;</title>
<published>2017-04-28T13:49:00+07:00</published>
<link href="https://cu.example/a"/><summary>Nhỏ &lt; lớn</summary><category term="x" label="Đời sống"/>
<content type="xhtml"><div
 xmlns="http://www.w3.org/1999/xhtml"><p>Thân <em>bài</em></p></div></content></entry></feed>"""


@pytest.fixture(autouse=True)
def _site() -> None:
    ensure_site()


def lines(folder: Path, *entries: Any) -> Path:
    path = folder / "tin.jsonl"
    path.write_text("".join(json.dumps(entry) + "\n" for entry in entries), encoding="utf-8")
    return path


def xml(folder: Path, text: str) -> Path:
    path = folder / "tin.xml"
    path.write_text(text, encoding="utf-8")
    return path


def counts() -> tuple[int, int, int]:
    return NewsPage.objects.count(), Redirect.objects.count(), NewsCategory.objects.count()


def test_an_article_comes_with_its_old_address(tmp_path: Path, client: Client) -> None:
    report = import_news(lines(tmp_path, ONE))
    assert (report.new, report.redirects, report.errors) == (1, 1, [])
    page = NewsPage.objects.get(guid="cu-17")
    assert page.date == datetime(2016, 3, 4, 8, 15, tzinfo=VIETNAM)
    shown = client.get("/tin-tuc/khai-truong-quay-so-5/").content.decode()
    assert "Thứ sáu - 04/03/2016 08:15" in shown
    assert "<p>Mời bà con tới.</p>" in shown
    assert "<h2>Giờ</h2>" in shown
    assert "x()" not in shown
    assert "Hoạt động" in shown
    assert "<h1>Counter 5 opens</h1>" in client.get("/en/tin-tuc/khai-truong-quay-so-5/").content.decode()
    old = client.get("/tin/17.html?a=1&b=2")
    assert (old.status_code, old.headers["Location"].endswith("/tin-tuc/khai-truong-quay-so-5/")) == (
        301,
        True,
    )


def test_again_changes_nothing(tmp_path: Path) -> None:
    path = lines(tmp_path, ONE, {**ONE, "guid": "2", "address": "/khac"})
    import_news(path)
    before = counts(), list(NewsPage.objects.values_list("pk", "slug", "latest_revision_id"))
    again = import_news(path)
    assert (again.new, again.updated, again.same, again.redirects) == (0, 0, 2, 0)
    assert (counts(), list(NewsPage.objects.values_list("pk", "slug", "latest_revision_id"))) == before


def test_a_changed_article_is_renewed_but_an_editors_stays(tmp_path: Path) -> None:
    import_news(lines(tmp_path, ONE))
    assert import_news(lines(tmp_path, {**ONE, "title": "Quầy số 6"})).updated == 1
    page = NewsPage.objects.get()
    assert (page.title, page.slug) == ("Quầy số 6", "khai-truong-quay-so-5")
    page.title = "Biên tập lại"
    page.save_revision(user=User.objects.create(username="bt")).publish()
    report = import_news(lines(tmp_path, {**ONE, "title": "Quầy số 7"}))
    assert (report.updated, report.kept) == (0, 1)
    assert NewsPage.objects.get().title == "Biên tập lại"


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    before = counts()
    out = StringIO()
    call_command("import_news", lines(tmp_path, ONE), "--dry-run", stdout=out)
    assert "Sẽ ghi: 1 bài mới" in out.getvalue()
    assert counts() == before


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"guid": ""}, "guid"),
        ({"title": "<b></b>"}, "title"),
        ({"title": "a" * 256}, "title"),
        ({"title": "a\x00b"}, "title"),
        ({"title": "a\ud800"}, "title"),
        ({"date": "hôm qua"}, "date"),
        ({"date": "2017-02-30"}, "date"),
        ({"date": "9999-12-31T23:59:59-12:00"}, "date"),
        ({"address": "javascript:alert(1)"}, "address"),
        ({"address": "/" + "a" * 300}, "address"),
        ({"address": "http://[x"}, "address"),
        ({"body": 5}, "body"),
        ({"ngay": "x"}, "ngay"),
        ({"tags": "x"}, "tags"),
        ({"tags": ["x" * 101]}, "tags"),
        ({"guid": "cu-17"}, "guid"),
        ({"address": ONE["address"]}, "address"),
    ],
)
def test_one_wrong_line_and_nothing_is_written(change: dict[str, Any], field: str, tmp_path: Path) -> None:
    before = counts()
    path = lines(tmp_path, ONE, {**ONE, "guid": "2", "address": "/khac", **change})
    report = import_news(path)
    assert [(remark.where, remark.field) for remark in report.errors] == [("Dòng 2", field)]
    assert f"Dòng 2, trường {field}:" in "\n".join(report.lines())
    assert counts() == before


def test_the_command_says_so_and_fails(tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    path.write_bytes(b"[]\n{\xff}\n\n" + b"[" * 100_000)
    out, saved = StringIO(), tmp_path / "bao-cao.json"
    with pytest.raises(SystemExit):
        call_command("import_news", path, "--report", saved, stdout=out)
    assert "Dòng 1" in out.getvalue()
    assert "Dòng 4" in out.getvalue()
    assert len(json.loads(saved.read_text(encoding="utf-8"))["errors"]) == 3


def test_rss(tmp_path: Path) -> None:
    report = import_news(xml(tmp_path, RSS))
    assert (report.new, report.redirects) == (2, 2)
    first, second = NewsPage.objects.order_by("pk")
    assert (first.title, first.author, first.category.name_vi) == ("Tin & một", "Người cũ", "Văn bản")
    assert first.date == datetime(2017, 4, 28, 13, 49, tzinfo=VIETNAM)
    assert (first.lead_vi, first.body_vi.raw_data[0]["value"]) == ("Mở đầu", "<p>Thân <b>bài</b></p>")
    assert second.guid == "https://cu.example/hai"
    assert second.date == datetime(2017, 4, 28, 13, 49, tzinfo=VIETNAM)
    assert second.body_vi.raw_data[0]["value"] == "<p>Chỉ có mô tả</p>"
    assert import_news(xml(tmp_path, RSS)).same == 2


def test_atom(tmp_path: Path) -> None:
    import_news(xml(tmp_path, ATOM))
    page = NewsPage.objects.get()
    assert (page.title, page.lead_vi, page.category.slug) == ("Tin đậm", "Nhỏ < lớn", "doi-song")
    assert page.body_vi.raw_data[0]["value"] == "<p>Thân <i>bài</i></p>"


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        "<rss><channel><item><title>&e;</title></item></channel></rss>",
        '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>',
        '<!DOCTYPE rss SYSTEM "http://x/x.dtd"><rss/>',
        "<rss><channel>",
        "<html/>",
        "",
    ],
)
def test_hostile_xml_is_refused(text: str, tmp_path: Path) -> None:
    before = counts()
    with pytest.raises(CommandError):
        call_command("import_news", xml(tmp_path, text))
    assert counts() == before


@pytest.mark.parametrize("name", ["tin.csv", "khong-co.jsonl"])
def test_other_files_are_refused(name: str, tmp_path: Path) -> None:
    if name.endswith("csv"):
        (tmp_path / name).write_text("x")
    with pytest.raises(CommandError):
        call_command("import_news", tmp_path / name)


def test_an_old_address_that_leads_elsewhere_stays(tmp_path: Path) -> None:
    Redirect.objects.create(old_path="/cu", redirect_link="https://khac.example/")
    report = import_news(lines(tmp_path, {**ONE, "address": "/cu/"}))
    assert [remark.field for remark in report.warnings] == ["address"]
    assert Redirect.objects.get().redirect_link == "https://khac.example/"


def test_two_articles_of_one_title(tmp_path: Path) -> None:
    import_news(lines(tmp_path, ONE, {**ONE, "guid": "2", "address": ""}))
    slugs = set(NewsPage.objects.values_list("slug", flat=True))
    assert slugs == {"khai-truong-quay-so-5", "khai-truong-quay-so-5-2"}


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(raw=st.binary(max_size=200), kind=st.sampled_from([".jsonl", ".xml"]))
def test_any_bytes_are_read_or_refused(raw: bytes, kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"x{kind}"
    path.write_bytes(raw)
    try:
        entries, remarks = read(path)
    except UnreadableFile:
        return
    assert entries or remarks or not raw.strip(b" \n\t\r\x0b\x0c\xef\xbb\xbf")


@settings(deadline=None)
@given(st.text(max_size=30) | st.from_regex(r"\A\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?\Z"))
def test_a_date_is_one_in_vietnam_or_refused(said: str) -> None:
    try:
        found, _ = moment(said)
    except ValueError:
        return
    assert found.tzinfo == VIETNAM
