"""Ways to write that no recorded page has, by the words of carriers elsewhere: read, or refused where they say too
little. Each was tried on the readers first, and what they got wrong was mended."""

from decimal import Decimal

import pytest

from transforms.errors import CellError
from transforms.values import (
    Style,
    after_cap,
    at_most,
    data,
    messages,
    minutes,
    price,
    price_state,
    rate,
    span,
    speed,
    taxed,
    validity,
    volume,
)
from transforms.words import AfterCap, DataPer, PriceState, TaxBasis


def style(currency: str, language: str = "en", decimal: str = ".", grouping: str = ",", **more: str) -> Style:
    return Style(currency=currency, language=language, decimal=decimal, grouping=grouping, **more)  # type: ignore[arg-type]


US, GB, IN, AU = style("USD"), style("GBP"), style("INR", "en-IN"), style("AUD")
DE, FR = style("EUR", "de", ",", "."), style("EUR", "fr", ",", " ")
CH, NL = style("CHF", "de-CH", ".", "’'"), style("EUR", "nl", ",", ".")
ID, KO, JA = style("IDR", "id", ",", "."), style("KRW", "ko"), style("JPY", "ja")
ZH, TW = style("CNY", "zh"), style("TWD", "zh-Hant-TW")
SV, PL, RU = style("SEK", "sv", ",", " "), style("PLN", "pl", ",", " "), style("RUB", "ru", ",", " ")
AR, HE, BN, IR = style("AED", "ar"), style("ILS", "he"), style("BDT", "bn"), style("IRR", "fa", "٫", "٬,")


@pytest.mark.parametrize(
    ("words", "source", "amount"),
    [
        ("₹575/-", IN, "575"), ("Rs.575/-", IN, "575"), ("BDT 599/-", style("BDT"), "599"),
        ("200/=", style("KES"), "200"),
        ("49:-", SV, "49"), ("49,- kr.", style("DKK", "da", ",", "."), "49"), ("CHF 16'000.–", CH, "16000"),
        ("-.50", CH, "0.5"), ("CHF –.90", CH, "0.9"), ("€ -,95", NL, "0.95"), ("£.40", GB, "0.4"),
        ("₹1,00,000", IN, "100000"), ("₹ 12,34,567.50", IN, "1234567.5"),
        ("40 pence", GB, "0.4"), ("50c", AU, "0.5"), ("50 cents", US, "0.5"), ("9 Cent", DE, "0.09"),
        ("9 ct", DE, "0.09"),
        ("29 öre", SV, "0.29"), ("50 gr", PL, "0.5"), ("35 Rappen", CH, "0.35"), ("50 коп.", RU, "0.5"),
        ("250 baisa", style("OMR"), "0.25"), ("500 millimes", style("TND"), "0.5"), ("5角", ZH, "0.5"),
        ("35 dirhams", style("AED"), "35"), ("٣٥ درهم", AR, "35"), ("5 دينار", style("JOD", "ar"), "5"),
        ("٥٠ جنيه", style("EGP", "ar"), "50"), ("50 שקלים", HE, "50"), ("49 kronor", SV, "49"),
        ("49 kroner", style("NOK", "nb", ",", " "), "49"), ("Php 550", style("PHP"), "550"),
        ("KES. 200", style("KES"), "200"),
        ("Ksh.200", style("KES"), "200"), ("Dhs. 35", style("AED"), "35"), ("新台幣298元", TW, "298"),
        ("100 rand", style("ZAR"), "100"), ("N500 naira", style("NGN"), "500"), ("12 dollars", US, "12"),
        ("usd 12", US, "12"), ("50 РУБ.", RU, "50"), ("Rp 50rb", ID, "50000"), ("Rp 1,5 juta", ID, "1500000"),
        ("100K", style("VND", "vi", ",", "."), "100000"), ("1만원", KO, "10000"), ("50 هزار تومان", IR, "500000"),
        ("5 lakh", IN, "500000"),
    ],
)  # fmt: skip
def test_an_amount_is_read(words: str, source: Style, amount: str) -> None:
    read = price(words, source)
    assert (read.amount, read.currency, read.words) == (Decimal(amount), source.currency, words)


