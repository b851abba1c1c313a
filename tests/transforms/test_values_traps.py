"""The traps of real tariff pages, each by its own words: what they mean, or the error that they are."""

from decimal import Decimal

import pytest

from transforms.errors import Ambiguous, CellError, Implausible, UnknownCurrency, UnknownUnit, UnknownWords
from transforms.values import (
    Cell,
    Style,
    after_cap,
    at_most,
    data,
    data_basis,
    day_rule,
    increment,
    messages,
    minutes,
    number,
    price,
    price_of,
    price_state,
    rate,
    rates,
    read_amount,
    span,
    speed,
    start_rule,
    unglued,
    volume,
)
from transforms.words import AfterCap, DataBasis, DataPer, DayRule, PriceRole, PriceState, StartRule

USD, GBP, INR = Style(currency="USD"), Style(currency="GBP"), Style(currency="INR")
DE = Style(currency="EUR", language="de", decimal=",", grouping=".")
FR = Style(currency="EUR", language="fr", decimal=",", grouping=" ")
CH = Style(currency="CHF", language="de", grouping="'’")
ID = Style(currency="IDR", language="id", decimal=",", grouping=".")
JA, ZH = Style(currency="JPY", language="ja"), Style(currency="CNY", language="zh")
KO = Style(currency="KRW", language="ko", decimal="")
SV = Style(currency="SEK", language="sv", decimal=",", grouping=" ")
FA = Style(currency="IRR", language="fa", decimal="٫", grouping="٬,")
BN = Style(currency="BDT", language="bn")


@pytest.mark.parametrize(
    ("words", "style", "amount"),
    [
        ("Rp 9.999", ID, "9999"),
        ("16’000", CH, "16000"),
        ("1\xa0299,00\xa0€", FR, "1299"),
        ("1\u202f299,00\u202f€", FR, "1299"),
        ("৳১,২৯৯.৫০", BN, "1299.5"),
        ("١٬٢٣٤٫٥ ج.م.", Style(currency="EGP", language="ar", decimal="٫", grouping="٬"), "1234.5"),
        ("۵۶٬۰۰۰ تومان", FA, "560000"),
        ("56,000 toman", FA, "560000"),
        ("۵۶٬۰۰۰ ریال", FA, "56000"),
        ("１，２００円", Style(currency="JPY", language="ja", grouping="，", digits="fullwide"), "1200"),
        ("36.6p", GBP, "0.366"),
        ("40p", GBP, "0.4"),
        ("50 paise", INR, "0.5"),
        ("99p", INR, "0.99"),
        ("3 qirsh", Style(currency="JOD"), "0.03"),
        ("75 قرش", Style(currency="EGP", language="ar"), "0.75"),
        ("₩13,200", KO, "13200"),
        ("13,200원", KO, "13200"),
        ("3元", ZH, "3"),
        ("Rs 649", INR, "649"),
        ("Rs. 649", Style(currency="PKR"), "649"),
        ("R299", Style(currency="ZAR"), "299"),
        ("N1,000", Style(currency="NGN"), "1000"),
        ("49 kr", SV, "49"),
        ("49,- kr", Style(currency="NOK", language="nb", decimal=",", grouping=" "), "49"),
        ("kr. 49,50", Style(currency="DKK", language="da", decimal=",", grouping="."), "49.5"),
    ],
)
def test_money_is_what_its_own_source_means(words: str, style: Style, amount: str) -> None:
    read = price(words, style)
    assert (read.amount, read.currency) == (Decimal(amount), style.currency)


@pytest.mark.parametrize("currency", ["USD", "CAD", "AUD", "TWD", "HKD", "NZD", "SGD", "MXN"])
def test_a_bare_dollar_is_the_sources_own_and_another_dollar_is_refused(currency: str) -> None:
    style = Style(currency=currency)
    assert price("$298", style).currency == currency
    own = {"USD": "US$", "CAD": "CA$", "AUD": "A$", "TWD": "NT$", "HKD": "HK$", "NZD": "NZ$", "SGD": "S$", "MXN": "MX$"}
    for code, mark in own.items():
        if code == currency:
            assert price(f"{mark}298", style).currency == currency
        else:
            with pytest.raises(CellError):
                price(f"{mark}298", style)


