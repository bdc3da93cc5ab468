"""An entry that an approved leave made knows its case."""

import django.db.models.deletion
from django.db import migrations

import zhucun.kernel.county
from zhucun.kernel.county_keys import AddCountyKeys


class Migration(migrations.Migration):
    dependencies = [
        ("attendance", "0002_newest_and_questioned"),
        ("cases", "0001_cases_and_their_events"),
    ]

    operations = [
        migrations.AddField(
            model_name="presenceentry",
            name="case",
            field=zhucun.kernel.county.CountyForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.case",
            ),
        ),
        AddCountyKeys("PresenceEntry", fields=["case"]),
    ]
