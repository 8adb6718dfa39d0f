"""The places of the rollout in the admin."""

from wagtail.snippets.models import register_snippet

from catalogue.viewsets import ENGLISH_NAME, SharedViewSet, editor, fields, name, slug

from .models import Locality


class Localities(SharedViewSet):
    model = Locality
    icon = "globe"
    add_to_admin_menu = True
    menu_order = 320
    list_display = ["name_vi", "unit", "order"]
    edit_handler = editor([name(), slug(), *fields("unit", "order")], ENGLISH_NAME)


register_snippet(Localities)
