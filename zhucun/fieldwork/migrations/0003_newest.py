"""The newest records are found without reading the years before."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dispatch", "0001_people_and_postings"),
        ("fieldwork", "0002_versions_of_a_record"),
        ("households", "0001_households"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="workrecord",
            index=models.Index(fields=["county_code", "received_at"], name="record_by_arrival"),
        ),
    ]
