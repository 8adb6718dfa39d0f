"""The judged queries through both engines of a site."""

from pathlib import Path

from search.engines.select import engine
from search.evaluation.measures import read_judged
from search.evaluation.parity import parity
from search.evaluation.run import judge
from search.indexing.rebuild import rebuild
from search.site import service


def both(file: str) -> dict[str, float]:
    """Fill Elasticsearch from the catalogue, and say how far its answers are from the embedded engine's."""
    rebuild(engine("elasticsearch"))
    queries = list(read_judged(Path(file).read_text(encoding="utf-8").splitlines()))
    found = parity(*(judge(service(name), queries) for name in ("embedded", "elasticsearch")))
    return {"ndcg_apart": found.ndcg_apart, "same_top": found.same_top, "same_page": found.same_page}
