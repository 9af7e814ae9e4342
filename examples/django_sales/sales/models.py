"""Customers, products and orders. What the rules read of them beside the columns stands in `facts`, as in a record."""

from __future__ import annotations

from typing import Any

from django.db import models

from sales.checked import RULES, CheckedSale

SELLER = {"key": "qinglan-bank", "licence": "bank"}


class Customer(models.Model):
    """A customer of the bank."""

    number = models.CharField(max_length=20, unique=True)
    facts = models.JSONField(default=dict)


class Product(models.Model):
    """A product on the bank's shelf."""

    number = models.CharField(max_length=20, unique=True)
    facts = models.JSONField(default=dict)


class Order(CheckedSale):
    """An order of a customer."""

    number = models.CharField(max_length=20, unique=True)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT)
    product = models.ForeignKey(Product, on_delete=models.PROTECT)
    at = models.DateTimeField()
    channel = models.CharField(max_length=30)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    facts = models.JSONField(default=dict)

    def record(self) -> dict[str, Any]:
        """Give the order as a record; what no column holds was not told, and costs an unknown where a rule asks."""
        return {
            "sale": {
                "key": self.number,
                "on": self.at and self.at.astimezone(RULES.zone).date(),
                "at": self.at,
                "stage": "ordered",
                "channel": self.channel,
                "amount": self.amount,
                **self.facts,
            },
            "customer": {"key": self.customer.number, **self.customer.facts} if self.customer_id else None,
            "product": {"key": self.product.number, **self.product.facts} if self.product_id else None,
            "seller": SELLER,
        }