@pytest.mark.parametrize(
    ("words", "source"),
    [
        (".50", US), ("Ksh.50.5.1", style("KES")), ("-.50", US), ("-$5", US), ("$-5", US), ("($5)", US), ("$1,23", US),
        ("$1.234,50", US), ("£2,50", GB), ("$1e3", US), ("US$10", AU), ("A$10", US), ("£1.40p", GB), ("$50 cents", US),
        ("9€70", FR), ("12,99 € 1", DE), ("29 zł 99 gr", PL), ("1만 3,200원", KO), ("₦500k", style("NGN")),
        ("２,５００円", JA), ("۵۰،۰۰۰ تومان", IR), ("12 bucks", US), ("1/2", US), ("$½", US), ("$5 or $6", US),
        ("$10/$20", US),
        ("10%", US), ("12:30", US), ("15.08.2017", DE), ("#5", US), ("No. 5", US), ("£5*2", GB),
    ],
)  # fmt: skip
def test_an_amount_that_could_be_another_is_refused(words: str, source: Style) -> None:
    with pytest.raises(CellError):
        price(words, source)


def test_a_letter_that_is_another_unit_in_another_case_stays_apart() -> None:
    assert price("50k", style("NGN")).amount == Decimal("0.5")
    assert price("50K", style("VND")).amount == 50_000
    with pytest.raises(CellError):
        price("50K", style("NGN"))
    with pytest.raises(CellError):
        price("40P", GB)


@pytest.mark.parametrize(
    ("words", "source", "amount", "unit"),
    [
        ("50c per MB", AU, "0.5", "mb"), ("9 Cent pro Minute", DE, "0.09", "minute"),
        ("49 öre/min", SV, "0.49", "minute"),
        ("₹5/10KB", IN, "5", "10 kb"), ("£6/100MB", GB, "6", "100 mb"), ("11,000원/1일", KO, "11000", "day"),
        ("$12 per 24 hours", US, "12", "day"), ("2,99 € / 24 Std.", DE, "2.99", "day"),
        ("$10/48 hrs", US, "10", "2 day"),
        ("29,99 € mtl.", DE, "29.99", "month"), ("£20pm", GB, "20", "month"),
        ("R299 p/m", style("ZAR"), "299", "month"),
        ("$20/mo.", US, "20", "month"), ("9,70 €/Mo", FR, "9.7", "mb"), ("49 kr i månaden", SV, "49", "month"),
        ("25 ₽ за минуту", RU, "25", "minute"), ("5 ₪ לדקה", HE, "5", "minute"), ("35 درهم/يوم", AR, "35", "day"),
        ("1日980円", JA, "980", "day"), ("1日あたり980円", JA, "980", "day"), ("1分180円", JA, "180", "minute"),
        ("1通100円", JA, "100", "message"), ("건당 22원", KO, "22", "message"), ("1MB당 22.53원", KO, "22.53", "mb"),
        ("每分钟0.99元", ZH, "0.99", "minute"), ("প্রতি মিনিট ৫ টাকা", BN, "5", "minute"),
        ("per minute £1.40", GB, "1.4", "minute"),
        ("pro MB: 0,20 €", DE, "0.2", "mb"), ("20元／月", ZH, "20", "month"), ("$0.50 each", US, "0.5", ""),
    ],
)  # fmt: skip
def test_a_rate_is_read(words: str, source: Style, amount: str, unit: str) -> None:
    read = rate(words, source)
    assert read.price is not None
    assert (read.price.amount, read.unit) == (Decimal(amount), unit)


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("5 GB", US), ("30 days", US), ("10 MB", DE), ("1 minute", US), ("5 pm", US), ("5pm", US), ("24h", US),
        ("60:60", US),
        ("100 SMS", US), ("5분", KO), ("10月 980円", JA), ("3日980円", JA), ("1日1GB 980円", JA),
        ("$10 per line per day", US),
        ("$10/day for 100MB", US), ("$1.50/min + $0.50 setup", US), ("$5 first MB", US), ("0.275원/0.5KB", KO),
        ("Free for incoming", US), ("not included", US), ("included*2", US), ("-", US),
        ("0.20", style("IDR", "id", ",", ".")),
    ],
)  # fmt: skip
def test_what_is_no_rate_is_refused(words: str, source: Style) -> None:
    """ "5 GB" once read as 5 dollars for each gigabyte: without a currency, a unit needs its "/" or "per"."""
    with pytest.raises(CellError):
        rate(words, source)


def test_tax_beside_a_price_is_taken_off_and_told() -> None:
    for words, bare, basis in (
        ("1,980円(税込)", "1,980円", TaxBasis.INCLUDED), ("税込1,980円", "1,980円", TaxBasis.INCLUDED),
        ("1,980円（税別）", "1,980円", TaxBasis.EXCLUDED), ("₹649 + GST", "₹649", TaxBasis.EXCLUDED),
        ("9,70 € TTC", "9,70 €", TaxBasis.INCLUDED), ("₩13,200 (VAT 포함)", "₩13,200", TaxBasis.INCLUDED),
        ("$12/day, plus taxes and fees", "$12/day", TaxBasis.EXCLUDED), ("980円 不課税", "980円", TaxBasis.NONE),
        ("5 €", "5 €", None), ("Nettobetrag 5", "Nettobetrag 5", None), ("light 5", "light 5", None),
    ):  # fmt: skip
        assert taxed(words) == (bare, basis)
    with pytest.raises(CellError):
        taxed("9,90 € HT / 11,90 € TTC")


