"""The table of bad input, each row through the real command on a database.

Whatever stands in a file: the rest of it is imported, the bad line is named with its reason, the exit status is 1,
nothing is half written, and no trace reaches the reader.
"""

import gzip
import json
import lzma
import os
import socket
from collections.abc import Callable, Iterator
from copy import deepcopy
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.management import CommandError, call_command

from catalogue import counter
from catalogue.builder import build_record
from catalogue.importing import reading, run
from catalogue.models import CounterEntry, ImportedSource, ProcedurePage, ProcedureVersion

from .records import component, fee, method, record

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FIRST, SECOND = "1.900001", "1.900002"
BAD = "1.900009"
MEGABYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def _no_shipped_lists(monkeypatch):
    """The lists ship the same rows whatever the file holds; they have tests of their own."""
    monkeypatch.setattr(run, "apply_all", dict)


def line(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)


def around(bad: str) -> bytes:
    """A bad second line between two good ones."""
    return f"{line(record(FIRST))}\n{bad}\n{line(record(SECOND))}\n".encode()


def without(*fields: str, of: str = "") -> str:
    data = record(BAD)
    for name in fields:
        del (data[of] if of else data)[name]
    return line(data)


def replaced(text: str, by: str) -> str:
    """A whole record in which one piece of its JSON stands replaced."""
    whole = line(record(BAD, note="CHỖ NÀY"))
    assert text in whole
    return whole.replace(text, by)


class Case(NamedTuple):
    name: str
    content: bytes
    reason: str
    number: int = 2
    imported: tuple[str, ...] = (FIRST, SECOND)


LINES = [
    ("no-json", "đây không phải JSON", "JSON"),
    ("cut-json", line(record(BAD))[:200], "cắt ngang"),
    ("json-list", "[1, 2]", "bản ghi"),
    ("json-text", '"chữ"', "bản ghi"),
    ("json-null", "null", "bản ghi"),
    ("two-records-on-a-line", line(record(BAD)) * 2, "JSON"),
    ("no-code", without("code"), "code"),
    ("empty-code", replaced(f'"code": "{BAD}"', '"code": " "'), "code"),
    ("strange-code", line(record("<script>")), "Mã thủ tục không hợp lệ"),
    ("no-name", line(record(BAD, name="") | {"name": ""}), "name"),
    ("no-detail", without("detail"), "detail"),
    ("empty-detail", line(record(BAD) | {"detail": {}}), "detail"),
    ("code-twice", line(record(FIRST, name="Một thủ tục khác")), "dòng 1"),
    ("nul-escaped", replaced("CHỖ NÀY", r"a\u0000b"), "detail.note"),
    ("nul-bare", replaced("CHỖ NÀY", "a\0b"), "JSON"),
    ("half-surrogate", replaced("CHỖ NÀY", r"a\ud800b"), "detail.note"),
    ("half-surrogate-in-key", replaced('"note"', r'"no\udc00te"'), r"detail.no\udc00te"),
    ("half-surrogate-in-code", line(record("1.9\ud800")).encode("utf-8", "surrogatepass"), "UTF-8"),
    ("deep-nesting", replaced('"note": "CHỖ NÀY"', '"x": ' + "[" * 300 + "]" * 300), "tầng"),
    ("bottomless-nesting", "[" * 200_000, "tầng"),
    ("deep-unknown-field", replaced('"note": "CHỖ NÀY"', '"x": ' + '{"y":' * 60 + "1" + "}" * 60), "tầng"),
    ("1e400", line(record(BAD)).replace('"processingTime": 5', '"processingTime": 1e400'), "1e400"),
    ("nan", line(record(BAD)).replace('"processingTime": 5', '"processingTime": NaN'), "NaN"),
    (
        "infinity",
        line(record(BAD)).replace('"processingTime": 5', '"processingTime": -Infinity'),
        "-Infinity",
    ),
    ("number-of-5000-digits", line(record(BAD)).replace('Time": 5', 'Time": ' + "9" * 5000), "lớn"),
    (
        "huge-count",
        line(record(BAD)).replace('"originalQty": 1', '"originalQty": ' + "9" * 30),
        "originalQty",
    ),
    ("negative-count", line(record(BAD)).replace('"originalQty": 1', '"originalQty": -1'), "originalQty"),
    ("huge-fee", line(record(BAD, executionMethods=[method(fees=[fee(10**17)])])), "fees[0].value"),
    ("negative-fee", line(record(BAD, executionMethods=[method(fees=[fee(-1)])])), "fees[0].value"),
    ("date-beyond-time", line(record(BAD, updatedAt=10**18)), "detail.updatedAt"),
    ("two-codes-in-one", line(record("1.900008") | {"code": BAD}), "1.900008"),
    (
        "name-that-would-be-cut",
        line(record(BAD, departmentsExecuting=[{"name": "x" * 501}])),
        "departmentsExecuting[0].name",
    ),
    ("key-twice", replaced('"note"', '"name": "x", "note"'), "name"),
    ("unknown-channel", line(record(BAD, executionMethods=[method("CARRIER_PIGEON")])), "submissionMethod"),
    ("not-utf8", line(record(BAD)).encode("utf-16-le").replace(b"\n", b""), "UTF-8"),
    (
        "text-beyond-its-column",
        line(record(BAD, cases=[{"code": "K" * 500, "name": "x"}])),
        "case_times.code",
    ),
]


