"""What a rate is for, from the words of its name: a call, a message, data; and where it goes."""

import re
from functools import lru_cache

from babel.core import Locale, UnknownLocaleError

from transforms.places import place_name
from transforms.words import CalledScope, Service

_SERVICES = {
    Service.VOICEMAIL: r"voice ?mail|mailbox|messagerie vocale|buz[oó]n",
    Service.SMS: r"\bsms\b|\btexts?\b|texting|message|문자|메시지|短信|簡訊|メール|mesaj|смс",
    Service.DATA: r"\bdata\b|internet|\bmb\b|\bgb\b|\bkb\b|gprs|blackberry|데이터|データ|流量|上网|интернет|surf",
    Service.VOICE: r"call|voice|minute|talk|nelpon|telpon|telp\b|panggil|anruf|telefon|appel|llama|chiam|ligar|통화"
    r"|음성|通話|通话|звон|arama|połącz|volán",
}
_SCOPES = {
    CalledScope.INCOMING: r"receiv|incoming|terima|eingehend|ankommend|reçu|recibi|entrante|ricevut|수신|着信|接听"
    r"|вход",
    CalledScope.THIRD: r"other countr|rest of|third|international|elsewhere|negara lain|andere|autres|otros|altri",
    CalledScope.LOCAL: r"\blocal|lokal|locale?s?\b|within|in the country|현지|現地|当地|местн|setempat"
    r"|\ban? \w+[nhe] number",
}
_UNITS = {Service.VOICE: "minute", Service.VOICEMAIL: "minute", Service.SMS: "message", Service.DATA: "mb"}


def service_of(words: str) -> Service | None:
    """The first service that the words name, or None."""
    text = words.casefold()
    found = [service for service, form in _SERVICES.items() if re.search(form, text)]
    return found[0] if found else None


def service_of_unit(unit: str) -> Service | None:
    """What is sold by this unit: "minute", "kb"."""
    last = unit.rpartition(" ")[2]
    if last in ("minute", "second", "call"):
        return Service.VOICE
    return {"message": Service.SMS, "kb": Service.DATA, "mb": Service.DATA, "gb": Service.DATA}.get(last)


def unit_of(service: Service) -> str:
    """What such a rate usually is for, where nothing says."""
    return _UNITS[service]


def called_of(words: str, service: Service, home: str, language: str) -> CalledScope | None:
    """Where a call or message goes; ANY where the words do not say, None for data."""
    if service not in (Service.VOICE, Service.SMS):
        return None
    text = words.casefold()
    for scope in (CalledScope.INCOMING, CalledScope.THIRD):
        if re.search(_SCOPES[scope], text):
            return scope
    if any(re.search(rf"\b{re.escape(name)}\b", text) for name in _names(home, language)) or re.search(
        r"\bhome\b", text
    ):
        return CalledScope.HOME
    return CalledScope.LOCAL if re.search(_SCOPES[CalledScope.LOCAL], text) else CalledScope.ANY


@lru_cache(maxsize=64)
def _names(country: str, language: str) -> tuple[str, ...]:
    try:
        own = str(Locale.parse(language).territories.get(country, ""))
    except (UnknownLocaleError, ValueError):
        own = ""
    short = {"GB": ("uk", "the uk"), "US": ("the us", "usa")}.get(country, ())
    return tuple(name for name in {own.casefold(), place_name(country).casefold(), *short} if name)
