"""Every public procedure is three clicks from the home page, in both languages (32/2017/TT-BTTTT)."""

import pytest
from django.core.management import call_command
from django.test import Client

from catalogue import browsing
from catalogue.counter import in_force
from catalogue.models import CounterEntry, CounterFacet, ProcedureVersion
from portal.core.collation import collation_key
from portal.home.tree import ensure_site
from tests.catalogue.clicks import THREE, clicks, links
from tests.catalogue.factories import TopicFactory, published

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_of_the_sample_catalogue(prefix: str, client: Client) -> None:
    call_command("load_sample", verbosity=0)
    found, _read = clicks(client, prefix)
    slugs = browsing.public_entries().values_list("slug", flat=True)
    assert {f"{prefix}/thu-tuc/{slug}/" for slug in slugs} <= set(found)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_of_a_topic_that_fills_many_pages_and_of_no_topic(prefix: str, client: Client) -> None:
    ensure_site()
    crowd(2 * browsing.SIZE + 3)
    published("1.000777", "Thủ tục chưa xếp lĩnh vực")
    found, _read = clicks(client, prefix)
    slugs = browsing.public_entries().values_list("slug", flat=True)
    assert len(slugs) == 2 * browsing.SIZE + 4
    assert {f"{prefix}/thu-tuc/{slug}/" for slug in slugs} == set(found)
    assert max(found.values()) <= THREE


def test_the_directory_names_how_each_later_page_begins(client: Client) -> None:
    crowd(browsing.SIZE + 1)
    listed = client.get("/linh-vuc/").content.decode()
    assert 'href="/linh-vuc/dong/?trang=2"' in listed
    assert "trang=3" not in listed
    assert f"2. Thủ tục {browsing.SIZE:03d}" in listed
    assert f"/thu-tuc/9-{browsing.SIZE:06d}-thu-tuc/" in links(client, "/linh-vuc/dong/?trang=2")


def crowd(count: int) -> None:
    """One topic with ``count`` public procedures that share a record."""
    topic = TopicFactory(slug="dong", name_vi="Lĩnh vực đông")
    version = in_force(published("9.000000", "Thủ tục 000", topic=topic).code)
    assert version is not None
    entries = CounterEntry.objects.bulk_create(
        CounterEntry(
            code=f"9.{n:06d}",
            slug=f"9-{n:06d}-thu-tuc",
            public=True,
            title=f"Thủ tục {n:03d}",
            sort_key=collation_key(f"Thủ tục {n:03d}"),
        )
        for n in range(1, count)
    )
    CounterFacet.objects.bulk_create(
        CounterFacet(entry=entry, facet="topic", value="dong", label="Lĩnh vực đông") for entry in entries
    )
    ProcedureVersion.objects.bulk_create(
        ProcedureVersion(code=entry.code, number=1, record=version.record, published_at=version.published_at)
        for entry in entries
    )
