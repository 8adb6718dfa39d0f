"""`search_explain`: what was done, step by step, and why each result stands where it stands."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from search.models import PinnedResult
from search.service import SearchRequest
from search.site import service
from tests.search.fakes import FakeSource

pytestmark = pytest.mark.django_db


def explain(*words: str, **options: object) -> str:
    out = StringIO()
    call_command("search_explain", *words, stdout=out, **options)
    return out.getvalue()


def first(text: str, **options: object) -> str:
    return service().search(SearchRequest(text, **options)).refs[0]  # type: ignore[arg-type]


def test_the_reading_and_the_scores_are_explained(indexed: FakeSource) -> None:
    said = explain("cho tôi hỏi đăng ký kết hôn bao nhiêu tiền")
    assert "“bao nhiêu tiền” hỏi lệ phí" in said
    assert "1. Đăng ký kết hôn [procedure:1.000894]" in said
    assert "điểm chữ (BM25)" in said
    assert "Máy tìm: embedded" in said


def test_an_engine_is_chosen_by_name(indexed: FakeSource) -> None:
    assert "embedded" in explain("khai sinh", engine="embedded")
    with pytest.raises(CommandError, match="no engine"):
        explain("khai sinh", engine="elasticsearch")


def test_a_literal_search_is_explained(indexed: FakeSource) -> None:
    assert "Tìm đúng như đã gõ" in explain("khai sinh", literal=True)


@pytest.mark.parametrize("text", ["", "????", "\x00"])
def test_nothing_to_search_for_is_no_error(indexed: FakeSource, text: str) -> None:
    assert "Từ và phiếu: -" in explain(text)


class TestPins:
    REF = "procedure:1.000656"

    def pin(self, **changes: object) -> None:
        PinnedResult.objects.create(query="Khai sinh", ref="1.000656", reason="thử", **changes)

    @pytest.mark.parametrize("text", ["khai sinh", "KHAI SINH", "  khai  sinh?"])
    def test_a_pin_comes_first_for_its_query(self, indexed: FakeSource, text: str) -> None:
        self.pin()
        assert first(text) == self.REF
        assert "đưa lên đầu" in explain(text)

    def test_and_for_no_other(self, indexed: FakeSource) -> None:
        self.pin()
        assert first("đăng ký khai sinh") != self.REF

    def test_only_on_its_days(self, indexed: FakeSource) -> None:
        today = timezone.localdate()
        self.pin(starts=today + timedelta(days=1))
        self.pin(ends=today - timedelta(days=1))
        assert first("khai sinh") != self.REF

    def test_from_its_first_day_to_its_last(self, indexed: FakeSource) -> None:
        today = timezone.localdate()
        self.pin(starts=today, ends=today)
        assert first("khai sinh") == self.REF

    def test_a_filter_is_not_broken_by_it(self, indexed: FakeSource) -> None:
        PinnedResult.objects.create(query="khai sinh", ref="2.002481", reason="thử")
        filters = (("level", ("commune",)),)
        assert "procedure:2.002481" not in service().search(SearchRequest("khai sinh", filters)).refs
