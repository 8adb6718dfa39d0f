"""The shipped lists of words: their form, how much they hold, and that they capture nothing they should not."""

import json
import lzma
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import get_args

import pytest
from django.conf import settings

from search.sources import AskedField
from search.understanding import tables
from search.vietnamese.prepare import prepare
from search.vietnamese.text import fold

NATIONAL = Path(settings.NATIONAL_DATA) / "national_procedures.jsonl.xz"
CATALOGUE = Path(settings.BASE_DIR) / "catalogue" / "seed"
COLUMNS = {"name": 2, "abbreviation": 3, "ask": 2, "dialect": 2, "fork": 4}
#: Loan words that are one word and no Vietnamese syllable.
LOANS = {
    "evisa",
    "farmstay",
    "idp",
    "cavet",
    "franchise",
    "barcode",
    "karaoke",
    "roadshow",
    "yoga",
    "homestay",
} | {
    "brandname",
    "drone",
    "flycam",
}
SYLLABLE = re.compile(
    r"^(b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?"
    r"[aăâeêioôơuưy]{1,3}(c|ch|m|n|ng|nh|p|t)?$"
)
#: Words of dialect that carry another meaning in official titles: never by themselves.
NEVER_ALONE = [
    "chi",
    "mô",
    "răng",
    "vô",
    "k",
    "đk",
    "bh",
    "ba",
    "má",
    "lãnh",
    "chánh",
    "hè",
    "hư",
    "coi",
    "hộ",
    "bản",
]

Key = tuple[str, ...]


def rows(kind: str) -> list[list[str]]:
    return list(tables.entries(tables.shipped_lines(kind)))


def key(text: str) -> Key:
    return prepare(text).exact


def bare_title(text: str) -> Key:
    """A title without its opening "Thủ tục"."""
    words = key(text)
    return words[2:] if words[:2] == key("thủ tục") else words


def repeated(texts: Iterable[str]) -> list[str]:
    return [" ".join(words) for words, times in Counter(map(key, texts)).items() if times > 1]


@pytest.fixture(scope="module")
def names() -> list[tables.NameRow]:
    return [tables.name_row(cells) for cells in rows("name")]


@pytest.fixture(scope="module")
def forks() -> list[tables.ForkRow]:
    return [tables.fork_row(cells) for cells in rows("fork")]


@pytest.fixture(scope="module")
def abbreviations() -> list[tables.AbbreviationRow]:
    return [tables.abbreviation_row(cells) for cells in rows("abbreviation")]


@pytest.fixture(scope="module")
def titles() -> list[str]:
    """Titles of the national records."""
    if not NATIONAL.exists():
        pytest.skip("the national records are not beside the repository (NATIONAL_DATA)")
    with lzma.open(NATIONAL, "rt", encoding="utf-8") as stream:
        return [json.loads(line)["name"] for line in stream]


@pytest.fixture(scope="module")
def places(titles: list[str]) -> Mapping[str, set[int]]:
    """In which titles a word stands."""
    found: dict[str, set[int]] = {}
    for at, title in enumerate(titles):
        for word in key(title):
            found.setdefault(word, set()).add(at)
    return found


def in_one_title(wording: str, places: Mapping[str, set[int]]) -> bool:
    return bool(set.intersection(*(places.get(word, set()) for word in key(wording))))


@pytest.mark.parametrize("kind", COLUMNS)
def test_every_line_has_its_cells_in_clean_nfc(kind: str) -> None:
    for line in tables.shipped_lines(kind):
        assert line == unicodedata.normalize("NFC", line), line
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        assert len(cells) == COLUMNS[kind], line
        assert all(cell == " ".join(cell.split()) for cell in cells), line
        assert all(cells[: 2 if kind == "abbreviation" else None]), line


def test_there_are_enough_entries(
    names: list[tables.NameRow], abbreviations: list[tables.AbbreviationRow], forks: list[tables.ForkRow]
) -> None:
    assert len(names) >= 600
    assert sum(len(row.everyday) for row in names) >= 3000
    assert len({row.short for row in abbreviations}) >= 150
    assert len({row.word for row in forks}) >= 20
    assert len(rows("dialect")) >= 200


