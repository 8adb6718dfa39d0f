from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0002_media"),
    ]

    operations = [
        migrations.AddField(
            model_name="outboxentry",
            name="dead_since",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="outboxentry",
            index=models.Index(fields=["topic", "key"], name="outbox_key"),
        ),
    ]
