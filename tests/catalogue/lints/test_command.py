"""``lint_names`` over the pages of the catalogue."""

from io import StringIO

import pytest
from django.core.management import call_command

from tests.catalogue.factories import draft

pytestmark = pytest.mark.django_db


def test_command_prints_what_leads_astray() -> None:
    draft("1.001193", title="Đăng ký khai sinh", everyday_names="làm giấy khai sinh")
    draft("1.004884", title="Đăng ký lại khai sinh", everyday_names="đăng ký khai sinh\nlàm giấy khai sinh")
    assert run() == ["1.004884\tđăng ký khai sinh\tlà tên của thủ tục khác: 1.001193", "1 tên cần xem lại"]
    assert run("--shared")[-1] == "3 tên cần xem lại"


def run(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("lint_names", *arguments, stdout=out)
    return out.getvalue().splitlines()
