"""Counted words in every plural of every language of CLDR; and one carrier's catalogue, whose numbers stand beside
its words in a field of their own."""

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from babel.units import format_unit
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.errors import CellError
from transforms.values import Style, messages, minutes, rate, unit, validity, volume
from transforms.values.plurals import counted_words, known_units, per_phrases
from transforms.values.units import UNITS

MTS = Path(__file__).parents[3] / "shared" / "real" / "mts-ru"
LANGUAGES = "en de fr it es pt nl sv da nb fi pl cs sk hu ro el bg uk ru tr ja ko zh id ms vi hi bn fa he"
TONGUES = LANGUAGES.split(" ")


@settings(max_examples=300)
@given(st.integers(1, 999), st.sampled_from(TONGUES), st.sampled_from(["long", "short"]))
def test_a_count_in_its_plural_is_read_back(count: int, tongue: str, length: Any) -> None:
    style = Style(currency="EUR", language=tongue, decimal="", grouping="")
    for name, read in (
        ("duration-minute", lambda words: minutes(words, style).minutes),
        ("duration-day", lambda words: validity(words, style).days),
        ("digital-gigabyte", lambda words: (volume(words, style).data_bytes or 0) // 1024**3),
    ):
        words = format_unit(count, name, length=length, locale=tongue)
        if str(count) not in words:
            continue  # "יום אחד", one day, has no number in it
        try:
            assert read(words) == count, words
        except CellError:
            word = words.replace(str(count), "").strip().casefold()
            assert length == "short" or " " in word or word not in counted_words(tongue), words


def test_no_word_of_a_language_has_two_meanings_and_none_is_a_letter() -> None:
    for tongue in TONGUES:
        words = counted_words(tongue)
        assert len(words) >= 12, tongue
        assert not [w for w in words if len(w) == 1 and w < "\u3040"]
        for phrase, of in per_phrases(tongue).items():
            assert unit(phrase, Style(currency="EUR", language=tongue)) == of
    assert known_units("xx-nobody") == UNITS["en"]


@pytest.mark.parametrize(
    ("words", "language", "in_unit"),
    [
        ("5 ₽ в минуту", "ru", "minute"), ("5 ₽/мес.", "ru", "month"), ("5 ₽ за сообщение", "ru", "message"),
        ("분당 100₽", "ko", "minute"), ("5 ₽ na minutę", "pl", "minute"), ("5 ₽ par mégaoctet", "fr", "mb"),
    ],
)  # fmt: skip
def test_a_rate_with_a_phrase_of_its_language(words: str, language: str, in_unit: str) -> None:
    assert rate(words, Style(currency="RUB", language=language, decimal=",", grouping=" ")).unit == in_unit


def records(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from records(inner)


@pytest.mark.skipif(not MTS.is_dir(), reason="../shared/real is not beside the repository")
def test_a_carriers_own_words_agree_with_its_own_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    style = Style(currency="RUB", language="ru", decimal=",", grouping=" ")
    counts: Counter[str] = Counter()
    for file in sorted(MTS.glob("tariffs-*.json")):
        for record in records(json.loads(file.read_text(encoding="utf-8"))):
            words, stated = record.get("value"), record.get("numValue")
            if not isinstance(words, str) or record.get("baseParameter") in (None, "ProductFeature"):
                continue
            if "₽" in words:
                read = rate(words, style)
                got, kind = (read.price.amount if read.price else None), f"rubles a {read.unit}"
            elif "мин" in words:
                got, kind = Decimal(minutes(words, style).minutes or -1), "minutes"
            elif "SMS" in words:
                got, kind = Decimal(messages(words, style).messages or -1), "messages"
            elif "ГБ" in words:
                got, kind = Decimal(volume(words, style).data_bytes or -1) / 1024**3, "gigabytes"
            else:
                with pytest.raises(CellError):  # "Безлимит на номера МТС России": free to whom, not without limit
                    messages(words, style)
                counts["refused, rightly"] += 1
                continue
            expected = Decimal(stated) if stated is not None else Decimal(words.split(" ")[0])
            assert got == expected, words
            counts[kind] += 1
    with capsys.disabled():
        print(f"\nmts-ru: {counts.total()} values, {dict(counts)}, 0 wrong", end=" ")
    assert counts.total() >= 100


def test_a_word_of_the_pages_language_comes_before_the_same_word_of_another() -> None:
    assert validity("3 hr", Style(currency="IDR", language="id")).days == 3  # hari, not hours
    assert validity("72 hr", Style(currency="USD")).days == 3
