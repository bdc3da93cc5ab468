from django.db import migrations, models
from django.db.models import F, Q

import zhucun.kernel.ids


class Migration(migrations.Migration):
    dependencies = [("places", "0002_renames_and_unknown_codes")]

    operations = [
        migrations.CreateModel(
            name="VillageType",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=zhucun.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("county_code", models.CharField(editable=False, max_length=6)),
                ("village_code", models.CharField(max_length=12)),
                ("kind", models.CharField(max_length=40)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("because", models.CharField(max_length=200)),
                ("end_because", models.CharField(blank=True, max_length=200)),
                ("voided", models.BooleanField(default=False)),
                ("void_because", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["county_code", "village_code", "starts_on"], name="village_type_by_village"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county_code", "id"), name="places_villagetype_in_county"
                    ),
                    models.CheckConstraint(
                        condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                        name="village_type_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=Q(voided=False) | ~Q(void_because=""), name="village_type_void_has_reason"
                    ),
                    models.UniqueConstraint(
                        fields=("county_code", "village_code", "kind"),
                        condition=Q(voided=False, ends_on__isnull=True),
                        name="village_type_open_once",
                    ),
                ],
            },
        ),
    ]
