"""The commonest offers from the words of their cells, so that a source says only what is its own.

Every keyword argument is a field of :class:`~transforms.models.Offer` and wins over what is set here. All of them raise
the errors of the values that they read.
"""

from collections.abc import Iterable
from typing import Any

from transforms.models import Allowance, Offer, Price
from transforms.values.allowed import data
from transforms.values.money import price, rate
from transforms.values.style import Style
from transforms.values.volume import validity, volume
from transforms.words import AllowanceRole, CalledScope, Kind, PriceRole, Service


def pack(label: str, cost: str, style: Style, size: str = "", lasts: str = "", **given: Any) -> Offer:
    """A data pack: one price, what is in it ("2GB", "1GB/day", "Unlimited") and how long it lasts; "" for what the
    page does not say."""
    fields: dict[str, Any] = {"kind": Kind.PACK, "service": Service.DATA, "price_unit": "pack"}
    fields |= {"prices": (price(cost, style),)} if cost else {}
    fields |= data(size, style).fields() if size else {}
    fields |= {"validity": validity(lasts, style)} if lasts else {}
    return Offer(label=label, **(fields | given))


def per_unit(
    label: str, cost: str, style: Style, service: Service, called: CalledScope | None = None, unit: str = "",
    caps: Iterable[Price] = (), **given: Any,
) -> Offer:  # fmt: skip
    """What a call, a message or a volume costs; ``unit`` where the cell names none, ``caps`` the limits beside it.
    "Included", "free" and "not available" are price states of their own."""
    fields = {"kind": Kind.RATE, "service": service, "called_scope": called, **rate(cost, style).fields(unit)}
    return Offer(label=label, **(fields | {"prices": (*fields["prices"], *caps)} | given))


def now_and_before(now: str, before: str | None, style: Style) -> tuple[Price, ...]:
    """The price to pay, and the one struck through beside it if there is one. Raises as price."""
    struck = (price(before, style, PriceRole.LIST),) if before else ()
    return (price(now, style), *struck)


def bonus(words: str | None, style: Style, label: str = "") -> tuple[Allowance, ...]:
    """Data that comes on top, for ``Offer.allowances``; none for no words."""
    return (Allowance(AllowanceRole.BONUS, volume(words, style), label=label),) if words else ()
