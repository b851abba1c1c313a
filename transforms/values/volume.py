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
from transforms.words import DataBasis

_VOLUME = {
    "كيلوبايت": 1, "ميجابايت": 2, "ميجا": 2, "جيجابايت": 3, "جيجا": 3, "مگ": 2, "گیگ": 3,
    "кб": 1, "мб": 2, "гб": 3, "тб": 4, "কেবি": 1, "এমবি": 2, "জিবি": 3, "টিবি": 4, "kib": 1, "mib": 2, "gib": 3,
    "k": 1, "kb": 1, "ko": 1, "m": 2, "mb": 2, "mo": 2, "g": 3, "gb": 3, "go": 3, "t": 4, "tb": 4, "to": 4,
}  # fmt: skip
# "기본제공" (given as basic) is how Korean plans say unlimited calls and messages.
UNLIMITED = frozenset({
    "unlimited", "no limit", "illimité", "illimitée", "illimités", "illimitées", "unbegrenzt", "unlimitiert", "무제한",
    "기본제공", "ilimitado", "ilimitada", "ilimitados", "ilimitadas", "tanpa batas", "tanpa had", "illimitato",
    "illimitata", "illimitati", "illimitate", "onbeperkt", "無制限", "使い放題", "无限", "無限", "不限", "不限量",
    "吃到飽", "безлимит", "безлимитный", "безлимитно", "необмежено", "безліміт", "неограничен", "неограничено",
    "sınırsız",
    "আনলিমিটেড", "অসীমিত", "obegränsad", "obegränsat", "ubegrænset", "ubegrenset", "rajaton", "rajoittamaton",
    "neomezeně", "neomezený", "neomezené", "neobmedzene", "bez limitu", "nielimitowany", "nielimitowane", "korlátlan",
    "nelimitat", "nelimitate", "απεριόριστα", "απεριόριστο", "غير محدود", "لا محدود", "نامحدود", "ללא הגבלה", "असीमित",
    "अनलिमिटेड", "ไม่จำกัด", "không giới hạn", "neograničeno", "neomejeno",
})  # fmt: skip
_SPEED = {
    "kbps": 1, "kbit/s": 1, "kbits/s": 1, "kb/s": 1, "kbs": 1, "mbps": 1000, "mbit/s": 1000, "mbits/s": 1000,
    "mb/s": 1000, "gbps": 1_000_000, "gbit/s": 1_000_000, "кбит/с": 1, "мбит/с": 1000, "кбіт/с": 1, "мбіт/с": 1000,
    "كيلوبت": 1, "ك.ب/ث": 1,
}  # fmt: skip
SPEED_WORDS = tuple(sorted(_SPEED, key=len, reverse=True))
_GENERATIONS = frozenset("2345")  # of networks: "5G" is one, "6G" none yet
_POWERS_OF_TWO = frozenset({"kib", "mib", "gib"})
_DURATION = {
    "hour": 0, "hours": 0, "hr": 0, "hrs": 0, "h": 0, "heures": 0, "stunden": 0, "시간": 0, "jam": 0,
    "day": 1, "days": 1, "jour": 1, "jours": 1, "tag": 1, "tage": 1, "일": 1, "hari": 1, "día": 1, "días": 1,
    "week": 7, "weeks": 7, "semaine": 7, "semaines": 7, "woche": 7, "wochen": 7, "minggu": 7, "주": 7, "semana": 7,
    "month": 30, "months": 30, "mois": 30, "monat": 30, "monate": 30, "bulan": 30, "개월": 30, "달": 30, "mes": 30,
    "year": 365, "years": 365, "an": 365, "ans": 365, "jahr": 365, "jahre": 365, "tahun": 365, "año": 365, "년": 365,
    "روز": 1, "روزه": 1, "هفته": 7, "ماهه": 30, "ساعت": 0, "ساعة": 0, "يوماً": 1,
    "giorno": 1, "giorni": 1, "settimana": 7, "settimane": 7, "mese": 30, "mesi": 30, "ore": 0,
    "dia": 1, "dias": 1, "semanas": 7, "meses": 30, "horas": 0, "mês": 30, "dag": 1, "dagen": 1, "maand": 30,
    "日": 1, "日間": 1, "天": 1, "時間": 0, "小时": 0, "小時": 0, "か月": 30, "ヶ月": 30, "个月": 30, "個月": 30,
    "день": 1, "дня": 1, "дней": 1, "сутки": 1, "суток": 1, "неделя": 7, "час": 0, "часа": 0, "часов": 0,
    "месяц": 30, "месяца": 30, "месяцев": 30, "gün": 1, "saat": 0, "hafta": 7, "দিন": 1, "ঘণ্টা": 0, "ঘন্টা": 0,
}  # fmt: skip


