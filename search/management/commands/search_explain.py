"""`manage.py search_explain "câu hỏi"`: how a query is read, and why each result stands where it stands."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from search import sources
from search.engines.base import EngineError
from search.ranking import Scored
from search.service import SearchRequest, SearchResult
from search.site import lexicon, service
from search.sources import Language
from search.understanding import UnderstoodQuery
from search.vietnamese.vocabulary import Vocabulary
from search.words import ASKED

#: The parts of a score in words; a part that is not here keeps its name.
PARTS: Final[Mapping[str, str]] = {
    "bm25": "điểm chữ (BM25)",
    "alias": "tên gọi khác hợp nhất",
    "covered": "câu hỏi có trong tên",
    "topic": "đúng lĩnh vực",
    "length": "độ dài tên",
    "pairs": "cặp chữ liền nhau",
    "known": "số tên gọi khác",
    "event": "sự kiện đời sống",
    "said": "đúng là tên ấy",
    "expansion": "chữ chính thức của tên thường gọi",
    "level": "cấp",
    "popular": "nhiều người xem",
    "negated": "có điều đã loại trừ",
    "audience": "đối tượng",
    "kind": "không phải thủ tục",
}


class Command(BaseCommand):
    """Print each step of the reading, then each result with the parts of its score, greatest effect first."""

    help = "Giải thích một lượt tìm kiếm"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("query", nargs="+")
        parser.add_argument("--engine", choices=["embedded", "elasticsearch"], default="")
        parser.add_argument("--language", choices=["vi", "en"], default="vi")
        parser.add_argument("--literal", action="store_true", help="tìm đúng như đã gõ")
        parser.add_argument("--results", type=int, default=10)

    def handle(self, *args: Any, **options: Any) -> None:
        language, text = options["language"], " ".join(options["query"])
        request = SearchRequest(text, language=language, literal=options["literal"])
        try:
            result = service(options["engine"]).search(request)
        except (EngineError, LookupError) as error:
            raise CommandError(str(error)) from error
        for line in reading(result.understood):
            self.stdout.write(line)
        self.stdout.write(f"\nMáy tìm: {result.engine or '-'}, {len(result.found)} kết quả")
        for line in ranking(result, options["results"], language):
            self.stdout.write(line)


def reading(read: UnderstoodQuery) -> Iterable[str]:
    """How the query was read, a line a step."""
    yield f"Câu tìm: {read.text}"
    for at, step in enumerate(read.steps, start=1):
        yield f"  {at}. {step}"
    written = Vocabulary.empty().marked
    words = (written([t.exact]) + (f"×{t.weight:.2g}" if t.weight != 1 else "") for t in read.terms)
    yield f"Từ và phiếu: {' '.join(words) or '-'}"
    yield f"Hỏi: {', '.join(str(ASKED[one].asked) for one in read.asked) or '-'}"
    for fork in read.forks:
        yield f"Hỏi lại “{fork.word}”: " + "; ".join(f"{r.label_vi} → {r.query}" for r in fork.readings)
    if read.restored:
        yield f"Viết có dấu: {read.restored}"


def ranking(result: SearchResult, most: int, language: Language) -> Iterable[str]:
    """The results in order, each with its title and the parts of its score."""
    found = result.found[:most]
    refs = [item.signals.ref for item in found]
    cards = sources.cards(refs, frozenset(), language, timezone.localdate())
    pins = lexicon().pinned(result.understood.text, timezone.localdate())
    for rank, item in enumerate(found, start=1):
        card = cards.get(item.signals.ref)
        title = card.title if card else "(không công khai, không hiện)"
        yield f"\n{rank:>2}. {title} [{item.signals.ref}] điểm {item.score:.4g}"
        pinned = ["biên tập viên đưa lên đầu"] if {item.signals.ref, *item.twins}.intersection(pins) else []
        yield "    " + " · ".join([*pinned, *_parts(item)])
        if item.twins:
            yield f"    gộp cùng tên: {', '.join(item.twins)}"


def _parts(item: Scored) -> Iterable[str]:
    """The factors of a score; one that changes nothing is left out."""
    base = {name: value for name, value in item.parts.items() if name == "bm25"}
    factors = {name: value for name, value in item.parts.items() if name != "bm25"}
    for name, value in base.items():
        yield f"{PARTS[name]} {value:.4g}"
    for name, value in sorted(factors.items(), key=lambda one: -abs(one[1] - 1)):
        if f"{value:.2f}" != "1.00":
            yield f"{PARTS.get(name, name)} ×{value:.2f}"
    yield f"chứa {item.covered:.0%} câu hỏi"
