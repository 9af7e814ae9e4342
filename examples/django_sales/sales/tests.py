"""An order is saved where the rules clear it, and nowhere else: ``python manage.py test``."""

import datetime as dt
import json
from pathlib import Path
from typing import Any
from unittest import mock

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.forms import modelform_factory
from django.test import TestCase
from django.utils.translation import override

import suitability as s
from sales.checked import RULES
from sales.models import Customer, Order, Product

RECORD = json.loads((Path(__file__).parents[2] / "short_sale.json").read_text(encoding="utf-8"))
OWN = {"on", "at", "stage", "channel"}


@mock.patch("sales.checked.today", lambda: dt.date(2026, 11, 20))
class OrderTest(TestCase):
    def setUp(self) -> None:
        self.customer = Customer.objects.create(number="C-1", facts=RECORD["customer"])
        self.product = Product.objects.create(number="P-1", facts=RECORD["product"])
        self.risky = Product.objects.create(
            number="P-2", facts={**RECORD["product"], "levels": {"issuer": "R5", "seller": "R5"}}
        )

    def order(self, **columns: Any) -> Order:
        facts = {name: fact for name, fact in RECORD["sale"].items() if name not in OWN}
        at = dt.datetime.fromisoformat(RECORD["sale"]["at"])
        told = {"number": "O-1", "customer": self.customer, "product": self.product, "at": at, "channel": "online"}
        return Order(**{**told, "amount": 5000, "facts": facts, **columns})

    def test_a_cleared_order_is_saved_with_its_report(self) -> None:
        self.order().save()
        kept = Order.objects.get(number="O-1")
        self.assertEqual((kept.cleared, kept.report["cleared"], kept.report["findings"]), (True, True, []))
        replay = s.replay(kept.receipt, s.read("sale", kept.record(), RULES), RULES)
        self.assertEqual(replay.verdict, "same")

    def test_an_order_that_is_not_cleared_is_not_saved_and_says_why(self) -> None:
        with override("en"), self.assertRaises(ValidationError) as refused:
            self.order(product=self.risky).save()
        found = {error.code: error.message for error in refused.exception.error_dict["__all__"]}
        self.assertLessEqual(found.keys(), {rule.id for rule in RULES.rules})
        self.assertIn("risk", found["cn.sale.risk-above-capacity"].lower())
        self.assertFalse(Order.objects.exists())

    def test_a_fact_that_is_missing_keeps_an_order_out(self) -> None:
        self.customer.facts = {}
        with self.assertRaises(ValidationError):
            self.order().save()

    def test_an_order_cannot_become_one_that_is_not_cleared(self) -> None:
        self.order().save()
        kept = Order.objects.get(number="O-1")
        kept.product = self.risky
        with self.assertRaises(ValidationError):
            kept.save()
        self.assertEqual(Order.objects.get(number="O-1").product, self.product)

    def test_an_order_saved_in_part_keeps_its_new_report(self) -> None:
        self.order().save()
        order = Order.objects.get(number="O-1")
        before, order.amount = order.receipt, 6000
        with mock.patch("sales.checked.today", lambda: dt.date(2026, 11, 21)):
            order.save(update_fields=["amount"])
        kept = Order.objects.get(number="O-1")
        self.assertEqual((kept.amount, kept.report["as_of"]), (6000, "2026-11-21"))
        self.assertNotEqual(kept.receipt, before)

    def test_a_record_that_cannot_be_read_is_a_validation_error(self) -> None:
        with self.assertRaises(ValidationError) as refused:
            self.order(channel="fax").save()
        (error,) = refused.exception.error_dict["__all__"]
        self.assertEqual(error.code, "record")
        self.assertTrue(error.message.startswith("sale.channel: "))

    def test_a_form_shows_what_the_rules_found(self) -> None:
        form = modelform_factory(Order, fields=("number", "customer", "product", "at", "channel", "amount"))
        empty = form({})
        self.assertEqual(set(empty.errors), {"number", "customer", "product", "at", "channel", "amount", "__all__"})
        order = self.order(product=self.risky)
        told = {
            "number": "O-1",
            "customer": self.customer.pk,
            "product": self.risky.pk,
            "channel": "online",
            "amount": 1,
        }
        filled = form({**told, "at": "2026-11-18 10:30"}, instance=order)
        self.assertEqual(set(filled.errors), {"__all__"})

    def test_the_database_refuses_orders_that_were_never_checked(self) -> None:
        with self.assertRaises(IntegrityError):
            Order.objects.bulk_create([self.order()])

    def test_the_database_is_a_file(self) -> None:
        self.assertTrue(Path(connection.settings_dict["NAME"]).is_file())
