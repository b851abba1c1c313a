"""A value that CLDR formats, in any locale, is the value that we read back with the style declared; and what other
people might write is a value or a named error, never something in between."""

from decimal import Decimal
from functools import lru_cache

import pytest
from babel import Locale
from babel.localedata import locale_identifiers
from babel.numbers import format_currency, format_decimal, get_decimal_symbol, get_group_symbol
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.errors import CellError
from transforms.values import (
    Cell,
    Style,
    after_cap,
    at_most,
    clean,
    data,
    data_basis,
    day_rule,
    increment,
    messages,
    minutes,
    number,
    price,
    price_of,
    rate,
    rates,
    read_amount,
    span,
    speed,
    start_rule,
    unglued,
    unit,
    validity,
    volume,
)
from transforms.values.currencies import COMMA_GROUPS, SYMBOLS
from transforms.values.style import _SCRIPTS

# Where carriers are, and what they charge in.
LOCALES = (
    "en_US:USD en_GB:GBP en_IN:INR en_CA:CAD fr_CA:CAD en_AU:AUD de_DE:EUR de_AT:EUR de_CH:CHF fr_FR:EUR fr_CH:CHF "
    "it_IT:EUR it_CH:CHF es_ES:EUR es_MX:MXN es_AR:ARS es_CL:CLP es_CO:COP pt_BR:BRL pt_PT:EUR nl_NL:EUR sv_SE:SEK "
    "da_DK:DKK nb_NO:NOK fi_FI:EUR pl_PL:PLN cs_CZ:CZK sk_SK:EUR hu_HU:HUF ro_RO:RON bg_BG:BGN uk_UA:UAH ru_RU:RUB "
    "el_GR:EUR tr_TR:TRY ja_JP:JPY ko_KR:KRW zh_CN:CNY zh_TW:TWD zh_HK:HKD id_ID:IDR ms_MY:MYR vi_VN:VND th_TH:THB "
    "hi_IN:INR mr_IN:INR ne_NP:NPR bn_BD:BDT ar_EG:EGP ar_AE:AED ar_SA:SAR fa_IR:IRR ur_PK:PKR he_IL:ILS my_MM:MMK "
    "hr_HR:EUR sl_SI:EUR lt_LT:EUR lv_LV:EUR et_EE:EUR sr_RS:RSD ka_GE:GEL hy_AM:AMD kk_KZ:KZT az_AZ:AZN km_KH:KHR "
    "lo_LA:LAK mn_MN:MNT si_LK:LKR sw_KE:KES af_ZA:ZAR is_IS:ISK mk_MK:MKD sq_AL:ALL"
)
CURRENCIES = dict(pair.split(":") for pair in LOCALES.split())
AMOUNTS = st.decimals(0, 10**7, places=2, allow_nan=False)


@lru_cache(maxsize=2000)
def declared(locale: str, currency: str = "EUR") -> Style:
    """The style that a source in that locale would declare."""
    script = Locale.parse(locale).default_numbering_system
    return Style(
        currency=currency,
        language=locale.replace("_", "-"),
        decimal=get_decimal_symbol(locale, numbering_system="default"),
        grouping=clean(get_group_symbol(locale, numbering_system="default")) or " ",
        digits=script if script in _SCRIPTS else "",
    )


def in_its_digits(words: str, locale: str) -> str:
    script = _SCRIPTS.get(Locale.parse(locale).default_numbering_system)
    return words.translate(str.maketrans("0123456789", script)) if script else words


@settings(max_examples=400)
@given(AMOUNTS, st.sampled_from(sorted(CURRENCIES)))
def test_an_amount_formatted_for_a_locale_is_read_back(amount: Decimal, locale: str) -> None:
    currency = CURRENCIES[locale]
    words = format_currency(amount, currency, locale=locale, numbering_system="default", currency_digits=False)
    assert price(in_its_digits(words, locale), declared(locale, currency)).amount == amount


def test_a_number_formatted_for_any_locale_that_babel_knows_is_read_back(capsys: pytest.CaptureFixture[str]) -> None:
    told = 0
    skipped: list[str] = []
    for locale in locale_identifiers():
        script = Locale.parse(locale).default_numbering_system
        if script not in ("latn", "native", *_SCRIPTS) or locale.startswith("tok"):  # Toki Pona groups by twos
            skipped.append(locale)
            continue
        for amount in ("0.5", "9.99", "1234", "12345.6", "1234567.89"):
            words = in_its_digits(format_decimal(amount, locale=locale, numbering_system="default"), locale)
            assert number(words, declared(locale)) == Decimal(amount), (locale, words)
        told += 1
    with capsys.disabled():
        print(f"\nnumbers read back: {told} locales of babel, {len(CURRENCIES)} with their currency;", end=" ")
        print(f"left out: {' '.join(skipped)}", end=" ")
    assert len(CURRENCIES) >= 20
    assert told >= 900


