"""The newest entries and those under question are found without reading the years before."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("attendance", "0001_presence_and_month"),
        ("dispatch", "0001_people_and_postings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="presenceentry",
            index=models.Index(fields=["county_code", "received_at"], name="entry_by_arrival"),
        ),
        migrations.AddIndex(
            model_name="presenceentry",
            index=models.Index(
                condition=models.Q(("questioned", True)),
                fields=["county_code", "first_day"],
                name="entry_questioned",
            ),
        ),
    ]
