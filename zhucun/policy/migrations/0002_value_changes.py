import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import zhucun.kernel.county
import zhucun.kernel.ids
from zhucun.kernel.county_keys import AddCountyKeys


class Migration(migrations.Migration):
    dependencies = [
        ("policy", "0001_decisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ValueLayer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=zhucun.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("county_code", models.CharField(editable=False, max_length=6)),
                ("number", models.PositiveIntegerField()),
                ("files", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("county_code", "id"), name="policy_valuelayer_in_county"),
                    models.UniqueConstraint(fields=("county_code", "number"), name="layer_number"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ValueChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=zhucun.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("county_code", models.CharField(editable=False, max_length=6)),
                ("paper_title", models.CharField(max_length=200)),
                ("paper_issuer", models.CharField(max_length=200)),
                ("paper_number", models.CharField(blank=True, max_length=100)),
                ("paper_dated", models.CharField(max_length=10)),
                ("article", models.CharField(max_length=400)),
                (
                    "seen",
                    models.CharField(
                        choices=[
                            ("original", "见过原件"),
                            ("reprint", "见过转载的全文"),
                            ("report", "只见过别人的转述"),
                        ],
                        max_length=20,
                    ),
                ),
                ("kind", models.CharField(choices=[("set", "调整"), ("end", "停止执行")], max_length=10)),
                ("of", models.CharField(choices=[("duty", "规定事项"), ("value", "取值")], max_length=10)),
                ("what", models.CharField(max_length=60)),
                ("value", models.CharField(blank=True, max_length=200)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("adopted", models.DateField(null=True)),
                ("reason", models.CharField(max_length=200)),
                ("proposed_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "等待另一人同意"),
                            ("approved", "已同意"),
                            ("rejected", "不同意"),
                            ("withdrawn", "已撤回"),
                            ("repealed", "已停止执行"),
                        ],
                        default="proposed",
                        max_length=20,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("because", models.CharField(blank=True, max_length=200)),
                ("serial", models.PositiveIntegerField(null=True)),
                ("repealed_from", models.DateField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ends",
                    zhucun.kernel.county.CountyForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="policy.valuechange",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["county_code", "of", "what"], name="change_by_subject")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county_code", "id"), name="policy_valuechange_in_county"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("county_code", "of", "what", "since"),
                        name="change_proposed_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "set"), ("state", "approved")),
                        fields=("county_code", "of", "what", "since"),
                        name="change_in_force_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="change_decided_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by__isnull", True), ("state__in", ["proposed", "withdrawn"])),
                            models.Q(
                                ("decided_by__isnull", False),
                                ("state__in", ["approved", "rejected", "repealed"]),
                            ),
                            _connector="OR",
                        ),
                        name="change_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="change_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ends__isnull", True), ("kind", "set")),
                            models.Q(("ends__isnull", False), ("kind", "end")),
                            _connector="OR",
                        ),
                        name="change_end_names_what",
                    ),
                ],
            },
        ),
        AddCountyKeys("ValueChange"),
    ]
