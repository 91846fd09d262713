from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="import",
            name="state",
            field=models.TextField(
                choices=[
                    ("waiting", "waiting to be read"),
                    ("reading", "being read"),
                    ("refused", "refused"),
                    ("ready", "to be confirmed"),
                    ("confirmed", "waiting to be written"),
                    ("applying", "being written"),
                    ("applied", "written"),
                    ("cancelled", "cancelled"),
                    ("lapsed", "not confirmed in time"),
                    ("failed", "failed"),
                ],
                default="waiting",
            ),
        ),
    ]