@settings(max_examples=300)
@given(AMOUNTS, st.sampled_from(sorted(CURRENCIES)))
def test_without_a_declared_format_it_is_read_back_or_refused(amount: Decimal, locale: str) -> None:
    currency = CURRENCIES[locale]
    words = format_currency(amount, currency, locale=locale, numbering_system="default", currency_digits=False)
    try:
        read = read_amount(in_its_digits(words, locale), currency)
    except CellError:
        return
    assert (read.amount, read.currency) == (amount, currency)


@pytest.mark.parametrize("currency", sorted(COMMA_GROUPS))
def test_where_a_comma_is_said_to_group_it_is_nobodys_decimal_mark(currency: str) -> None:
    there = [Locale.parse(name) for name in locale_identifiers() if f"_{currency[:2]}" in name]
    there = [locale for locale in there if locale.territory == currency[:2]]
    marks = {symbols.get("decimal") for locale in there for symbols in locale.number_symbols.values()}
    assert there and marks <= {".", "٫", None}


READERS = (
    number, price, rate, rates, volume, data, validity, speed, minutes, messages, unit, after_cap, span, at_most,
    increment, day_rule, start_rule, data_basis,
)  # fmt: skip
STYLES = [declared(locale, currency) for locale, currency in sorted(CURRENCIES.items())]
ALPHABET = "0123456789.,'’ \xa0\u202f€$£¥₩원円元kr.Rp/-–~+()GBMbitsperdayminute월일%:*¹²１２৩٤"
KNOWN = ("unlimited", "free", "blocked", "then ", "from ", "up to ", "24 hours ", "first use", "included", "gratis",
         "以降は", "무제한", "danach ", " kbps", "/day", "60:60")  # fmt: skip
CELLS = st.one_of(
    st.text(max_size=40),
    st.text(st.sampled_from(ALPHABET), max_size=25),
    st.lists(st.one_of(st.sampled_from(KNOWN), st.text(st.sampled_from(ALPHABET), max_size=6)), max_size=5).map(
        "".join
    ),
)


@settings(max_examples=300)
@given(CELLS, st.sampled_from(STYLES))
def test_arbitrary_words_are_a_value_or_a_named_error(words: str, style: Style) -> None:
    for reader in READERS:
        try:
            reader(words, style)  # type: ignore[operator]
        except CellError as error:
            assert str(error)
            assert type(error).code != CellError.code
    for ask in (lambda: read_amount(words), lambda: read_amount("9.99", words), lambda: unglued(words, "123*"),
                lambda: price_of(words.split(" "), style)):  # fmt: skip
        try:
            ask()
        except CellError as error:
            assert str(error)


# Letters that no word for free, unlimited, a rule or a currency is made of.
@settings(max_examples=300)
@given(st.text(st.sampled_from("qwxzQWXZ .,-/€$£()'’*"), max_size=20), st.sampled_from(STYLES))
def test_words_without_a_digit_or_a_known_word_are_never_a_value(words: str, style: Style) -> None:
    for reader in (*READERS, lambda words, style: read_amount(words)):
        with pytest.raises(CellError):
            reader(words, style)  # type: ignore[operator]


@settings(max_examples=300)
@given(st.from_regex(r"[1-9][0-9]{0,2}[.,][0-9]{3}", fullmatch=True), st.sampled_from(["", "€", "$", "kr", "Rp", "KD"]))
def test_three_digits_behind_one_mark_prove_nothing(words: str, mark: str) -> None:
    for cell in (f"{words} {mark}", f"{mark} {words}"):
        with pytest.raises(CellError):
            read_amount(cell)
    assert read_amount(words, decimal=".").number != read_amount(words, decimal=",").number


@given(st.integers(1, 10**6), st.integers(0, 9), st.sampled_from(sorted(SYMBOLS)))
def test_a_digit_glued_behind_a_currency_never_changes_the_number(amount: int, note: int, currency: str) -> None:
    mark = SYMBOLS[currency][0]
    for read in (lambda words: price(words, Style(currency=currency)).amount, lambda words: read_amount(words).number):
        with pytest.raises(CellError):
            read(f"{amount} {mark}{note}")


@given(st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=10), st.sampled_from("12345*†"))
def test_a_glued_footnote_mark_comes_off_only_where_it_is_declared(name: str, mark: str) -> None:
    cell = Cell(name + mark, "td[1]")
    assert unglued(cell, "*†12345") == (clean(name), mark)
    assert unglued(cell, "") == (clean(name + mark), "")
    assert unglued(cell, "*†12345")[0].where == "td[1]"
