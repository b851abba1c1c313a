"""Offers of every kind for Hypothesis: only what the model allows."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from transforms.components import ByHand
from transforms.models import (
    Allowance,
    Evidence,
    Offer,
    OfferNetwork,
    OfferPlace,
    Price,
    Speed,
    Validity,
    Volume,
)
from transforms.words import (
    AfterCap,
    AllowanceRole,
    CalledScope,
    Confidence,
    DataBasis,
    DataPer,
    DayRule,
    Kind,
    PlacesBasis,
    PlaceStatus,
    PriceRole,
    PriceState,
    Segment,
    Service,
    Sim,
    StartRule,
    TaxBasis,
    Usage,
)

# The characters that could be mistaken for the structure of a golden line stand in it often.
WORDS = st.text(st.sampled_from("ab =;,\"'|&x1é원\n") | st.characters(exclude_categories=["Cs"]), max_size=8)
SOME_WORDS = WORDS.filter(lambda words: bool(words.strip()))
AMOUNTS = st.decimals(Decimal(0), Decimal(10**6), places=2)
UNITS = st.sampled_from(["day", "pack", "10 kb", "minute", "month", "message"])


def maybe(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | strategy


VOLUMES = st.builds(
    Volume, st.none() | st.integers(1, 10**12), st.sampled_from(DataBasis), words=WORDS, where=WORDS
)  # fmt: skip
ROLES = st.sampled_from([role for role in PriceRole if role is not PriceRole.SPEND_CAP])
PRICES = st.builds(
    Price, AMOUNTS, st.sampled_from(["USD", "KRW"]), ROLES,
    unit=st.just("") | UNITS, months=maybe(st.integers(1, 24)), label=WORDS, words=WORDS, where=WORDS,
)  # fmt: skip
ALLOWANCES = st.one_of(
    st.builds(Allowance, st.sampled_from(AllowanceRole), VOLUMES, zone=WORDS, label=WORDS,
              per=maybe(st.sampled_from(DataPer))),
    st.builds(Allowance, minutes=st.integers(0, 999), service=st.just(Service.VOICE), zone=WORDS, label=WORDS,
              called_scope=maybe(st.sampled_from(CalledScope)), validity_days=maybe(st.integers(1, 60))),
    st.builds(Allowance, messages=st.integers(0, 999), service=st.just(Service.SMS), label=WORDS),
    st.builds(Allowance, is_unlimited=st.just(True), service=st.sampled_from(Service), zone=WORDS, words=WORDS),
)  # fmt: skip
PLACES = st.lists(
    st.builds(OfferPlace, st.sampled_from(["TR", "FR", "XK", "X-CRUISE"]), st.sampled_from(PlaceStatus), WORDS, WORDS,
              words=WORDS), max_size=3, unique_by=lambda p: (p.place, p.zone),
)  # fmt: skip
NETWORKS = st.lists(
    st.builds(OfferNetwork, st.sampled_from(["TR", "FR"]), SOME_WORDS, mcc_mnc=st.sampled_from(["", "286-01"]),
              generations=st.sampled_from(["", "4G", "3G;4G;5G"]), bands=WORDS,
              is_preferred=maybe(st.booleans()), handset_names=WORDS), max_size=2,
)  # fmt: skip
BY_HAND = st.builds(
    ByHand, SOME_WORDS, st.dates(date(2000, 1, 1), date(2040, 1, 1)), SOME_WORDS, st.sampled_from(Confidence)
)
SPEEDS = st.builds(Speed, st.integers(1, 10**6), words=WORDS) | st.builds(Speed, st.none(), SOME_WORDS)


@st.composite
def offers(draw: st.DrawFn) -> Offer:
    state = draw(st.sampled_from(PriceState))
    prices = draw(st.lists(PRICES, min_size=1, max_size=3, unique_by=lambda p: (p.role, p.label, p.currency)))
    if state in (PriceState.UNAVAILABLE, PriceState.NOT_STATED):
        prices = []
    places = draw(PLACES)
    start, end = sorted(draw(st.dates(date(2000, 1, 1), date(2040, 1, 1))) for _ in range(2))
    throttle = draw(
        maybe(st.builds(Speed, st.integers(1, 10**6), words=WORDS) | st.builds(Speed, st.none(), SOME_WORDS))
    )
    return Offer(
        label=draw(SOME_WORDS), kind=draw(st.sampled_from(Kind)), service=draw(st.sampled_from(Service)),
        usage=draw(st.sampled_from(Usage)), code=draw(WORDS), scope=draw(WORDS), eligibility=draw(WORDS),
        variant=draw(WORDS), plan=draw(WORDS), segment=draw(maybe(st.sampled_from(Segment))),
        sim=draw(maybe(st.sampled_from(Sim))), called_scope=draw(maybe(st.sampled_from(CalledScope))),
        time_window=draw(WORDS), price_state=state, prices=tuple(prices), price_unit=draw(UNITS),
        billing_increment=draw(WORDS), tax_basis=draw(maybe(st.sampled_from(TaxBasis))),
        max_charges=draw(maybe(st.integers(1, 31))), max_charges_per=draw(WORDS), data=draw(maybe(VOLUMES)),
        data_per=draw(maybe(st.sampled_from(DataPer))), shares_home_allowance=draw(maybe(st.booleans())),
        fair_use_bytes=draw(maybe(st.integers(1, 10**12))), fair_use_days=draw(maybe(st.integers(1, 90))),
        allowances=tuple(draw(st.lists(ALLOWANCES, max_size=3))),
        after_cap=AfterCap.THROTTLE if throttle else draw(maybe(st.sampled_from(AfterCap))), throttle=throttle,
        validity=draw(maybe(st.builds(Validity, st.integers(1, 366), words=WORDS))),
        day_rule=draw(maybe(st.sampled_from(DayRule))), day_tz=draw(WORDS),
        start_rule=draw(maybe(st.sampled_from(StartRule))), activate_within_days=draw(maybe(st.integers(1, 90))),
        tethering=draw(maybe(st.booleans())), exclusions=tuple(draw(st.lists(WORDS, max_size=2))),
        places=tuple(places), places_basis=draw(st.sampled_from(PlacesBasis)),
        claimed_places=draw(maybe(st.integers(1, 250))), claimed_places_is_minimum=draw(st.booleans()),
        networks=tuple(draw(NETWORKS)), stated_from_on=start, stated_to_on=end,
        by_hand=draw(maybe(BY_HAND)),
        evidence=tuple(draw(st.lists(st.builds(Evidence, WORDS, WORDS, WORDS), max_size=2))),
    )  # fmt: skip