def test_a_point_groups_beside_a_decimal_comma_on_one_page() -> None:
    assert number("9.999", ID) == 9999
    assert volume("1,5 GB", ID).data_bytes == 3 * 1024**3 // 2
    with pytest.raises(CellError):
        volume("1.5 GB", ID)


@pytest.mark.parametrize(
    ("words", "style"),
    [("１２ 円", JA), ("১২", USD), ("١٢ €", DE), ("۱۲", Style(currency="EGP", language="ar")), ("1२", INR)],
)
def test_digits_of_a_script_that_is_not_the_sources_are_refused(words: str, style: Style) -> None:
    with pytest.raises(CellError):
        price(words, style)
    with pytest.raises(CellError):
        read_amount(words)


def test_a_script_that_nobody_knows_cannot_be_declared() -> None:
    with pytest.raises(ValueError, match="fullwide"):
        Style(currency="USD", digits="roman")


@pytest.mark.parametrize(
    ("words", "style", "amount", "unit"),
    [
        ("19.–/Mt.", CH, "19", "month"),
        ("49/KB", INR, "49", "kb"),
        ("₹2200 / 10 KB", INR, "2200", "10 kb"),
        ("2200 / 10 KB", ID, "2200", "10 kb"),
        ("$0.0035/KB", USD, "0.0035", "kb"),
        ("0,69 € pro Min.", DE, "0.69", "minute"),
        ("月額980円", JA, "980", "month"),
        ("每天30元", ZH, "30", "day"),
        ("1,5 kr per minut", SV, "1.5", "minute"),
        ("0,29 zł za minutę", Style(currency="PLN", language="pl", decimal=",", grouping=" "), "0.29", "minute"),
        ("5 ₴ за хвилину", Style(currency="UAH", language="uk", decimal=",", grouping=" "), "5", "minute"),
    ],
)
def test_a_rate_keeps_what_its_amount_buys(words: str, style: Style, amount: str, unit: str) -> None:
    read = rate(words, style)
    assert read.price is not None
    assert (read.price.amount, read.unit) == (Decimal(amount), unit)


def test_three_prices_in_one_cell_are_three_rates() -> None:
    found = rates(Cell("Rp 5.000/hari Rp 30.000/minggu Rp 100.000/bulan", "td[2]"), ID)
    assert [(r.price.amount, r.unit) for r in found if r.price] == [(5000, "day"), (30000, "week"), (100000, "month")]
    assert {r.price.where for r in found if r.price} == {"td[2]"}
    assert [r.unit for r in rates("5 €/jour 30 €/semaine; 90 €/mois", FR)] == ["day", "week", "month"]
    with pytest.raises(UnknownWords):
        rates("5 €/jour 30 €/jour", FR)
    with pytest.raises(CellError):
        rates("Rp 5.000/hari Rp 30.000/abad", ID)


@pytest.mark.parametrize(
    ("parts", "style", "amount"),
    [
        (("12", "99", "€"), DE, "12.99"),
        (("€", "12,", "99"), DE, "12.99"),
        (("$", "9", ".99"), USD, "9.99"),
        (("1.", "837,", "32", "€"), DE, "1837.32"),
        (("$36.", "24"), USD, "36.24"),
        (("", "$12"), USD, "12"),
    ],
)
def test_a_price_in_pieces_is_put_together(parts: tuple[str, ...], style: Style, amount: str) -> None:
    read = price_of(parts, style)
    assert (read.amount, read.words) == (Decimal(amount), " ".join(parts))


@pytest.mark.parametrize("parts", [("$12", "1"), ("$12", "123"), ("12", "9 9"), ("€", "12", "99"), ()])
def test_pieces_that_end_in_no_cents_are_refused(parts: tuple[str, ...]) -> None:
    with pytest.raises(CellError):
        price_of(parts, USD)


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (price, "$12 1"), (price, "12 $1"), (volume, "5 GB2"), (volume, "5 GB 2"), (speed, "128 kbps1"),
        (minutes, "100 mins3"), (rate, "$1 per minute2"), (volume, "Unlimited1"), (rate, "Free1"), (data, "5 GB/day2"),
    ],
)  # fmt: skip
def test_a_glued_footnote_never_changes_a_number(read: object, words: str) -> None:
    with pytest.raises(CellError):
        read(words, USD)  # type: ignore[operator]


