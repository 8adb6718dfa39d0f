"""The exact answer for one case: papers, fees, times and steps of a record."""

from dataclasses import dataclass

from catalogue.record import Method, ProcedureRecord, Question, Step

from .fees import FeeGuidance
from .office_days import OfficeDays
from .papers import PaperGuidance
from .situation import Situation
from .times import TimeGuidance


@dataclass(frozen=True)
class Guidance:
    """What holds for the case; ``open_questions`` are those whose answer may still change something shown."""

    situation: Situation
    method: Method | None
    papers: PaperGuidance
    fees: FeeGuidance
    times: TimeGuidance
    steps: tuple[Step, ...]
    other_steps: tuple[Step, ...]
    open_questions: tuple[Question, ...]


def guide(record: ProcedureRecord, situation: Situation, days: OfficeDays | None = None) -> Guidance:
    """Work out the case of ``situation``. Pure: no clock, no database; the same input gives the same answer.

    The way to hand in is the situation's, else that of an answer which is one (``Choice.method``).
    """
    raise NotImplementedError
