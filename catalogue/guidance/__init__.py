"""What applies in the reader's own case: pure, over records and answers only."""

from .answers import Answers, Ignored, read_answers
from .applying import Verdict, split, verdict

__all__ = ["Answers", "Ignored", "Verdict", "read_answers", "split", "verdict"]