@pytest.mark.parametrize(
    ("words", "source", "megabytes", "per"),
    [
        ("5 GB*", US, 5120, None), ("5 GB¹", US, 5120, None), ("20GB／月", JA, 20480, DataPer.MONTH),
        ("5 Gigas", style("EUR", "es", ",", "."), 5120, None), ("5 جيجا", AR, 5120, None), ("5 گیگ", IR, 5120, None),
        ("٥٠٠ ميجابايت", AR, 500, None), ("2ＧＢ", JA, 2048, None), ("Unlimited* (3 GB)", US, None, None),
    ],
)  # fmt: skip
def test_a_volume_is_read(words: str, source: Style, megabytes: int | None, per: DataPer | None) -> None:
    if megabytes is None:
        with pytest.raises(CellError):
            data(words, source)
        return
    read = data(words, source)
    assert (read.volume.data_bytes, read.per) == (megabytes * 1024**2, per)


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("Unlimited data", US), ("Internet illimité", FR), ("데이터 무제한", KO), ("不限流量", ZH),
        ("obegränsad surf", SV),
        ("Sınırsız internet", style("TRY", "tr")), ("∞", US), ("اینترنت نامحدود", IR), ("bez ograniczeń", PL),
    ],
)  # fmt: skip
def test_no_limit_may_have_data_beside_it(words: str, source: Style) -> None:
    assert volume(words, source).is_unlimited
    assert data(words, source).volume.is_unlimited
    with pytest.raises(CellError):
        minutes("Unlimited data", source)


def test_given_as_basic_is_no_limit_of_calls_and_says_nothing_of_data() -> None:
    assert minutes("기본제공", KO).is_unlimited
    for words in ("기본제공", "데이터 기본제공"):
        with pytest.raises(CellError):
            volume(words, KO)


def test_kilobytes_a_second_are_not_kilobits() -> None:
    for words in ("16 KBps", "128 KB/s", "512 Ko/s"):
        with pytest.raises(CellError):
            speed(words, US)
    assert speed("128 KBPS", US).kbps == speed("128 Кбит/сек", RU).kbps == 128


@pytest.mark.parametrize(
    ("words", "source", "days"),
    [
        ("30 dagar", SV, 30), ("30 dager", style("NOK", "nb"), 30), ("30 dní", style("CZK", "cs"), 30),
        ("7일간", KO, 7),
        ("30 vrk", style("EUR", "fi"), 30), ("30 يوماً", AR, 30), ("7-day", US, 7), ("28 days*", US, 28),
        ("2週間", JA, 14),
        ("30 ngày", style("VND", "vi"), 30), ("24 ชั่วโมง", style("THB", "th"), 1), ("48 timmar", SV, 2),
    ],
)  # fmt: skip
def test_a_duration_is_read(words: str, source: Style, days: int) -> None:
    assert validity(words, source).days == days


def test_counts_may_have_their_own_word_beside_them() -> None:
    assert minutes("음성 1000분", KO).minutes == 1000
    assert minutes("2h", FR).minutes == 120
    for words, source in (("Unlimited calls", US), ("appels illimités", FR), ("かけ放題", JA)):
        assert minutes(words, source).is_unlimited
    assert messages("SMS illimités", FR).is_unlimited
    for words in ("100 calls", "200 min + 50 SMS", "50 min/day", "2 days"):
        with pytest.raises(CellError):
            minutes(words, US)


