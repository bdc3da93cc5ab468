"""The cases that ended last are found without sorting the years before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_cases_and_their_events")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("ending", ""), _negated=True),
                fields=["county_code", "ended_on", "id"],
                name="case_newest_ended",
            ),
        ),
    ]
