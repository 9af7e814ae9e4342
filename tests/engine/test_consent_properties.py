"""What is so of every consent: less of it permits no more, it does not reach back, and without it the law alone permits.

Of each rule that reads consents, and of all those of the law together. (A house may well ask for a consent that is
limited to some products, and then finds fault with one that is not.)
"""

import datetime as dt
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

import attrs
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from suitability.engine.regime import paths
from suitability.engine.ruleset import Plan
from suitability.language.tree import Node
from suitability.model.facts import NOT_TOLD
from suitability.model.personal_data import Consent
from suitability.model.subject import SUBJECTS
from suitability.model.use import Use
from tests.strategies.cases import OUTCOMES
from tests.strategies.consents import AS_OF, AT, DAY, consents, contacts, ended, holding, less, uses
from tests.strategies.knowledge import untell
from tests.strategies.packs import RULESETS, shipped_rules

# How much an outcome permits: a rule that does not apply stands in nobody's way.
PERMITS = {"violation": 0, "unknown": 1, "pass": 2, "not_applicable": 2}
MISSING = "cn.use.consent-missing"
CONTACTED = "cn.contact.marketing-without-consent"
PROPERTY = settings(max_examples=200)


@cache
def plan(kind: str) -> Plan:
    return shipped_rules().plan(kind, DAY)


@cache
def readers(kind: str) -> Mapping[str, bool]:
    """Give the rules that read consents, and whether they judge only a consent that the use rests on.

    Such a rule applies where some consent covers the use: what covers nothing gives it nothing to judge.
    """

    def reads(tree: Node | None) -> bool:
        return tree is not None and any(path.startswith("customer.consents") for path in paths([tree]))

    rules = plan(kind).expressions
    return {one.rule.id: reads(one.when) for one in rules if reads(one.when) or reads(one.require)}


def outcomes(subject: Any) -> dict[str, str]:
    """Give the outcome of every rule that reads consents."""
    kind = next(name for name, known in SUBJECTS.items() if known.record is type(subject))
    decided = zip(plan(kind).expressions, plan(kind).fused(subject, AS_OF), strict=True)
    return {one.rule.id: OUTCOMES[code] for one, code in decided if one.rule.id in readers(kind)}


def permits(found: Mapping[str, str]) -> int:
    """Say how much is permitted by all rules of the law together."""
    return min(PERMITS[outcome] for rule, outcome in found.items() if rule.startswith("cn."))


def assert_no_more(before: Any, after: Any) -> None:
    was, now = outcomes(before), outcomes(after)
    assert permits(now) <= permits(was), (was, now)
    assert [
        rule for rule, judges in readers("use").items() if not judges and PERMITS[now[rule]] > PERMITS[was[rule]]
    ] == []


@st.composite
def with_one(draw: st.DrawFn, changes: Any) -> tuple[Use, Use]:
    """Draw a use, now and then with other facts missing, and the same with one of its consents changed."""
    use = draw(uses)
    held = tuple(use.customer.consents)
    assume(held)
    place = draw(st.integers(0, len(held) - 1))
    made = draw(changes(held[place]))
    rest = (*held[:place], *held[place + 1 :])
    known = draw(untell(holding(use, ()), 2)) if draw(st.integers(0, 4)) == 0 else use
    assume(known.customer is not NOT_TOLD)
    return holding(known, held), holding(known, rest if made is None else (*rest, made))


@PROPERTY
@given(with_one(less))
def test_a_consent_that_allows_less_permits_no_more(pair: tuple[Use, Use]) -> None:
    assert_no_more(*pair)


@PROPERTY
@given(
    with_one(
        lambda consent: st.builds(
            ended,
            st.just(consent),
            st.integers(-200, 200).map(lambda half: AT + dt.timedelta(milliseconds=500) + dt.timedelta(hours=half)),
            st.sampled_from(("withdrawn", "refused", "revoked", "expired")),
        )
    )
)
def test_a_consent_that_is_ended_permits_no_more_at_any_time(pair: tuple[Use, Use]) -> None:
    assert_no_more(*pair)


@PROPERTY
@given(with_one(lambda consent: st.none()))
def test_a_consent_that_is_taken_away_permitted_no_less(pair: tuple[Use, Use]) -> None:
    assert_no_more(*pair)