def test_a_footnote_mark_comes_off_where_the_page_has_it() -> None:
    assert unglued("U.S.1", "123") == ("U.S.", "1")
    assert unglued(Cell("Roaming5", "th[1]"), "12345") == ("Roaming", "5")
    assert volume(unglued("5 GB2", "12")[0], USD).data_bytes == 5 * 1024**3
    assert unglued("5 GB", "12") == ("5 GB", "")
    for words in ("121", "$12 1"):
        with pytest.raises(Ambiguous):
            unglued(words, "1")


def test_an_unlimited_plan_that_holds_a_number_is_that_number() -> None:
    for words in ("Unlimited (3 GB)", "Unlimited 3GB", "3 GB (unlimited)", "Unlimited data: 3 GB"):
        read = data(words, USD)
        assert (read.volume.data_bytes, read.is_called_unlimited, read.volume.words) == (3 * 1024**3, True, words)
    assert data("Unlimited", USD).volume.is_unlimited
    assert data("무제한 (매일 3GB)", KO).volume.data_bytes == 3 * 1024**3
    with pytest.raises(UnknownUnit):
        volume("Unlimited (3 GB)", USD)


def test_a_number_stands_for_no_limit_only_where_the_source_says_so() -> None:
    declared = Style(currency="USD", unlimited=("0", "-1", "1001"))
    assert volume("-1", declared).is_unlimited
    assert data("-1", declared).volume.is_unlimited
    assert minutes("1001", declared).is_unlimited
    assert messages("0", declared).is_unlimited
    assert minutes("1000", declared).minutes == 1000
    assert minutes("1001", USD).minutes == 1001
    for words in ("-1", "0", "1001"):
        with pytest.raises(CellError):
            volume(words, USD)


def test_a_gigabyte_is_what_the_page_says() -> None:
    for words, basis in (("1 GB = 1,024 MB", DataBasis.BINARY), ("1GB = 1000MB", DataBasis.DECIMAL)):
        assert data_basis(words, USD) is basis
        size = 1000**3 if basis is DataBasis.DECIMAL else 1024**3
        assert volume("1 GB", Style(currency="USD", data_basis=basis)).data_bytes == size
    assert data_basis("1 Go = 1000 Mo", FR) is DataBasis.DECIMAL
    decimal = Style(currency="USD", data_basis=DataBasis.DECIMAL)
    assert volume("1 GiB", decimal).data_bytes == 1024**3  # that unit says it itself
    for words in ("1 GB = 1048 MB", "1 GB = 1024 KB", "2 GB = 2048 MB", "1 GB"):
        with pytest.raises(UnknownWords):
            data_basis(words, USD)


@pytest.mark.parametrize(
    ("words", "style", "megabytes", "per"),
    [
        ("500 MB/day", USD, 500, DataPer.DAY),
        ("500MB daily", USD, 500, DataPer.DAY),
        ("10 GB in total", USD, 10240, DataPer.TOTAL),
        ("10 GB", USD, 10240, None),
        ("1 GB pro Tag", DE, 1024, DataPer.DAY),
        ("1 Go par jour", FR, 1024, DataPer.DAY),
        ("매일 2GB", KO, 2048, DataPer.DAY),
        ("총 3GB", KO, 3072, DataPer.TOTAL),
        ("每天1GB", ZH, 1024, DataPer.DAY),
        ("35Go/mois", FR, 35840, DataPer.MONTH),
    ],
)
def test_an_allowance_is_by_the_day_or_in_all(words: str, style: Style, megabytes: int, per: DataPer | None) -> None:
    read = data(words, style)
    assert (read.volume.data_bytes, read.per) == (megabytes * 1024**2, per)
    assert read.fields(DataPer.MONTH)["data_per"] == (per or DataPer.MONTH)


@pytest.mark.parametrize(
    "words",
    [
        "up to £45",
        "£45 limit",
        "SMS alert at 80%",
        "50/85/100%",
        "alert at £10",
        "60:60",
        "in 10 KB steps",
        "1:1",
        "50%",
    ],
)
def test_a_cap_an_alert_and_a_step_are_no_price_and_no_size(words: str) -> None:
    for read in (price, rate, volume, data, minutes, messages, span):
        with pytest.raises(CellError):
            read(words, GBP)  # type: ignore[operator]
    with pytest.raises(CellError):
        read_amount(words)


