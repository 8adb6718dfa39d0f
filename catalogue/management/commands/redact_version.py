"""`manage.py redact_version CODE NUMBER --reason "…"`: take out the content of one published version."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalogue.models import ProcedureVersion
from catalogue.redaction import redact


class Command(BaseCommand):
    help = "Take the content out of one published version; logged with its reason."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("code", help="mã thủ tục, ví dụ 1.004884")
        parser.add_argument("number", type=int, help="số của bản")
        parser.add_argument("--reason", required=True, help="vì sao")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError when there is no such version, or it is redacted already."""
        try:
            redact(options["code"], options["number"], options["reason"])
        except (ProcedureVersion.DoesNotExist, ValueError) as error:
            raise CommandError(f"Không gỡ được: {error}") from error
        self.stdout.write(f"Đã gỡ nội dung bản {options['number']} của {options['code']}.")
