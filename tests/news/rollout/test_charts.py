"""The layout of bars: pure."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from portal.news.rollout.charts import LONGEST_NAME, Number, bar_chart

NUMBERS = st.decimals(min_value=0, max_value=10**12, places=3)
ROWS = st.lists(st.tuples(st.text(max_size=90), st.lists(st.none() | NUMBERS, max_size=4)), max_size=12)


def number(value: Decimal | int | None) -> Number:
    return Number(None if value is None else Decimal(value), str(value))


@given(ROWS)
def test_every_bar_fits_and_is_as_long_as_its_number_says(
    rows: list[tuple[str, list[Decimal | None]]],
) -> None:
    chart = bar_chart([(name, [number(value) for value in values]) for name, values in rows])
    top = max((value for _n, values in rows for value in values if value is not None), default=Decimal(0))
    bars = [bar for line in chart.lines for bar in line.bars]
    values = [value for _n, values in rows for value in values]
    widest = max((bar.width for bar in bars if bar.width is not None), default=Decimal(0))
    for bar, value in zip(bars, values, strict=True):
        assert bar.y < chart.height
        if value is None or bar.width is None:
            assert (value, bar.width) == (None, None)
        else:
            assert 0 <= bar.width <= 97
            share = value / top if top else Decimal(0)
            assert abs(bar.width - widest * share) <= Decimal("0.02")


def test_nothing_to_draw() -> None:
    assert bar_chart([]).lines == ()
    assert bar_chart([("Hội An", [number(0)])]).lines[0].bars[0].width == 0


def test_an_unknown_number_gets_words_and_no_bar() -> None:
    bar = bar_chart([("Hội An", [number(5), Number(None, "chưa có số liệu")])]).lines[0].bars[1]
    assert (bar.width, bar.text) == (None, "chưa có số liệu")


def test_a_long_name_is_cut() -> None:
    name = bar_chart([("Hội An " * 30, [number(1)])]).lines[0].name
    assert len(name) <= LONGEST_NAME
    assert name.endswith("…")