def cases() -> Iterator[Case]:
    for name, bad, reason in LINES:
        if isinstance(bad, bytes):
            head, tail = around("|").split(b"|\n", 1)
            yield Case(name, head + bad + b"\n" + tail, reason)
        else:
            yield Case(name, around(bad), reason)
    whole = around("x").replace(b"\nx\n", b"\n")
    good = line(record(FIRST)).encode()
    noise = "".join(
        line({"code": "x", "detail": {"x": str(n * 7919)}}) + "\n" for n in range(20_000)
    ).encode()
    for kind, packed in (
        ("gz", gzip.compress(good + b"\n" + noise)),
        ("xz", lzma.compress(good + b"\n" + noise)),
    ):
        yield Case(f"cut-{kind}", packed[: len(packed) * 3 // 4], "cắt ngang", 0, (FIRST,))
        hurt = bytearray(packed)
        hurt[len(hurt) // 2 : len(hurt) // 2 + 64] = b"\xaa" * 64
        yield Case(f"damaged-{kind}", bytes(hurt), "hỏng", 0, ())
    yield Case("gz-with-rubbish-behind", gzip.compress(whole) + b"rubbish", "hỏng", 3)
    yield Case("xz-with-rubbish-behind", lzma.compress(whole) + b"rubbish", "hỏng", 3)
    yield Case("pretty-printed-json", json.dumps([record(FIRST)], indent=1).encode(), "JSON", 1, ())


@pytest.mark.parametrize("row", list(cases()), ids=lambda row: row.name)
def test_the_bad_line_is_named_and_the_rest_is_imported(row: Case, tmp_path: Path) -> None:
    path = tmp_path / "source.jsonl"
    path.write_bytes(row.content)
    status, said, report = imported(path)
    assert status == 1
    skipped = {one["number"]: one["reason"] for one in report["skipped"]}
    number = row.number or max(skipped)
    assert row.reason in skipped[number]
    assert f"Bỏ qua dòng {number}: {skipped[number]}" in said
    assert "Traceback" not in said
    assert set(row.imported) <= codes()
    assert BAD not in codes()
    assert_whole()


def imported(path: Path, **options: Any) -> tuple[int, str, dict[str, Any]]:
    """Exit status, what was said, and the report of the command."""
    out, into = StringIO(), path.parent / "report.json"
    status = 0
    try:
        call_command("import_national", str(path), report=into, stdout=out, **options)
    except SystemExit as ended:
        status = int(ended.code or 0)
    return status, out.getvalue(), json.loads(into.read_text(encoding="utf-8"))


def codes() -> set[str]:
    return set(CounterEntry.objects.filter(public=True).values_list("code", flat=True))


def assert_whole() -> None:
    """Each page has its source, its version and its entry, and the version says what the page says."""
    pages = {page.code: page for page in ProcedurePage.objects.all()}
    assert set(ImportedSource.objects.values_list("code", flat=True)) == set(pages)
    assert set(ProcedureVersion.objects.values_list("code", flat=True)) == codes() == set(pages)
    for code in list(pages)[:3]:
        assert counter.in_force(code).record_hash == build_record(pages[code]).hash


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\xef\xbb\xbf" + around("").replace(b"\n\n", b"\n"), id="byte-order-mark"),
        pytest.param(around("").replace(b"\n", b"\r\n"), id="crlf"),
        pytest.param(around(" \t ").rstrip(b"\n"), id="blank-lines-and-no-last-newline"),
        pytest.param(gzip.compress(around("")) + gzip.compress(b"\n"), id="two-gzip-members"),
        pytest.param(lzma.compress(around("")) + b"\0" * 8, id="xz-with-padding"),
    ],
)
def test_what_only_looks_unusual_is_read(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "source"
    path.write_bytes(content)
    assert imported(path)[0] == 0
    assert codes() == {FIRST, SECOND}
    assert_whole()


def places(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items: Any = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, inner in items:
        yield (*place, key)
        yield from places(inner, (*place, key))


def everything() -> dict[str, Any]:
    """A record that holds every field of the source once."""
    thing = {"id": "x", "name": "Tên", "code": "M1"}
    paper = component(
        "Đơn", attachments=[{"id": "f", "fileName": "a.docx", "bucketName": "b", "filePath": "p"}]
    )
    price = fee(5000, "phí", currencyName="VND", attachment={"fileId": "x", "fileName": "y"})
    lists = "departmentsAuthority departmentsCoordinating departmentsAuthorized unitGroupsExecuting"
    return record(
        BAD,
        **{name: [thing] for name in [*lists.split(), "serviceGroupsDetails"]},
        executionCases=[{"name": "", "profileComponents": [paper]}],
        executionMethods=[method(fees=[price], text="x")],
        cases=[thing | {"processingDay": {"qty": 5, "type": "DAY"}}],
        returningMethods=[{"type": "DIRECT", "value": ["ONLINE"]}],
        categoryIds=["x"],
        isFullProcess=True,
        isOfflineOnly=False,
        updatedAt=1,
        note="x",
        keywords="x",
        requirementsAndConditions="x",
        dossierReceivingAddresses="x",
        executingAgencies="",
    )


def put(data: Any, place: tuple[Any, ...], value: Any) -> Any:
    changed = deepcopy(data)
    holder = changed
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = value
    return changed


def wrong_types() -> list[tuple[str, dict[str, Any]]]:
    """Every place of the record with values of every other type than the one it holds."""
    whole, found = everything(), []
    for place in places(whole):
        present: Any = whole
        for key in place:
            present = present[key]
        name = ".".join(map(str, place))
        may = (str, int, float) if place[-1] == "processingTime" else (type(present),)
        for wrong in ("chữ", 7, 1.5, True, {"x": 1}, ["x"], [{"x": 1}], [[]]):
            number = (
                isinstance(present, int) and isinstance(wrong, int | float) and not isinstance(present, bool)
            )
            if type(wrong) in may or (number and type(wrong) is not bool):
                continue
            found.append((f"{name}={wrong!r}", put(whole, place, wrong)))
    return found


def test_the_wrong_type_in_any_field_is_refused_with_its_place(tmp_path: Path) -> None:
    tried = wrong_types()
    lines = [line(record(FIRST)), *(line(data) for _name, data in tried), line(record(SECOND))]
    path = tmp_path / "source.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    status, _said, report = imported(path)
    refused = {one["number"]: one["reason"] for one in report["skipped"]}
    assert len(tried) > 500
    assert [name for number, (name, _) in enumerate(tried, start=2) if number not in refused] == []
    for number, (name, _data) in enumerate(tried, start=2):
        field = [part for part in name.split("=")[0].split(".") if not part.isdigit()][-1]
        assert field in refused[number]
    assert (status, codes()) == (1, {FIRST, SECOND})
    assert_whole()


def _directory(folder: Path) -> Path:
    return folder


def _missing(folder: Path) -> Path:
    return folder / "none.jsonl"


def _empty(folder: Path) -> Path:
    (folder / "empty").touch()
    return folder / "empty"


def _fifo(folder: Path) -> Path:
    os.mkfifo(folder / "fifo")
    return folder / "fifo"


def _socket(folder: Path) -> Path:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(folder / "s"))
    return folder / "s"


def _zip(folder: Path) -> Path:
    (folder / "data.zip").write_bytes(b"PK\x03\x04" + b"\0" * 40)
    return folder / "data.zip"


def _too_long_a_name(folder: Path) -> Path:
    return folder / ("x" * 300)


def _through_a_file(folder: Path) -> Path:
    (folder / "file").touch()
    return folder / "file" / "data.jsonl"


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (_directory, "thư mục"),
        (_missing, "Không tìm thấy"),
        (_empty, "trống"),
        (_fifo, "không phải tệp thường"),
        (_socket, "không phải tệp thường"),
        (_zip, "zip"),
        (_too_long_a_name, "Không đọc được"),
        (_through_a_file, "Không đọc được"),
    ],
    ids=lambda value: getattr(value, "__name__", "").strip("_"),
)
def test_what_is_no_file_to_read_is_one_sentence(
    make: Callable[[Path], Path], word: str, tmp_path: Path
) -> None:
    path = make(tmp_path)
    with pytest.raises(CommandError, match=word) as caught:
        call_command("import_national", str(path), stdout=StringIO())
    assert str(path) in str(caught.value)
    assert not ProcedurePage.objects.exists()


