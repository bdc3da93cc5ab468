import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import zhucun.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("policy", "0002_value_changes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Digest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=zhucun.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("county_code", models.CharField(editable=False, max_length=6)),
                ("day", models.DateField()),
                ("lines", models.JSONField()),
                ("made_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("county_code", "id"), name="policy_digest_in_county"),
                    models.UniqueConstraint(fields=("county_code", "user", "day"), name="digest_once_a_day"),
                ],
            },
        ),
    ]
