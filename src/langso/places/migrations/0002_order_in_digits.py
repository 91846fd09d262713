"""The order of units anew: keys of digits alone, which a database of any collation puts in the same order."""

from typing import Any

from django.db import migrations

from langso.vietnamese import sort_key


def order_anew(apps: Any, schema_editor: Any) -> None:
    units = apps.get_model("places", "Unit").objects.using(schema_editor.connection.alias)
    changed = list(units.all())
    for unit in changed:
        unit.order = sort_key(unit.name)
    units.bulk_update(changed, ["order"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]

    operations = [migrations.RunPython(order_anew, migrations.RunPython.noop)]
