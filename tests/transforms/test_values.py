"""Cells to values: what is understood, what is refused by name, and that nothing is ever guessed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.errors import Ambiguous, CellError, NotANumber, UnknownCurrency, UnknownUnit, UnknownWords
from transforms.values import (
    Cell,
    Style,
    day,
    match,
    matches,
    messages,
    minutes,
    number,
    price,
    rate,
    speed,
    unit,
    validity,
    volume,
)
from transforms.words import DataBasis, PriceRole, PriceState

EN = Style(currency="USD")
GB = Style(currency="GBP")
DE = Style(currency="EUR", language="de", decimal=",", grouping=".")
FR = Style(currency="EUR", language="fr", decimal=",", grouping=" ")
ID = Style(currency="IDR", language="id", decimal=",", grouping=".")
IN = Style(currency="INR", language="en")
KO = Style(currency="KRW", language="ko")
BN = Style(currency="BDT", language="bn")
CH = Style(currency="CHF", language="de", decimal=".", grouping="'’")
STYLES = (EN, GB, DE, FR, ID, IN, KO, BN, CH)


@pytest.mark.parametrize(
    ("words", "style", "amount"),
    [
        ("$12", EN, "12"),
        ("US$12.50", EN, "12.5"),
        ("1,234.50", EN, "1234.5"),
        ("40p", GB, "0.4"),
        ("£1.40", GB, "1.4"),
        ("9,70 €", DE, "9.7"),
        ("1.234,50 €", DE, "1234.5"),
        ("9.–", CH, "9"),
        ("CHF 1’299.00", CH, "1299"),
        ("1 029,00 €", FR, "1029"),
        ("Rp 15.500", ID, "15500"),
        ("27 500 원", Style(currency="KRW", language="ko", grouping=" "), "27500"),
        ("₹1,23,456", IN, "123456"),
        ("৳১,২৯৯", BN, "1299"),
        ("N1,000", Style(currency="NGN"), "1000"),
        ("3 qirsh", Style(currency="JOD"), "0.03"),
        ("56,000 تومان", Style(currency="IRR", language="fa"), "560000"),
    ],
)
def test_an_amount_is_read_in_the_declared_format(words: str, style: Style, amount: str) -> None:
    assert price(words, style).amount == Decimal(amount)
    assert price(words, style).currency == style.currency


@pytest.mark.parametrize(
    ("words", "style", "error"),
    [
        ("9,70", EN, UnknownCurrency),  # a decimal comma on a page that declares a point: never 970
        ("1.234", EN, Ambiguous),  # a thousand on a page that mixes its formats, or three decimals
        ("5,000 €", DE, Ambiguous),
        ("1,23", EN, UnknownCurrency),
        ("12,34,567.00 $", DE, UnknownCurrency),
        ("€12", EN, UnknownCurrency),
        ("£12", EN, UnknownCurrency),
        ("from $12", EN, UnknownCurrency),
        ("$12 + tax", EN, UnknownWords),
        ("$10 - $20", EN, UnknownWords),
        ("-5", EN, UnknownCurrency),
        ("1２.5", EN, UnknownWords),
        ("1_000", EN, UnknownWords),
        ("1e400", EN, UnknownWords),
        ("", EN, UnknownWords),
        ("TBA", EN, UnknownWords),
        ("৳১২", EN, UnknownCurrency),
    ],
)
def test_what_is_no_amount_in_that_format_is_refused_by_name(words: str, style: Style, error: type[CellError]) -> None:
    with pytest.raises(error):
        price(words, style)


def test_an_error_carries_the_words_and_where_they_stood() -> None:
    with pytest.raises(UnknownCurrency) as caught:
        price(Cell(" €12 ", "table/tr[3]/td[2]"), EN)
    assert caught.value.words == "€12"
    assert caught.value.where == "table/tr[3]/td[2]"
    assert "EUR on a page in USD" in str(caught.value)


@pytest.mark.parametrize(
    ("words", "style", "state", "amount", "in_unit"),
    [
        ("£1.40 per minute.", GB, PriceState.STATED, "1.4", "minute"),
        ("£1.25\xa0per minute", GB, PriceState.STATED, "1.25", "minute"),
        ("2p per text", GB, PriceState.STATED, "0.02", "message"),
        ("Rp 9 /KB", ID, PriceState.STATED, "9", "kb"),
        ("Rp 2.599 /menit", ID, PriceState.STATED, "2599", "minute"),
        ("2200 / 10 KB", ID, PriceState.STATED, "2200", "10 kb"),
        ("0,00181 € par Mo", FR, PriceState.STATED, "0.00181", "mb"),
        ("월 2,970 원", KO, PriceState.STATED, "2970", "month"),
        ("Free.", GB, PriceState.FREE, "0", ""),
        ("GRATIS", ID, PriceState.FREE, "0", ""),
        ("Comes out of your allowance", GB, PriceState.INCLUDED, None, ""),
        ("Standard UK rate", GB, PriceState.HOME_RATE, None, ""),
        ("Not available.", GB, PriceState.UNAVAILABLE, None, ""),
    ],
)
def test_a_rate_is_an_amount_with_its_unit_or_the_words_for_none(
    words: str, style: Style, state: PriceState, amount: str | None, in_unit: str
) -> None:
    read = rate(words, style)
    assert (read.state, read.unit) == (state, in_unit)
    assert (read.price.amount if read.price else None) == (Decimal(amount) if amount is not None else None)
    assert read.fields("call")["price_unit"] == (in_unit or "call")


def test_not_available_is_not_free_and_free_needs_its_word() -> None:
    assert rate("Not available", GB).prices == ()
    assert rate("free", GB).prices[0].words == "free"
    with pytest.raises(UnknownUnit):
        rate("£3 per furlong", GB)
    with pytest.raises(UnknownWords):
        rate("call us", GB)


@pytest.mark.parametrize(
    ("words", "style", "size"),
    [
        ("1.6GB", EN, int(Decimal("1.6") * 1024**3)),
        ("500 Mo", FR, 500 * 1024**2),
        ("1,5 GB", ID, int(Decimal("1.5") * 1024**3)),
        ("2G", KO, 2 * 1024**3),
        ("৫০০ এমবি", BN, 500 * 1024**2),
        ("1GB", Style(currency="USD", data_basis=DataBasis.DECIMAL), 1000**3),
        ("Unlimited", EN, None),
        ("무제한", KO, None),
    ],
)
def test_a_volume_is_bytes_with_the_stated_basis(words: str, style: Style, size: int | None) -> None:
    assert volume(words, style).data_bytes == size


@pytest.mark.parametrize("words", ["5", "GB", "5 GBit", "1,5GB", "5GB + 1GB", "5-10GB", "0GB", "5 apples"])
def test_a_volume_without_its_unit_is_refused(words: str) -> None:
    with pytest.raises(CellError):
        volume(words, EN)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("24 Hrs", 1),
        ("1 day", 1),
        ("7days", 7),
        ("2 weeks", 14),
        ("3 Months", 90),
        ("01일", 1),
        ("30일", 30),
        ("15 jours", 15),
        ("1 minggu", 7),
    ],
)
def test_a_validity_is_whole_days(words: str, days: int) -> None:
    assert validity(words, EN).days == days


@pytest.mark.parametrize("words", ["100 Hrs", "0 hours", "soon", "1.5 days", "", "30", "9999 years"])
def test_a_validity_that_is_no_number_of_days_is_refused(words: str) -> None:
    with pytest.raises(CellError):
        validity(words, EN)


def test_speeds_minutes_and_messages_have_their_units() -> None:
    assert speed("3Mbps", EN).kbps == 3000
    assert speed("128 kbit/s", EN).kbps == 128
    assert minutes("1,000분", KO).minutes == 1000
    assert minutes("500", KO).minutes == 500
    assert minutes("기본제공", KO).is_unlimited
    assert messages("200건", KO).messages == 200
    with pytest.raises(UnknownUnit):
        speed("3G speeds", EN)
    with pytest.raises(UnknownWords):
        minutes("200건", KO)
    with pytest.raises(UnknownWords):
        messages("500분", KO)


@pytest.mark.parametrize(
    ("words", "style"),
    [
        ("30 Juni 2012", ID),
        ("June 30, 2012", EN),
        ("30. Juni 2012", DE),
        ("2012-06-30", EN),
        ("2012년 6월 30일", KO),
        ("30.06.2012", DE),
    ],
)
def test_a_date_is_one_day_whoever_reads_it(words: str, style: Style) -> None:
    assert day(words, style) == date(2012, 6, 30)


@pytest.mark.parametrize(
    "words", ["06/05/2012", "06.05.2012", "30.06.2012", "30 Smarch 2012", "31 June 2012", "June 2012", "soon"]
)
def test_a_date_that_could_be_two_days_is_refused(words: str) -> None:
    with pytest.raises(UnknownWords):
        day(words, EN)


def test_words_of_a_known_form_come_apart_and_others_are_refused() -> None:
    got = match(Cell("7 days (weekend)", "td[4]"), r"(?P<days>\d+ days)( \((?P<window>.+)\))?( or (?P<other>.+))?")
    assert got == {"days": "7 days", "window": "weekend"}
    assert got["days"].where == "td[4]"
    with pytest.raises(UnknownWords):
        match("a fortnight", r"(?P<days>\d+ days)")
    assert "other" not in got
    with pytest.raises(UnknownWords, match="nothing is said of 'other'") as error:  # found by fuzzing, as a KeyError
        got["other"]
    assert (error.value.words, error.value.where) == ("7 days (weekend)", "td[4]")
    with pytest.raises(KeyError):
        got["misspelt"]
    assert [m["cost"] for m in matches("1GB for N500 OR 300MB for N200", r"for (?P<cost>N\d+)")] == ["N500", "N200"]
    with pytest.raises(UnknownWords):
        matches("nothing here", r"for (?P<cost>N\d+)")


@pytest.mark.parametrize(
    ("words", "is_"), [("per minute", "minute"), ("/ KB", "kb"), ("/10 KB", "10 kb"), ("each", "")]
)
def test_a_unit_is_a_word_that_we_know(words: str, is_: str) -> None:
    if is_:
        assert unit(words, EN) == is_
    else:
        with pytest.raises(UnknownUnit):
            unit(words, EN)


def grouped(whole: int, mark: str) -> str:
    return f"{whole:,}".replace(",", mark)


@given(
    st.integers(0, 10**8),
    st.one_of(st.none(), st.integers(0, 99)),
    st.sampled_from([(".", ","), (",", "."), (",", " "), (".", "'"), ("", ",")]),
    st.booleans(),
)
def test_a_number_that_was_written_is_the_number_that_is_read(
    whole: int, cents: int | None, marks: tuple[str, str], is_grouped: bool
) -> None:
    decimal, grouping = marks
    style = Style(currency="EUR", decimal=decimal, grouping=grouping)
    cents = cents if decimal else None
    words = (grouped(whole, grouping) if is_grouped else str(whole)) + ("" if cents is None else f"{decimal}{cents:02}")
    expected = Decimal(whole) + Decimal(cents or 0) / 100
    assert number(words, style) == expected
    assert price(f"€{words}", style).amount == expected
    assert price(f"{words} €", style, PriceRole.LIST).amount == expected


@given(st.integers(1000, 10**7), st.sampled_from([(".", ","), (",", ".")]))
def test_a_number_in_the_other_format_is_never_another_number(whole: int, marks: tuple[str, str]) -> None:
    decimal, grouping = marks
    style = Style(currency="EUR", decimal=decimal, grouping=grouping)
    words = grouped(whole, decimal) + grouping + "50"  # 1.234,50 where 1,234.50 was declared
    with pytest.raises(NotANumber):
        number(words, style)


CELLS = st.one_of(
    st.text(max_size=40),
    st.text(st.sampled_from("0123456789.,'’ €$£¥₩원円kr.Rp/-–+()GBMbitsperdayminute월일%"), max_size=25),
)


@given(CELLS, st.sampled_from(STYLES))
def test_arbitrary_words_are_a_value_or_a_named_error(words: str, style: Style) -> None:
    for reader in (number, price, rate, volume, validity, speed, minutes, messages, unit, day):
        try:
            reader(words, style)  # type: ignore[operator]
        except CellError as error:
            assert str(error)
            assert type(error).code != CellError.code


def test_three_decimals_are_a_price_below_one_and_of_currencies_that_have_them() -> None:
    assert price("0.125", EN).amount == Decimal("0.125")
    assert price("1.250", Style(currency="JOD")).amount == Decimal("1.250")
    assert price("1,234.567", EN).amount == Decimal("1234.567")
    assert volume("0.125 GB", EN).data_bytes == 128 * 1024**2
    with pytest.raises(Ambiguous):
        volume("1.024 MB", EN)
