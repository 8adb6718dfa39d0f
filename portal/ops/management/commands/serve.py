"""`manage.py serve`: from an empty machine to a filled portal in one command."""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError

from portal.core.outbox import start_drain_thread
from portal.ops import preparation
from portal.ops.accounts import ADMINISTRATOR, EDITOR
from portal.ops.server import HOST, PortalServer, port_is_free

BUSY = (
    "Cổng {port} đang có chương trình khác dùng; hãy chọn cổng khác, ví dụ: make serve PORT={other}\n"
    "Port {port} is in use by another program; choose another one, for example: make serve PORT={other}"
)
BAD_PORT = (
    "“{port}” không phải là số cổng; hãy dùng một số từ 1 đến 65535.\n"
    '"{port}" is not a port number; use a number from 1 to 65535.'
)
NO_DATABASE = (
    "Không dùng được cơ sở dữ liệu; hãy kiểm tra DATABASE_URL và VAR_DIR: {reason}\n"
    "The database cannot be used; check DATABASE_URL and VAR_DIR: {reason}"
)
WELCOME = """
Cổng thông tin đã sẵn sàng / The portal is ready
  Trang công khai / Public site:  http://{host}:{port}/   English: http://{host}:{port}/en/
  Trang biên tập / Admin:         http://{host}:{port}/admin/
  Đăng nhập / Sign in:            {editor} (biên tập / editor), {administrator} (quản trị / administrator)
  Mật khẩu chỉ in một lần, khi tạo tài khoản. Đặt lại / Passwords are printed once. To set a new one:
                                  .venv/bin/python manage.py changepassword {editor}
  Dừng / Stop:                    Ctrl+C
"""


class Command(BaseCommand):
    help = "Prepare the site (only what has changed) and serve it on 127.0.0.1; for one's own machine."
    requires_system_checks: list[str] = []  # they open what must stay unopened before the worker starts

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", default="8000", help="port on 127.0.0.1 (8000)")
        parser.add_argument("--prepared", action="store_true", help="serve without looking what to prepare")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit status 1 with one sentence when the port is taken or the database can't be used."""
        port = self._port(options["port"])
        if not options["prepared"] and preparation.outdated_steps():
            self._prepare()
            self._start_afresh(port)
        PortalServer(port, in_worker=_start_drain, ready=lambda: self._say(self._welcome(port))).run()

    def _start_afresh(self, port: int) -> None:
        """Become a new process: the worker must not inherit what preparing opened and read (index writers,
        connections, the list of static files before they were collected)."""
        command = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), "serve", "--prepared"]
        self.stdout.flush()
        os.execv(sys.executable, [*command, f"--port={port}", f"--settings={settings.SETTINGS_MODULE}"])

    def _port(self, asked: str) -> int:
        if not (asked.isascii() and asked.isdigit() and 0 < int(asked) < 65536):
            self._give_up(BAD_PORT.format(port=asked))
        port = int(asked)
        if not port_is_free(port):
            self._give_up(BUSY.format(port=port, other=port + 1 if port < 65535 else 8000))
        return port

    def _prepare(self) -> None:
        try:
            preparation.prepare(self._say)
        except KeyboardInterrupt:
            sys.exit(130)
        except (DatabaseError, OSError) as error:
            self._give_up(NO_DATABASE.format(reason=str(error).strip().split("\n")[0]))

    def _welcome(self, port: int) -> str:
        return WELCOME.format(host=HOST, port=port, editor=EDITOR, administrator=ADMINISTRATOR)

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def _give_up(self, sentence: str) -> NoReturn:
        self.stderr.write(self.style.ERROR(sentence))
        sys.exit(1)


def _start_drain() -> None:
    if settings.OUTBOX_IN_PROCESS:
        start_drain_thread()
