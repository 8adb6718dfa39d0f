"""A portal of its own for a proof: a folder with database and index, worked on only by other processes."""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
MEASURED = Path(__file__).with_name("measured.py")
MARK = "answer: "


@dataclass(frozen=True)
class Ran:
    """A process that ended: wall and CPU seconds, the most memory it held in MiB, status, what it said."""

    seconds: float
    cpu: float
    mib: float
    status: int
    said: str


@dataclass
class Portal:
    """A portal under ``folder``; ``variables`` are added to the environment of its processes."""

    folder: Path
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": str(self.folder),
            "VAR_DIR": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
            **self.variables,
        }

    def start(self, *command: str, output: Any = subprocess.DEVNULL) -> "subprocess.Popen[bytes]":
        """Start ``python COMMAND…``."""
        return subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )

    def run(self, *command: str) -> Ran:
        """Run ``python COMMAND…`` to its end."""
        with tempfile.TemporaryFile() as output, tempfile.NamedTemporaryFile("r", encoding="utf-8") as used:
            begun = time.monotonic()
            self.start(str(MEASURED), used.name, sys.executable, *command, output=output).wait()
            seconds = time.monotonic() - begun
            status, cpu, kib = json.load(used)
            return Ran(seconds, cpu, kib / 1024, status, _said(output))

    def manage(self, *arguments: str) -> Ran:
        """Run a management command that must succeed."""
        ran = self.run("manage.py", *arguments)
        assert ran.status == 0, ran.said[-4000:]
        return ran

    def ask(self, task: str, **arguments: Any) -> Any:
        """The answer of a task of tests.prove.inside."""
        return answer_of(self.run(*self.command(task, **arguments)))

    def ask_together(self, task: str, each: Sequence[dict[str, Any]]) -> list[Any]:
        """The answers of one task with several sets of arguments, each in a process of its own, all at once."""
        with ExitStack() as open_files:
            outputs = [open_files.enter_context(tempfile.TemporaryFile()) for _ in each]
            started = [
                self.start(*self.command(task, **arguments), output=output)
                for arguments, output in zip(each, outputs, strict=True)
            ]
            ended = [process.wait() for process in started]
            return [
                answer_of(Ran(0, 0, 0, status, _said(out)))
                for status, out in zip(ended, outputs, strict=True)
            ]

    def command(self, task: str, **arguments: Any) -> tuple[str, ...]:
        """What runs a task: for :meth:`start`."""
        return "-m", "tests.prove.inside", task, json.dumps(arguments)

    def copy(self, folder: Path, **variables: str) -> "Portal":
        """The same portal again; nothing may be at work in this one."""
        shutil.copytree(self.folder, folder)
        return Portal(folder, {**self.variables, **variables})


def _said(output: Any) -> str:
    output.seek(0)
    return str(output.read().decode("utf-8", "replace"))


def answer_of(ran: Ran) -> Any:
    """What a task answered; fails with what it said when it did not."""
    assert ran.status == 0, ran.said[-4000:]
    return json.loads(ran.said.rpartition(MARK)[2])
