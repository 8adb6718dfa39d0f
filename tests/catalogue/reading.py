"""Reading a public page in a test."""

import re

from django.test import Client

from tests.catalogue.counter_rows import PATH


def page(client: Client, path: str = PATH, status: int = 200) -> str:
    """The HTML of a page that answers with ``status``."""
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def section(html: str, name: str) -> str:
    """The piece of a page between the tags of one section."""
    return html.split(f'<section id="{name}"')[1].split("</section>", maxsplit=1)[0]


def words(html: str) -> str:
    """The text of a piece of HTML, blanks evened out."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())
