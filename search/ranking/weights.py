"""Every number of the ranking, with the measurement that chose it.

A score is the engine's BM25 times e to the sum of weight x feature (`features.py`), times the site's level prior.
The weights of the features are a listwise softmax fit on the 382 development queries over the national records
(embedded engine, no sign against sense allowed), cross-validated in ten folds: nDCG@10 .886, success@1/3/10
.861/.976/.990 on the queries left out, .889 on all; hand-set weights of fewer features gave .838. Fitted again
with `manage.py search_fit`. Numbers outside the fit (votes, pool, the match of official wordings) were chosen on the
same queries: differences below .003 mean nothing. Tried and left out of the fit: being a special form of a family
whose base is in the pool (+.002), whole aliases said, the title's match, pairs over all aliases, other levels.
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
#: What the clause of official wordings votes: the best of them alone, times each one's own weight.
EXPANSION_VOTE: Final = 0.35
#: Candidates of the engine, what filters are counted over: a right answer is among them for 97-99 % of queries.
POOL: Final = 160
#: Of which so many are looked at closely; 80 costs .001, 160 and 240 gain nothing.
DEEP: Final = 120

FEATURES: Final[Mapping[str, float]] = {
    "alias": 0.63,
    "covered": 1.58,
    "topic": 1.03,
    "length": -0.22,
    "pairs": 0.37,
    "known": 0.20,
    "event": 0.17,
    "said": 4.8,
}
#: How fast the best alias's match grows in its feature.
ALIAS_MATCH: Final = 2.5
#: What a title in the official words for what was said is worth beside an alias (a feature of its own: -.002).
OFFICIAL_MATCH: Final = 0.8
#: The best candidates whose topics vote.
TOPIC_VOTERS: Final = 12
#: A query of so many words that is a title's beginning is that title copied from a document.
LONG_QUERY: Final = 6
#: Commune procedures first: nearly everything people ask for is done there (the fit gives 1.77). A site may set
#: its own in SEARCH_LEVEL_PRIOR; 1 says nothing.
LEVEL_PRIOR: Final[Mapping[str, float]] = {"commune": 1.75, "vertical": 1.1}
POPULARITY: Final = 0.15
#: Acts, forms, papers, offices and news stand behind the procedures that hold as much of the question.
OTHER_KINDS: Final = 0.1
#: Unless the question begins with the word for one of them (folded).
KIND_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "act": ("luat", "bo luat", "nghi dinh", "thong tu", "phap lenh", "nghi quyet"),
    "form": ("bieu mau",),
    "news": ("tin tuc",),
    "video": ("video",),
    "office": ("dia chi", "tru so"),
}
#: Factors of what the question says: a level or audience it names, and a word it says no to, in the title.
LEVEL_ASKED, AUDIENCE_ASKED, NEGATED = 2.0, 1.3, 0.1
#: Official wordings that are tried as readings of the query.
MOST_WORDINGS: Final = 6
#: A result must hold this share of the words' idf that the best one holds; more of it below the first ten.
#: One threshold of .7 for all cost .06.
RELEVANT, RELEVANT_BELOW = 0.35, 0.7
ALWAYS_SHOWN: Final = 10