def test_a_limit_is_a_cap_and_needs_its_word() -> None:
    for words, style, amount in (
        ("up to £45", GBP, 45), ("max. 50 €", DE, 50), ("jusqu'à 50 €", FR, 50), ("최대 30,000원", KO, 30000),
    ):  # fmt: skip
        read = at_most(words, style)
        assert (read.amount, read.role, read.words) == (amount, PriceRole.SPEND_CAP, words)
    assert at_most("capped at $30", USD, PriceRole.DAILY_CAP).role is PriceRole.DAILY_CAP
    for words in ("£45", "from £45", "up to 45%"):
        with pytest.raises(CellError):
            at_most(words, GBP)


@pytest.mark.parametrize(
    ("words", "style", "step"),
    [
        ("60:60", USD, "60:60"), ("60/1", USD, "60:1"), ("1:1", USD, "1:1"), ("per second", USD, "second"),
        ("per 10 kB", USD, "10 kb"), ("10 KB increments", USD, "10 kb"), ("charged per 100 KB", USD, "100 kb"),
        ("je 100 kB", DE, "100 kb"), ("par paliers de 10 Ko", FR, "10 kb"), ("je angefangene Minute", DE, "minute"),
    ],
)  # fmt: skip
def test_a_billing_increment_is_read_as_one(words: str, style: Style, step: str) -> None:
    assert increment(words, style) == step


@pytest.mark.parametrize("words", ["", "$5", "5", "60", "0:60", "60:600", "10 GBit", "per furlong", "SMS at 50%"])
def test_what_is_no_increment_is_refused(words: str) -> None:
    with pytest.raises(UnknownWords):
        increment(words, USD)


@pytest.mark.parametrize(
    ("words", "style", "low", "high"),
    [
        ("from $60", USD, "60", None), ("ab 9,99 €", DE, "9.99", None), ("dès 5 €", FR, "5", None),
        ("600원~", KO, "600", None), ("600원 ~", KO, "600", None), ("1,000円から", JA, "1000", None),
        ("¥9起", ZH, "9", None), ("$10-$20", USD, "10", "20"), ("$10 – $20", USD, "10", "20"),
        ("from $10 to $20", USD, "10", "20"), ("5 bis 10 €", DE, "5", "10"), ("$60+", USD, "60", None),
    ],
)  # fmt: skip
def test_a_lowest_price_and_a_range_are_bounds(words: str, style: Style, low: str, high: str | None) -> None:
    read = span(words, style)
    assert (read.low.amount, read.low.role, read.low.words) == (Decimal(low), PriceRole.FROM, words)
    assert (read.high.amount if read.high else None) == (Decimal(high) if high else None)
    assert read.fields("pack")["price_state"] is PriceState.FROM
    with pytest.raises(CellError):
        price(words, style)


@pytest.mark.parametrize("words", ["$60", "60", "frommage", "from", "~", "up to $60", "from $60 to", "$1 - €2"])
def test_an_amount_without_its_bound_is_no_bound(words: str) -> None:
    with pytest.raises(CellError):
        span(words, USD)
    with pytest.raises(Implausible):
        span("$20-$10", USD)


@pytest.mark.parametrize(
    ("words", "style", "rule", "kbps"),
    [
        ("then 128 kbps", USD, AfterCap.THROTTLE, 128),
        ("then unlimited at up to 128kbps", USD, AfterCap.THROTTLE, 128),
        ("Throttled to 2 Mbps.", USD, AfterCap.THROTTLE, 2000),
        ("slower speeds", USD, AfterCap.THROTTLE, None),
        ("danach gedrosselt", DE, AfterCap.THROTTLE, None),
        ("danach 64 kbit/s", DE, AfterCap.THROTTLE, 64),
        ("danach gesperrt", DE, AfterCap.BLOCK, None),
        ("puis débit réduit", FR, AfterCap.THROTTLE, None),
        ("puis débit réduit à 128 kbps", FR, AfterCap.THROTTLE, 128),
        ("以降は128kbps", JA, AfterCap.THROTTLE, 128),
        ("以降は最大128kbps", JA, AfterCap.THROTTLE, 128),
        ("이후 400kbps 속도로 무제한", KO, AfterCap.THROTTLE, 400),
        ("이용 차단", KO, AfterCap.BLOCK, None),
        ("之后降速至128kbps", ZH, AfterCap.THROTTLE, 128),
        ("далее 64 кбит/с", Style(currency="RUB", language="ru"), AfterCap.THROTTLE, 64),
        ("blocked", USD, AfterCap.BLOCK, None),
        ("pay as you go", USD, AfterCap.CHARGE, None),
        ("automatic top-up", USD, AfterCap.TOP_UP, None),
    ],
)
def test_what_follows_after_the_allowance(words: str, style: Style, rule: AfterCap, kbps: int | None) -> None:
    read = after_cap(words, style)
    assert read.rule is rule
    assert (read.throttle is not None) == (rule is AfterCap.THROTTLE)
    if read.throttle:
        assert (read.throttle.kbps, read.throttle.words) == (kbps, words)


