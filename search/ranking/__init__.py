"""The parts of the ranking that are ours, the same for every engine.

An engine gives a pool of candidates by BM25 over the prepared fields; this package scores them again from what
each document says in short (its `Signals`) and counts twins as one.
"""

from search.ranking.idf import Idf, bm25_idf, flat_idf
from search.ranking.rescoring import Scored, rescore
from search.ranking.signals import Names, Signals, bare_title
from search.ranking.weights import POOL

__all__ = ["POOL", "Idf", "Names", "Scored", "Signals", "bare_title", "bm25_idf", "flat_idf", "rescore"]
