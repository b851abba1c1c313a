"""A data allowance as cells state it: with its span ("500 MB/day", "매일 2GB", "10 GB in total"), and "Unlimited" that
holds a number ("Unlimited (3 GB)"): what counts is the number, the word stays in the receipt."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from transforms.errors import UnknownUnit
from transforms.models import Volume
from transforms.values.style import Style
from transforms.values.text import clean, where_of
from transforms.values.volume import is_unlimited, volume
from transforms.values.volume_words import DATA_WORDS, UNLIMITED
from transforms.words import DataPer

_PER: dict[str, DataPer] = {
    **dict.fromkeys(
        ("per day", "/day", "/ day", "a day", "each day", "daily", "every day", "/d", "pro tag", "am tag", "täglich",
         "/tag", "je tag", "par jour", "/jour", "/ jour", "quotidien", "al día", "/día", "por día", "diarios", "diario",
         "al giorno", "/giorno", "giornalieri", "por dia", "/dia", "ao dia", "diários", "per dag", "/dag", "om dagen",
         "/日", "毎日", "日あたり", "매일", "/일", "每天", "每日", "/天", "per hari", "/hari",
         "sehari",
         "в день", "/день", "в сутки", "/сутки", "günlük", "/gün", "dziennie", "/dzień", "প্রতিদিন",
         "/দিন"), DataPer.DAY),
    **dict.fromkeys(
        ("per month", "/month", "/ month", "a month", "each month", "monthly", "/mo", "every month", "pro monat",
         "im monat", "monatlich", "/monat", "par mois", "/mois", "/ mois", "al mes", "/mes", "mensuales", "al mese",
         "/mese", "mensili", "por mês", "/mês", "per maand", "/maand", "毎月", "/月", "매월", "每月", "per bulan",
         "/bulan", "в месяц", "/мес", "/месяц", "aylık", "/ay", "miesięcznie"), DataPer.MONTH),
    **dict.fromkeys(
        ("total", "in total", "in all", "altogether", "insgesamt", "gesamt", "au total", "en total", "in totale",
         "no total", "in totaal", "合計", "総量", "총", "总", "總", "总量", "總量", "共", "total kuota", "всего",
         "toplam",
         "łącznie"), DataPer.TOTAL),
}  # fmt: skip
# These say so only in front: "1日1GB" is a gigabyte a day, "1GB 1日" may be one that lasts a day.
_PER_BEFORE = {"1日": DataPer.DAY, "하루": DataPer.DAY, "일": DataPer.DAY, "1일": DataPer.DAY, "월": DataPer.MONTH}


class Data(NamedTuple):
    """``per`` is None where the cell does not say. ``is_called_unlimited``: the cell says so and holds a number."""

    volume: Volume
    per: DataPer | None
    is_called_unlimited: bool

    def fields(self, per: DataPer | None = None) -> dict[str, Any]:
        """The fields of an :class:`~transforms.models.Offer`; ``per`` where the cell does not say."""
        return {"data": self.volume, "data_per": self.per or per}


def data(words: str, style: Style) -> Data:
    """One volume, with its span if that stands in the cell, and nothing else.

    Raises:
        UnknownUnit, NotANumber, Ambiguous: with the words.
    """
    text, where = style.bare(words).strip(" ."), where_of(words)
    if is_unlimited(style.bare(words), style):
        return Data(volume(words, style), None, False)
    unlimited = _unlimited().search(text.casefold())
    rest, is_called_unlimited = text, False
    if unlimited and re.search(r"[0-9]", text):
        rest, is_called_unlimited = text[: unlimited.start()] + text[unlimited.end() :], True
    rest, per = _span(rest.strip(" (),:-–"))
    read = volume(rest.strip(" (),:-–"), style)
    if is_called_unlimited and read.is_unlimited:
        raise UnknownUnit("unlimited twice", words=words, where=where)
    return Data(Volume(read.data_bytes, read.basis, clean(words), where), per, is_called_unlimited)


def _span(text: str) -> tuple[str, DataPer | None]:
    folded = text.casefold()
    before = _PER | _PER_BEFORE
    for phrase in sorted(before, key=len, reverse=True):
        edge = phrase[0].isalpha() and phrase.isascii()
        if phrase in _PER and folded.endswith(phrase) and not (edge and folded[: -len(phrase)][-1:].isalpha()):
            return text[: -len(phrase)], _PER[phrase]
        if folded.startswith(phrase) and not (edge and folded[len(phrase) :][:1].isalpha()):
            return text[len(phrase) :], before[phrase]
    return text, None


@lru_cache(maxsize=1)
def _unlimited() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(UNLIMITED, key=len, reverse=True))
    data_words = "|".join(DATA_WORDS)
    return re.compile(rf"(?:(?:{data_words}) )?(?:{words})(?: (?:{data_words}))?")