@pytest.mark.parametrize(
    "words",
    ["", "then", "then 1 GB", "128", "then 128 kbps until midnight", "then 128 kbps or 64 kbps", "not throttled",
     "blocked or throttled", "blocked 128 kbps", "unlimited", "then 128 KB/s"],
)  # fmt: skip
def test_what_does_not_say_what_follows_is_refused(words: str) -> None:
    with pytest.raises(CellError):
        after_cap(words, USD)


@pytest.mark.parametrize(
    ("words", "style", "rule", "zone"),
    [
        ("24 hours from first use", USD, DayRule.ROLLING_24H, ""),
        ("24-hour session", USD, DayRule.ROLLING_24H, ""),
        ("24時間", JA, DayRule.ROLLING_24H, ""),
        ("ends at midnight UK time", GBP, DayRule.HOME_TZ, "Europe/London"),
        ("endet um 23:59 Uhr deutscher Zeit", DE, DayRule.HOME_TZ, "Europe/Berlin"),
        ("日本時間の0時", JA, DayRule.HOME_TZ, "Asia/Tokyo"),
        ("resets at 00:00 UTC", USD, DayRule.FIXED_OFFSET, "UTC+00:00"),
        ("UTC+8 midnight", USD, DayRule.FIXED_OFFSET, "UTC+08:00"),
        ("UTC+5:30", USD, DayRule.FIXED_OFFSET, "UTC+05:30"),
        ("midnight AEST", USD, DayRule.FIXED_OFFSET, "UTC+10:00"),
        ("방문국가의 현지 수도시간", KO, DayRule.VISITED_CAPITAL, ""),
        ("until 23:59:59 on the day of purchase", USD, DayRule.PURCHASE_DAY, ""),
    ],
)
def test_a_day_ends_by_the_rule_in_words(words: str, style: Style, rule: DayRule, zone: str) -> None:
    assert day_rule(words, style) == (rule, zone)


def test_two_rules_and_none_are_refused() -> None:
    for words in ("24 hours, until midnight UK time", "1 day", "midnight", "", "UK time or UTC"):
        with pytest.raises(UnknownWords):
            day_rule(words, USD)
    assert start_rule("starts with your first use", USD) is StartRule.FIRST_USE
    assert start_rule("インストール後", JA) is StartRule.INSTALL
    assert start_rule("from purchase", USD) is StartRule.PURCHASE
    assert start_rule("on the selected start date", USD) is StartRule.DATE
    for words in ("soon", "on installation or first use"):
        with pytest.raises(UnknownWords):
            start_rule(words, USD)


@pytest.mark.parametrize(
    ("words", "language", "state"),
    [
        ("Free of charge", "en", PriceState.FREE), ("Gratuit", "fr", PriceState.FREE), ("無料", "ja", PriceState.FREE),
        ("zdarma", "cs", PriceState.FREE), ("miễn phí", "vi", PriceState.FREE), ("مجاناً", "ar", PriceState.FREE),
        ("Included", "en", PriceState.INCLUDED), ("enthalten", "de", PriceState.INCLUDED),
        ("기본제공", "ko", PriceState.INCLUDED), ("ingår", "sv", PriceState.INCLUDED),
        ("As at home", "en", PriceState.HOME_RATE), ("wie zu Hause", "de", PriceState.HOME_RATE),
        ("国内料金", "ja", PriceState.HOME_RATE), ("Not available", "en", PriceState.UNAVAILABLE),
        ("nicht verfügbar", "de", PriceState.UNAVAILABLE), ("暂不支持", "zh", PriceState.UNAVAILABLE),
        ("-", "en", None), ("0", "en", None), ("freedom", "en", None), ("not included", "en", None),
    ],
)  # fmt: skip
def test_words_for_a_price_that_is_no_number(words: str, language: str, state: PriceState | None) -> None:
    assert price_state(words, Style(currency="EUR", language=language)) is state


