"""The words that carriers use for units, by language. Lower case; a unit is found by its whole word."""

UNITS: dict[str, dict[str, str]] = {
    "en": {
        "day": "day", "days": "day", "24 hours": "day", "week": "week", "month": "month", "year": "year",
        "min": "minute", "mins": "minute", "minute": "minute", "minutes": "minute", "second": "second", "call": "call",
        "sms": "message", "text": "message", "texts": "message", "message": "message", "messages": "message",
        "msg": "message",
        "kb": "kb", "mb": "mb", "gb": "gb", "line": "line", "pack": "pack", "session": "session", "bill": "bill",
    },
    "fr": {
        "jour": "day", "semaine": "week", "mois": "month", "an": "year", "min": "minute", "minute": "minute",
        "seconde": "second", "appel": "call", "sms": "message", "mms": "message",
        "ko": "kb", "mo": "mb", "go": "gb", "kb": "kb", "mb": "mb", "gb": "gb",
    },
    "de": {
        "tag": "day", "woche": "week", "monat": "month", "mt.": "month", "jahr": "year", "min": "minute",
        "min.": "minute", "minute": "minute", "sms": "message", "kb": "kb", "mb": "mb", "gb": "gb",
    },
    "id": {
        "hari": "day", "minggu": "week", "bulan": "month", "tahun": "year", "menit": "minute", "detik": "second",
        "sms": "message", "kb": "kb", "mb": "mb", "gb": "gb",
    },
    "ko": {
        "일": "day", "주": "week", "월": "month", "분": "minute", "건": "message", "kb": "kb", "mb": "mb", "gb": "gb",
    },
    "it": {
        "giorno": "day", "settimana": "week", "mese": "month", "anno": "year", "min": "minute", "minuto": "minute",
        "secondo": "second", "sms": "message", "kb": "kb", "mb": "mb", "gb": "gb",
    },
    "pt": {
        "dia": "day", "semana": "week", "mês": "month", "ano": "year", "min": "minute", "minuto": "minute",
        "sms": "message", "kb": "kb", "mb": "mb", "gb": "gb",
    },
    "nl": {
        "dag": "day", "week": "week", "maand": "month", "jaar": "year", "min": "minute", "minuut": "minute",
        "sms": "message", "kb": "kb", "mb": "mb", "gb": "gb",
    },
    "ja": {
        "日": "day", "週": "week", "月": "month", "年": "year", "分": "minute", "秒": "second", "通": "message",
        "kb": "kb", "mb": "mb", "gb": "gb",
    },
    "zh": {
        "日": "day", "天": "day", "月": "month", "年": "year", "分钟": "minute", "分鐘": "minute", "条": "message",
        "則": "message", "kb": "kb", "mb": "mb", "gb": "gb",
    },
    "ru": {
        "день": "day", "сутки": "day", "сут": "day", "неделя": "week", "месяц": "month", "мес": "month",
        "мин": "minute", "минута": "minute", "сек": "second", "сообщение": "message", "смс": "message",
        "sms": "message", "кб": "kb", "мб": "mb", "гб": "gb",
    },
    "tr": {
        "gün": "day", "hafta": "week", "ay": "month", "yıl": "year", "dk": "minute", "dakika": "minute",
        "sms": "message", "kb": "kb", "mb": "mb", "gb": "gb",
    },
    "bn": {
        "দিন": "day", "মাস": "month", "মিনিট": "minute", "সেকেন্ড": "second", "এসএমএস": "message",
        "জিবি": "gb", "এমবি": "mb", "কেবি": "kb",
    },
    "es": {
        "día": "day", "dia": "day", "semana": "week", "mes": "month", "min": "minute", "minuto": "minute",
        "sms": "message", "kb": "kb", "mb": "mb", "gb": "gb",
    },
}  # fmt: skip

PER: dict[str, tuple[str, ...]] = {
    "en": ("per", "a", "each"), "fr": ("par", "la", "le"), "de": ("pro", "je"), "id": ("per",), "ko": (),
    "es": ("por", "al", "a la"), "it": ("al", "a", "per"), "pt": ("por",), "nl": ("per",), "ru": ("за", "в"),
    "tr": (), "ja": (), "zh": ("每",), "bn": ("প্রতি",),
}  # fmt: skip

# Units that stand before the amount: "월 2,970원" is 2,970 won a month.
BEFORE: dict[str, dict[str, str]] = {"ko": {"월": "month", "일": "day", "하루": "day", "매일": "day"}}

FREE: dict[str, frozenset[str]] = {
    "en": frozenset({"free", "free of charge", "no charge", "no extra charge"}),
    "fr": frozenset({"gratuit", "gratuits", "gratuite", "offert"}),
    "de": frozenset({"kostenlos", "gratis", "kostenfrei"}),
    "id": frozenset({"gratis"}),
    "ko": frozenset({"무료"}),
    "es": frozenset({"gratis", "gratuito"}),
    "it": frozenset({"gratis", "gratuito"}),
    "pt": frozenset({"grátis", "gratuito"}),
    "nl": frozenset({"gratis"}),
    "ja": frozenset({"無料"}),
    "zh": frozenset({"免费", "免費"}),
    "ru": frozenset({"бесплатно"}),
    "tr": frozenset({"ücretsiz", "bedava"}),
    "bn": frozenset({"ফ্রি", "বিনামূল্যে"}),
}

INCLUDED: dict[str, frozenset[str]] = {
    "en": frozenset({"included", "comes out of your allowance", "included in your plan", "inclusive"}),
    "fr": frozenset({"inclus", "inclus dans le forfait", "illimité", "illimités"}),
    "de": frozenset({"inklusive", "inbegriffen"}),
    "id": frozenset({"termasuk"}),
    "ko": frozenset({"기본제공", "포함"}),
    "es": frozenset({"incluido", "incluida", "incluidos"}),
    "it": frozenset({"incluso", "inclusi", "incluse"}),
    "pt": frozenset({"incluído", "incluídos"}),
    "nl": frozenset({"inbegrepen", "inclusief"}),
    "ja": frozenset({"込み", "定額内"}),
    "ru": frozenset({"включено", "включен"}),
    "tr": frozenset({"dahil"}),
}

HOME_RATE: dict[str, frozenset[str]] = {
    "en": frozenset({"standard rate", "standard uk rate", "your standard rate", "home rate", "same as at home"}),
    "fr": frozenset({"tarif national", "comme en france"}),
    "de": frozenset({"wie zu hause", "inlandstarif"}),
    "id": frozenset(),
    "ko": frozenset(),
    "es": frozenset({"tarifa nacional"}),
}

UNAVAILABLE: dict[str, frozenset[str]] = {
    "en": frozenset({"not available", "unavailable", "n/a", "not supported", "not applicable"}),
    "fr": frozenset({"non disponible", "indisponible", "service non disponible"}),
    "de": frozenset({"nicht verfügbar"}),
    "id": frozenset({"tidak tersedia"}),
    "ko": frozenset({"이용불가", "제공불가"}),
    "es": frozenset({"no disponible"}),
    "it": frozenset({"non disponibile"}),
    "pt": frozenset({"não disponível", "indisponível"}),
    "nl": frozenset({"niet beschikbaar"}),
    "ja": frozenset({"利用不可", "ご利用いただけません"}),
    "zh": frozenset({"不适用", "不支持", "暂未开通"}),
    "ru": frozenset({"недоступно", "не предоставляется"}),
    "tr": frozenset({"mevcut değil"}),
}
