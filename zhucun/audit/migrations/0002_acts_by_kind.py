from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_chain")]

    operations = [
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(fields=["county_code", "act", "seq"], name="audit_by_act"),
        ),
    ]
