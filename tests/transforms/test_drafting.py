"""What a careful person finds on a page, and the module drafted from it: it loads, reads its page, and asks."""

import ast
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.drafting.address import brand_of, country_of, source_id_of, style_of
from transforms.drafting.module import Draft, Wanted, draft
from transforms.drafting.services import called_of, service_of
from transforms.drafting.style import about
from transforms.drafting.survey import Hints, look_over
from transforms.page import Page, Pages
from transforms.places.inside import place_in
from transforms.read import Reading, read
from transforms.source import load_carrier
from transforms.values import Style
from transforms.values.inside import validity_in, volume_in, volumes_in
from transforms.words import CalledScope, Media, Service

WANTED = Wanted(id="zz_shop", carrier="Shop", url="https://www.shop.example/plans", today="2026-11-24")
PROSE = "<p>" + "You pay for what you take, and nothing besides that. " * 20 + "</p>"


def html(body: str, lang: str = "en", title: str = "Plans") -> Page:
    text = f"<html lang={lang}><head><title>{title}</title></head><body><h1>{title}</h1>{PROSE}{body}</body></html>"
    return Page(text.encode(), WANTED.url)


def table(header: str, *rows: str) -> str:
    cells = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row.split('|'))}</tr>" for row in rows)
    return f"<table><tr>{''.join(f'<th>{c}</th>' for c in header.split('|'))}</tr>{cells}</table>"


def drafted(page: Page, folder: Path, wanted: Wanted = WANTED) -> tuple[Draft, Reading]:
    """A draft, loaded as a source and tried on its page."""
    made = draft(page, about(page, wanted.url), wanted)
    assert made is not None
    path = folder / f"{wanted.id}.py"
    path.write_text(made.text, encoding="utf-8")
    carrier = load_carrier(path, is_own=True)
    return made, read(carrier, Pages("main", (Page(page.body, page.url, carrier.source.parts[0].media),)))


def facts(reading: Reading) -> list[tuple[object, ...]]:
    assert (reading.problems, reading.held) == ((), ())
    return [
        (o.label, str(o.price_now.amount) if o.price_now else None, o.data.data_bytes if o.data else None,
         o.validity.days if o.validity else None) for o in reading.offers
    ]  # fmt: skip


GB = 1024**3


def test_a_table_of_packs_with_a_struck_price_a_bonus_and_codes_to_send(tmp_path: Path) -> None:
    page = html(
        table(
            "Plan|Price (€)|Data|Bonus data|Validity|USSD code",
            "Small|<s>12.00</s> 10.00|1 GB|500 MB|7 days|*1*1#", "Large|20.00|5 GB|1 GB|30 days|*1*2#",
        )
    )  # fmt: skip
    made, reading = drafted(page, tmp_path)
    assert facts(reading) == [("Small", "10.00", GB, 7), ("Large", "20.00", 5 * GB, 30)]
    assert [[p.role.value for p in offer.prices] for offer in reading.offers] == [["base", "list"], ["base"]]
    assert reading.offers[0].allowances[0].data.data_bytes == 500 * 1024**2
    assert made.questions == ()
    assert '"USSD code": "[*#\\\\d]+"' in made.text  # what is left aside may hold codes, and no price


def test_cards_under_headings_and_a_price_by_the_month(tmp_path: Path) -> None:
    def card(size: str, price: str) -> str:
        return f'<div class="card"><b class="size">{size}</b><span class="cost">{price}</span><i>Buy</i></div>'

    page = html(
        f"<section class='group'><h3>Daily</h3>{card('1 GB', '£2 a month')}{card('2 GB', '£3 a month')}</section>"
        f"<section class='group'><h3>Weekly</h3>{card('1 GB', '£5 a month')}</section>"
    )
    _, reading = drafted(page, tmp_path)
    assert [(o.label, o.variant, str(o.price_now.amount), o.price_unit) for o in reading.offers] == [
        ("Daily", "1 GB", "2", "month"), ("Daily", "2 GB", "3", "month"), ("Weekly", "1 GB", "5", "month"),
    ]  # fmt: skip


