"""How many clicks from the home page each procedure is: what a reader who only follows links can reach."""

from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.test import Client

THREE = 3  # clicks: Thông tư 32/2017/TT-BTTTT
UNREAD = ("admin", "tep", "static", "media", "in", "tt", "tim-kiem", "tin-tuc")


class _Anchors(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links += [value for name, value in attrs if name == "href" and value]


def clicks(client: Client, prefix: str = "", most: int = THREE) -> tuple[dict[str, int], int]:
    """The least clicks from the home page of a language to each procedure's address, and how many pages were read.

    Breadth first; search, news and other procedures are not read on the way, nor is the other language.
    """
    seen = {f"{prefix}/"}
    level, found, read = list(seen), {}, 0
    for depth in range(1, most + 1):
        following: dict[str, None] = {}
        for address in level:
            read += 1
            for link in links(client, address):
                if is_procedure(link, prefix):
                    found.setdefault(link, depth)
                elif link not in seen and _worth(link, prefix):
                    following[link] = None
        seen.update(following)
        level = list(following)
    return found, read


def links(client: Client, address: str) -> list[str]:
    """The site's own addresses that a page links to, without fragments; none when it is no page."""
    response = client.get(address)
    if response.status_code != 200 or "html" not in response.headers["Content-Type"]:
        return []
    parser = _Anchors()
    parser.feed(response.content.decode())
    whole = (urljoin(address, link).partition("#")[0] for link in parser.links)
    return [link for link in whole if link.startswith("/") and not link.startswith("//")]


def is_procedure(address: str, prefix: str) -> bool:
    rest = address.removeprefix(f"{prefix}/thu-tuc/")
    return rest != address and bool(rest) and not rest.startswith("?")


def _worth(link: str, prefix: str) -> bool:
    path = urlsplit(link).path
    if not path.startswith(f"{prefix}/") or (not prefix and path.startswith("/en/")):
        return False
    return path.removeprefix(prefix).split("/")[1] not in UNREAD
