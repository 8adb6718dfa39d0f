"""Records bent in every way: never a crash, and never a word of the source lost without a trace.

A mutated record is refused with a reason, or becomes a page; then each text put into it is found in what was made of
it or in a finding.
"""

import dataclasses
import json
import random
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.builder import build_record
from catalogue.importing import seeding
from catalogue.importing.collecting import Collected, _map
from catalogue.importing.mapping.known import KEPT_RAW
from catalogue.importing.mapping.text import clean, line, matching
from catalogue.importing.pages import Desk
from catalogue.importing.reading import BadLine, SourceLine, read_source
from catalogue.importing.run import index_page
from catalogue.importing.seeds import SAMPLE_FILE
from catalogue.importing.shared import Shelves
from catalogue.importing.sources import section_hashes

pytestmark = [pytest.mark.django_db, pytest.mark.database]

EXAMPLES = 300
STEADY = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
BOOKKEEPING = KEPT_RAW - {"name", "code"} | {
    *(
        "_path",
        "id",
        "profileComponentId",
        "currencyId",
        "bucketName",
        "filePath",
        "fileId",
        "source",
        "proposalType",
    ),
    *("createdAt", "deletedAt", "updatedAt", "state", "order", "departmentId", "serviceGroupsDetails"),
}
"""Fields of the source's own bookkeeping: kept in the raw line beside the page, shown to nobody."""

ODD_TEXTS = [
    "Dấu lạ zq1",
    "<script>alert(1)</script> zq2",
    "zq3 " + "dài " * 300,
    "- zq4:",
    "zq5\u202eđảo",
    "zq6\r\nhai dòng\r\n\r\n\r\nba",
    "zq7 \u0301\u0323 rời",
    "1.000 đồng zq8 theo Nghị quyết của HĐND",
    "Trường hợp zq9",
    "LƯU Ý: ZQ10",
    "12/2024/NĐ-CP và 13/2024/NĐ-CP zq11",
    "😀 zq12",
    "\u0000zq13",
    "\ud800zq14",
    "Phải xuất trình zq15;",
    "",
    " ",
]
ODD_VALUES: list[Any] = [
    *(None, True, False, 0, -1, 1.5, 10**9, 10**30, 1e308, [], {}, [None], [[]], [{}], {"name": "zq16"}),
    *(["zq17"] * 3, {"a": {"b": ["zq18"]}}, [{"name": f"zq19 {number}"} for number in range(200)]),
]


@cache
def samples() -> list[dict[str, Any]]:
    lines = Path(SAMPLE_FILE).read_text(encoding="utf-8").splitlines()
    return [json.loads(text) for text in lines]


def nodes(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items: Any = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, inner in items:
        yield (*place, key)
        yield from nodes(inner, (*place, key))


def at(data: Any, place: tuple[Any, ...]) -> Any:
    for key in place:
        data = data[key]
    return data


def bend(data: dict[str, Any], chance: random.Random) -> None:
    """Change one node of a record: drop, replace, retype, repeat, or put something unknown beside it."""
    places = list(nodes(data))
    if not places:
        return
    *front, key = chance.choice(places)
    holder = at(data, tuple(front))
    action = chance.choice(["drop", "text", "value", "swap", "repeat", "unknown", "many"])
    if action == "drop":
        del holder[key]
    elif action == "text":
        holder[key] = chance.choice(ODD_TEXTS)
    elif action == "value":
        holder[key] = deepcopy(chance.choice(ODD_VALUES))
    elif action == "swap":
        holder[key] = deepcopy(at(data, chance.choice(places)))
    elif action == "unknown" and isinstance(holder, dict):
        holder[chance.choice(["zqKhóa", "note2", "isOdd", "", "name "])] = deepcopy(chance.choice(ODD_VALUES))
    elif isinstance(holder, list):
        holder += [deepcopy(holder[key]) for _ in range(300 if action == "many" else 1)]


@pytest.fixture
def shelves() -> Shelves:
    seeding.apply_all()
    return Shelves()


def made_of(data: Any, folder: Path) -> Collected | BadLine:
    """What reading and mapping make of a record, through a file."""
    path = folder / "one.jsonl"
    path.write_text(json.dumps(data), encoding="utf-8")
    (found,) = read_source(path)
    return _map(found, "source", {}) if isinstance(found, SourceLine) else found


@STEADY
@given(seed=st.integers(0, 2**32), times=st.integers(1, 5))
def test_a_bent_record_is_refused_or_becomes_a_page(seed, times, shelves, tmp_path):
    chance = random.Random(seed)
    data = deepcopy(chance.choice(samples()))
    for _ in range(times):
        bend(data, chance)
    made = made_of(data, tmp_path)
    if isinstance(made, BadLine):
        assert made.reason
        return
    shelves.prepare([made.draft], [made.draft])
    page, rows = Desk(index_page()).new_page(made.draft, shelves, live=True)
    record = build_record(page)
    assert record.code == made.draft.code
    assert section_hashes(made.draft)
    for children in rows.by_relation.values():
        keys = [child.key for child in children]
        assert len(keys) == len(set(keys))
        assert all(len(key) <= 40 for key in keys)


MARK = "Zqx vẹn nguyên"


@STEADY
@given(seed=st.integers(0, 2**32))
def test_no_text_of_the_source_is_lost_unseen(seed, tmp_path):
    chance = random.Random(seed)
    data = deepcopy(chance.choice(samples()))
    leaves = [place for place in nodes(data) if not isinstance(at(data, place), dict | list)]
    leaves = [place for place in leaves if not BOOKKEEPING & {key for key in place if isinstance(key, str)}]
    place = chance.choice([place for place in leaves if place != ("code",)])
    *front, key = place
    present = at(data, place)
    mark = chance.choice(
        [MARK, f"{present} {MARK}" if isinstance(present, str) else MARK, f"{MARK} " + "xa " * 400]
    )
    at(data, tuple(front))[key] = mark
    made = made_of(data, tmp_path)
    if not isinstance(made, BadLine):
        assert found_in(made, mark), f"{place}: {mark[:80]}"


@STEADY
@given(seed=st.integers(0, 2**32))
def test_no_unknown_field_is_lost_unseen(seed, tmp_path):
    chance = random.Random(seed)
    data = deepcopy(chance.choice(samples()))
    holders = [place for place in nodes(data) if isinstance(at(data, place), dict)]
    holders = [place for place in holders if not BOOKKEEPING & {key for key in place if isinstance(key, str)}]
    holder = at(data, chance.choice(holders))
    holder["fieldOfTomorrow"] = chance.choice([MARK, [MARK], {"deeper": {"still": MARK}}, [{"x": [MARK]}]])
    made = made_of(data, tmp_path)
    if not isinstance(made, BadLine):
        assert found_in(made, MARK)


def found_in(made: Collected, text: str) -> bool:
    """Whether a text stands in a draft or in one of its findings, of which the database keeps one a rule and place."""
    draft = dataclasses.asdict(made.draft)
    kept = {(one["rule"], one["place"][:200]): one["source_text"] for one in reversed(draft.pop("findings"))}
    everything = json.dumps([draft, list(kept.values())], ensure_ascii=False, default=str)
    return any(form(text) in form(json.loads(f"[{everything}]")) for form in (plain, folded))


def plain(value: Any) -> str:
    return line(value) if isinstance(value, str) else " \n".join(line(clean(text)) for text in texts(value))


def folded(value: Any) -> str:
    return matching(plain(value)).strip()


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)
