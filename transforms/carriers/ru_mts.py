"""MTS, Russia: the home tariffs of a region, from the data that its tariff page embeds. Prices differ by region.

Shape from the data of three of its 82 regions, saved 2025-07-27. A column whose name speaks of money, sizes or settings
is read or holds its tariff; links, badges and pictures are left.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from transforms.models import Offer
from transforms.page import Pages, choose, choose_form
from transforms.shapes.row import Row
from transforms.shapes.said import agreed, without_tags
from transforms.source import Expect, Source, part_for_each
from transforms.values import Style, data, match, messages, minutes, rate
from transforms.words import DataPer, Kind, Media, PriceRole, Service, SourceStatus, Usage

URL = "https://{}.mts.ru/personal/mobilnaya-svyaz/tarifi"
SOURCE = Source(
    carrier="MTS", home_country="RU", style=(STYLE := Style(currency="RUB", language="ru", decimal=",", grouping=" ")),
    parts=part_for_each(("altai", "bryansk", "chukotka"), URL, media=Media.JSON),
    expect=Expect(rows_min=4, rows_max=200, landmarks=('"actualTariffs"', '"subscriptionFee"')),
    status=SourceStatus.HISTORIC)  # fmt: skip
TOLD = re.compile(r"Fee(?!s)|[Pp]rice|[Dd]iscount|Settings$|^product[CF]|customizing|quota|^id$|^title$")
DATA, CALLS, TEXTS = "InternetPackage", "MinutesPackage", "MessagesPackage"
COUNTED = {CALLS: minutes, TEXTS: messages}
PLAIN_FEES = ("Абонентская плата", "Плата по тарифу", "Ежемесячная плата", "")
DISCOUNTS = {  # what is said of a second fee: whose it is, for how many months
    r"Чтобы пользоваться тарифом со скидкой со второго месяца, .+": (PriceRole.MEMBER, None),
    r"Два месяца при покупке новой SIM-карты\. Далее .+": (PriceRole.PROMO, 2),
    "": (PriceRole.PROMO, None)}  # fmt: skip
Found = Iterator[tuple[str, str, Row, dict[str, Any]]]  # code, variant, the fee with its title, sizes of its own


def parse(pages: Pages) -> Iterator[Offer]:
    region = match(str(pages.only.at("/unselectedCategoryTitleTemplate")), r".+ МТС - (?P<name>.+)")["name"]
    yield from pages.only.each([r.only(TOLD) for r in pages.only.records("/actualTariffs")], partial(tariff, region))


def tariff(region: str, row: Row) -> Iterator[Offer]:
    label, how, fees = row.take("title"), row.get("customizingType") or "", row.row("discountFee", is_optional=True)
    facts = {str(c.take("baseParameter")): c.take("value") for c in row.rows("productCharacteristics")}
    told = [fact.take("value") for fact in row.rows("productFeatures")]
    told += [facts.pop(TEXTS)] if "на номера" in facts.get(TEXTS, "") else []
    said: list[str] = [d.take("discountSizeNote") for d in row.rows("discounts", is_optional=True)]
    said += [row.row("subscriptionFeeAnnotationSettings", is_optional=True).get("text") or ""]
    role, months = choose_form(without_tags(" ".join(said)), DISCOUNTS, "what is said of a discount")
    less = [f"{fees.take('numValue')} {fees.take('displayUnit')}"] if fees.left else []
    for code, variant, cost, sizes in choose(how, SET_UP, "how it is set up")(row):
        has, fee, title = facts | sizes, rate(cost.take("value"), STYLE), cost.take("title")
        agreed("the fee", fee.prices[0].amount, cost.raw("numValue"))
        yield Offer(
            label=label, code=code, scope=region, variant=variant, kind=Kind.PLAN, usage=Usage.HOME,
            price_unit=fee.unit, service=Service.DATA if set(has) == {DATA} else Service.BUNDLE,
            prices=(*fee.prices, *(p for words in less for p in rate(words, STYLE, role, months=months).prices)),
            allowances=tuple(choose(name, COUNTED, "a size")(has[name], STYLE) for name in has if name != DATA),
            **(data(has[DATA], STYLE).fields(DataPer.MONTH) if DATA in has else {}),
            conditions=tuple(c for w in (*told, *said, title) if (c := without_tags(w)) not in PLAIN_FEES))  # fmt: skip


def single(row: Row) -> Found:
    yield row.take("id"), "", row.row("subscriptionFee"), {}


def configured(row: Row) -> Found:
    settings, _ = row.row("configurableTariffSettings"), row.take("id")
    options = {str(o.take("optionId")): o for r in settings.rows("regulators") for o in r.rows("options")}
    for package in settings.rows("packages"):
        chosen = [choose(str(number), options, "the option") for number in package.values("regulatorsOptionsIds")]
        sizes = {str(q.take("baseParameter")): q.take("value").rstrip(".") for o in chosen for q in o.rows("quotas")}
        yield package.take("id"), " + ".join(o.take("label") for o in chosen), package.row("subscriptionFee"), sizes


def slid(row: Row) -> Found:
    """The sizes at which the sliders stand. Messages are left out: the page's own formula does not count them in."""
    told = row.row("parametrizedTariffSettings")
    at = {str(o.take("serviceType")): o.row("rangeSettings") for o in told.rows("parametrizedOptions")}
    cost = told.raw("defaultPackagePrice")
    fee = Row({"title": "Настроить", "value": f"{cost} ₽/мес", "numValue": cost}, told.where)
    sizes = {DATA: at["Internet"].take("defaultValue") + " ГБ", CALLS: at["Calls"].take("defaultValue")}
    yield row.take("id"), "", fee, sizes


SET_UP = {"": single, "InbuiltOptions": single, "Configurator": configured, "Parametrized": slid}
