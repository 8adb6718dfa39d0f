"""The parts of the ranking that are ours."""

import math
from dataclasses import replace

import pytest

from search.indexing.prepared import prepare_document, read_signals
from search.ranking import Idf, Signals, bm25_idf, flat_idf, rescore
from search.ranking.weights import DEEP
from search.understanding import Expansion, Lexicon, Term, UnderstoodQuery, understand
from search.understanding.lexicon import Rows
from search.vietnamese.prepare import prepare
from tests.search.fakes import make_document


def signals(code: str, title: str, **changes: object) -> Signals:
    return read_signals(prepare_document(make_document(code, title, **changes)).payload)


def order(query: str, *documents: Signals, level_prior: dict[str, float] | None = None) -> list[str]:
    pool = [(10.0, document) for document in documents]
    return [s.signals.code for s in rescore(understand(query), pool, flat_idf(), level_prior or {})]


def test_the_base_procedure_comes_before_its_variants() -> None:
    base = signals("1.1", "Đăng ký khai sinh")
    variant = signals("1.2", "Đăng ký khai sinh có yếu tố nước ngoài tại khu vực biên giới")
    assert order("đăng ký khai sinh", variant, base) == ["1.1", "1.2"]


def test_a_variant_comes_first_when_it_is_named() -> None:
    base = signals("1.1", "Đăng ký khai sinh")
    variant = signals("1.2", "Đăng ký khai sinh lưu động")
    assert order("dang ky khai sinh luu dong", base, variant)[0] == "1.2"


def test_the_best_alias_decides_not_their_number() -> None:
    one = signals("1.1", "Thủ tục A", aliases=("mất sổ đỏ",))
    many = signals("1.2", "Thủ tục B", aliases=("mất xe", "sổ tay", "đỏ đen", "mất ví"))
    assert order("mất sổ đỏ", many, one)[0] == "1.1"


def test_twins_are_one_result() -> None:
    one = signals("1.1", "Thủ tục Hòa giải")
    twin = signals("1.2", "Thủ tục hoà giải")
    found = rescore(understand("hòa giải"), [(9.0, one), (10.0, twin)], flat_idf(), {})
    assert [(s.signals.code, s.twins) for s in found] == [("1.2", ("procedure:1.1",))]


def test_the_level_prior_is_the_sites() -> None:
    commune = signals("1.1", "Cấp giấy phép", facets={"level": ("commune",)})
    ministry = signals("1.2", "Cấp giấy phép khác", facets={"level": ("ministry",)})
    assert order("giấy phép", commune, ministry, level_prior={"ministry": 5.0})[0] == "1.2"
    assert order("giấy phép", commune, ministry, level_prior={"commune": 5.0})[0] == "1.1"


def test_a_title_copied_whole_comes_first_whatever_its_level() -> None:
    commune = signals("1.1", "Điều chỉnh quyết định giao đất, cho thuê đất", facets={"level": ("commune",)})
    asked = signals(
        "1.2", "Điều chỉnh quyết định giao đất, cho thuê đất của bộ", facets={"level": ("ministry",)}
    )
    prior = {"commune": 1.8}
    assert (
        order(asked_title := "dieu chinh quyet dinh giao dat, cho thue dat cua bo", commune, asked)[0]
        == "1.2"
    )
    assert order(asked_title, commune, asked, level_prior=prior)[0] == "1.2"
    assert order("Thủ tục điều chỉnh quyết định giao đất, cho thuê đất", asked, commune)[0] == "1.1"


def test_what_holds_much_less_of_the_query_is_left_out() -> None:
    good = signals("1.1", "Đăng ký tạm trú")
    weak = signals("1.2", "Đăng kiểm")
    assert order("đăng ký tạm trú", good, weak) == ["1.1"]


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    assert bm25_idf(1000, 1) > bm25_idf(1000, 500) > 0


def test_idf_is_asked_once_a_word() -> None:
    asked: list[str] = []
    idf = Idf(lambda word: asked.append(word) or 1.0)  # type: ignore[func-returns-value]
    assert idf.total(["a", "a", "b"]) == 3.0
    assert asked == ["a", "b"]