@pytest.mark.parametrize(
    ("words", "language", "rule", "kbps"),
    [
        ("then 3G speeds", "en", AfterCap.THROTTLE, None), ("then unlimited 2G speeds", "en", AfterCap.THROTTLE, None),
        ("post which 80 kbps", "en", AfterCap.THROTTLE, 80),
        ("then charged at standard rates", "en", AfterCap.CHARGE, None),
        ("service stops", "en", AfterCap.BLOCK, None), ("danach Datensperre", "de", AfterCap.BLOCK, None),
        ("Geschwindigkeit wird auf 64 kbit/s reduziert", "de", AfterCap.THROTTLE, 64),
        ("bajada de velocidad a 16 kbps", "es", AfterCap.THROTTLE, 16), ("luego se corta", "es", AfterCap.BLOCK, None),
        ("navigazione bloccata", "it", AfterCap.BLOCK, None), ("após isso 128 kbps", "pt", AfterCap.THROTTLE, 128),
        ("超過後128kbpsに制限", "ja", AfterCap.THROTTLE, 128),
        ("容量超過後は128kbpsに速度制限", "ja", AfterCap.THROTTLE, 128),
        ("通信停止", "ja", AfterCap.BLOCK, None), ("초과 시 400kbps로 제한", "ko", AfterCap.THROTTLE, 400),
        ("초과 시 데이터 차단", "ko", AfterCap.BLOCK, None), ("用完后断网", "zh", AfterCap.BLOCK, None),
        ("之後降速128kbps吃到飽", "zh", AfterCap.THROTTLE, 128),
        ("kecepatan turun menjadi 64 kbps", "id", AfterCap.THROTTLE, 64),
        ("скорость снижается до 64 кбит/с", "ru", AfterCap.THROTTLE, 64),
        ("internet kesilir", "tr", AfterCap.BLOCK, None),
        ("potem prędkość 128 kb/s", "pl", AfterCap.THROTTLE, 128),
        ("poté zpomalení na 64 kb/s", "cs", AfterCap.THROTTLE, 64),
        ("تخفيض السرعة", "ar", AfterCap.THROTTLE, None), ("จากนั้น 128 kbps", "th", AfterCap.THROTTLE, 128),
        ("sau đó giảm xuống 128 kbps", "vi", AfterCap.THROTTLE, 128),
        ("selepas itu 128 kbps", "ms", AfterCap.THROTTLE, 128),
        ("इसके बाद 64 kbps", "hi", AfterCap.THROTTLE, 64), ("μετά 128 kbps", "el", AfterCap.THROTTLE, 128),
        ("після 128 кбіт/с", "uk", AfterCap.THROTTLE, 128), ("למהירות 128 kbps", "he", AfterCap.THROTTLE, 128),
    ],
)  # fmt: skip
def test_what_follows_the_allowance_in_twenty_languages(
    words: str, language: str, rule: AfterCap, kbps: int | None
) -> None:
    read = after_cap(words, style("EUR", language))
    assert (read.rule, read.throttle.kbps if read.throttle else None) == (rule, kbps)
    assert not read.throttle or read.throttle.words == words


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("nicht gedrosselt", "de"), ("速度制限なし", "ja"), ("제한 없음", "ko"), ("ไม่ลดความเร็ว", "th"),
        ("sin bajada de velocidad", "es"),
        ("blocked until midnight", "en"), ("ab 5 GB gedrosselt auf 64 kbit/s", "de"), ("5G", "en"),
        ("4G speeds or 128 kbps", "en"),
        ("не блокируется", "ru"), ("jamais bloqué", "fr"), ("no throttling", "en"),
    ],
)  # fmt: skip
def test_a_negation_or_a_condition_is_never_left_out(words: str, language: str) -> None:
    with pytest.raises(CellError):
        after_cap(words, style("EUR", language))


def test_bounds_of_other_wording() -> None:
    for words, source, amount, unit in (
        ("£45 cap", GB, "45", ""), ("max. 30 €/day", DE, "30", "day"), ("30元/天封顶", ZH, "30", "day"),
        ("Rp 4.000/hari maks", ID, "4000", "day"), ("max £45 a month", GB, "45", "month"),
    ):  # fmt: skip
        read = at_most(words, source)
        assert (read.amount, read.unit, read.words) == (Decimal(amount), unit, words)
    for words, source in (("free cap", US), ("up to 5 GB", US), ("capsule 5", US)):
        with pytest.raises(CellError):
            at_most(words, source)
    assert span("99 TL'den başlayan", style("TRY", "tr", ",", ".")).low.amount == 99
    assert span("Starting ₹649", IN).low.amount == 649


def test_more_words_where_no_amount_stands() -> None:
    for words, source, state in (
        ("n.v.t.", NL, PriceState.UNAVAILABLE), ("UK rate", GB, PriceState.HOME_RATE),
        ("不提供", ZH, PriceState.UNAVAILABLE),
        ("brezplačno", style("EUR", "sl"), PriceState.FREE), ("tasuta", style("EUR", "et"), PriceState.FREE),
        ("vključeno", style("EUR", "sl"), PriceState.INCLUDED), ("tasuta", DE, None), ("non", FR, None),
    ):  # fmt: skip
        assert price_state(words, source) is state
