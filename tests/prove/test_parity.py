"""6. The same ranking from Elasticsearch and from the embedded engine, on the national records."""

from pathlib import Path

import pytest
from django.conf import settings

from search.evaluation.parity import Parity
from tests.prove.conftest import Figure
from tests.prove.portals import Portal

pytestmark = [pytest.mark.prove, pytest.mark.national, pytest.mark.elasticsearch]

JUDGED = Path(settings.NATIONAL_DATA) / "judged_queries.jsonl"


@pytest.mark.skipif(not JUDGED.exists(), reason="the judged queries are not beside the repository")
def test_both_engines_rank_alike(
    national_site: Portal, elasticsearch_url: str, tmp_path: Path, figure: Figure
) -> None:
    portal = national_site.copy(tmp_path / "portal", ELASTICSEARCH_URL=elasticsearch_url)
    found = Parity(**portal.ask("parity.both", file=str(JUDGED)))
    figure("nDCG@10 apart", f"{found.ndcg_apart:.4f}")
    figure("same top result / same first page", f"{found.same_top:.3f} / {found.same_page:.3f}")
    assert found.alike