def test_rates_by_country_with_networks(tmp_path: Path) -> None:
    page = html(
        table(
            "Country|Operator|Calls to home (per minute)|Data (per MB)",
            "Turkey|Turkcell|€1.10|€0.20", "Japan|KDDI|€2.20|€0.40",
        ),
        title="Roaming",
    )  # fmt: skip
    _, reading = drafted(page, tmp_path)
    assert [(o.service.value, o.price_unit, o.places[0].place, o.networks[0].network) for o in reading.offers] == [
        ("voice", "minute", "TR", "Turkcell"), ("data", "mb", "TR", "Turkcell"),
        ("voice", "minute", "JP", "KDDI"), ("data", "mb", "JP", "KDDI"),
    ]  # fmt: skip
    assert reading.offers[0].called_scope is CalledScope.HOME


def test_services_become_a_closed_table_so_that_a_new_one_is_held(tmp_path: Path) -> None:
    body = table("Service|Cost", "Calls to any number|£1.40 per minute", "Texts|20p per text", "Internet|£3 per MB")
    made, reading = drafted(html(body, title="Roaming"), tmp_path)
    assert [o.service for o in reading.offers] == [Service.VOICE, Service.SMS, Service.DATA]
    more = html(body.replace("Internet", "Wi-Fi calling hub"), title="Roaming")
    carrier = load_carrier(tmp_path / "zz_shop.py", is_own=True)
    assert [h.code for h in read(carrier, Pages("main", (more,))).held] == ["unknown_words"]
    assert '"Texts": (Service.SMS, CalledScope.ANY, "message")' in made.text


def test_data_inside_a_script_and_the_data_answer_itself(tmp_path: Path) -> None:
    plans = '[{"id": "a1", "name": "Japan 7 days", "price": 12.5, "gb": "3 GB"},' \
            '{"id": "a2", "name": "Turkey 30 days", "price": 20, "gb": "10 GB"}]'  # fmt: skip
    _, reading = drafted(html(f"<p>€1 or so, € 3, €4</p><script>var plans = {plans};</script>", title="eSIM"), tmp_path)
    assert [(o.code, o.places[0].place, o.usage.value, o.sim.value) for o in reading.offers] == [
        ("a1", "JP", "travel", "esim"), ("a2", "TR", "travel", "esim"),
    ]  # fmt: skip
    answer = Page(f'{{"data": {{"plans": {plans}}}}}'.encode(), WANTED.url, Media.JSON)
    _, same = drafted(answer, tmp_path)
    assert facts(same) == [("Japan 7 days", "12.5", 3 * GB, 7), ("Turkey 30 days", "20", 10 * GB, 30)]


def test_what_a_person_must_decide_is_asked_in_the_module(tmp_path: Path) -> None:
    page = html(table("Plan|Price|Data", "Japan 1|€3|1 GB", "Japan 2|€5|1 GB + 500 MB"), title="Travel eSIM")
    made, _ = drafted(page, tmp_path)
    assert 'to decide: is "GB" a day or in total? 2 of 2 do not say' in made.text
    assert "holds a second volume: it is read as a bonus" in made.text
    assert len(made.questions) == made.text.count("# to decide:")


def test_a_page_without_a_list_of_prices_gives_no_draft() -> None:
    page = html("<p>A day abroad costs €5.</p>" + table("Phone|Fax", "1|2", "3|4"))
    assert draft(page, about(page, WANTED.url), WANTED) is None
    seen = look_over(page, WANTED, Hints())
    assert any("1 amounts in prose" in words for words in seen.found)


def test_walls_and_shells_are_told_as_such() -> None:
    shell = Page(b"<html><body><div id='root'></div><script src='a.js'></script></body></html>", WANTED.url)
    wall = Page(b"<html><body><p>We value your privacy. Accept cookies?</p></body></html>", WANTED.url)
    empty = Page(b"", WANTED.url)
    codes = [look_over(page, WANTED, Hints()).problem.code for page in (shell, wall, empty)]
    assert codes == ["needs_browser", "consent_wall", "empty"]


def test_sister_pages_are_counted() -> None:
    links = "".join(f'<a href="/esim/{place}">x</a>' for place in ("turkey", "japan", "spain", "italy", "japan#top"))
    wanted = Wanted(id="zz_shop", carrier="Shop", url="https://www.shop.example/esim/france", today="2026-11-24")
    assert look_over(html(links), wanted, Hints()).found == ("4 sister pages linked, in /esim/",)


