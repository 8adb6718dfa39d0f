"""What keeps an index right: settling by a rebuild, the check before the swap, the sweep, the comparison."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from portal.core import outbox
from portal.core.models import OutboxEntry
from search.engines.base import HiddenDocument
from search.engines.embedded import EmbeddedBuilding, EmbeddedEngine
from search.engines.select import embedded
from search.indexing import stream
from search.indexing.consumer import consume
from search.indexing.prepared import hidden, prepare_document
from search.indexing.rebuild import RebuildError, rebuild, rebuild_and_settle
from search.indexing.reconcile import compare, repair
from search.indexing.stream import StreamError, apart
from search.indexing.sweep import sweep
from tests.search.fakes import FakeSource, make_document

pytestmark = pytest.mark.django_db

BIRTH = "procedure:1.001193"


def versions() -> dict[str, tuple[int, bool]]:
    return {ref: (seq, public) for ref, seq, public in embedded().versions()}


def take_down(source: FakeSource, ref: str = BIRTH) -> None:
    old = source.held[ref]
    source.put(replace(old, seq=old.seq + 1, public=False))
    consume([outbox.Entry(ref, old.seq + 1)])


# Settling


def test_a_rebuild_settles_what_waited_before_it(source: FakeSource) -> None:
    outbox.add_many("search", [(ref, 1) for ref in source.held])
    report = rebuild_and_settle(embedded())
    assert report.settled == len(source.held)
    assert not OutboxEntry.objects.exists()


def test_a_rebuild_settles_removals_too(indexed: FakeSource) -> None:
    source = indexed
    source.put(replace(source.held[BIRTH], seq=2, public=False))
    outbox.add("search", BIRTH, seq=2)
    rebuild_and_settle(embedded())
    assert not OutboxEntry.objects.exists()
    assert BIRTH not in versions()


def test_what_is_added_while_a_rebuild_runs_still_waits(source: FakeSource) -> None:
    outbox.add("search", BIRTH, seq=1)
    begun = []

    def publish_once(done: int) -> None:
        if not begun:
            begun.append(done)
            outbox.add("search", BIRTH, seq=2)

    rebuild_and_settle(embedded(), publish_once)
    assert list(OutboxEntry.objects.values_list("key", "seq")) == [(BIRTH, 2)]


def test_a_document_that_can_not_be_prepared_still_waits(source: FakeSource) -> None:
    bad = source.put(make_document("9.2", facets={"colour": ("red",)}))
    outbox.add("search", bad.ref, seq=1)
    assert rebuild_and_settle(embedded()).failed == (bad.ref,)
    assert OutboxEntry.objects.get().key == bad.ref


def test_other_engines_still_wait_for_what_one_rebuild_settled(
    source: FakeSource, settings: Settings
) -> None:
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    outbox.add("search", BIRTH, seq=1)
    rebuild_and_settle(embedded())
    assert list(OutboxEntry.objects.values_list("topic", "key")) == [("search-elasticsearch", BIRTH)]


# The check before the swap


def test_an_index_that_does_not_find_its_documents_is_not_put_in_use(
    indexed: FakeSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = embedded().folders.current()
    monkeypatch.setattr(EmbeddedBuilding, "not_found", lambda self, sample: [BIRTH])
    with pytest.raises(RebuildError, match="not found by title"):
        rebuild(embedded())
    assert embedded().folders.current() == before


def test_an_index_that_lost_documents_is_not_put_in_use(
    indexed: FakeSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = embedded().folders.current()
    monkeypatch.setattr(EmbeddedBuilding, "held", lambda self: 1)
    with pytest.raises(RebuildError, match="holds 1"):
        rebuild(embedded())
    assert embedded().folders.current() == before


def test_documents_are_asked_for_in_the_new_index_by_their_titles(source: FakeSource) -> None:
    here = [prepare_document(document) for document in source.documents()]
    stranger = prepare_document(make_document("9.9", "Không có ở đây"))
    with embedded().building(hidden) as building:
        building.add(here)
        assert building.held() == len(here)
        assert building.not_found([*here, stranger]) == [stranger.ref]


# The second process


def test_a_second_process_prepares_the_same_documents(source: FakeSource) -> None:
    here = [prepare_document(document) for document in source.documents()]
    there = list(apart(source.documents))
    assert there == here


def test_a_document_that_can_not_be_prepared_is_named_by_the_second_process(source: FakeSource) -> None:
    bad = source.put(make_document("9.2", facets={"colour": ("red",)}))
    assert bad.ref in list(apart(source.documents))


def test_a_second_process_that_fails_leaves_the_old_index(
    indexed: FakeSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> list[object]:
        raise OSError("the database is away")

    before = embedded().folders.current()
    monkeypatch.setattr(stream, "_worth_a_process", lambda: True)
    monkeypatch.setattr(indexed, "documents", broken)
    with pytest.raises(StreamError):
        rebuild(embedded())
    assert embedded().folders.current() == before


# The sweep


def test_a_hidden_document_is_deleted_when_it_is_old_enough(indexed: FakeSource) -> None:
    take_down(indexed)
    assert versions()[BIRTH] == (2, False)
    assert sweep(embedded()) == 0
    assert sweep(embedded(), older_than=0) == 1
    assert BIRTH not in versions()


def test_the_sweep_leaves_what_was_published_again_meanwhile(indexed: FakeSource) -> None:
    take_down(indexed)
    indexed.put(replace(indexed.held[BIRTH], seq=3, public=True))
    assert sweep(embedded(), older_than=0) == 0
    consume([outbox.Entry(BIRTH, 3)])
    assert sweep(embedded(), older_than=0) == 0
    assert versions()[BIRTH] == (3, True)


def test_forgetting_an_older_version_or_a_public_document_changes_nothing(indexed: FakeSource) -> None:
    take_down(indexed)
    assert embedded().forget([HiddenDocument(BIRTH, 1, 0), HiddenDocument("procedure:1.000894", 1, 0)]) == 0
    assert versions()[BIRTH] == (2, False)
    assert versions()["procedure:1.000894"] == (1, True)


# The comparison


def test_an_index_in_step_has_no_differences(indexed: FakeSource) -> None:
    out = StringIO()
    call_command("search_reconcile", stdout=out)
    assert "missing 0, stale 0, extra 0, ahead 0, double 0" in out.getvalue()


def test_each_difference_is_found_and_repaired(indexed: FakeSource) -> None:
    missing = indexed.put(make_document("9.1", "Cấp thẻ hội viên"))
    stale = indexed.put(replace(indexed.held[BIRTH], seq=5))
    extra = indexed.held.pop("procedure:1.000894")
    found = compare(embedded())
    assert (found.missing, found.stale, found.extra) == ((missing.ref,), (stale.ref,), (extra.ref,))
    with pytest.raises(CommandError, match="differs"):
        call_command("search_reconcile", stdout=StringIO())
    out = StringIO()
    call_command("search_reconcile", "--repair", stdout=out)
    assert "repaired, 0 left" in out.getvalue()
    assert versions()[stale.ref] == (5, True)
    assert versions()[extra.ref][1] is False


def test_an_index_ahead_of_a_restored_database_is_built_anew(indexed: FakeSource) -> None:
    newer = replace(indexed.held[BIRTH], seq=9)
    embedded().write([prepare_document(newer)])
    found = compare(embedded())
    assert found.ahead == (BIRTH,)
    repair(embedded(), found)
    assert compare(embedded()).wrong == ()


def test_what_the_outbox_will_see_to_is_no_difference(indexed: FakeSource) -> None:
    document = indexed.put(make_document("9.1", "Cấp thẻ hội viên"))
    outbox.add("search", document.ref, seq=1)
    found = compare(embedded())
    assert found.wrong == ()
    assert found.waiting == 1


def test_the_index_is_not_there(source: FakeSource) -> None:
    with pytest.raises(CommandError):
        call_command("search_reconcile", stdout=StringIO(), stderr=StringIO())


def test_one_document_is_stored_once_however_often_it_is_written(indexed: FakeSource) -> None:
    for _ in range(3):
        EmbeddedEngine.write(embedded(), [prepare_document(indexed.held[BIRTH])])
    assert [ref for ref, _, _ in embedded().versions()].count(BIRTH) == 1
