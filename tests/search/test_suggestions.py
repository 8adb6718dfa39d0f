"""Suggestions while typing: what is offered, what never is, and the two forms of the answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from search import sources, suggesting
from search.sources import Language, Suggestion
from search.suggesting import MOST, NameIndex
from search.vietnamese.prepare import prepare
from tests.search.fakes import FakeSource, filled_source, make_document

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.search.urls")]
ADDRESS = "/tim-kiem/goi-y/"


class NamedSource(FakeSource):
    """Gives its titles and, after each, its everyday names."""

    def titles(self, language: Language) -> Iterator[Suggestion]:
        for document in self.held.values():
            title = document.title_en if language == "en" and document.title_en else document.title_vi
            for text in (title, *document.aliases):
                yield Suggestion(text, "", ref=document.ref)


@pytest.fixture
def named(settings: Any, tmp_path: Any, no_sources: None) -> NamedSource:
    settings.VAR_DIR = tmp_path
    settings.ELASTICSEARCH_URL = ""
    source = NamedSource()
    source.held = dict(filled_source().held)
    sources.register(source)
    suggesting.forget()
    return source


def suggested(client: Client, typed: str, path: str = ADDRESS) -> list[dict[str, str]]:
    response = client.get(path, {"q": typed})
    assert response.status_code == 200
    found: list[dict[str, str]] = response.json()["suggestions"]
    return found


def texts(client: Client, typed: str, path: str = ADDRESS) -> list[str]:
    return [one["text"] for one in suggested(client, typed, path)]


@pytest.mark.parametrize("typed", ["đăng ký kết", "dang ky ket", "ĐĂNG KÍ KẾT H", "ket ho", "kết hô"])
def test_the_last_word_is_completed_with_marks_or_without(
    client: Client, named: NamedSource, typed: str
) -> None:
    assert texts(client, typed)[0] == "Đăng ký kết hôn"


def test_words_before_thu_tuc_count_as_the_beginning(client: Client, named: NamedSource) -> None:
    assert texts(client, "dang ky khai si")[0] == "Thủ tục đăng ký khai sinh"


def test_an_everyday_name_suggests_its_procedure_and_says_so(client: Client, named: NamedSource) -> None:
    first = suggested(client, "bao t")[0]
    assert first["text"] == "Đăng ký khai tử"
    assert first["note"] == "báo tử"
    assert first["url"] == "/thu-tuc/1-000656-x/"


def test_one_thing_is_suggested_once(client: Client, named: NamedSource) -> None:
    found = [one["url"] for one in suggested(client, "khai")]
    assert len(found) == len(set(found))


def test_everyday_names_of_the_lexicon_lead_to_a_search(
    client: Client, named: NamedSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    def names(language: Language, path: str) -> Iterator[Suggestion]:
        yield Suggestion("giấy hồng nhà đất", f"{path}?q=giay")

    monkeypatch.setattr(suggesting, "everyday", names)
    suggesting.forget()
    assert suggested(client, "giay hong")[-1] == {
        "text": "giấy hồng nhà đất",
        "url": "/tim-kiem/?q=giay",
        "note": "",
        "lang": "",
    }


def test_what_is_not_public_now_is_not_suggested(client: Client, named: NamedSource) -> None:
    assert "Đăng ký khai tử" in texts(client, "khai tu")
    named.held["procedure:1.000656"] = make_document("1.000656", "Đăng ký khai tử", public=False)
    assert "Đăng ký khai tử" not in texts(client, "khai tu")


def test_a_changed_title_is_shown_as_it_is_now(client: Client, named: NamedSource) -> None:
    assert texts(client, "khai tu")
    named.held["procedure:1.000656"] = make_document("1.000656", "Đăng ký khai tử lưu động")
    assert "Đăng ký khai tử lưu động" in texts(client, "khai tu")


def test_a_slip_or_keystrokes_are_read_when_nothing_begins_so(client: Client, named: NamedSource) -> None:
    from search.engines.select import embedded
    from search.indexing.rebuild import rebuild

    rebuild(embedded())
    assert texts(client, "đăng ký kết hoon ")[0] == "Đăng ký kết hôn"


def test_at_most_eight(client: Client, named: NamedSource) -> None:
    for number in range(30):
        named.put(make_document(f"9.{number:06}", f"Cấp thẻ số {number}"))
    suggesting.forget()
    assert len(texts(client, "cap the")) == MOST


@pytest.mark.parametrize("typed", ["", " ", "k", "!!!", "\u200b"])
def test_too_little_suggests_nothing(client: Client, named: NamedSource, typed: str) -> None:
    assert texts(client, typed) == []


def test_marks_as_typed_come_first() -> None:
    held = [Suggestion("má bán", "", ref="a:1"), Suggestion("mạ bạc", "", ref="a:2")]
    found = NameIndex(held).find(prepare("mạ b"), False, 2)
    assert [name.text for name in found] == ["mạ bạc", "má bán"]


def test_english_pages_suggest_english_titles(client: Client, named: NamedSource) -> None:
    found = suggested(client, "register a m", "/en" + ADDRESS)
    assert found[0]["text"] == "Register a marriage"


def test_it_may_be_cached_and_sets_no_cookie(client: Client, named: NamedSource) -> None:
    response = client.get(ADDRESS, {"q": "khai"})
    assert "max-age=60" in response["Cache-Control"]
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_browsers_get_the_list_of_opensearch(client: Client, named: NamedSource) -> None:
    response = client.get(ADDRESS, {"q": "ket hon", "dang": "opensearch"})
    typed, names, notes, addresses = json.loads(response.content)
    assert typed == "ket hon"
    assert names[0] == "Đăng ký kết hôn"
    assert len(names) == len(notes) == len(addresses)
    assert addresses[0] == "http://testserver/thu-tuc/1-000894-x/"
    assert response["Content-Type"] == "application/x-suggestions+json"


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_opensearch_description_names_both_addresses(
    client: Client, named: NamedSource, prefix: str
) -> None:
    root = ElementTree.fromstring(client.get(f"{prefix}/opensearch.xml").content)
    space = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    said = {url.get("type"): url.get("template") for url in root.findall("o:Url", space)}
    assert said["text/html"] == f"http://testserver{prefix}/tim-kiem/?q={{searchTerms}}"
    assert "{searchTerms}" in said["application/x-suggestions+json"]
    assert len(root.findtext("o:ShortName", "", space)) <= 16


def test_only_what_is_shown_is_read(
    client: Client, named: NamedSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    cards = named.cards

    def counted(refs: Sequence[str], *args: Any) -> Any:
        read.append(len(refs))
        return cards(refs, *args)

    monkeypatch.setattr(named, "cards", counted)
    texts(client, "khai")
    assert sum(read) <= 12


@given(st.text(st.characters(codec="utf-8"), max_size=60))
@hypothesis_settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_anything_typed_is_answered(client: Client, named: NamedSource, typed: str) -> None:
    response = client.get(ADDRESS, {"q": typed})
    assert response.status_code == (400 if "\x00" in typed else 200)
