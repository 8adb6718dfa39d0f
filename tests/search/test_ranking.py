"""The parts of the ranking that are ours."""

from search.indexing.prepared import prepare_document, read_signals
from search.ranking import Idf, Signals, bm25_idf, flat_idf, rescore
from search.understanding import understand
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
