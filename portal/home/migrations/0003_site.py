"""The pages every site has, in place of Wagtail's welcome page, so that an import finds where to put procedures."""

from typing import Any

from django.db import migrations

BOARD = ("2.000635", "1.001193", "1.000894", "1.004873", "1.004194", "1.004222", "2.000815", "1.000656")
EXAMPLES = "mất giấy khai sinh\nđăng ký tạm trú\nmở quán ăn"


def create(apps: Any, schema_editor: Any) -> None:
    page, site = apps.get_model("wagtailcore", "Page"), apps.get_model("wagtailcore", "Site")
    root = page.objects.filter(depth=1).order_by("path").first()
    if root is None or apps.get_model("home", "HomePage").objects.exists():
        return
    site.objects.all().delete()
    page.objects.filter(depth=2, slug="home", numchild=0, content_type__model="page").delete()
    locale = apps.get_model("wagtailcore", "Locale").objects.order_by("pk").first()
    taken = set(page.objects.filter(depth=2).values_list("path", flat=True))
    path = next(path for n in range(1, 9999) if (path := f"{root.path}{n:04d}") not in taken)
    shared = {"locale": locale, "live": True}
    home = _page(
        apps, "home", "HomePage", path=path, depth=2, numchild=2, title="Một Cửa", title_en="Một Cửa",
        slug="mot-cua", url_path="/mot-cua/", examples=EXAMPLES, examples_vi=EXAMPLES, **shared,
    )  # fmt: skip
    _page(
        apps, "catalogue", "ProcedureIndexPage", path=f"{path}0001", depth=3, title="Thủ tục",
        title_en="Procedures", slug="thu-tuc", url_path="/mot-cua/thu-tuc/", **shared,
    )  # fmt: skip
    _page(
        apps, "news", "NewsIndexPage", path=f"{path}0002", depth=3, title="Tin tức",
        title_en="News", slug="tin-tuc", url_path="/mot-cua/tin-tuc/", **shared,
    )  # fmt: skip
    page.objects.filter(pk=root.pk).update(numchild=page.objects.filter(depth=2).count())
    rows = apps.get_model("home", "HomeProcedure")
    rows.objects.bulk_create(rows(page=home, code=code, sort_order=place) for place, code in enumerate(BOARD))
    site.objects.create(
        hostname="localhost", port=80, site_name="Một Cửa", root_page_id=home.pk, is_default_site=True
    )


def _page(apps: Any, app: str, model: str, **fields: Any) -> Any:
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app, model=model.lower()
    )
    return apps.get_model(app, model).objects.create(content_type=kind, draft_title=fields["title"], **fields)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_home_board"),
        ("catalogue", "0002_initial"),
        ("news", "0002_has_time"),
        ("wagtailcore", "0098_apitoken"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
