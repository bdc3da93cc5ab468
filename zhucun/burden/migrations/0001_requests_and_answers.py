"""Requests for data, their places, times and steps; answers of villages; what villages refused."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import zhucun.kernel.county
import zhucun.kernel.ids
from zhucun.kernel.county_keys import AddCountyKeys


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DataRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=zhucun.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("county_code", models.CharField(editable=False, max_length=6)),
                ("number", models.CharField(blank=True, max_length=20)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("submitted", "等待审批"),
                            ("returned", "退回修改"),
                            ("approved", "执行中"),
                            ("withdrawn", "已撤销"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=80)),
                ("paper_title", models.CharField(max_length=120)),
                ("paper_number", models.CharField(max_length=60)),
                ("owner", models.CharField(max_length=60)),
                ("contact", models.CharField(max_length=60)),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                ("until", models.DateField()),
                (
                    "frequency",
                    models.CharField(
                        choices=[("once", "只报一次"), ("monthly", "每月一次"), ("quarterly", "每季度一次")],
                        max_length=20,
                    ),
                ),
                ("days_after", models.PositiveSmallIntegerField(default=0)),
                ("people", models.PositiveSmallIntegerField(default=1)),
                ("minutes", models.PositiveSmallIntegerField()),
                ("fields", models.JSONField(default=list)),
                ("held", models.JSONField(default=list)),
                ("drafted_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("because", models.CharField(blank=True, max_length=200)),
                ("stopped_on", models.DateField(blank=True, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "renews",
                    zhucun.kernel.county.CountyForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="burden.datarequest",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=zhucun.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("county_code", models.CharField(editable=False, max_length=6)),
                ("village_code", models.CharField(max_length=12)),
                ("nth", models.PositiveSmallIntegerField()),
                ("values", models.JSONField(default=dict)),
                ("held", models.JSONField(default=dict)),
                ("answered_at", models.DateTimeField()),
                ("answered_on", models.DateField()),
                ("because", models.CharField(blank=True, max_length=200)),
                ("is_current", models.BooleanField(default=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supersedes",
                    zhucun.kernel.county.CountyForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="burden.answer",
                    ),
                ),
                (
                    "request",
                    zhucun.kernel.county.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="burden.datarequest"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RequestPlace",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=zhucun.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("county_code", models.CharField(editable=False, max_length=6)),
                ("version", models.PositiveSmallIntegerField()),
                ("place_code", models.CharField(max_length=12)),
                ("is_current", models.BooleanField(default=True)),
                (
                    "request",
                    zhucun.kernel.county.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="burden.datarequest",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RequestStep",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=zhucun.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("county_code", models.CharField(editable=False, max_length=6)),
                ("seq", models.PositiveSmallIntegerField()),
                (
                    "did",
                    models.CharField(
                        choices=[
                            ("drafted", "起草"),
                            ("changed", "修改"),
                            ("submitted", "报审"),
                            ("returned", "退回"),
                            ("approved", "批准登记"),
                            ("withdrawn", "撤销"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("because", models.CharField(blank=True, max_length=200)),
                ("cost", models.PositiveIntegerField(blank=True, null=True)),
                ("content", models.JSONField(default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    zhucun.kernel.county.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="burden.datarequest"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RequestTime",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=zhucun.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("county_code", models.CharField(editable=False, max_length=6)),
                ("nth", models.PositiveSmallIntegerField()),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                ("due_on", models.DateField()),
                (
                    "request",
                    zhucun.kernel.county.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="burden.datarequest"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UnregisteredRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=zhucun.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("county_code", models.CharField(editable=False, max_length=6)),
                ("village_code", models.CharField(max_length=12)),
                ("asked_by", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=120)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("chat", "工作群消息"),
                            ("paper", "纸质表格或文件"),
                            ("phone", "电话或当面"),
                            ("app", "另一个系统或小程序"),
                            ("mail", "邮件或电子表格"),
                        ],
                        max_length=20,
                    ),
                ),
                ("asked_on", models.DateField()),
                ("note", models.CharField(blank=True, max_length=200)),
                ("refused_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "等县里处理"),
                            ("drafted", "已转为草稿，报审后再填"),
                            ("confirmed", "县里确认不用填"),
                        ],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("settled_on", models.DateField(blank=True, null=True)),
                ("because", models.CharField(blank=True, max_length=200)),
                (
                    "draft",
                    zhucun.kernel.county.CountyForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="burden.datarequest",
                    ),
                ),
                (
                    "refused_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="datarequest",
            index=models.Index(fields=["county_code", "state", "until"], name="request_by_state"),
        ),
        migrations.AddConstraint(
            model_name="datarequest",
            constraint=models.UniqueConstraint(
                fields=("county_code", "id"), name="burden_datarequest_in_county"
            ),
        ),
        migrations.AddConstraint(
            model_name="datarequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True),
                fields=("county_code", "number"),
                name="request_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="datarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_on__gte", models.F("first_on"))), name="request_ends_after_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="datarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(
                        ("decided_by", models.F("drafted_by")),
                        ("decided_by", models.F("submitted_by")),
                        _connector="OR",
                        _negated=True,
                    ),
                    _connector="OR",
                ),
                name="request_decided_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="datarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "approved"), _negated=True),
                    models.Q(models.Q(("number", ""), _negated=True), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="request_runs_with_a_number",
            ),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(fields=["county_code", "village_code", "request"], name="answer_by_village"),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(fields=("county_code", "id"), name="burden_answer_in_county"),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)),
                fields=("county_code", "request", "village_code", "nth"),
                name="answer_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("supersedes__isnull", True), models.Q(("because", ""), _negated=True), _connector="OR"
                ),
                name="answer_correction_has_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="requestplace",
            index=models.Index(fields=["county_code", "place_code"], name="request_by_place"),
        ),
        migrations.AddConstraint(
            model_name="requestplace",
            constraint=models.UniqueConstraint(
                fields=("county_code", "id"), name="burden_requestplace_in_county"
            ),
        ),
        migrations.AddConstraint(
            model_name="requestplace",
            constraint=models.UniqueConstraint(
                fields=("county_code", "request", "version", "place_code"), name="request_place_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="requeststep",
            constraint=models.UniqueConstraint(
                fields=("county_code", "id"), name="burden_requeststep_in_county"
            ),
        ),
        migrations.AddConstraint(
            model_name="requeststep",
            constraint=models.UniqueConstraint(
                fields=("county_code", "request", "seq"), name="request_step_number"
            ),
        ),
        migrations.AddIndex(
            model_name="requesttime",
            index=models.Index(fields=["county_code", "due_on"], name="request_time_by_day"),
        ),
        migrations.AddConstraint(
            model_name="requesttime",
            constraint=models.UniqueConstraint(
                fields=("county_code", "id"), name="burden_requesttime_in_county"
            ),
        ),
        migrations.AddConstraint(
            model_name="requesttime",
            constraint=models.UniqueConstraint(
                fields=("county_code", "request", "nth"), name="request_time_once"
            ),
        ),
        migrations.AddIndex(
            model_name="unregisteredrequest",
            index=models.Index(
                fields=["county_code", "village_code", "asked_on"], name="unregistered_by_village"
            ),
        ),
        migrations.AddIndex(
            model_name="unregisteredrequest",
            index=models.Index(fields=["county_code", "outcome", "asked_on"], name="unregistered_by_outcome"),
        ),
        migrations.AddConstraint(
            model_name="unregisteredrequest",
            constraint=models.UniqueConstraint(
                fields=("county_code", "id"), name="burden_unregisteredrequest_in_county"
            ),
        ),
        migrations.AddConstraint(
            model_name="unregisteredrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "waiting"), ("settled_by__isnull", True)),
                    models.Q(models.Q(("outcome", "waiting"), _negated=True), ("settled_by__isnull", False)),
                    _connector="OR",
                ),
                name="unregistered_settled_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="unregisteredrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "drafted"), _negated=True), ("draft__isnull", False), _connector="OR"
                ),
                name="unregistered_names_its_draft",
            ),
        ),
        AddCountyKeys(
            "DataRequest", "RequestPlace", "RequestTime", "RequestStep", "Answer", "UnregisteredRequest"
        ),
    ]
