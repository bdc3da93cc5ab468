from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_people_and_grants"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="grant",
            name="grant_has_place_or_unit",
        ),
        migrations.AddField(
            model_name="grant",
            name="withdrawn",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="user",
            name="first_password_until",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="old_passwords",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AlterField(
            model_name="user",
            name="name",
            field=models.CharField(max_length=60, verbose_name="姓名"),
        ),
        migrations.AlterField(
            model_name="user",
            name="username",
            field=models.CharField(max_length=60, unique=True, verbose_name="登录名"),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(fields=["county", "place_prefix"], name="grant_by_place"),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place_prefix", ""), ("unit_id__isnull", False)),
                    models.Q(models.Q(("place_prefix", ""), _negated=True), ("unit_id__isnull", True)),
                    _connector="OR",
                ),
                name="grant_has_place_or_unit",
            ),
        ),
    ]
