"""Words for volumes, speeds and durations, and for no limit, in lower case; those of CLDR come on top (plurals.py)."""

# The power of 1,000 or 1,024.
VOLUME = {
    "кб": 1, "мб": 2, "гб": 3, "тб": 4, "কেবি": 1, "এমবি": 2, "জিবি": 3, "টিবি": 4, "kib": 1, "mib": 2, "gib": 3,
    "كيلوبايت": 1, "جيجابايت": 3, "ميجابايت": 2, "جيجا": 3, "ميجا": 2, "گیگ": 3, "مگ": 2, "ג'יגה": 3, "מגה": 2,
    "giga": 3, "gigas": 3,
    "mega": 2, "megas": 2,
    "k": 1, "kb": 1, "ko": 1, "m": 2, "mb": 2, "mo": 2, "g": 3, "gb": 3, "go": 3, "t": 4, "tb": 4, "to": 4,
}  # fmt: skip
UNLIMITED = frozenset({
    "unlimited", "no limit", "limitless", "∞", "fri data", "완전무제한", "완전 무제한", "無限量", "无限量",
    "bez ograniczeń", "ohne limit", "unlimitierte", "unbegrenzte", "sans limite", "sin límite", "senza limiti",
    "sem limite", "illimité", "illimitée", "illimités", "illimitées", "unbegrenzt", "unlimitiert", "무제한",
    "ilimitado", "ilimitada", "ilimitados", "ilimitadas", "tanpa batas", "tanpa had", "illimitato",
    "illimitata", "illimitati", "illimitate", "onbeperkt", "無制限", "使い放題", "无限", "無限", "不限", "不限量",
    "吃到飽", "безлимит", "безлимитный", "безлимитно", "необмежено", "безліміт", "неограничен", "неограничено",
    "sınırsız",
    "আনলিমিটেড", "অসীমিত", "obegränsad", "obegränsat", "ubegrænset", "ubegrenset", "rajaton", "rajoittamaton",
    "neomezeně", "neomezený", "neomezené", "neobmedzene", "bez limitu", "nielimitowany", "nielimitowane", "korlátlan",
    "nelimitat", "nelimitate", "απεριόριστα", "απεριόριστο", "غير محدود", "لا محدود", "نامحدود", "ללא הגבלה", "असीमित",
    "अनलिमिटेड", "ไม่จำกัด", "không giới hạn", "neograničeno", "neomejeno",
})  # fmt: skip
DATA_WORDS = (
    "data", "internet", "surf", "daten", "données", "datos", "dati", "dados", "데이터", "データ通信", "データ", "数据",
    "數據", "流量", "上網", "интернет", "данные", "dane", "adat", "date", "اینترنت", "إنترنت", "بيانات", "גלישה", "ডাটা",
    "เน็ต", "kuota", "veri",
)  # fmt: skip
# "기본제공" (given as basic) is how Korean plans say unlimited calls and messages; of data it says nothing.
UNCOUNTED = frozenset({"기본제공", "기본 제공", "かけ放題", "完全かけ放題", "通話無料"})
# What stands beside a count of minutes or messages and adds nothing to it.
BESIDE = {
    "minute": (
        "voice calls", "phone calls", "calls", "voice", "talk", "anrufe", "telefonie", "appels", "d'appels", "llamadas",
        "chiamate", "chamadas", "bellen", "音声通話", "通話", "음성통화", "음성", "통화", "语音", "語音", "通话",
        "звонки",
        "arama", "konuşma", "połączenia", "rozmowy", "volání", "hívás", "samtal", "opkald", "ringning", "puhelut",
        "telpon", "nelpon", "مكالمات",
    ),
    "message": ("sms/mms", "sms & mms", "sms", "texts", "text", "messages", "문자", "短信", "簡訊", "смс"),
}  # fmt: skip
# In kbit/s.
SPEED = {
    "kbps": 1, "kbit/s": 1, "kbits/s": 1, "kb/s": 1, "kbs": 1, "mbps": 1000, "mbit/s": 1000, "mbits/s": 1000,
    "mb/s": 1000, "gbps": 1_000_000, "gbit/s": 1_000_000, "кбит/с": 1, "мбит/с": 1000, "кбіт/с": 1, "мбіт/с": 1000,
    "кбит/сек": 1, "мбит/сек": 1000, "kb/sn": 1, "mb/sn": 1000, "kbit": 1, "mbit": 1000,
    "كيلوبت/ثانية": 1, "ميجابت/ثانية": 1000, "كيلوبت": 1, "ك.ب/ث": 1,
}  # fmt: skip
# In days; 0 is an hour.
DURATION = {
    "hour": 0, "hours": 0, "hr": 0, "hrs": 0, "h": 0, "heures": 0, "stunden": 0, "시간": 0, "jam": 0,
    "day": 1, "days": 1, "jour": 1, "jours": 1, "tag": 1, "tage": 1, "일": 1, "hari": 1, "día": 1, "días": 1,
    "week": 7, "weeks": 7, "semaine": 7, "semaines": 7, "woche": 7, "wochen": 7, "minggu": 7, "주": 7, "semana": 7,
    "month": 30, "months": 30, "mois": 30, "monat": 30, "monate": 30, "bulan": 30, "개월": 30, "달": 30, "mes": 30,
    "year": 365, "years": 365, "an": 365, "ans": 365, "jahr": 365, "jahre": 365, "tahun": 365, "año": 365, "년": 365,
    "giorno": 1, "giorni": 1, "settimana": 7, "settimane": 7, "mese": 30, "mesi": 30, "ore": 0,
    "dia": 1, "dias": 1, "semanas": 7, "meses": 30, "horas": 0, "mês": 30, "dag": 1, "dagen": 1, "maand": 30,
    "日": 1, "日間": 1, "天": 1, "時間": 0, "小时": 0, "小時": 0, "か月": 30, "ヶ月": 30, "个月": 30, "個月": 30,
    "день": 1, "дня": 1, "дней": 1, "сутки": 1, "суток": 1, "неделя": 7, "час": 0, "часа": 0, "часов": 0,
    "месяц": 30, "месяца": 30, "месяцев": 30, "gün": 1, "saat": 0, "hafta": 7, "দিন": 1, "ঘণ্টা": 0, "ঘন্টা": 0,
    "dagar": 1, "dygn": 1, "dager": 1, "døgn": 1, "timmar": 0, "timer": 0, "vrk": 1, "pv": 1, "tuntia": 0, "dní": 1,
    "dny": 1, "dnů": 1, "dni": 1, "hodin": 0, "godzin": 0, "godziny": 0, "óra": 0, "일간": 1, "주일": 7,
    "روز": 1, "هفته": 7, "ماهه": 30, "يوماً": 1, "يوما": 1, "أيام": 1, "ايام": 1,
    "ساعة": 0, "روزه": 1, "ساعته": 0, "ساعت": 0, "ngày": 1, "giờ": 0,
    "วัน": 1, "ชั่วโมง": 0, "napos": 1, "dienų": 1, "dienas": 1, "päeva": 1, "dana": 1, "週間": 7, "周": 7, "週": 7,
}  # fmt: skip
