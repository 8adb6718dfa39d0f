"""`manage.py serve`: from an empty machine to a filled portal in one command."""

import signal
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connections

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
        parser.add_argument("--prepare-only", action="store_true", help="prepare the site and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit status 1 with one sentence when the port is taken or the database can't be used."""
        try:
            if options["prepare_only"]:
                self._prepare()
            else:
                self._serve(options["port"])
        except KeyboardInterrupt:
            sys.exit(130)

    def _serve(self, asked: str) -> None:
        port = self._port(asked)
        if preparation.outdated_steps():
            self._prepare_apart()
        self._port(asked)  # the preparation may have taken minutes
        connections.close_all()
        PortalServer(port, started=lambda: self._started(port)).run()

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
        except DatabaseError as error:
            self._give_up(NO_DATABASE.format(reason=str(error).strip().splitlines()[0]))

    def _prepare_apart(self) -> None:
        """Prepare in a process of its own: what it opens (index writers, connections) must not be forked."""
        command = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), "serve", "--prepare-only"]
        before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        child = subprocess.Popen([*command, f"--settings={settings.SETTINGS_MODULE}"])
        try:
            status = child.wait()
        finally:
            if child.poll() is None:
                child.terminate()
                child.wait()
            signal.signal(signal.SIGTERM, before)
        if status:
            sys.exit(status if status > 0 else 1)

    def _started(self, port: int) -> None:
        if settings.OUTBOX_IN_PROCESS:
            from portal.core.outbox import start_drain_thread

            start_drain_thread()
        self._say(WELCOME.format(host=HOST, port=port, editor=EDITOR, administrator=ADMINISTRATOR))

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def _give_up(self, sentence: str) -> NoReturn:
        self.stderr.write(self.style.ERROR(sentence))
        sys.exit(1)
