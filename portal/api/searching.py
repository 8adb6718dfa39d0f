"""The search, as the search page answers it."""

from typing import Final, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from ninja import Query

from search.service import SearchRequest
from search.sources import Card
from search.understanding import MAX_CHARS
from search.views import read_cards, search

from .answering import reply
from .entries import BASE
from .problems import ProblemError
from .registering import operation
from .search_shapes import Result, Results

MOST_VALUE: Final = 100
Kind = Literal["procedure", "news", "page", "video", "form", "act", "paper", "office"]
Level = Literal["commune", "province", "district", "ministry", "vertical"]
Channel = Literal["in_person", "post", "online"]
Online = Literal["full", "part", "none"]
Fee = Literal["known", "free", "council"]


@operation("search", Results, "Search in everything public", problems=(503,))
def search_all(
    request: HttpRequest,
    q: str = Query(
        ...,
        min_length=1,
        max_length=MAX_CHARS,
        description="Words, with marks or without.",
        example="khai sinh",
    ),
    kind: Kind | None = Query(None, description="Only one kind of thing."),
    level: Level | None = Query(None, description="Level of government that receives it."),
    channel: Channel | None = Query(None, description="Way to hand in."),
    online: Online | None = Query(None, description="How far it can be done online."),
    fee: Fee | None = Query(None, description="What is known of its fee."),
    topic: str = Query("", max_length=MOST_VALUE, description="Id of a topic."),
    language: Literal["vi", "en"] = Query("vi", description="Language of titles and summaries."),
    limit: int = Query(10, ge=1, le=50, description="Results of a page."),
    start: int = Query(0, ge=0, le=10_000, description="Results to pass over."),
) -> HttpResponse:
    """Words are read as on the search page: marks are restored, everyday names and places are known."""
    chosen = {"kind": kind, "level": level, "channel": channel, "online": online, "fee": fee, "topic": topic}
    filters = tuple((name, (value,)) for name, value in chosen.items() if value)
    result = search(SearchRequest(q, filters, language))
    if result is None:
        raise ProblemError(503, "search-away")
    refs = result.refs[start : start + limit]
    cards = read_cards(refs, result, language)
    following = None
    if start + limit < len(result.refs):
        asked = {name: value for name, value in chosen.items() if value}
        query = {"q": q, **asked, "language": language, "limit": limit, "start": start + limit}
        following = f"{BASE}/search?{urlencode(query)}"
    said = Results(
        query=result.understood.text,
        total=len(result.refs),
        more=result.more,
        items=[_result(cards[ref]) for ref in refs if ref in cards],
        next=following,
    )
    return reply(request, said)


def _result(card: Card) -> Result:
    kind, _, name = card.ref.partition(":")
    return Result(kind=kind, id=name, title=card.title, summary=card.summary, page=card.url)
