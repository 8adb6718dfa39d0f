"""What keeps an article from being published, whichever way publishing starts."""

from typing import Any


def publish_problems(page: Any) -> list[str]:
    """Pictures nobody described, in words for the editor; empty when the article may go out."""
    found = []
    if page.image and not (page.image.description or "").strip():
        found.append("Ảnh của bài chưa có lời mô tả: mở ảnh và điền “Mô tả”.")
    for name, body in (("tiếng Việt", page.body_vi), ("tiếng Anh", page.body_en)):
        for number, block in enumerate(body or (), 1):
            if block.block_type == "picture" and not (block.value.get("alt") or "").strip():
                found.append(f"Nội dung {name}, khối thứ {number}: ảnh chưa có lời mô tả.")
    return found
