"""What follows when an allowance is used up: "then 128 kbps", "danach gedrosselt", "以降は128kbps", "blocked".

The words must be nothing but a leader ("then"), fillers and either one speed or one known phrase; what else stands
there is an error, so that "then 128 kbps until midnight" is not read without its midnight.
"""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from transforms.errors import UnknownWords
from transforms.models import Speed
from transforms.values.numbers import number_pattern
from transforms.values.style import Style
from transforms.values.text import clean, where_of
from transforms.values.volume import SPEED_WORDS, speed
from transforms.words import AfterCap

_THROTTLE = (
    "throttled", "throttling", "slowed down", "slowed", "reduced speed", "reduced speeds", "speed reduced", "slower",
    "slower speeds", "slow speed", "low speed", "gedrosselt", "drosselung", "reduzierte geschwindigkeit",
    "débit réduit",
    "débits réduits", "vitesse réduite", "bridé", "velocidad reducida", "velocità ridotta", "velocidade reduzida",
    "verlaagde snelheid", "lagere snelheid", "低速", "速度制限", "通信制限", "제한", "속도제한", "속도 제한", "저속",
    "降速",
    "限速", "kecepatan diturunkan", "пониженная скорость", "снижение скорости", "düşük hız", "zmniejszona prędkość",
    "nedsatt hastighet", "sänkt hastighet", "nedsat hastighed", "redusert hastighet", "alennettu nopeus",
    "snížená rychlost", "zpomaleno", "csökkentett sebesség", "viteză redusă",
)  # fmt: skip
_BLOCK = (
    "blocked", "block", "cut off", "stopped", "stops", "no data", "no service", "gesperrt", "gestoppt", "sperre",
    "bloqué", "bloquée", "coupé", "coupure", "bloqueado", "bloccato", "bloccata", "geblokkeerd", "停止", "利用停止",
    "利用不可", "차단", "이용 차단", "이용차단", "사용불가", "断网", "斷網", "停用", "diblokir", "dihentikan",
    "заблокировано", "доступ прекращается", "engellenir", "kesilir", "zablokowany", "spärrat", "spærret", "sperret",
)  # fmt: skip
_CHARGE = (
    "pay as you go", "payg", "charged per mb", "standard rates", "standard rate", "standard charges",
    "out of bundle rates",
    "kostenpflichtig", "wird berechnet", "facturé", "facturation", "hors forfait", "tarifa normal", "a consumo",
    "従量課金", "종량제", "按量计费", "tarif normal", "по тарифу",
)  # fmt: skip
_TOP_UP = (
    "auto top-up", "automatic top-up", "automatic top-ups", "top up", "top-up", "automatisch nachgebucht",
    "datenautomatik", "recharge automatique", "recarga automática", "ricarica automatica", "自動チャージ", "자동충전",
    "自动续订",
)  # fmt: skip
# Leaders and fillers; they say nothing by themselves.
_ASIDE = (
    "then", "thereafter", "afterwards", "after that", "after", "unlimited", "at", "up to", "max", "maximum", "is",
    "are",
    "will be", "to", "speed", "speeds", "data", "you", "your", "a", "throttled to", "reduced to", "slowed to",
    "limited to",
    "danach", "anschließend", "dann", "auf", "mit", "bis zu", "maximal", "max.", "gedrosselt auf", "weiter", "surfen",
    "wird", "puis", "ensuite", "au-delà", "à", "jusqu'à", "débit réduit à", "débit", "réduit", "limité", "bridé à",
    "luego", "después", "a partir de ahí", "hasta", "velocidad", "poi", "dopo", "fino a", "velocità", "depois", "até",
    "velocidade", "daarna", "vervolgens", "met", "tot", "snelheid", "以降は", "以降", "その後は", "その後", "超過後は",
    "超過後",
    "最大", "送受信", "の", "に", "で", "は", "低速", "に制限", "まで", "이후", "이후에는", "초과 시", "초과시",
    "소진 후", "소진시",
    "최대", "속도로", "속도", "로", "무제한", "제어", "之后", "之後", "超出后", "后", "後", "至", "降速至", "限速至",
    "限速",
    "降速", "setelah itu", "kemudian", "selanjutnya", "hingga", "kecepatan", "затем", "далее", "до", "скорость",
    "после",
    "sonra", "sonrası", "ardından", "hızla", "kadar", "potem", "następnie", "do", "därefter", "sedan", "derefter",
    "deretter", "sen jälkeen", "poté", "potom", "utána", "apoi", "până la", "ثم", "حتى", "بعد ذلك", "তারপর",
)  # fmt: skip
_KINDS = {
    **dict.fromkeys(_THROTTLE, AfterCap.THROTTLE),
    **dict.fromkeys(_BLOCK, AfterCap.BLOCK),
    **dict.fromkeys(_CHARGE, AfterCap.CHARGE),
    **dict.fromkeys(_TOP_UP, AfterCap.TOP_UP),
}


class After(NamedTuple):
    """``throttle`` is None unless ``rule`` is THROTTLE; its ``kbps`` is None where no number is given."""

    rule: AfterCap
    throttle: Speed | None

    def fields(self) -> dict[str, Any]:
        """The fields of an :class:`~transforms.models.Offer`."""
        return {"after_cap": self.rule, "throttle": self.throttle}


def after_cap(words: str, style: Style) -> After:
    """What ``words`` say of the time after the allowance: a throttle with or without its number, a block, a charge,
    a top-up.

    Raises:
        UnknownWords: two speeds, two different rules, none, or words that are not known here.
    """
    text, where = style.plain(words).strip(" .;:*"), where_of(words)
    found = list(_speed(style).finditer(text))
    if len(found) == 1:
        around = text[: found[0].start()] + " " + text[found[0].end() :]
        left, kinds = _known(around)
        if not left and kinds <= {AfterCap.THROTTLE}:
            told = speed(found[0][0], style)
            return After(AfterCap.THROTTLE, Speed(told.kbps, clean(words), where))
    elif not found:
        left, kinds = _known(text)
        if not left and len(kinds) == 1:
            rule = next(iter(kinds))
            return After(rule, Speed(None, clean(words), where) if rule is AfterCap.THROTTLE else None)
    raise UnknownWords("not what follows after an allowance", words=words, where=where)


@lru_cache(maxsize=64)
def _speed(style: Style) -> re.Pattern[str]:
    units = "|".join(re.escape(unit) for unit in SPEED_WORDS)
    digits = number_pattern(style.decimal, style.grouping)
    return re.compile(rf"(?<![0-9.,]){digits} ?(?:{units})(?![^\W\d_/])", re.IGNORECASE)


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    """Every known phrase, the longest first; those of letters with spaces between words stand as whole words."""
    phrases = sorted({*_KINDS, *_ASIDE}, key=len, reverse=True)
    spaced = [re.escape(p) for p in phrases if not _runs_on(p)]
    running = [re.escape(p) for p in phrases if _runs_on(p)]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(spaced)})(?![^\W_])|{'|'.join(running)}")


def _runs_on(phrase: str) -> bool:
    """Written without spaces between words (kana, han, hangul)."""
    return any("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" for c in phrase)


def _known(text: str) -> tuple[str, set[AfterCap]]:
    """What is left of ``text`` without the known phrases, and the rules that those name."""
    text = text.casefold()
    kinds = {_KINDS[phrase] for phrase in _words().findall(text) if phrase in _KINDS}
    return _words().sub(" ", text).strip(" ,.;:()-–—/、。"), kinds
