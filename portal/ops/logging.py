"""Log lines as JSON, one object a line, without personal data.

Objects that a library hangs on a record (the request, the user) never leave the process, nor do fields with
personal names. Text is scrubbed as well, since libraries put addresses and whole URLs into their messages.
"""

import json
import logging
import re
from datetime import UTC, datetime

# As for stored search queries: nine digits in a row may be a phone, an identity card or a health card.
_SCRUBBED: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[^\s<>\"'=:,;()]+@[^\s<>\"',;()]+"), "[email]"),
    (re.compile(r"(?<![\d.])(?!127\.|0\.0\.0\.0)(?:\d{1,3}\.){3}\d{1,3}(?![\d.])"), "[address]"),
    # An IPv6 address has "::" or seven colons; a time of day has neither.
    (
        re.compile(r"(?<![\w:])(?=[\da-fA-F]*(?::[\da-fA-F]+)*::|(?:[\da-fA-F]+:){7})[\da-fA-F:]+(?![\w:])"),
        "[address]",
    ),
    (re.compile(r"(?<=[/\w])\?[^\s\"'<>]+"), "?[query]"),
    (re.compile(r"\d{9,}"), "[digits]"),
)
# What a caller may not add to a line, whatever it holds; `sql` and `params` are Django's query log.
_PERSONAL_FIELDS = frozenset(
    {"address", "client", "email", "host", "ip", "params", "password", "phone", "q", "query", "query_string"}
    | {"remote_addr", "remote_host", "session", "sql", "user", "user_agent", "user_id", "username"}
)
_STANDARD_FIELDS = frozenset(vars(logging.makeLogRecord({}))) | {"asctime", "message", "taskName"}


def scrub(text: str) -> str:
    """The text with e-mail and network addresses, query strings and runs of nine or more digits taken out."""
    for pattern, replacement in _SCRUBBED:
        text = pattern.sub(replacement, text)
    return text


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, the caller's `extra`, an error's trace."""

    def format(self, record: logging.LogRecord) -> str:
        """The line for a record. Of `extra` only plain values are kept, and none with a personal name."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": scrub(record.getMessage()),
        }
        line.update(_extra(record))
        if record.exc_info:
            line["trace"] = scrub(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def _extra(record: logging.LogRecord) -> dict[str, object]:
    hidden = _STANDARD_FIELDS | _PERSONAL_FIELDS
    return {
        name: scrub(value) if isinstance(value, str) else value
        for name, value in vars(record).items()
        if name not in hidden and isinstance(value, str | int | float | None)
    }
