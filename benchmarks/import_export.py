"""P5, the peer: django-import-export reading a sheet into a resource, everything validated, written into SQLite.

tablib (openpyxl, read-only) loads the sheet; the resource then makes an instance of every row, cleans and validates it
and writes them in bulk mode, in one transaction, with everything switched off that only costs time. Only Django's own
checks are made: unknown communes and repeated keys are not looked for, nor are rows compared with what is there.
"""

from pathlib import Path

import django
import tablib
from django.conf import settings
from import_export.resources import ModelResource

_YES_NO = (
    "fixed_phone", "mobile_phone", "fixed_broadband", "mobile_broadband", "loudspeaker_working", "loudspeaker_regular",
    "tv_satellite", "tv_cable", "tv_terrestrial", "tv_internet",
)  # fmt: skip


_PRAGMAS = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;"


def prepared(database: Path) -> ModelResource:
    """The resource for villages, in a Django of its own with an empty SQLite database, set up as the product's is."""
    settings.configure(
        INSTALLED_APPS=["django.contrib.contenttypes", "import_export"],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(database),
                "OPTIONS": {
                    "transaction_mode": "IMMEDIATE",
                    "init_command": _PRAGMAS,
                },
            }
        },
        USE_TZ=True,
    )
    django.setup()
    from django.db import connection, models
    from import_export.fields import Field
    from import_export.widgets import BooleanWidget

    class YesNo(BooleanWidget):
        TRUE_VALUES = (*BooleanWidget.TRUE_VALUES, "có")
        FALSE_VALUES = (*BooleanWidget.FALSE_VALUES, "không")

    answers = {name: models.BooleanField(null=True) for name in _YES_NO}
    fields = {
        "__module__": __name__,
        "commune": models.CharField(max_length=5),
        "code": models.CharField(max_length=20),
        "name": models.CharField(max_length=100, blank=True),
        "households": models.PositiveIntegerField(null=True),
        **answers,
        "Meta": type("Meta", (), {"app_label": "benchmarks"}),
    }
    village = type("Village", (models.Model,), fields)
    with connection.schema_editor() as editor:
        editor.create_model(village)
    options = type(
        "Meta",
        (),
        {
            "model": village,
            "fields": ("commune", "code", "name", "households", *_YES_NO),
            "import_id_fields": ("commune", "code"),
            "use_bulk": True,
            "batch_size": 1_000,
            "skip_diff": True,
            "force_init_instance": True,
            "clean_model_instances": True,
            "use_transactions": True,
        },
    )
    columns = {name: Field(column_name=name, attribute=name, widget=YesNo()) for name in _YES_NO}
    return type("VillageResource", (ModelResource,), {**columns, "Meta": options})()


def write(resource: ModelResource, workbook: Path) -> int:
    """Load, make, validate and write every row of the workbook's active sheet; how many are there then."""
    with workbook.open("rb") as file:
        dataset = tablib.Dataset().load(file, format="xlsx")
    result = resource.import_data(dataset, dry_run=False)
    assert not result.has_errors()
    assert not result.has_validation_errors()
    return int(resource._meta.model.objects.count())
