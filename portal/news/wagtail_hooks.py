"""The news' categories in the admin."""

from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet

from catalogue.viewsets import SharedViewSet, editor, name, slug

from .models import NewsCategory


class Categories(SharedViewSet):
    model = NewsCategory
    icon = "tag"
    menu_label = "Chuyên mục tin"
    add_to_admin_menu = True
    menu_order = 320
    list_display = ["name_vi", "name_en", "slug"]
    edit_handler = editor([name(), slug()], [FieldPanel("name_en")])


register_snippet(Categories)
