"""MTS, Russia: the home tariffs of a region, from the data that its tariff page embeds. Prices differ by region."""

import re
from collections.abc import Iterator
from functools import partial
from html import unescape
from typing import Any

from transforms.models import Offer
from transforms.page import Pages, choose, choose_form
from transforms.shapes.row import Row
from transforms.source import Expect, Part, Source
from transforms.values import Style, clean, data, match, messages, minutes, rate
from transforms.words import DataPer, Kind, Media, PriceRole, Service, SourceStatus, Usage

URL = "https://{}.mts.ru/personal/mobilnaya-svyaz/tarifi"
SOURCE = Source(
    carrier="MTS", home_country="RU", style=(STYLE := Style(currency="RUB", language="ru", decimal=",", grouping=" ")),
    parts=tuple(Part(id=r, urls=(URL.format(r),), media=Media.JSON) for r in ("altai", "bryansk", "chukotka")),
    expect=Expect(rows_min=4, rows_max=200, landmarks=('"actualTariffs"', '"subscriptionFee"')),
    status=SourceStatus.HISTORIC, notes="Shape from the data of three of its 82 regions, saved 2025-07-27.",
)  # fmt: skip
DATA, CALLS, TEXTS, NOTE = "InternetPackage", "MinutesPackage", "MessagesPackage", "subscriptionFeeAnnotationSettings"
OPTIONAL: dict[str, Any] = {"customizingType": "", "discountFee": {}, "discounts": [], NOTE: {}}
# A column whose name speaks of money, sizes or settings is read or holds its tariff; links and badges are left.
TOLD = re.compile(r"Fee(?!s)|[Pp]rice|[Dd]iscount|Settings$|^product[CF]|customizing|quota|^id$|^title$")
PLAIN_FEES = ("Абонентская плата", "Плата по тарифу", "Ежемесячная плата")
DISCOUNTS = {  # what is said of a second fee: whose it is, for how many months
    r"Чтобы пользоваться тарифом со скидкой со второго месяца, .+": (PriceRole.MEMBER, None),
    r"Два месяца при покупке новой SIM-карты\. Далее .+": (PriceRole.PROMO, 2), "": (PriceRole.PROMO, None),
}  # fmt: skip
COUNTED = {CALLS: minutes, TEXTS: messages}
Found = tuple[str, str, Row, dict[str, Any]]  # code, variant, the fee with its title, sizes of its own


def parse(pages: Pages) -> Iterator[Offer]:
    region = match(str(pages.only.at("/unselectedCategoryTitleTemplate")), r".+ МТС - (?P<name>.+)")["name"]
    tariffs = pages.only.at("/actualTariffs")
    rows = [Row(OPTIONAL | told, f"/actualTariffs/{i}") for i, told in enumerate(tariffs)]
    aside = {name for told in tariffs for name in told if not TOLD.search(name)}
    yield from pages.only.each(rows, partial(tariff, region), aside)


def tariff(region: str, row: Row) -> Iterator[Offer]:
    kinds = {"": single, "InbuiltOptions": single, "Configurator": configured, "Parametrized": parametrized}
    facts, off, label = row.rows("productCharacteristics"), row.row("discountFee"), row.take("title")
    said = {str(c.expect("baseParameter", DATA, *COUNTED)): c.take("value") for c in facts}
    words: list[str] = [said.pop(TEXTS)] if "на номера" in said.get(TEXTS, "") else []
    words += [plain(feature.take("value")) for feature in row.rows("productFeatures")]
    notes = [plain(discount.take("discountSizeNote")) for discount in row.rows("discounts")]
    notes += [plain(row.row(NOTE).get("text") or "")]
    role, months = choose_form(" ".join(notes).strip(), DISCOUNTS, "what is said of a discount")
    less = f"{amount} {off.take('displayUnit')}" if (amount := off.get("numValue")) else ""
    for code, variant, cost, sizes in choose(row.take("customizingType"), kinds, "how it is set up")(row):
        has, fee, title = said | sizes, rate(cost.take("value"), STYLE), cost.take("title")
        yield Offer(
            label=label, code=code, scope=region, variant=variant, kind=Kind.PLAN, usage=Usage.HOME,
            price_unit=fee.unit, service=Service.DATA if set(has) == {DATA} else Service.BUNDLE,
            prices=fee.prices + (rate(less, STYLE, role, months=months).prices if less else ()),
            allowances=tuple(COUNTED[name](size, STYLE) for name, size in has.items() if name in COUNTED),
            **(data(has[DATA], STYLE).fields(DataPer.MONTH) if DATA in has else {}),
            conditions=tuple(c for c in (*words, *notes, title) if c and c not in PLAIN_FEES),
        )  # fmt: skip


def single(row: Row) -> Iterator[Found]:
    yield row.take("id"), "", row.row("subscriptionFee"), {}


def configured(row: Row) -> Iterator[Found]:
    settings, _ = row.row("configurableTariffSettings"), row.take("id")
    options = {str(o.take("optionId")): o.take("label") for r in settings.rows("regulators") for o in r.rows("options")}
    for package in settings.rows("packages"):
        option = choose(",".join(map(str, package.raw("regulatorsOptionsIds"))), options, "the option")
        sizes = match(option, rf"(?P<{CALLS}>\d+ мин) и (?P<{TEXTS}>\d+ SMS)", "the package")
        yield package.take("id"), option, package.row("subscriptionFee"), sizes


def parametrized(row: Row) -> Iterator[Found]:
    """The sizes at which the sliders stand. Messages are left out: the page's own formula does not count them in."""
    told = row.row("parametrizedTariffSettings")
    at = Row({o.take("serviceType"): o.raw("rangeSettings") for o in told.rows("parametrizedOptions")}, told.where)
    sizes = {DATA: at.row("Internet").take("defaultValue") + " ГБ", CALLS: at.row("Calls").take("defaultValue")}
    fee = {"title": "Настроить", "value": told.take("defaultPackagePrice") + " ₽/мес"}
    yield row.take("id"), "", Row(fee, told.where), sizes


def plain(words: str) -> str:
    return clean(re.sub(r"<[^>]*>", "", unescape(words)))
