"""How many clicks from the home page each procedure is: what a reader who only follows links can reach."""

from urllib.parse import urlsplit

from django.test import Client

from tests.seo.pages import Page, ours

THREE = 3  # clicks: Thông tư 32/2017/TT-BTTTT
UNREAD = ("admin", "tep", "static", "media", "in", "tt", "tim-kiem", "tin-tuc")


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
    return ours(address, Page(response.content.decode()).anchors)


def is_procedure(address: str, prefix: str) -> bool:
    rest = address.removeprefix(f"{prefix}/thu-tuc/")
    return rest != address and bool(rest) and not rest.startswith("?")


def _worth(link: str, prefix: str) -> bool:
    path = urlsplit(link).path
    if not path.startswith(f"{prefix}/") or (not prefix and path.startswith("/en/")):
        return False
    return path.removeprefix(prefix).split("/")[1] not in UNREAD
