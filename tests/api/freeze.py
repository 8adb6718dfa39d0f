"""Keep today's description: `python -m tests.api.freeze`. Refuses what would break a program."""

import json
import os
import sys
from pathlib import Path

FILE = Path(__file__).with_name("openapi.json")


def main() -> None:
    """Write the file, or say what would break."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    import django

    django.setup()
    from portal.api.openapi import described
    from tests.api.breaking import breaks

    if FILE.exists() and (broken := breaks(json.loads(FILE.read_text(encoding="utf-8")), described())):
        sys.exit("\n".join(broken))
    FILE.write_text(json.dumps(described(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
