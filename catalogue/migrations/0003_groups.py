"""The two groups of the desk; what they may do is granted by catalogue.permissions after each migrate."""

from typing import Any

from django.db import migrations

NAMES = ("Biên tập", "Duyệt")


def create(apps: Any, schema_editor: Any) -> None:
    group = apps.get_model("auth", "Group")
    for name in NAMES:
        group.objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0002_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
