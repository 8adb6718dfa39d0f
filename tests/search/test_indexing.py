"""The consumer of the outbox and the rebuild."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import StringIO
from typing import NamedTuple

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from portal.core import outbox
from portal.core.models import OutboxEntry
from search import sources
from search.engines.base import EngineError
from search.engines.embedded import EmbeddedEngine
from search.engines.select import embedded
from search.indexing.consumer import consume
from search.indexing.prepared import prepare_document
from search.indexing.rebuild import rebuild, up_to_date
from search.service import SearchRequest
from search.site import service
from tests.search.fakes import FakeSource, make_document

pytestmark = pytest.mark.django_db


class Entry(NamedTuple):
    key: str
    seq: int


def found(text: str) -> list[str]:
    return service().search(SearchRequest(text)).refs


def test_a_publication_is_found_after_the_drain(indexed: FakeSource) -> None:
    document = indexed.put(make_document("9.1", "Cấp thẻ hội viên"))
    consume([Entry(document.ref, 1)])
    assert found("thẻ hội viên")[0] == document.ref


def test_an_unpublication_is_not_found_after_the_drain(indexed: FakeSource) -> None:
    old = indexed.held["procedure:1.000656"]
    indexed.put(replace(old, seq=2, public=False))
    consume([Entry(old.ref, 2)])
    assert old.ref not in found("khai tử")


def test_a_document_that_is_gone_is_hidden(indexed: FakeSource) -> None:
    del indexed.held["procedure:1.000656"]
    consume([Entry("procedure:1.000656", 2)])
    assert "procedure:1.000656" not in found("khai tử")


def test_entries_may_come_twice_and_late(indexed: FakeSource) -> None:
    document = indexed.put(make_document("9.1", "Cấp thẻ hội viên", seq=7))
    consume([Entry(document.ref, 7), Entry(document.ref, 3)])
    consume([Entry(document.ref, 2)])
    assert (document.ref, 7, True) in list(embedded().versions())


def test_one_bad_document_does_not_hold_back_the_others(
    indexed: FakeSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = indexed.put(make_document("9.1", "Cấp thẻ hội viên"))
    bad = indexed.put(make_document("9.2", facets={"colour": ("red",)}))
    with pytest.raises(outbox.Refused) as refused:
        consume([Entry(bad.ref, 1), Entry(good.ref, 1)])
    assert refused.value.kinds == {bad.ref: "ValueError"}
    assert found("thẻ hội viên")[0] == good.ref


def test_a_ref_of_no_source_is_hidden_without_fuss(indexed: FakeSource) -> None:
    consume([Entry("unknown:1", 1)])
    assert ("unknown:1", 1, False) in list(embedded().versions())


def test_a_rebuild_holds_every_public_document(source: FakeSource) -> None:
    source.put(make_document("9.1", "Nội bộ", public=False))
    assert rebuild(embedded()).documents == source.count()
    assert up_to_date(embedded())
    assert found("nội bộ") == []


def test_a_publication_during_a_rebuild_is_not_lost(indexed: FakeSource) -> None:
    def publish_once(done: int) -> None:
        if "procedure:9.1" not in indexed.held:
            document = indexed.put(make_document("9.1", "Cấp thẻ hội viên"))
            consume([Entry(document.ref, 1)])

    rebuild(embedded(), publish_once)
    assert found("thẻ hội viên")[0] == "procedure:9.1"


@pytest.mark.django_db
def test_the_command_rebuilds_and_then_has_nothing_to_do(source: FakeSource) -> None:
    out = StringIO()
    call_command("search_rebuild", "--if-needed", stdout=out)
    call_command("search_rebuild", "--if-needed", stdout=out)
    assert f"{source.count()} documents" in out.getvalue()
    assert "already complete" in out.getvalue()


def test_the_command_refuses_an_engine_the_site_has_not(source: FakeSource) -> None:
    with pytest.raises(CommandError, match="ELASTICSEARCH_URL"):
        call_command("search_rebuild", "--engine", "elasticsearch")


@pytest.mark.django_db
def test_an_engine_that_is_away_does_not_hold_back_the_embedded_one(
    indexed: FakeSource, settings: Settings
) -> None:
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    document = indexed.put(make_document("9.1", "Cấp thẻ hội viên"))
    outbox.add("search", document.ref, seq=1)
    assert outbox.drain() == 1
    assert found("thẻ hội viên")[0] == document.ref
    left = OutboxEntry.objects.get()
    assert (left.topic, left.key, left.attempts) == ("search-elasticsearch", document.ref, 0)
    settings.ELASTICSEARCH_URL = ""  # a site that gives Elasticsearch up has nothing left to do for it
    assert outbox.drain() == 1


def test_search_explain_prints_the_reading_and_the_parts(indexed: FakeSource) -> None:
    out = StringIO()
    call_command("search_explain", "dang ky khai sinh bao nhieu tien", stdout=out)
    assert "hỏi lệ phí" in out.getvalue()
    assert "procedure:1.001193" in out.getvalue()
    assert "tên gọi khác" in out.getvalue()


def test_two_classes_can_not_serve_one_kind(no_sources: None) -> None:
    class Other(FakeSource):
        pass

    sources.register(FakeSource())
    sources.register(FakeSource())
    with pytest.raises(ValueError, match="already served"):
        sources.register(Other())


def test_an_unknown_facet_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown facets"):
        prepare_document(make_document(facets={"colour": ("red",)}))


@pytest.mark.django_db
def test_a_document_that_can_not_be_prepared_does_not_stop_a_rebuild(source: FakeSource) -> None:
    source.put(make_document("9.2", facets={"colour": ("red",)}))
    with pytest.raises(CommandError, match="not rebuilt"):
        call_command("search_rebuild")
    assert found("đăng ký khai sinh")[0] == "procedure:1.001193"


@pytest.mark.django_db
def test_the_outbox_reaches_the_index(indexed: FakeSource) -> None:
    document = indexed.put(make_document("9.1", "Cấp thẻ hội viên"))
    outbox.add("search", document.ref, seq=1)
    assert document.ref not in found("thẻ hội viên")
    assert outbox.drain() == 1
    assert found("thẻ hội viên")[0] == document.ref


@pytest.mark.django_db
def test_what_could_not_be_indexed_is_tried_again(
    indexed: FakeSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = indexed.put(make_document("9.1", "Cấp thẻ hội viên"))
    outbox.add("search", document.ref, seq=1)
    with monkeypatch.context() as patch:
        patch.setattr(EmbeddedEngine, "write", _broken)
        assert outbox.drain() == 0
    assert outbox.drain(timezone.now() + timedelta(minutes=10)) == 1
    assert found("thẻ hội viên")[0] == document.ref


def _broken(self: EmbeddedEngine, documents: object) -> None:
    raise EngineError("disk full")
