"""The check of one subject."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypedDict, Unpack

from suitability.engine.copy_text import facts_of
from suitability.engine.dated import end_of, late, late_paths
from suitability.engine.report import Report
from suitability.engine.ruleset import Plan, RuleSet
from suitability.engine.waive import Ruling, Waiver, demand_waivable
from suitability.errors import FactsAfterDay, SuitabilityError
from suitability.model.change import Change
from suitability.model.commitment import Commitment
from suitability.model.complaint import Complaint
from suitability.model.contact import Contact
from suitability.model.copy import Copy
from suitability.model.customer import Profile
from suitability.model.form import BusinessForm
from suitability.model.product import CatalogEntry
from suitability.model.sale import Holding, Sale
from suitability.model.subject import SUBJECTS
from suitability.model.use import Use
from suitability.rules.pack import Statement


class _Decisions(TypedDict, total=False):
    waivers: Sequence[Waiver]
    rulings: Sequence[Ruling]


_SUBJECT_OF = {subject.record: subject for subject in SUBJECTS.values()}


def check(
    subject: Any,
    rules: RuleSet,
    *,
    as_of: dt.date,
    waivers: Sequence[Waiver] = (),
    rulings: Sequence[Ruling] = (),
) -> Report:
    """Check a subject by the law of its own day, standing on `as_of`.

    Findings that `waivers` and `rulings` settle are listed apart from those that are open. Raises FactsAfterDay where
    the subject states facts dated after `as_of`, FactsContradict where it tells otherwise than a firm's pack states,
    SuitabilityError where it is no subject or a waiver names a rule of law.
    """
    plan = admitted(subject, rules, as_of, waivers)
    used: tuple[Statement, ...] = ()
    if plan.stated is not None:
        subject, used = plan.stated.completed(subject)
    outcomes = plan.run(subject, as_of)
    if plan.texts is None:
        return Report(plan, subject, as_of, outcomes, waivers, rulings, used)
    reading = plan.texts.read(facts_of(subject))
    return Report(plan, subject, as_of, outcomes + reading.outcomes, waivers, rulings, used, reading)


def admitted(subject: Any, rules: RuleSet, as_of: dt.date, waivers: Sequence[Waiver]) -> Plan:
    """Give what is asked of a subject; raise what `check` raises where the subject, the day or a waiver is no such."""
    found = _SUBJECT_OF.get(type(subject))
    if found is None:
        raise SuitabilityError(f"{type(subject).__name__} is no subject; there are {', '.join(SUBJECTS)}")
    if type(as_of) is not dt.date:
        raise SuitabilityError(f"as_of is a date, not {as_of!r}")
    end = end_of(as_of, rules.circumstances.offset)
    if late(found.record)(subject, as_of, end):
        raise FactsAfterDay(as_of, late_paths(subject, "", found.own, as_of, end))
    if waivers:
        demand_waivable(waivers, rules)
    return rules.plan(found.name, found.day_of(subject, as_of), subject.stage if found.staged else None)


def check_profile(profile: Profile, rules: RuleSet, *, as_of: dt.date, **decisions: Unpack[_Decisions]) -> Report:
    """Check a customer's profile by the law of `as_of`."""
    return check(profile, rules, as_of=as_of, **decisions)


def check_product(entry: CatalogEntry, rules: RuleSet, *, as_of: dt.date, **decisions: Unpack[_Decisions]) -> Report:
    """Check a product on a seller's shelf by the law of `as_of`."""
    return check(entry, rules, as_of=as_of, **decisions)


def check_change(change: Change, rules: RuleSet, *, as_of: dt.date, **decisions: Unpack[_Decisions]) -> Report:
    """Check a change of a product in a seller's catalog by the law of the day it takes effect."""
    return check(change, rules, as_of=as_of, **decisions)


def check_sale(sale: Sale, rules: RuleSet, *, as_of: dt.date, **decisions: Unpack[_Decisions]) -> Report:
    """Check a sale by the law of its day, as far as its stage asks."""
    return check(sale, rules, as_of=as_of, **decisions)


def check_holding(holding: Holding, rules: RuleSet, *, as_of: dt.date, **decisions: Unpack[_Decisions]) -> Report:
    """Check a holding by the law of `as_of`."""
    return check(holding, rules, as_of=as_of, **decisions)


def check_form(form: BusinessForm, rules: RuleSet, *, as_of: dt.date, **decisions: Unpack[_Decisions]) -> Report:
    """Check a form on which customers choose or give their data by the law of `as_of`."""
    return check(form, rules, as_of=as_of, **decisions)


def check_use(use: Use, rules: RuleSet, *, as_of: dt.date, **decisions: Unpack[_Decisions]) -> Report:
    """Check a use of personal data by the law of its day."""
    return check(use, rules, as_of=as_of, **decisions)


def check_contact(contact: Contact, rules: RuleSet, *, as_of: dt.date, **decisions: Unpack[_Decisions]) -> Report:
    """Check a contact with a customer by the law of its day."""
    return check(contact, rules, as_of=as_of, **decisions)


def check_commitment(
    commitment: Commitment, rules: RuleSet, *, as_of: dt.date, **decisions: Unpack[_Decisions]
) -> Report:
    """Check a promise made to customers by the law of its day."""
    return check(commitment, rules, as_of=as_of, **decisions)


def check_complaint(complaint: Complaint, rules: RuleSet, *, as_of: dt.date, **decisions: Unpack[_Decisions]) -> Report:
    """Check a complaint by the law of the day it came."""
    return check(complaint, rules, as_of=as_of, **decisions)


def check_copy(copy: Copy, rules: RuleSet, *, as_of: dt.date, **decisions: Unpack[_Decisions]) -> Report:
    """Check the facts and the text of a piece of marketing copy by the law of the day it is shown."""
    return check(copy, rules, as_of=as_of, **decisions)
