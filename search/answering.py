"""The answer box: the asked field of one procedure, when it is certain which one is meant."""

from __future__ import annotations

from collections.abc import Sequence

from search.highlighting import LEAST_WEIGHT
from search.ranking import Scored, Signals
from search.sources import AnswerRow, AskedField, Card
from search.understanding import UnderstoodQuery

#: The best result's score must be this many times the second's. Of 900 everyday names asked with "hết bao nhiêu
#: tiền" 651 are answered so, one of them wrongly; at 1.3 707 and four, at 1.0 775 and fourteen.
MARGIN = 1.5
#: Words that titles begin with and nobody asks for.
_EMPTY_WORDS = frozenset({"thu", "tuc"})
#: Fields whose answer is a value to say; the others are lists on the procedure's page.
SAID: frozenset[AskedField] = frozenset({"fee", "time", "place", "online", "papers"})


def certain(query: UnderstoodQuery, found: Sequence[Scored]) -> bool:
    """Whether the best result is clearly what was meant: its code was asked, or the question is its title or an
    everyday name of it, of no other near it, and words of asking.

    A margin without the name is not enough: a question about something that the catalogue does not have leaves one
    procedure far ahead as well.
    """
    if not found or query.forks:
        return False
    best = found[0]
    if query.code:
        return best.signals.code == query.code
    near = [item for item in found[1:] if item.score * MARGIN > best.score]
    return not near and named(query, best.signals)


def named(query: UnderstoodQuery, signals: Signals) -> bool:
    """Whether the words of the question that do not only ask are all the words of a name, with the same marks."""
    terms = [term for term in query.terms if term.weight > LEAST_WEIGHT and not term.alternative]
    said = frozenset(term.folded for term in terms)
    marked = frozenset(term.exact for term in terms if term.marked)
    names = (signals.title, *signals.aliases)
    return any(said in (name.folded, name.folded - _EMPTY_WORDS) and marked <= name.exact for name in names)


def answers(query: UnderstoodQuery, card: Card) -> tuple[AnswerRow, ...]:
    """What the box says: the answers to the asked fields that are known; none when one is not."""
    if not SAID.intersection(query.asked):
        return ()
    known = all(answer.status != "unknown" and answer.value for answer in card.answers)
    return card.answers if known else ()