def test_nothing_is_listed_twice(
    names: list[tables.NameRow], abbreviations: list[tables.AbbreviationRow], forks: list[tables.ForkRow]
) -> None:
    assert repeated(one for row in names for one in row.everyday) == []
    assert repeated(row.short for row in abbreviations) == []
    assert repeated(cells[0] for cells in rows("ask")) == []
    assert repeated(cells[0] for cells in rows("dialect")) == []
    assert repeated(f"{row.word} {row.label_vi}" for row in forks) == []


def test_everyday_names_are_more_than_a_syllable(names: list[tables.NameRow]) -> None:
    short = {one for row in names for one in row.everyday if len(key(one)) < 2}
    assert short <= LOANS


def test_no_everyday_name_is_its_own_official_wording(names: list[tables.NameRow]) -> None:
    for row in names:
        assert not {key(one) for one in row.everyday} & {key(one) for one in row.official}, row.line


def test_official_wordings_use_words_of_the_shipped_catalogue(
    names: list[tables.NameRow], forks: list[tables.ForkRow]
) -> None:
    known = {fold(word) for word in ["abtc", "cites", "dsphsk", "tnlđ", "bhtnlđ"]}  # official abbreviations
    for file in ("titles.tsv", "aliases.tsv", "topics_en.tsv", "sample_procedures.jsonl"):
        known.update(fold((CATALOGUE / file).read_text(encoding="utf-8")).split())
    wordings = [one for row in names for one in row.official] + [row.query for row in forks]
    missing = {word for one in wordings for word in fold(one).split()} - known
    assert missing == set()


@pytest.mark.parametrize("row", rows("abbreviation"), ids=lambda cells: str(cells[0]))
def test_an_abbreviation_that_is_a_syllable_needs_its_context(row: list[str]) -> None:
    entry = tables.abbreviation_row(row)
    if len(entry.short) < 3 or SYLLABLE.match(entry.short):
        assert entry.context or entry.short in {"qđ", "nđ"}


def test_dialect_leaves_words_of_titles_alone() -> None:
    alone = {cells[0] for cells in rows("dialect")}
    assert not alone & set(NEVER_ALONE)


def test_ask_phrases_mean_something_known() -> None:
    listed = Counter(cells[1] for cells in rows("ask"))
    assert set(listed) == {*get_args(AskedField), "stop"}
    assert min(listed.values()) >= 30


@pytest.mark.parametrize("phrase", ["điều kiện", "chi phí", "giấy", "đơn", "nha", "sao", "chi", "in"])
def test_a_word_that_carries_a_title_is_no_ask_phrase(phrase: str) -> None:
    assert phrase not in {cells[0] for cells in rows("ask")}


def test_a_fork_has_at_least_two_readings_that_ask_different_things(forks: list[tables.ForkRow]) -> None:
    by_word: dict[str, list[tables.ForkRow]] = {}
    for row in forks:
        by_word.setdefault(row.word, []).append(row)
    for word, readings in by_word.items():
        assert len(readings) >= 2, word
        assert len({key(row.query) for row in readings}) == len(readings), word


@pytest.mark.national
def test_official_wordings_stand_in_a_national_title(
    names: list[tables.NameRow], forks: list[tables.ForkRow], places: Mapping[str, set[int]]
) -> None:
    wordings = [one for row in names for one in row.official] + [row.query for row in forks]
    assert [one for one in wordings if not in_one_title(one, places)] == []


@pytest.mark.national
def test_no_everyday_name_is_the_title_of_another_procedure(
    names: list[tables.NameRow], titles: list[str]
) -> None:
    taken = {bare_title(title) for title in titles}
    for row in names:
        own = {bare_title(one) for one in row.official}
        assert not {key(one) for one in row.everyday} & taken - own, row.line


@pytest.mark.national
def test_no_everyday_name_stands_in_many_titles_of_other_procedures(
    names: list[tables.NameRow], titles: list[str]
) -> None:
    """A name such as "bảo vệ" would bend every question about environmental protection."""
    written = [(f" {' '.join(key(title))} ", set(key(title))) for title in titles]
    for row in names:
        own = [set(key(one)) for one in row.official]
        others = [text for text, words in written if not any(one <= words for one in own)]
        joined = "|".join(others)
        for one in row.everyday:
            assert joined.count(f" {' '.join(key(one))} ") <= 8, one