def test_a_file_that_may_not_be_read_is_one_sentence(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "secret"
    path.write_bytes(around(""))

    def denied(*_args: Any, **_more: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)  # root reads whatever the mode says
    with pytest.raises(CommandError, match="Không đọc được"):
        call_command("import_national", str(path), stdout=StringIO())


@pytest.mark.parametrize("opener", [gzip.open, lzma.open], ids=["gzip", "xz"])
def test_a_bomb_behind_good_lines_leaves_them_imported(opener, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_FILE", 32 * MEGABYTE)
    path = tmp_path / "bomb"
    with opener(path, "wb") as stream:
        stream.write(around("").strip() + b"\n")
        for _ in range(64):
            stream.write(b"0" * MEGABYTE)
    status, said, _report = imported(path)
    assert (status, codes()) == (1, {FIRST, SECOND})
    assert "Bỏ qua dòng 4" in said
    assert_whole()


def test_a_dry_run_names_the_same_lines_and_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "source.jsonl"
    path.write_bytes(around("{"))
    status, said, _report = imported(path, dry_run=True)
    assert status == 1
    assert "Bỏ qua dòng 2" in said
    assert not ProcedurePage.objects.exists()
    assert not ImportedSource.objects.exists()


def test_a_good_record_that_turns_bad_leaves_the_page_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "source.jsonl"
    path.write_text(line(record(FIRST)), encoding="utf-8")
    imported(path)
    before = counter.in_force(FIRST).record_hash
    path.write_text(line(record(FIRST, name="Tên mới", note=5)), encoding="utf-8")
    status, _said, _report = imported(path)
    assert status == 1
    assert counter.in_force(FIRST).record_hash == before
    assert ProcedureVersion.objects.count() == 1
