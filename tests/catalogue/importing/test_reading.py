"""Files good and bad: what can be read is read, what can't is named by its line."""

import gzip
import json
import lzma
from pathlib import Path

import pytest

from catalogue.importing import reading
from catalogue.importing.checking import parsed
from catalogue.importing.reading import BadLine, SourceLine, UnreadableFile, read_source

from .records import record

GOOD = json.dumps(record(), ensure_ascii=False)


def reasons(path: Path) -> dict[int, str]:
    return {line.number: line.reason for line in read_source(path) if isinstance(line, BadLine)}


def good_numbers(path: Path) -> list[int]:
    return [line.number for line in read_source(path) if isinstance(line, SourceLine)]


@pytest.mark.parametrize("opener", [open, gzip.open, lzma.open])
def test_plain_and_compressed_files_read_alike_whatever_their_name(tmp_path, opener):
    path = tmp_path / "data.bin"
    with opener(path, "wb") as stream:
        stream.write(f"{GOOD}\n\n{GOOD}\n".encode())
    assert good_numbers(path) == [1, 3]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ('{"code": "1.0', "JSON"),
        ("[1, 2]", "bản ghi"),
        ('"text"', "bản ghi"),
        ('{"name": "không mã"}', "mã"),
        ('{"code": 12}', "code"),
        ('{"code": "  "}', "mã"),
        ('{"code": "1.000001"}', "detail"),
        ('{"code": "1.000001", "detail": {}}', "detail"),
        ("[" * 100_000, "tầng"),
        ('{"code": "1.000001", "detail": {"x": ' + "[" * 60 + "]" * 60 + "}}", "tầng"),
        ('{"code": "1.000001", "code": "1.000002", "detail": {"note": ""}}', "hai lần"),
        ('{"code": "1.000001", "detail": {"note": "a\\u0000b"}}', "detail.note"),
        ('{"code": "1.000001", "detail": {"note": "a\\ud83db"}}', "detail.note"),
        ('{"code": "1.000001", "detail": {"a\\udfff": "x"}}', "detail.a\\udfff"),
        ('{"code": "1.000001", "detail": {"x": 1e400}}', "1e400"),
        ('{"code": "1.000001", "detail": {"x": NaN}}', "NaN"),
        ('{"code": "1.000001", "detail": {"x": ' + "9" * 5000 + "}}", "lớn"),
    ],
)
def test_a_line_that_is_no_record_is_named_and_the_rest_is_read(tmp_path, line, word):
    path = tmp_path / "s.jsonl"
    path.write_text(f"{GOOD}\n{line}\n{GOOD}\n", encoding="utf-8")
    assert good_numbers(path) == [1, 3]
    assert word in reasons(path)[2]


def test_bytes_that_are_not_utf8_are_refused_on_their_line(tmp_path):
    path = tmp_path / "s.jsonl"
    path.write_bytes(b'{"code": "\xff\xfe"}\n' + GOOD.encode())
    assert "UTF-8" in reasons(path)[1]
    assert good_numbers(path) == [2]


def test_a_line_beyond_the_limit_is_refused_without_being_held(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LONGEST_LINE", 4096)
    monkeypatch.setattr(reading, "CHUNK", 1000)
    path = tmp_path / "s.jsonl"
    path.write_text(f'{{"code": "{"x" * 50_000}"}}\n{GOOD}\n', encoding="utf-8")
    assert "dài" in reasons(path)[1]
    assert good_numbers(path) == [2]


def test_an_archive_that_blows_up_is_one_refused_line(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LONGEST_LINE", 1024 * 1024)
    path = tmp_path / "bomb.gz"
    with gzip.open(path, "wb") as stream:
        for _ in range(64):
            stream.write(b"0" * 1024 * 1024)
    assert list(reasons(path)) == [1]


def test_a_truncated_archive_gives_what_came_before_and_says_so(tmp_path):
    whole = lzma.compress(
        "".join(f'{{"code": "1.{n:06}", "detail": {{"x": "{n * 7919}"}}}}\n' for n in range(60_000)).encode()
    )
    path = tmp_path / "cut.xz"
    path.write_bytes(whole[: len(whole) // 2])
    lines = list(read_source(path))
    assert isinstance(lines[0], SourceLine)
    assert isinstance(lines[-1], BadLine)
    assert "cắt ngang" in lines[-1].reason
    assert lines[-1].cut
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))


def test_an_archive_of_several_streams_with_padding_between_is_read_whole(tmp_path):
    path = tmp_path / "joined.xz"
    parts = (lzma.compress(f"{GOOD}\n".encode()) for _ in range(3))
    path.write_bytes((b"\0" * 8).join(parts) + b"\0" * 4)
    assert good_numbers(path) == [1, 2, 3]


def test_an_archive_that_asks_for_too_much_memory_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_MEMORY", 16 * 1024 * 1024)
    path = tmp_path / "greedy.xz"
    path.write_bytes(lzma.compress(GOOD.encode(), preset=9))
    assert "hỏng" in reasons(path)[1]


@pytest.mark.parametrize("limit", ["LARGEST_FILE", "MOST_LINES"])
def test_reading_ends_at_a_limit_and_says_so(tmp_path, monkeypatch, limit):
    size = len(GOOD.encode()) + 1
    monkeypatch.setattr(reading, "CHUNK", size)
    monkeypatch.setattr(reading, limit, {"LARGEST_FILE": 3 * size, "MOST_LINES": 3}[limit])
    path = tmp_path / "s.jsonl"
    path.write_text(f"{GOOD}\n" * 30, encoding="utf-8")
    lines = list(read_source(path))
    assert [type(line) for line in lines] == [SourceLine] * 3 + [BadLine]
    assert lines[-1].cut
    assert "dừng" in lines[-1].reason


@pytest.mark.parametrize("magic", list(reading.OTHER_ARCHIVES))
def test_an_archive_of_another_kind_is_named(tmp_path, magic):
    path = tmp_path / "data.jsonl.xz"
    path.write_bytes(magic + b"\0" * 100)
    with pytest.raises(UnreadableFile, match=reading.OTHER_ARCHIVES[magic]):
        list(read_source(path))


def test_every_type_of_a_field_that_the_source_uses_is_taken():
    for value in (5, 2.5, "5 ngày", None):
        method = {"submissionMethod": "DIRECT", "processingTime": value, "fees": [None]}
        assert parsed(json.dumps({"code": "1.000001", "detail": {"executionMethods": [method, None]}}))


def test_what_is_no_file_is_refused_in_words(tmp_path):
    (tmp_path / "empty").write_bytes(b"")
    for path in (tmp_path, tmp_path / "missing", tmp_path / "empty"):
        with pytest.raises(UnreadableFile, match=str(path)):
            list(read_source(path))
