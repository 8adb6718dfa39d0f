"""`python -m tests.prove.inside AREA.TASK JSON`: run one task with those arguments, print its answer as JSON."""

import importlib
import json
import sys

import django

from tests.prove.portals import MARK


def main(task: str, arguments: str) -> None:
    django.setup()
    area, _, name = task.partition(".")
    answer = getattr(importlib.import_module(f"tests.prove.inside.{area}"), name)(**json.loads(arguments))
    print(f"\n{MARK}{json.dumps(answer, ensure_ascii=True)}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
