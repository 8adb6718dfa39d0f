"""The site map as people read it: a short tree of the site's lists, in the language of the page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from catalogue import directory
from catalogue.presentation.wording import reader
from catalogue.summary import Label, level_words, online_words
from catalogue.views.browse import LEVELS, ONLINE
from portal.news.listing import latest

MOST_NEWS = 10


@dataclass(frozen=True)
class Branch:
    """A page of the tree and what stands under it; without an address, only a heading."""

    url: str
    label: Label
    under: tuple["Branch", ...] = ()


def branches() -> list[Branch]:
    """The trunk: procedures by every way to them, where to hand in, what procedures share, news and the rest."""
    found = [
        _page("home", _("Trang chủ"), [_page("search", _("Tìm kiếm"))]),
        _page("procedures", _("Thủ tục"), _ways()),
        _page("offices", _("Nơi nộp")),
        _page("papers", _("Giấy tờ")),
        _page("forms", _("Biểu mẫu")),
        _page("acts", _("Văn bản pháp lý")),
        _page("news", _("Tin tức"), _articles()),
        _page("videos", _("Video")),
        _page("rollout", _("Quá trình triển khai"), [_page("old-districts", _("Nơi nộp của huyện cũ"))]),
        _page("open-data", _("Dữ liệu mở"), [_page("api-docs", _("Giao diện lập trình (API)"))]),
        _page("site-map", _("Sơ đồ trang")),
    ]
    return [branch for branch in found if branch]


def _page(route: str, words: str, under: Iterable[Branch | None] = ()) -> Branch | None:
    """A page by its route; None where this site has no such route."""
    try:
        url = reverse(route)
    except NoReverseMatch:
        return None
    return Branch(url, Label(words), tuple(branch for branch in under if branch))


def _ways() -> list[Branch | None]:
    language = reader()
    topics = directory.alphabetical(directory.entries(directory.values("topic"), language))
    return [
        _page("life-events", _("Việc trong đời"), _entries("life-event", directory.life_events(language))),
        _page(
            "topics",
            _("Lĩnh vực"),
            _entries("topic", (entry for group in topics for entry in group.entries)),
        ),
        _page(
            "audiences",
            _("Người làm thủ tục"),
            _entries("audience", directory.entries(directory.values("audience"), language)),
        ),
        _page(
            "agencies",
            _("Cơ quan giải quyết"),
            [
                Branch(reverse("level", args=[slug]), Label(level_words(level)))
                for slug, level in LEVELS.items()
            ],
        ),
        *(
            Branch(reverse("online", args=[slug]), Label(online_words(online)))
            for slug, online in ONLINE.items()
        ),
    ]


def _entries(route: str, entries: Iterable[directory.Entry]) -> list[Branch]:
    return [Branch(reverse(route, args=[entry.slug]), entry.label) for entry in entries]


def _articles() -> list[Branch]:
    language = reader()
    return [
        Branch(
            article.address,
            Label(
                article.display_title, "" if article.title_language == language else article.title_language
            ),
        )
        for article in latest(MOST_NEWS)
    ]
