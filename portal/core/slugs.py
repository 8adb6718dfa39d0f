"""Slugs of Vietnamese text: marks folded, never broken letters."""

import re
import unicodedata

DEFAULT_LENGTH = 80  # characters after the code, cut at a word


def fold(text: str) -> str:
    """Return ``text`` without marks: "Đăng ký" -> "Dang ky"."""
    text = unicodedata.normalize("NFC", text).replace("đ", "d").replace("Đ", "D")
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def slugify(text: str, length: int = DEFAULT_LENGTH) -> str:
    """Return a lower-case ASCII slug of at most ``length`` characters, cut at a word when there is one."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(text).lower()).strip("-")
    if len(slug) <= length:
        return slug
    head, _, _ = slug[: length + 1].rpartition("-")
    return (head or slug[:length]).strip("-")


def cut(text: str, length: int) -> str:
    """Return ``text`` cut at a word so that it has at most ``length`` characters."""
    if len(text) <= length:
        return text
    head, _, _ = text[:length].rpartition(" ")
    return (head or text[: length - 1]).rstrip(" ,;:-") + "…"
