"""What applies in the reader's own case: pure, over records and answers only."""

from .answers import Answers, Ignored, read_answers
from .applying import Verdict, split, verdict
from .fees import FeeGuidance, FeeLine, FeeTotal
from .guiding import Guidance, guide
from .office_days import OfficeDays
from .papers import PaperGuidance, PaperLine, PaperNeed
from .roadmap import Roadmap, RoadmapStep, roadmap
from .situation import Situation
from .times import Due, TimeGuidance, TimeLine, due

__all__ = [
    "Answers",
    "Due",
    "FeeGuidance",
    "FeeLine",
    "FeeTotal",
    "Guidance",
    "Ignored",
    "OfficeDays",
    "PaperGuidance",
    "PaperLine",
    "PaperNeed",
    "Roadmap",
    "RoadmapStep",
    "Situation",
    "TimeGuidance",
    "TimeLine",
    "Verdict",
    "due",
    "guide",
    "read_answers",
    "roadmap",
    "split",
    "verdict",
]
