"""The tables of customers, products and orders."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Customer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, unique=True)),
                ("facts", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, unique=True)),
                ("facts", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cleared", models.BooleanField(default=False, editable=False)),
                ("report", models.JSONField(default=dict, editable=False)),
                ("receipt", models.TextField(editable=False)),
                ("number", models.CharField(max_length=20, unique=True)),
                ("at", models.DateTimeField()),
                ("channel", models.CharField(max_length=30)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=18)),
                ("facts", models.JSONField(default=dict)),
                ("customer", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="sales.customer")),
                ("product", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="sales.product")),
            ],
            options={
                "abstract": False,
                "constraints": [models.CheckConstraint(condition=models.Q(("cleared", True)), name="order_is_cleared")],
            },
        ),
    ]
