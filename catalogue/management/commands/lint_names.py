"""``lint_names``: everyday names in the catalogue that lead to another procedure, or nowhere."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from catalogue.lints.names import MISTAKES, NameProblem, all_problems
from catalogue.lints.standing import WORDS, standing


class Command(BaseCommand):
    help = "Kiểm tra tên thường gọi của các thủ tục: trùng tên thủ tục khác, quá chung, quá dài, ghi hai lần."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--shared", action="store_true", help="liệt kê cả tên gọi chung với thủ tục khác")

    def handle(self, *args: Any, **options: Any) -> None:
        titles, names = standing()
        found = [p for p in all_problems(titles, names) if options["shared"] or p.rule in MISTAKES]
        for problem in found:
            self.stdout.write(_line(problem))
        self.stdout.write(f"{len(found)} tên cần xem lại")


def _line(problem: NameProblem) -> str:
    others = f": {', '.join(problem.others)}" if problem.others else ""
    return f"{problem.code}\t{problem.name}\t{WORDS[problem.rule]}{others}"
