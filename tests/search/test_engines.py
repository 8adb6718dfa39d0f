"""What every engine must do: the same tests on tantivy and on a real Elasticsearch."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from search.engines.base import Engine, EngineError, EngineQuery
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine
from search.indexing.prepared import PreparedDocument, hidden, prepare_document
from search.understanding import Expansion, Lexicon, Term, understand
from search.understanding.lexicon import Rows
from search.vietnamese.prepare import prepare
from tests.search.fakes import filled_source, make_document

Make = Callable[[], Engine]


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "embedded":
        yield EmbeddedEngine(tmp_path / "index")
        return
    url = request.getfixturevalue("elasticsearch_url")
    away = ElasticsearchEngine(url, f"test-{os.getpid()}-{tmp_path.name}".lower())
    yield away
    away.remove_all()


def never(ref: str, seq: int) -> PreparedDocument:
    raise AssertionError("nothing changed meanwhile")


def fill(engine: Engine) -> None:
    with engine.building(never) as building:
        building.add(prepare_document(d) for d in filled_source().documents())


def fill_halfway(engine: Engine) -> None:
    with engine.building(never) as building:
        building.add([prepare_document(make_document())])
        raise RuntimeError("the source broke")


def refs(engine: Engine, text: str, **options: object) -> list[str]:
    query = EngineQuery(understand(text), **options)  # type: ignore[arg-type]
    return [c.signals.code for c in engine.candidates(query).found]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("dang ky khai sinh", "1.001193"),
        ("Đăng ký khai sinh", "1.001193"),
        ("mở tiệm", "2.002481"),
        ("1.000656", "1.000656"),
    ],
)
def test_finds_with_marks_without_marks_by_alias_and_by_code(engine: Engine, text: str, code: str) -> None:
    fill(engine)
    assert refs(engine, text)[0] == code


def test_filters_narrow_the_pool(engine: Engine) -> None:
    fill(engine)
    assert set(refs(engine, "giay", filters={"level": ("province",)})) == {"1.009994", "2.002481"}
    assert set(refs(engine, "đăng ký", filters={"channel": ("online",), "level": ("commune",)})) == {
        "1.001193",
        "1.004884",
        "1.004194",
        "1.000656",
        "1.000894",
    }


def test_english_titles_answer_english_questions(engine: Engine) -> None:
    fill(engine)
    assert refs(engine, "marriage", english=True) == ["1.000894"]
    assert refs(engine, "marriage") == []


def test_a_written_document_is_found_at_once(engine: Engine) -> None:
    fill(engine)
    report = engine.write([prepare_document(make_document("9.000001", "Cấp thẻ hội viên thử nghiệm"))])
    assert (report.written, report.stale) == (1, 0)
    assert refs(engine, "thẻ hội viên")[0] == "9.000001"


def test_an_engine_never_filled_takes_documents(engine: Engine) -> None:
    engine.write([prepare_document(make_document("9.000001", "Cấp thẻ"))])
    assert refs(engine, "cấp thẻ") == ["9.000001"]


def test_an_older_document_never_overwrites_a_newer_one(engine: Engine) -> None:
    engine.write([prepare_document(make_document("9.1", "Tên mới", seq=5))])
    report = engine.write([prepare_document(make_document("9.1", "Tên cũ", seq=4))])
    assert (report.written, report.stale) == (0, 1)
    assert list(engine.versions()) == [("procedure:9.1", 5, True)]
    assert refs(engine, "mới") == ["9.1"]
    assert refs(engine, "cũ") == []


def test_a_hidden_document_is_not_found_and_a_late_write_does_not_raise_it(engine: Engine) -> None:
    engine.write([prepare_document(make_document("9.1", "Thủ tục thử", seq=5))])
    engine.write([hidden("procedure:9.1", 6)])
    engine.write([prepare_document(make_document("9.1", "Thủ tục thử", seq=5))])
    assert refs(engine, "thử") == []
    assert engine.count() == 0
    engine.write([prepare_document(make_document("9.1", "Thủ tục thử", seq=7))])
    assert refs(engine, "thử") == ["9.1"]


def test_a_rebuild_replaces_what_was_there(engine: Engine) -> None:
    engine.write([prepare_document(make_document("9.1", "Thủ tục cũ"))])
    fill(engine)
    assert refs(engine, "cũ") == []
    assert engine.count() == filled_source().count()


def test_a_rebuild_that_fails_leaves_the_old_index(engine: Engine) -> None:
    fill(engine)
    with pytest.raises(RuntimeError, match="the source broke"):
        fill_halfway(engine)
    assert engine.count() == filled_source().count()
    fill(engine)


def test_what_is_published_during_a_rebuild_is_in_the_new_index(engine: Engine) -> None:
    fill(engine)
    newer = prepare_document(make_document("1.000656", "Đăng ký báo tử mới", seq=9))
    with engine.building(lambda ref, seq: newer) as building:
        documents = [prepare_document(d) for d in filled_source().documents()]
        building.add(documents[:4])
        engine.write([newer])
        building.add(documents[4:])
    assert ("procedure:1.000656", 9, True) in list(engine.versions())
    assert engine.count() == filled_source().count()
    assert refs(engine, "báo tử mới")[0] == "1.000656"


def wording(official: str, weight: float) -> Expansion:
    terms = tuple(Term(s.exact, s.folded) for s in prepare(official).syllables)
    return Expansion("x", official, terms, weight)


def scores(engine: Engine, *expansions: Expansion) -> dict[str, float]:
    understood = replace(understand("tạm trú", Lexicon.of(Rows())), expansions=expansions)
    return {c.signals.code: c.score for c in engine.candidates(EngineQuery(understood)).found}


def test_of_official_wordings_the_best_alone_counts(engine: Engine) -> None:
    fill(engine)
    plain = scores(engine)
    birth, death = wording("đăng ký khai sinh", 0.3), wording("đăng ký khai tử", 0.3)
    one, both = scores(engine, birth), scores(engine, birth, death)
    assert plain["1.004194"] < one["1.004194"] < 2 * plain["1.004194"]
    assert "1.001193" in one
    assert both["1.001193"] == pytest.approx(one["1.001193"])


def test_a_pinned_document_is_in_the_pool_when_it_is_public_and_passes_the_filters(engine: Engine) -> None:
    fill(engine)
    engine.write([hidden("procedure:9.1", 6)])
    pins = ("procedure:1.009994", "procedure:9.1")
    assert set(refs(engine, "tạm trú", pins=pins)) >= {"1.009994", "1.004194"}
    assert refs(engine, "tạm trú", pins=pins, filters={"level": ("commune",)}) == ["1.004194"]


def test_a_hidden_document_has_no_words_to_be_found_by(engine: Engine) -> None:
    engine.write([prepare_document(make_document("9.1", "Thủ tục thử", seq=5)), hidden("procedure:9.1", 6)])
    assert refs(engine, "thủ tục thử 9.1") == []


def test_new_filters_are_those_of_fees_and_online(engine: Engine) -> None:
    facets = {"fee": ("free",), "online": ("full",)}
    engine.write([prepare_document(make_document("9.1", "Cấp thẻ", facets=facets))])
    assert refs(engine, "thẻ", filters={"fee": ("free",), "online": ("full",)}) == ["9.1"]
    assert refs(engine, "thẻ", filters={"fee": ("known",)}) == []


@pytest.mark.parametrize(
    "text", ['" OR 1=1', "title_f:*", "\x00\ud800", "(((", "~^", "AND OR NOT", "{}[]\\/"]
)
def test_operators_are_only_words(engine: Engine, text: str) -> None:
    fill(engine)
    refs(engine, text)


def test_a_document_with_unusable_text_is_taken(engine: Engine) -> None:
    bad = make_document("9.1", "Thủ\x00 tục \ud800 lạ", body=(("summary", "x" * 100_000),))
    engine.write([prepare_document(bad)])
    assert refs(engine, "lạ") == ["9.1"]


def test_an_index_never_built_says_so(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="not built"):
        EmbeddedEngine(tmp_path / "index").candidates(EngineQuery(understand("khai sinh")))


def test_a_server_that_is_away_is_an_engine_error() -> None:
    away = ElasticsearchEngine("http://127.0.0.1:9")
    with pytest.raises(EngineError):
        away.candidates(EngineQuery(understand("khai sinh")))
    with pytest.raises(EngineError):
        away.write([prepare_document(make_document())])


def test_two_embedded_engines_on_one_folder_see_each_others_writes(tmp_path: Path) -> None:
    writer, reader = EmbeddedEngine(tmp_path / "index"), EmbeddedEngine(tmp_path / "index")
    fill(writer)
    assert reader.count() == filled_source().count()
    writer.write([prepare_document(make_document("9.1", "Cấp thẻ mới tinh"))])
    assert refs(reader, "mới tinh") == ["9.1"]
    fill(writer)
    assert refs(reader, "mới tinh") == []


def test_a_broken_index_is_an_engine_error(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path / "index")
    fill(engine)
    for path in (tmp_path / "index").glob("v*/*"):
        path.write_bytes(b"garbage")
    with pytest.raises(EngineError):
        EmbeddedEngine(tmp_path / "index").candidates(EngineQuery(understand("khai sinh")))


def test_one_rebuild_at_a_time(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path / "index")
    other = EmbeddedEngine(tmp_path / "index")
    with engine.building(never), pytest.raises(EngineError, match="rebuild lock"), other.building(never):
        pass


def test_readers_always_have_an_answer_while_the_index_is_written_and_rebuilt(tmp_path: Path) -> None:
    root = tmp_path / "index"
    fill(EmbeddedEngine(root))
    failures: list[str] = []
    done = threading.Event()

    def read() -> None:
        reader = EmbeddedEngine(root)
        while not done.is_set():
            if refs(reader, "đăng ký khai sinh")[0] != "1.001193":
                failures.append("wrong answer")

    readers = [threading.Thread(target=_noting(read, failures)) for _ in range(2)]
    for reader in readers:
        reader.start()
    writer = EmbeddedEngine(root)
    for number in range(8):
        writer.write([prepare_document(make_document(f"9.{number}", "Cấp thẻ"))])
        fill(writer)
    done.set()
    for reader in readers:
        reader.join(timeout=30)
    assert failures == []


def _noting(work: Callable[[], None], failures: list[str]) -> Callable[[], None]:
    def run() -> None:
        try:
            work()
        except Exception as error:
            failures.append(repr(error))

    return run


def test_writers_in_several_processes_lose_nothing(tmp_path: Path) -> None:
    root = tmp_path / "index"
    with ProcessPoolExecutor(3, mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(_write_five, [root] * 3, range(3)))
    assert EmbeddedEngine(root).count() == 15


def _write_five(root: Path, worker: int) -> None:
    engine = EmbeddedEngine(root)
    for number in range(5):
        engine.write([prepare_document(make_document(f"{worker}.{number}", f"Cấp thẻ {worker} {number}"))])