def test_minutes_and_messages_with_their_words() -> None:
    assert minutes("unlimited minutes", USD).is_unlimited
    assert messages("Unlimited texts", USD).is_unlimited
    assert minutes("200 mins", USD).minutes == 200
    assert messages("250 text", USD).messages == 250
    assert messages("100 SMS", DE).messages == 100
    for words in ("unlimited texts", "unlimited 100 minutes", "100/200 minutes", "up to 100 minutes"):
        with pytest.raises(CellError):
            minutes(words, USD)


def test_bytes_and_bits_a_second_are_not_confused() -> None:
    assert speed("128 kb/s", USD).kbps == 128
    with pytest.raises(Ambiguous):
        speed("128 KB/s", USD)


def test_an_undeclared_cell_says_what_it_proves() -> None:
    read = read_amount("from $742.50", "AUD")
    assert (read.amount, read.mark, read.currency, read.role) == (Decimal("742.5"), "$", "AUD", PriceRole.FROM)
    assert read_amount("$5").currency == ""
    assert read_amount("80,000 تومان").amount == 800000
    assert read_amount("40p", "GBP").amount == Decimal("0.4")
    assert read_amount("£1,299").amount == 1299
    assert read_amount("Free!").state is PriceState.FREE
    assert read_amount("$30.56/Month").unit == "month"
    with pytest.raises(UnknownWords):
        read_amount("€5/Mt")  # a month in German, a megabyte in Finnish
    for words, error in (
        ("1,299", Ambiguous), ("€1.299", Ambiguous), ("£1.299", Ambiguous), ("£1,299/MB", Ambiguous),
        ("$1 €2", Ambiguous), ("€5 $", UnknownCurrency), ("Roaming5", UnknownWords), ("U.S.1", UnknownWords),
        ("5 GB", UnknownWords), ("9,99 €1", Ambiguous), ("$10-$20", Ambiguous), ("15.08.2017", CellError),
        ("", UnknownWords), ("12¹", UnknownWords),
    ):  # fmt: skip
        with pytest.raises(error):
            read_amount(words)


@pytest.mark.parametrize(
    "words",
    ["Der Tag ist vorbei", "La journée est finie", "midnight CET", "12 pm EST", "kst", "124 hours"],
)
def test_words_that_look_like_clocks_are_none(words: str) -> None:
    with pytest.raises(UnknownWords):
        day_rule(words, USD)


def test_activation_is_no_start_that_we_know() -> None:
    with pytest.raises(UnknownWords):
        start_rule("from activation", USD)


def test_a_day_behind_a_volume_may_be_how_long_it_lasts() -> None:
    assert data("1日1GB", JA).per is DataPer.DAY
    assert data("하루 1GB", KO).per is DataPer.DAY
    for words in ("1GB 1日", "1GB 1일", "1GB 30일", "1 GB 1 day"):
        with pytest.raises(CellError):
            data(words, JA)


def test_a_raised_mark_stands_apart_and_a_zone_has_a_number() -> None:
    assert unglued("U.S. 1", "1", is_apart=True) == ("U.S.", "1")
    assert unglued("Turkey *", "*") == ("Turkey", "*")
    with pytest.raises(Ambiguous):
        unglued("Zone 1", "1")


def test_a_generation_of_networks_is_no_volume() -> None:
    for words in ("3G", "5G", "4g"):
        with pytest.raises(Ambiguous):
            volume(words, USD)
    assert volume("2G", KO).data_bytes == 2 * 1024**3
    assert volume("10G", USD).data_bytes == 10 * 1024**3


def test_a_sign_between_whole_and_cents_and_slashes_with_spaces() -> None:
    assert price_of(("12", "€", "99"), DE).amount == Decimal("12.99")
    assert [r.unit for r in rates("Rp 5.000 / hari Rp 30.000 / minggu", ID)] == ["day", "week"]
    for words in ("3 days", "in 3 days", "per month"):
        with pytest.raises(UnknownWords):
            increment(words, USD)


def test_a_second_number_is_no_unit_without_its_slash() -> None:
    assert rate("2200 / 10 KB", ID).unit == "10 kb"
    assert rate("2200 per 10 KB", ID).unit == "10 kb"
    for words in ("1 500 MB", "2200 10 KB", "$5 3 days", "1 24 hours"):
        with pytest.raises(CellError):
            rate(words, USD)
