"""Rogers, Canada, Roam Like Home: a fee for each calendar day of Eastern Time, one for the U.S., one for elsewhere.

Off: written from an undated public copy of a page of the carrier's own bank; the carrier's own page was not seen.
"""

from collections.abc import Iterator

from transforms.models import Offer, Validity
from transforms.page import Pages
from transforms.places import full_list
from transforms.shapes.offers import pack
from transforms.shapes.said import count_only, receipts
from transforms.source import Expect, Part, Source
from transforms.values import Style
from transforms.words import DayRule, Kind, Service, SourceStatus

SOURCE = Source(
    carrier="Rogers", home_country="CA", style=(STYLE := Style(currency="CAD")), status=SourceStatus.OFF,
    parts=(Part(urls=("https://rogersbank.com/en/help_centre_answers/rogers_connections_mastercard",)),),
    expect=Expect(rows_min=2, rows_max=2, landmarks=("Roam Like Home", "Eastern Time")))  # fmt: skip
ABROAD = "international destinations"
SAID = (r"(?P<us>\$\d+) per day in the (?P<here>U\.S\.) and (?P<other>\$\d+) per day in over (?P<count>\d+) eligible "
        + ABROAD)  # fmt: skip


def parse(pages: Pages) -> Iterator[Offer]:
    said = pages.only.find(SAID)
    home = pages.only.find(r"the data, talk and text included in your monthly plan")[""]
    day = pages.only.find(r"each calendar day of usage until 11:59:59 p\.m\. Eastern Time \(ET\)")[""]
    elsewhere = count_only(said["count"], STYLE)
    for fee, scope, where in (
        (said["us"], said["here"], full_list([said["here"]])),
        (said["other"], ABROAD, elsewhere),
    ):
        yield pack("Roam Like Home", fee, STYLE, scope=scope, kind=Kind.DAY_PASS, service=Service.BUNDLE,
                   price_unit="day", shares_home_allowance=True, validity=Validity(1, day),
                   day_rule=DayRule.HOME_TZ, day_tz="America/Toronto", **where,
                   evidence=receipts(day_rule=day, shares_home_allowance=home))  # fmt: skip
