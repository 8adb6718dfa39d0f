"""Every number of the ranking, with the measurement that chose it.

A score is the engine's BM25 times e to the sum of weight x feature (`features.py`), times the site's level prior.
The weights of the features are a listwise softmax fit on the 382 development queries over the national records
(embedded engine, no sign against sense allowed), cross-validated in ten folds: nDCG@10 .873, success@1/3/10
.835/.966/.982 on the queries left out, .873 on all; hand-set weights of fewer features gave .838. Fitted again
with `manage.py search_fit`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: Field weights of the engines' BM25: folded, exact, bigram.
TITLE_WEIGHTS: Final = (4.0, 2.0, 3.0)
ALIAS_WEIGHTS: Final = (3.0, 3.0, 3.0)
BODY_WEIGHT: Final = 0.3
ENGLISH_WEIGHT: Final = 4.0
#: What a word votes on each field: a bare word only on the folded one.
FOLD_VOTE, EXACT_VOTE, BIGRAM_VOTE = 1.0, 0.7, 0.8
#: Candidates scored again: a right answer is among them for 97-99 % of queries.
POOL: Final = 240

FEATURES: Final[Mapping[str, float]] = {
    "alias": 0.55,
    "aliases": 0.20,
    "covered": 1.47,
    "topic": 1.04,
    "length": -0.26,
    "pairs": 0.56,
    "known": 0.33,
    "event": 0.30,
    "said": 3.0,
}
#: How fast the best alias's match grows in its feature.
ALIAS_MATCH: Final = 2.5
#: The best candidates whose topics vote.
TOPIC_VOTERS: Final = 12
#: A query of so many words that is a title's beginning is that title copied from a document.
LONG_QUERY: Final = 6
#: Commune procedures first: nearly everything people ask for is done there (the fit gives 1.76). A site may set
#: its own in SEARCH_LEVEL_PRIOR; 1 says nothing.
LEVEL_PRIOR: Final[Mapping[str, float]] = {"commune": 1.75, "vertical": 1.1}
POPULARITY: Final = 0.15
#: A result must hold this share of the words' idf that the best one holds; more of it below the first ten.
#: One threshold of .7 for all cost .06.
RELEVANT, RELEVANT_BELOW = 0.35, 0.7
ALWAYS_SHOWN: Final = 10
