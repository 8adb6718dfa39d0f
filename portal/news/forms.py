"""The article's form: a draft may be unfinished, what goes out may not."""

from typing import Any

from portal.core.forms import BilingualPageForm


class ArticleForm(BilingualPageForm):
    def clean(self) -> Any:
        cleaned = super().clean()
        image = (cleaned or {}).get("image")
        if image and not self.is_deferred_validation and not (image.description or "").strip():
            self.add_error("image", "Ảnh này chưa có lời mô tả nên bài chưa xuất bản được.")
        return cleaned