@pytest.mark.parametrize(
    ("url", "country", "source_id"),
    [
        ("https://www.vodafone.co.uk/mobile/roaming", "GB", "gb_vodafone_roaming"),
        ("https://tariff.glo.ng/", "NG", "ng_glo"),
        ("https://www.airalo.com/turkey-esim", "ZZ", "zz_airalo_turkey_esim"),
        ("https://www.docomo.ne.jp/service/kaigai/index.html", "JP", "jp_docomo_kaigai"),
        ("https://日本.jp/料金", "JP", "jp_page"),
    ],
)
def test_an_address_gives_a_country_and_an_id(url: str, country: str, source_id: str) -> None:
    assert (country_of(url), source_id_of(url, country)) == (country, source_id)
    assert source_id_of(url, country, {source_id}) == f"{source_id}_2"
    assert brand_of("gb_vodafone_roaming") == "Vodafone"


def test_a_page_tells_how_it_writes() -> None:
    german = html("<p>Der Tag kostet 4,99 € und die Woche 1.234,50 €, oder 9,00 €.</p>", lang="de")
    style = about(german, "https://www.shop.example/").style
    assert (style.currency, style.language, style.decimal, style.grouping) == ("EUR", "de", ",", ".")
    korean = html("<p>하루 요금은 3,300원 이고 한달은 12,000원 입니다. 일주일은 9,900원</p>" * 60, lang="en")
    found = about(korean, "https://www.shop.example/")
    assert (found.country, found.style.currency, found.style.language) == ("KR", "KRW", "ko")
    said = about(korean, "https://www.shop.example/", country="JP", currency="JPY", language="ja")
    assert (said.country, said.style.currency, said.style.language) == ("JP", "JPY", "ja")
    assert style_of("CH").currency == "CHF"


def test_values_inside_words() -> None:
    en, ko = Style(currency="USD"), Style(currency="KRW", language="ko")
    assert volume_in("quarterly plan (30GB)", en) == "30GB"
    assert volumes_in("500MB + 250MB (*bonus data)", en) == ["500MB", "250MB"]
    assert volumes_in("Up to 100 Mbps on 5G, then 128kbps", en) == []
    assert volumes_in("11GB+일2GB+3Mbps", ko) == ["11GB", "2GB"]
    assert volume_in("Unlimited for all", en) == "Unlimited"
    assert validity_in("100 Hrs or 30 days (weekend)", en) == "30 days"
    assert validity_in("7PM to 7AM", en) == ""
    assert (place_in("일본(로컬망) 7일", "ko"), place_in("Pack for Saudi Arabia, small", "en")) == (
        "일본",
        "Saudi Arabia",
    )
    assert place_in("Europe 33 countries", "en") == ""


def test_what_a_rate_is_for() -> None:
    assert service_of("Texting a Brazilian number") is Service.SMS
    assert service_of("Nelpon ke Indonesia dari luar negeri") is Service.VOICE
    assert service_of("Handling fee") is None
    assert called_of("Nelpon ke Indonesia", Service.VOICE, "ID", "id") is CalledScope.HOME
    assert called_of("Receiving calls", Service.VOICE, "GB", "en") is CalledScope.INCOMING
    assert called_of("Internet", Service.DATA, "GB", "en") is None


NASTY = st.text(alphabet=st.sampled_from("ab1€\"'\\\n\r\u2028#{}%<>()[]=;:\u0000\u00e9"), max_size=12)


@settings(max_examples=60)
@given(st.lists(NASTY, min_size=2, max_size=4), NASTY)
def test_no_word_of_a_page_gets_out_of_its_quotes(names: list[str], cell: str) -> None:
    header = "|".join([*(n.replace("|", "") for n in names), "Price", "Data"])
    row = "|".join([*(cell.replace("|", "") for _ in names), "€{}", "{} GB"])
    page = html(table(header, row.replace("{}", "1"), row.replace("{}", "2"), row.replace("{}", "3")))
    seen = look_over(page, WANTED, Hints())
    if seen.draft is not None:
        tree = ast.parse(seen.draft.text)
        called = {
            node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert called <= {
            "Source", "Style", "Part", "Expect", "pack", "bonus", "now_and_before", "per_unit", "volumes_in", "rate",
            "validity_in", "stated", "sold_in", "choose", "full_list", "in_place", "minutes", "messages", "read",
        }  # fmt: skip


@settings(max_examples=80)
@given(st.binary(max_size=300))
def test_looking_over_any_bytes_never_raises(body: bytes) -> None:
    for media in (Media.HTML, Media.JSON, Media.CSV, Media.PDF):
        seen = look_over(Page(body, WANTED.url, media), WANTED, Hints())
        assert seen.problem or seen.about
