from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("policy", "0003_digests")]

    operations = [
        migrations.AddIndex(
            "decision",
            models.Index(
                fields=["county_code", "period_to"],
                condition=Q(is_current=True, answer="not_met"),
                name="decision_missed",
            ),
        ),
    ]