def starting_later(consent: Consent) -> st.SearchStrategy[Consent]:
    """Draw the consent as one that begins after the use: by its first day, or by all that happened to it."""
    after = [AT + dt.timedelta(seconds=1 + place) for place in range(len(consent.events))]
    late = [attrs.evolve(event, at=at) for event, at in zip(consent.events, after, strict=True)]
    return st.one_of(
        st.integers(1, 400).map(lambda days: attrs.evolve(consent, valid_from=DAY + dt.timedelta(days=days))),
        st.just(attrs.evolve(consent, events=late)),
    )


@PROPERTY
@given(uses, consents.flatmap(starting_later))
def test_a_consent_that_begins_after_the_use_never_covers_it(use: Use, later: Consent) -> None:
    held = tuple(use.customer.consents)
    assert outcomes(holding(use, (*held, later))) == outcomes(use)


@PROPERTY
@given(uses, consents, st.sampled_from(("withdrawn", "refused", "revoked", "expired")))
def test_a_consent_that_ended_before_the_use_never_covers_it(use: Use, consent: Consent, kind: str) -> None:
    over = [event for event in consent.events if event.at <= AT]
    gone = ended(attrs.evolve(consent, events=over), AT - dt.timedelta(milliseconds=1), kind)
    assume(all(event.at < AT for event in over))
    held = tuple(use.customer.consents)
    assert outcomes(holding(use, (*held, gone))) == outcomes(use)


@PROPERTY
@given(uses, st.randoms(use_true_random=False))
def test_the_order_of_consents_and_of_their_events_says_nothing(use: Use, random: Any) -> None:
    mixed = [attrs.evolve(one, events=random.sample(one.events, len(one.events))) for one in use.customer.consents]
    random.shuffle(mixed)
    assert outcomes(holding(use, mixed)) == outcomes(use)


@cache
def carried() -> Mapping[str, frozenset[str]]:
    """Give the bases that can carry each purpose beside consent, as the table of the pack is written."""
    table = tomllib.loads((RULESETS / "cn" / "tables" / "bases_for.toml").read_text(encoding="utf-8"))
    found: dict[str, frozenset[str]] = {}
    for row in table["row"]:
        named = row["when"]["purpose"]
        for purpose in [named] if isinstance(named, str) else named:
            found.setdefault(purpose, frozenset(row["is"]))
    return found


@PROPERTY
@given(uses)
def test_without_a_consent_just_what_the_other_bases_carry_is_permitted(use: Use) -> None:
    alone = holding(use, ())
    if carried()[use.purpose] & frozenset(use.bases):
        assert outcomes(alone)[MISSING] == "not_applicable"
        return
    # An order or a duty is no approach to the customer, so what is public may be used for it, if that is relied on.
    free = "public-information" in use.bases and use.purpose in ("order-execution", "money-laundering-prevention")
    lawful = free and all(data.source == "public" for data in use.data)
    assert outcomes(alone)[MISSING] == ("pass" if lawful else "violation")


@PROPERTY
@given(contacts, st.data())
def test_a_consent_to_be_contacted_that_allows_less_permits_no_more(contact: Any, data: st.DataObject) -> None:
    held = tuple(contact.customer.consents)
    assume(held)
    made = data.draw(st.one_of(less(held[0]), st.just(ended(held[0], AT - dt.timedelta(milliseconds=1)))))
    was, now = (outcomes(one)[CONTACTED] for one in (contact, holding(contact, (made, *held[1:]))))
    assert PERMITS[now] <= PERMITS[was]


def test_what_is_drawn_is_permitted_now_and_then_and_turns() -> None:
    """Were no use permitted, the properties above would show little."""
    seen, turned = dict.fromkeys(PERMITS, 0), 0

    @settings(max_examples=400, database=None)
    @given(with_one(less))
    def draw(pair: tuple[Use, Use]) -> None:
        nonlocal turned
        before, after = (outcomes(use)[MISSING] for use in pair)
        seen[before] += 1
        turned += before == "pass" and after == "violation"

    draw()
    assert min(seen.values()) > 5, seen
    assert turned > 8, (seen, turned)


def test_the_rules_of_consent_are_among_those_that_read_consents() -> None:
    assert readers("use")[MISSING] is readers("contact")[CONTACTED] is False
    assert readers("use")["cn.use.consent-tied-to-service"]
    assert sum(not judges for judges in readers("use").values()) > 8
