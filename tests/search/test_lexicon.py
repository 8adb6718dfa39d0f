"""The lexicon in the database: shipped entries, editors' own, and how fast they count."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from pytest_django import DjangoAssertNumQueries

from search import lexicon_seeds, sources
from search.lexicon_store import FRESH_SECONDS, LexiconStore
from search.models import Abbreviation, AskPhrase, PinnedResult, RemovedSeed, Synonym
from search.sources import BaseSource, Place
from search.understanding import tables, understand
from search.understanding.lexicon import shipped_rows
from tests.search.fakes import FakeSource, filled_source

pytestmark = pytest.mark.django_db


class Clock:
    """Time that passes when told."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock: Clock, no_sources: None) -> LexiconStore:
    """A store on a clock of its own."""
    return LexiconStore(clock)


def official(text: str, store: LexiconStore) -> list[str]:
    return [one.official for one in understand(text, store.get()).expansions]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Short shipped lists that a test may change."""
    shipped = {
        "name": ["# tên", "cưới|lấy vợ\tđăng ký kết hôn", "", "mở tiệm\tđăng ký thành lập hộ kinh doanh"],
        "abbreviation": ["cccd\tthẻ căn cước\t", "tt\ttạm trú\tđăng ký|khai báo"],
        "ask": ["bao nhiêu tiền\tfee", "cho tôi hỏi\tstop"],
    }
    monkeypatch.setattr(tables, "shipped_lines", lambda kind: shipped.get(kind, []))
    return shipped


class TestSeeds:
    def test_the_shipped_lists_go_in_once(self) -> None:
        first = lexicon_seeds.apply()
        rows = shipped_rows()
        assert first.added == len(rows.asks) + len(rows.names) + len(rows.abbreviations)
        assert not lexicon_seeds.apply()

    def test_what_goes_in_comes_out_byte_for_byte(self, tmp_path: Path) -> None:
        lexicon_seeds.apply()
        assert lexicon_seeds.export(tmp_path) == 0
        for kind in ("name", "abbreviation", "ask"):
            text = (tmp_path / tables.FILES[kind]).read_text(encoding="utf-8")
            assert text.splitlines() == tables.shipped_lines(kind)

    def test_a_new_version_of_a_line_replaces_the_old_one(self, few: dict[str, list[str]]) -> None:
        lexicon_seeds.apply()
        few["name"][1] = "cưới|lấy vợ|lấy chồng\tđăng ký kết hôn"
        done = lexicon_seeds.apply()
        assert (done.added, done.updated, done.removed) == (0, 1, 0)
        assert "lấy chồng" in Synonym.objects.get(seed_key="cưới").everyday

    def test_a_line_that_is_gone_goes(self, few: dict[str, list[str]]) -> None:
        lexicon_seeds.apply()
        del few["name"][1]
        assert lexicon_seeds.apply().removed == 1
        assert not RemovedSeed.objects.exists()

    def test_what_an_editor_changed_stays(self, few: dict[str, list[str]], tmp_path: Path) -> None:
        lexicon_seeds.apply()
        entry = Synonym.objects.get(seed_key="cưới")
        entry.everyday = "cưới\ncưới vợ"
        entry.save()
        few["name"][1] = "cưới|lấy chồng\tđăng ký kết hôn"
        assert not lexicon_seeds.apply()
        entry.refresh_from_db()
        assert (entry.everyday, entry.origin) == ("cưới\ncưới vợ", "editor")
        assert lexicon_seeds.export(tmp_path) == 1
        assert "cưới|cưới vợ\tđăng ký kết hôn" in (tmp_path / "everyday_names.tsv").read_text("utf-8")

    def test_what_an_editor_deleted_does_not_come_back(self, few: dict[str, list[str]]) -> None:
        lexicon_seeds.apply()
        Abbreviation.objects.get(short="cccd").delete()
        assert not lexicon_seeds.apply()
        assert not Abbreviation.objects.filter(short="cccd").exists()

    def test_an_entry_put_back_as_shipped_is_a_shipped_one(self, few: dict[str, list[str]]) -> None:
        lexicon_seeds.apply()
        entry = AskPhrase.objects.get(phrase="cho tôi hỏi")
        for meaning, origin in (("fee", "editor"), ("stop", "seed")):
            entry.meaning = meaning
            entry.save()
            assert entry.origin == origin

    def test_an_editors_own_entry_is_exported_last(self, few: dict[str, list[str]], tmp_path: Path) -> None:
        lexicon_seeds.apply()
        Abbreviation.objects.create(short="ttpvhcc", expansion="trung tâm phục vụ hành chính công")
        assert lexicon_seeds.export(tmp_path) == 1
        last = (tmp_path / "abbreviations.tsv").read_text("utf-8").splitlines()[-1]
        assert last == "ttpvhcc\ttrung tâm phục vụ hành chính công\t"


class TestStore:
    def test_empty_tables_mean_the_shipped_lists(self, store: LexiconStore) -> None:
        assert any("căn cước" in one for one in official("làm cccd", store))

    def test_a_saved_entry_counts_within_seconds(self, store: LexiconStore, clock: Clock) -> None:
        assert not official("giấy lạc", store)
        Synonym.objects.create(everyday="giấy lạc", official="đăng ký khai sinh")
        clock.now += FRESH_SECONDS
        assert official("giấy lạc", store) == ["đăng ký khai sinh"]
        Synonym.objects.get(everyday="giấy lạc").delete()
        clock.now += FRESH_SECONDS
        assert not official("giấy lạc", store)

    def test_the_database_is_asked_once_in_seconds(
        self, store: LexiconStore, clock: Clock, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        store.get()
        with django_assert_num_queries(0):
            store.get()
        clock.now += FRESH_SECONDS
        with django_assert_num_queries(1):
            store.get()

    def test_places_of_all_sources_are_known(self, store: LexiconStore) -> None:
        class WithPlaces(FakeSource):
            def places(self):  # type: ignore[no-untyped-def]
                return iter([Place("Phường Cẩm Phô", "Phường Hội An", "phuong-hoi-an", "commune")])

        assert issubclass(WithPlaces, BaseSource)
        sources.register(WithPlaces())
        read = understand("khai sinh ở Cẩm Phô", store.get())
        assert (read.place, read.place_name) == ("phuong-hoi-an", "Phường Hội An")

    def test_without_the_database_the_shipped_lexicon_answers(
        self, store: LexiconStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def away(*args: object) -> None:
            raise DatabaseError("away")

        monkeypatch.setattr(LexiconStore, "_look", away)
        assert store.get().asks


class TestLints:
    @pytest.fixture(autouse=True)
    def _titles(self, no_sources: None) -> None:
        class WithTitles(FakeSource):
            def titles(self, language):  # type: ignore[no-untyped-def]
                for ref, document in filled_source().held.items():
                    for name in (document.title_vi, *document.aliases):
                        yield sources.Suggestion(name, "", document.code, ref)

        source = WithTitles()
        source.held = filled_source().held
        sources.register(source)

    def test_a_synonym_that_captures_a_title_is_refused_by_name(self) -> None:
        entry = Synonym(everyday="đăng ký kết hôn", official="giải quyết ly hôn")
        with pytest.raises(ValidationError, match=r"1\.000894 “Đăng ký kết hôn”"):
            entry.full_clean()

    @pytest.mark.parametrize("name", ["Đăng ký kết hôn", "dang ky ket hon", "thủ tục đăng kí kết hôn"])
    def test_however_it_is_written(self, name: str) -> None:
        with pytest.raises(ValidationError):
            Synonym(everyday=f"cưới\n{name}", official="giải quyết ly hôn").full_clean()

    def test_a_synonym_for_the_title_itself_is_fine(self) -> None:
        Synonym(everyday="đăng ký kết hôn\ncưới", official="thủ tục đăng ký kết hôn").full_clean()

    def test_another_everyday_name_of_a_procedure_is_no_title(self) -> None:
        Synonym(everyday="báo tử", official="xóa đăng ký thường trú").full_clean()

    def test_an_ask_phrase_is_no_everyday_name(self) -> None:
        with pytest.raises(ValidationError, match="cách hỏi"):
            Synonym(everyday="bao nhiêu tiền", official="lệ phí hộ tịch").full_clean()

    @pytest.mark.parametrize("short", ["co", "tt", "HS"])
    def test_two_letters_need_a_context(self, short: str) -> None:
        with pytest.raises(ValidationError, match="nhiều thứ khác nhau"):
            Abbreviation(short=short, expansion="thông tin").full_clean()
        Abbreviation(short=short, expansion="thông tin", context="công bố").full_clean()

    def test_a_title_is_no_ask_phrase(self) -> None:
        with pytest.raises(ValidationError, match=r"1\.004194"):
            AskPhrase(phrase="đăng ký tạm trú", meaning="stop").full_clean()

    def test_a_pin_needs_a_public_result_and_days_in_order(self) -> None:
        pin = PinnedResult(query="bão", ref="9.999999", reason="thử")
        with pytest.raises(ValidationError, match="chưa công khai"):
            pin.full_clean()
        pin.ref, pin.starts, pin.ends = "1.001193", date(2026, 3, 2), date(2026, 3, 1)
        with pytest.raises(ValidationError, match="Ngày hết"):
            pin.full_clean()
        pin.ends = None
        pin.full_clean()

    def test_the_command_finds_what_slipped_in(self) -> None:
        Synonym.objects.create(everyday="đăng ký kết hôn", official="giải quyết ly hôn")
        with pytest.raises(CommandError, match="1 mục"):
            call_command("search_lexicon", lint=True, stdout=StringIO())

    def test_the_shipped_lists_have_nothing_to_mend(self) -> None:
        lexicon_seeds.apply()
        from search import lints

        assert [f"{entry}: {problem}" for entry, problem in lints.all_problems()] == []
