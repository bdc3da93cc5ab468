from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("places", "0001_divisions_and_units")]

    operations = [
        migrations.RemoveConstraint("division", "division_code_and_level"),
        migrations.AddConstraint(
            "division",
            models.UniqueConstraint(fields=["code", "level", "valid_from"], name="division_from_a_day"),
        ),
        migrations.AddConstraint(
            "division",
            models.UniqueConstraint(
                fields=["code", "level"],
                condition=Q(valid_to__isnull=True),
                name="division_one_row_in_force",
            ),
        ),
        migrations.AddConstraint(
            "division",
            models.CheckConstraint(
                condition=Q(successor_code="") | Q(valid_to__isnull=False),
                name="division_in_force_has_no_successor",
            ),
        ),
        migrations.RemoveConstraint("unit", "unit_uscc_in_county"),
        migrations.AlterField(
            "unit",
            "uscc",
            models.CharField(max_length=18, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "unit",
            models.UniqueConstraint(
                fields=["county_code", "uscc"], condition=~Q(uscc=""), name="unit_uscc_in_county"
            ),
        ),
    ]