def expanded(text: str, official: str, weight: float = 0.3) -> UnderstoodQuery:
    """A query in which everything said has an official wording."""
    plain = understand(text, Lexicon.of(Rows()))
    terms = tuple(Term(s.exact, s.folded) for s in prepare(official).syllables)
    return replace(plain, expansions=(Expansion(text, official, terms, weight),))


def ranked(query: UnderstoodQuery, *documents: Signals, **options: object) -> list[str]:
    pool = [(10.0, document) for document in documents]
    return [s.signals.code for s in rescore(query, pool, flat_idf(), {}, **options)]  # type: ignore[arg-type]


def test_a_title_in_the_official_words_for_what_was_said_comes_first() -> None:
    wanted = signals("1.1", "Cấp lại giấy chứng nhận quyền sử dụng đất")
    other = signals("1.2", "Cấp lại sổ giám định")
    query = expanded("mất sổ đỏ", "cấp lại giấy chứng nhận quyền sử dụng đất")
    assert ranked(query, other, wanted)[0] == "1.1"


def test_a_word_is_held_when_its_official_wording_is() -> None:
    wanted = signals("1.1", "Cấp lại giấy chứng nhận quyền sử dụng đất")
    query = expanded("mất sổ đỏ", "cấp lại giấy chứng nhận quyền sử dụng đất")
    [found] = rescore(query, [(10.0, wanted)], flat_idf(), {})
    assert found.covered == 1.0


def test_a_word_that_was_said_no_to_pushes_titles_down() -> None:
    plain = signals("1.1", "Đăng ký kết hôn trong nước")
    foreign = signals("1.2", "Đăng ký kết hôn có yếu tố nước ngoài")
    query = replace(understand("đăng ký kết hôn"), negated=("yeu", "to", "nuoc", "ngoai"))
    assert ranked(query, foreign, plain)[0] == "1.1"


def test_a_level_that_is_asked_stands_for_the_prior_of_the_site() -> None:
    commune = signals("1.1", "Cấp giấy phép", facets={"level": ("commune",)})
    ministry = signals(
        "1.2", "Cấp giấy phép", facets={"level": ("ministry",)}, official_title="Cấp giấy phép b"
    )
    pool = [(10.0, commune), (9.9, ministry)]
    query = replace(understand("giấy phép"), levels=("ministry",))
    assert rescore(query, pool, flat_idf(), {"commune": 5.0})[0].signals.code == "1.2"


def test_an_audience_that_is_asked_raises() -> None:
    citizen = signals("1.1", "Cấp giấy phép a", facets={"audience": ("citizen",)})
    business = signals("1.2", "Cấp giấy phép b", facets={"audience": ("business",)})
    query = understand("giấy phép")
    assert ranked(replace(query, audience="business"), citizen, business)[0] == "1.2"
    assert ranked(replace(query, audience="citizen"), citizen, business)[0] == "1.1"


def test_what_editors_pin_comes_first_whatever_its_words() -> None:
    pinned = signals("1.1", "Đăng kiểm xe")
    good = signals("1.2", "Đăng ký tạm trú")
    assert ranked(understand("đăng ký tạm trú"), good, pinned, pins=("procedure:1.1",)) == ["1.1", "1.2"]


def test_parts_multiply_to_the_score() -> None:
    pool = [(10.0, signals("1.1", "Đăng ký tạm trú", facets={"level": ("commune",)}))]
    [found] = rescore(understand("tạm trú"), pool, flat_idf(), {"commune": 2.0})
    assert math.prod(found.parts.values()) == pytest.approx(found.score)


def test_candidates_beyond_those_looked_at_follow_in_the_order_of_the_engine() -> None:
    pool = [(float(at), signals(f"1.{at:03}", f"Cấp thẻ loại {at}")) for at in range(DEEP + 20)]
    found = rescore(understand("cấp thẻ"), pool, flat_idf(), {})
    assert [s.signals.code for s in found[DEEP:]] == [f"1.{at:03}" for at in reversed(range(20))]
