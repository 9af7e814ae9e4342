"""A mixin for models of sales: none is saved that the rules do not clear, and each keeps the report it was saved on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language

import suitability as s

RULES = s.load("cn", "handbook")


def today() -> dt.date:
    """Give the day it is where the rules apply."""
    return timezone.now().astimezone(RULES.zone).date()


class CheckedSale(models.Model):
    """A sale that is checked when it is cleaned, and cleaned when it is saved.

    A model of it says by `record` what it knows of the sale. The database itself refuses rows that were never
    checked, by `bulk_create` or SQL say.
    """

    cleared = models.BooleanField(default=False, editable=False)
    report = models.JSONField(default=dict, editable=False)
    receipt = models.TextField(editable=False)

    class Meta:
        abstract = True
        constraints = [models.CheckConstraint(condition=models.Q(cleared=True), name="%(class)s_is_cleared")]

    def record(self) -> Mapping[str, Any]:
        """Give the sale as a record that `suitability.read` takes."""
        raise NotImplementedError

    def clean(self) -> None:
        """Check the sale. Raises ValidationError with what the rules found, or what is wrong with the record."""
        super().clean()
        try:
            report = s.check(s.read("sale", self.record(), RULES), RULES, as_of=today())
            receipt = s.receipt(report)
        except s.SuitabilityError as error:
            raise ValidationError(str(error), code="record") from error
        self.cleared, self.report, self.receipt = report.cleared, report.to_dict(), receipt
        if not report.cleared:
            locale = get_language() or "zh-Hans"
            found = [ValidationError(s.text(finding, locale), code=finding.rule) for finding in report.findings]
            raise ValidationError(found or "no rule says anything of this sale")

    def save(self, *, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        """Save the sale, once it is cleared."""
        self.full_clean(validate_constraints=False)  # the rules have said why; the database says only that
        if update_fields is not None:
            update_fields = {*update_fields, "cleared", "report", "receipt"}
        super().save(update_fields=update_fields, **options)
