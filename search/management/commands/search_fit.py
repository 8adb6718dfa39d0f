"""`manage.py search_fit FILE.jsonl`: the weights of the ranking that judged queries choose."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import EngineError
from search.evaluation.fitting import fit, sheets
from search.evaluation.measures import Figures, mean, read_judged
from search.site import service


class Command(BaseCommand):
    """Print weights for `search/ranking/weights.py` and what they give on queries left out of the fit."""

    help = "Tính lại trọng số xếp hạng từ các câu hỏi đã chấm, có kiểm tra chéo"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--folds", type=int, default=10)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            queries = list(read_judged(options["file"].read_text(encoding="utf-8").splitlines()))
            names, found = sheets(service(), queries)
        except (OSError, ValueError, KeyError, EngineError) as error:
            raise CommandError(str(error)) from error
        fitted = fit(names, found, options["folds"])
        for name, weight in fitted.weights.items():
            self.stdout.write(f"{name:10} {weight:6.2f}")
        self._figures("left out", fitted.left_out)
        self._figures("all", fitted.on_all)

    def _figures(self, name: str, figures: list[Figures]) -> None:
        said = " ".join(f"{key} {value:.3f}" for key, value in asdict(mean(figures)).items())
        self.stdout.write(f"{name}: {said}")
