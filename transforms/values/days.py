"""When a "day" of an offer begins and ends, in words: "24 hours from first use", "until 23:59 UK time", "日本時間".

Each rule has its phrases; exactly one rule must be found, and the words are its receipt.
"""

import re
from typing import Any, NamedTuple

from transforms.errors import UnknownWords
from transforms.values.style import Style
from transforms.values.text import where_of
from transforms.words import DayRule, StartRule


class Day(NamedTuple):
    """``zone`` is an IANA name for HOME_TZ, "UTC+10:00" for FIXED_OFFSET, else ""."""

    rule: DayRule
    zone: str

    def fields(self) -> dict[str, Any]:
        """The fields of an :class:`~transforms.models.Offer`."""
        return {"day_rule": self.rule, "day_tz": self.zone}


_ROLLING = (
    r"\b24[- ]?(hours?|hrs?|h)\b|\b24 stunden\b|\b24 ?heures\b|\b24 horas\b|\b24 ore\b|\b24 uur\b|24時間|24시간|24小时"
    r"|24小時|\b24 jam\b|\b24 час|\b24 saat\b|\b24 godzin|\b24 timm|\b24 timer\b"
)
_CAPITAL = r"수도시간|수도 시간|time (in|of) the capital|capital('s)? time|heure de la capitale|首都時間|首都时间"
_PURCHASE = (
    r"(midnight|23:59(:59)?) (on|of) the day of purchase|day of purchase|purchase day|kauftag|tag des kaufs|購入当日"
    r"|購買當日|购买当日|구매 당일|구매당일|jour de l'achat|día de (la )?compra"
)
# What a home clock is called, and its zone. A zone that has no summer time is a fixed offset too, but is named here.
_HOME = {
    r"\b(uk|british|london) (time|midnight)|midnight (uk|london|british)\b": "Europe/London",
    r"deutscher? (zeit|ortszeit)|german (time|calendar day)|deutsche zeit": "Europe/Berlin",
    r"heure (française|de paris|métropolitaine)|french time|paris time": "Europe/Paris",
    r"日本時間|japan(ese)? (standard )?time": "Asia/Tokyo",
    r"한국 ?(표준)?시간|korea(n)? (standard )?time": "Asia/Seoul",
    r"北京时间|北京時間|beijing time": "Asia/Shanghai",
    r"台灣時間|臺灣時間|台北時間|taiwan time": "Asia/Taipei",
    r"香港時間|hong kong time": "Asia/Hong_Kong",
    r"singapore time": "Asia/Singapore",
    r"московско(е|му) врем|moscow time": "Europe/Moscow",
    r"indian standard time": "Asia/Kolkata",
    r"waktu jakarta": "Asia/Jakarta",
    r"hora peninsular|spanish time": "Europe/Madrid",
    r"ora italiana|italian time": "Europe/Rome",
    r"nederlandse tijd|dutch time": "Europe/Amsterdam",
    r"swiss time|schweizer zeit": "Europe/Zurich",
}
# Short names count in capitals only: "est" and "ist" are words. CET, EST and PST are left out, because people mean the
# clock on the wall by them, in summer too.
_SHORT = {
    "JST": Day(DayRule.HOME_TZ, "Asia/Tokyo"), "KST": Day(DayRule.HOME_TZ, "Asia/Seoul"),
    "HKT": Day(DayRule.HOME_TZ, "Asia/Hong_Kong"), "SGT": Day(DayRule.HOME_TZ, "Asia/Singapore"),
    "МСК": Day(DayRule.HOME_TZ, "Europe/Moscow"), "WIB": Day(DayRule.HOME_TZ, "Asia/Jakarta"),
    "AEST": Day(DayRule.FIXED_OFFSET, "UTC+10:00"), "AWST": Day(DayRule.FIXED_OFFSET, "UTC+08:00"),
    "NZST": Day(DayRule.FIXED_OFFSET, "UTC+12:00"),
}  # fmt: skip
_OFFSET = re.compile(r"\b(?:utc|gmt)(?: ?(?P<sign>[+−-]) ?(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?)?(?![0-9])")
_STARTS = {
    StartRule.FIRST_USE: r"first (use|connect\w*|time you (use|connect))|when you (use|connect)|on (use|connection)"
    r"|(ersten|erster) (nutzung|verbindung)|première (utilisation|connexion)|primer uso|primera conexión|primo utilizzo"
    r"|primeiro uso|eerste gebruik|最初に(通信|接続)|初回(通信|接続)|첫 ?(사용|접속)|最初の通信|首次(使用|连接|連接)"
    r"|penggunaan pertama|первого использования|ilk kullanım|pierwszego użycia",
    StartRule.INSTALL: r"install(s|ed|ation)?\b|installiert|l'installation|instalación|インストール|설치|安装|安裝",
    StartRule.PURCHASE: r"(of|at|after|upon|on|from|since) (the )?(purchase|payment|booking)"
    r"|ab (kauf|buchung)|dès l'achat|購入(後|時)|구매 (후|즉시)|购买(后|即)"
    r"|sejak pembelian|с момента покупки",
    StartRule.DATE: r"(chosen|selected|booked) (start )?date|start date|date you choose|gewähltes? datum|date choisie"
    r"|指定日|시작일|开始日期|tag nach der buchung",
}


def day_rule(words: str, style: Style) -> Day:
    """The one rule that ``words`` state.

    Raises:
        UnknownWords: none, or two ("24 hours" and a midnight contradict each other).
    """
    text = style.plain(words).casefold()
    found: set[Day] = {Day(DayRule.HOME_TZ, zone) for phrase, zone in _HOME.items() if re.search(phrase, text)}
    for rule, phrase in ((DayRule.VISITED_CAPITAL, _CAPITAL), (DayRule.PURCHASE_DAY, _PURCHASE)):
        found |= {Day(rule, "")} if re.search(phrase, text) else set()
    for offset in _OFFSET.finditer(text):
        sign = "-" if offset["sign"] in ("-", "−") else "+"
        found.add(Day(DayRule.FIXED_OFFSET, f"UTC{sign}{int(offset['hours'] or 0):02}:{offset['minutes'] or '00'}"))
    found |= {told for name, told in _SHORT.items() if re.search(rf"\b{name}\b", style.plain(words))}
    if re.search(_ROLLING, text):
        found.add(Day(DayRule.ROLLING_24H, ""))
    if len(found) != 1:
        told = f"{len(found)} rules for the end of a day, one expected"
        raise UnknownWords(told, words=words, where=where_of(words))
    return found.pop()


def start_rule(words: str, style: Style) -> StartRule:
    """When the clock starts. Raises UnknownWords for none, or two."""
    text = style.plain(words).casefold()
    found = [rule for rule, phrase in _STARTS.items() if re.search(phrase, text)]
    if len(found) != 1:
        told = f"{len(found)} rules for the start, one expected"
        raise UnknownWords(told, words=words, where=where_of(words))
    return found[0]
