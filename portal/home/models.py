"""The home page."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList, PublishingPanel, TabbedInterface
from wagtail.models import Orderable

from portal.core.models.bilingual import BilingualPage


class HomePage(BilingualPage):
    """The first page; what it shows beside its title and the editors' choices comes from the counter."""

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    template = "home/home_page.html"

    examples = models.TextField(
        "ví dụ tìm kiếm", blank=True, help_text="Mỗi dòng một câu; hiện dưới ô tìm, bấm vào là tìm."
    )

    class Meta:
        verbose_name = "trang chủ"

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("title"),
                    FieldPanel("examples_vi"),
                    InlinePanel("board", heading="Bảng niêm yết", label="Thủ tục"),
                    FieldPanel("search_description"),
                ],
                heading="Việt",
            ),
            ObjectList(
                [FieldPanel("title_en"), FieldPanel("examples_en"), FieldPanel("search_description_en")],
                heading="English",
            ),
            ObjectList([FieldPanel("slug"), PublishingPanel()], heading="Xuất bản"),
        ]
    )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .front import front

        return {**super().get_context(request, *args, **kwargs), **front(self, request)}


class HomeProcedure(Orderable):
    """A row of the notice board: a procedure that many people need, by its code."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="board")
    code = models.CharField(
        "mã thủ tục", max_length=40, help_text="Ví dụ 1.001193. Chưa công khai thì không hiện."
    )

    class Meta(Orderable.Meta):
        verbose_name = "thủ tục ở bảng niêm yết"

    def __str__(self) -> str:
        return self.code
