"""Data volumes, speeds and durations."""

import re
from decimal import Decimal
from functools import lru_cache

from transforms.errors import Ambiguous, UnknownUnit, UnknownWords
from transforms.models import Speed, Validity, Volume
from transforms.values.numbers import counted, is_like_grouped, number, number_pattern
from transforms.values.plurals import counted_words
from transforms.values.style import Style
from transforms.values.text import clean, where_of
from transforms.values.volume_words import DATA_WORDS, DURATION, SPEED, UNLIMITED, VOLUME
from transforms.words import DataBasis

SPEED_WORDS = tuple(sorted(SPEED, key=len, reverse=True))
_GENERATIONS = frozenset("2345")  # of networks: "5G" is one, "6G" none yet
_POWERS_OF_TWO = frozenset({"kib", "mib", "gib"})


def volume(words: str, style: Style) -> Volume:
    """ "1.6GB", "500 Mo", "Unlimited" and nothing else.

    Raises:
        UnknownUnit, NotANumber: with the words. A bare number has no unit and is refused.
    """
    text, where = style.bare(words), where_of(words)
    if (not text[:1].isdigit() or text in style.unlimited) and _is_unlimited_data(text, style):
        return Volume(None, words=clean(words), where=where)
    form, sizes = _sizes(style)
    match = form.fullmatch(text)
    digits, name = match.group(1, 2) if match else ("", "")
    size = sizes.get(name.casefold())
    if size is None:
        raise UnknownUnit("not a data volume with its unit", words=words, where=where)
    if digits in _GENERATIONS and name in "gG" and style.tongue != "ko":  # Korean plans do write 2G for 2 GB
        raise Ambiguous("gigabytes or a generation of networks", words=words, where=where)
    if is_like_grouped(digits, style):
        raise Ambiguous("thousands or three decimals", words=words, where=where)
    return Volume(int(counted(digits, style) * size), style.data_basis, clean(words), where)


@lru_cache(maxsize=256)
def _sizes(style: Style) -> tuple[re.Pattern[str], dict[str, int]]:
    """What a volume looks like, and the bytes of each unit by all its words."""
    said = dict(zip(VOLUME, VOLUME, strict=True)) | dict(counted_words(style.language))
    units = {word: data_bytes(Decimal(1), unit, style.data_basis) for word, unit in said.items() if unit in VOLUME}
    return re.compile(rf"({number_pattern(style.decimal, style.grouping)}) ?([^0-9\s]+)"), units


def is_unlimited(text: str, style: Style) -> bool:
    """Whether plain ``text`` is a word for no limit, or what the source declares for it (``Style.unlimited``)."""
    return text.casefold() in UNLIMITED or text in style.unlimited


def _is_unlimited_data(text: str, style: Style) -> bool:
    """The same, with or without a word for data beside it."""
    if is_unlimited(text, style):
        return True
    folded = text.casefold()
    said = [] if folded[:1].isdigit() else [word for word in DATA_WORDS if word in folded]
    return any(folded.removeprefix(word).removesuffix(word).strip() in UNLIMITED for word in said)


def data_basis(words: str, style: Style) -> DataBasis:
    """What a page says that its gigabyte is: "1 GB = 1,024 MB", "1 Go = 1000 Mo".

    Raises:
        UnknownWords: anything else, and any other number.
    """
    text, where = style.plain(words).rstrip("."), where_of(words)
    digits = number_pattern(style.decimal, style.grouping)
    match = re.fullmatch(rf"1 ?([^0-9\s=]+) ?(?:=|is|are|equals|sont|sind) ?({digits}) ?([^0-9\s]+)", text)
    if match:
        step = VOLUME.get(match[1].casefold(), 0) - VOLUME.get(match[3].casefold(), 9)
        bases = {1000: DataBasis.DECIMAL, 1024: DataBasis.BINARY}
        count = number(match[2], style)
        if step == 1 and count in bases:
            return bases[int(count)]
    raise UnknownWords("not a statement of what a gigabyte is", words=words, where=where)


def data_bytes(amount: Decimal, unit: str, basis: DataBasis = DataBasis.NOT_STATED) -> int:
    """Bytes of ``amount`` kB, MB, GB or TB; a gigabyte of no stated basis counts 1024³ bytes (docs/decisions)."""
    base = 1000 if basis is DataBasis.DECIMAL and unit.casefold() not in _POWERS_OF_TWO else 1024
    return int(amount * base ** VOLUME[unit.casefold()])


def speed(words: str, style: Style) -> Speed:
    """ "128 kbps", "1Mbps", "400 kbit/s".

    Raises:
        UnknownUnit: otherwise. A speed in words ("3G speeds") is the parser's to give: ``Speed(None, words)``.
    """
    text, where = style.bare(words), where_of(words)
    match = re.fullmatch(rf"({number_pattern(style.decimal, style.grouping)}) ?([^\W\d_]+(?:/[^\W\d_]+)?)", text)
    if not match or match[2].casefold() not in SPEED:
        raise UnknownUnit("not a speed with its unit", words=words, where=where)
    if match[2].endswith(("B/s", "Bps")):
        raise Ambiguous("kilobits or kilobytes: declare it by rewriting the cell", words=words, where=where)
    return Speed(int(number(match[1], style) * SPEED[match[2].casefold()]), text, where)


def validity(words: str, style: Style) -> Validity:
    """ "30 Days", "24 Hrs", "1 day", "3 Months", "7일": whole days; hours must make whole days.

    Raises:
        UnknownWords, NotANumber: with the words.
    """
    text, where = style.bare(words), where_of(words)
    match = re.fullmatch(r"([0-9]+)[ -]?([^0-9\s.]+)\.?", text)
    name = match[2].casefold() if match else ""
    name = counted_words(style.language).get(name, name)
    if not match or name not in DURATION:
        raise UnknownWords("not a duration", words=words, where=where)
    count, days = int(number(match[1], style)), DURATION[name]
    if days == 0:
        if count == 0 or count % 24:
            raise UnknownWords("hours that make no whole days", words=words, where=where)
        return Validity(count // 24, clean(words), where)
    return Validity(count * days, clean(words), where)