def volume(words: str, style: Style) -> Volume:
    """ "1.6GB", "500 Mo", "Unlimited" and nothing else.

    Raises:
        UnknownUnit, NotANumber: with the words. A bare number has no unit and is refused.
    """
    text, where = style.plain(words), where_of(words)
    if is_unlimited(text, style):
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
    said = dict(zip(_VOLUME, _VOLUME, strict=True)) | dict(counted_words(style.language))
    units = {word: data_bytes(Decimal(1), unit, style.data_basis) for word, unit in said.items() if unit in _VOLUME}
    return re.compile(rf"({number_pattern(style.decimal, style.grouping)}) ?([^0-9\s]+)"), units


def is_unlimited(text: str, style: Style) -> bool:
    """Whether plain ``text`` is a word for no limit, or what the source declares for it (``Style.unlimited``)."""
    return text.casefold() in UNLIMITED or text in style.unlimited


def data_basis(words: str, style: Style) -> DataBasis:
    """What a page says that its gigabyte is: "1 GB = 1,024 MB", "1 Go = 1000 Mo".

    Raises:
        UnknownWords: anything else, and any other number.
    """
    text, where = style.plain(words).rstrip("."), where_of(words)
    digits = number_pattern(style.decimal, style.grouping)
    match = re.fullmatch(rf"1 ?([^0-9\s=]+) ?(?:=|is|are|equals|sont|sind) ?({digits}) ?([^0-9\s]+)", text)
    if match:
        step = _VOLUME.get(match[1].casefold(), 0) - _VOLUME.get(match[3].casefold(), 9)
        bases = {1000: DataBasis.DECIMAL, 1024: DataBasis.BINARY}
        count = number(match[2], style)
        if step == 1 and count in bases:
            return bases[int(count)]
    raise UnknownWords("not a statement of what a gigabyte is", words=words, where=where)


def data_bytes(amount: Decimal, unit: str, basis: DataBasis = DataBasis.NOT_STATED) -> int:
    """Bytes of ``amount`` kB, MB, GB or TB; a gigabyte of no stated basis counts 1024³ bytes (docs/decisions)."""
    base = 1000 if basis is DataBasis.DECIMAL and unit.casefold() not in _POWERS_OF_TWO else 1024
    return int(amount * base ** _VOLUME[unit.casefold()])


def speed(words: str, style: Style) -> Speed:
    """ "128 kbps", "1Mbps", "400 kbit/s".

    Raises:
        UnknownUnit: otherwise. A speed in words ("3G speeds") is the parser's to give: ``Speed(None, words)``.
    """
    text, where = style.plain(words), where_of(words)
    match = re.fullmatch(rf"({number_pattern(style.decimal, style.grouping)}) ?([^\W\d_]+(?:/[^\W\d_]+)?)", text)
    if not match or match[2].casefold() not in _SPEED:
        raise UnknownUnit("not a speed with its unit", words=words, where=where)
    if match[2].endswith("B/s"):
        raise Ambiguous("kilobits or kilobytes: declare it by rewriting the cell", words=words, where=where)
    return Speed(int(number(match[1], style) * _SPEED[match[2].casefold()]), text, where)


def validity(words: str, style: Style) -> Validity:
    """ "30 Days", "24 Hrs", "1 day", "3 Months", "7일": whole days; hours must make whole days.

    Raises:
        UnknownWords, NotANumber: with the words.
    """
    text, where = style.plain(words), where_of(words)
    match = re.fullmatch(r"([0-9]+) ?([^0-9\s.]+)\.?", text)
    name = match[2].casefold() if match else ""
    name = counted_words(style.language).get(name, name)
    if not match or name not in _DURATION:
        raise UnknownWords("not a duration", words=words, where=where)
    count, days = int(number(match[1], style)), _DURATION[name]
    if days == 0:
        if count == 0 or count % 24:
            raise UnknownWords("hours that make no whole days", words=words, where=where)
        return Validity(count // 24, clean(words), where)
    return Validity(count * days, clean(words), where)
