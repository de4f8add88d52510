"""Changes nothing: stands until the first migration of grants, which was made on top of this name, is made anew."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_first")]
    operations: list[migrations.operations.base.Operation] = []
