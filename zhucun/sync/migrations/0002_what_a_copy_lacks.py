from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sync", "0001_devices_envelopes_and_receipts")]

    operations = [
        migrations.AddField(model_name="copy", name="lacking", field=models.JSONField(default=list)),
    ]
