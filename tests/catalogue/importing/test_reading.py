"""Files good and bad: what can be read is read, what can't is named by its line."""

import gzip
import json
import lzma
from pathlib import Path

import pytest

from catalogue.importing import reading
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
        ('{"code": 12}', "mã"),
        ('{"code": "  "}', "mã"),
        ("[" * 100_000, "JSON"),
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
    path.write_text(f'{{"code": "{"x" * 50_000}"}}\n{{"code": "1.000001"}}\n', encoding="utf-8")
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
        "".join(f'{{"code": "1.{n:06}", "x": "{n * 7919}"}}\n' for n in range(60_000)).encode()
    )
    path = tmp_path / "cut.xz"
    path.write_bytes(whole[: len(whole) // 2])
    lines = list(read_source(path))
    assert isinstance(lines[0], SourceLine)
    assert isinstance(lines[-1], BadLine)
    assert "cắt ngang" in lines[-1].reason


def test_what_is_no_file_is_refused_in_words(tmp_path):
    (tmp_path / "empty").write_bytes(b"")
    for path in (tmp_path, tmp_path / "missing", tmp_path / "empty"):
        with pytest.raises(UnreadableFile, match=str(path)):
            list(read_source(path))
