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
        "tag": "day", "woche": "week", "monat": "month", "mt": "month", "jahr": "year", "min": "minute",
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
    "sv": {"dag": "day", "dygn": "day", "vecka": "week", "månad": "month", "mån": "month", "år": "year",
           "minut": "minute", "sekund": "second", "samtal": "call"},
    "da": {"dag": "day", "døgn": "day", "uge": "week", "måned": "month", "md": "month", "år": "year",
           "minut": "minute"},
    "nb": {"dag": "day", "døgn": "day", "uke": "week", "måned": "month", "mnd": "month", "år": "year",
           "minutt": "minute", "melding": "message"},
    "no": {"dag": "day", "døgn": "day", "uke": "week", "måned": "month", "mnd": "month", "år": "year",
           "minutt": "minute", "melding": "message"},
    "fi": {"päivä": "day", "vrk": "day", "pv": "day", "viikko": "week", "vko": "week", "kuukausi": "month",
           "kk": "month", "minuutti": "minute", "viesti": "message", "kt": "kb", "mt": "mb", "gt": "gb"},
    "pl": {"dzień": "day", "doba": "day", "dobę": "day", "tydzień": "week", "miesiąc": "month", "mies": "month",
           "rok": "year", "minuta": "minute", "minutę": "minute", "sekunda": "second"},
    "cs": {"den": "day", "týden": "week", "měsíc": "month", "rok": "year", "minuta": "minute", "minutu": "minute"},
    "sk": {"deň": "day", "týždeň": "week", "mesiac": "month", "rok": "year", "minúta": "minute", "minútu": "minute"},
    "hu": {"nap": "day", "hét": "week", "hó": "month", "hónap": "month", "év": "year", "perc": "minute"},
    "ro": {"zi": "day", "săptămână": "week", "lună": "month", "an": "year", "minut": "minute"},
    "el": {"ημέρα": "day", "μέρα": "day", "εβδομάδα": "week", "μήνα": "month", "μήνας": "month", "λεπτό": "minute",
           "λεπτά": "minute"},
    "bg": {"ден": "day", "седмица": "week", "месец": "month", "мин": "minute", "минута": "minute"},
    "uk": {"день": "day", "добу": "day", "тиждень": "week", "місяць": "month", "міс": "month", "хв": "minute",
           "хвилина": "minute", "хвилину": "minute", "кб": "kb", "мб": "mb", "гб": "gb"},
    "ar": {"يوم": "day", "اليوم": "day", "أسبوع": "week", "شهر": "month", "الشهر": "month", "دقيقة": "minute",
           "الدقيقة": "minute", "رسالة": "message", "الرسالة": "message", "ثانية": "second", "ميجابايت": "mb",
           "كيلوبايت": "kb", "جيجابايت": "gb"},
    "fa": {"روز": "day", "هفته": "week", "ماه": "month", "دقیقه": "minute", "پیامک": "message", "مگابایت": "mb",
           "کیلوبایت": "kb", "گیگابایت": "gb"},
    "hi": {"दिन": "day", "सप्ताह": "week", "माह": "month", "महीना": "month", "मिनट": "minute", "सेकंड": "second"},
    "th": {"วัน": "day", "สัปดาห์": "week", "เดือน": "month", "นาที": "minute", "ครั้ง": "call", "ข้อความ": "message"},
    "vi": {"ngày": "day", "tuần": "week", "tháng": "month", "phút": "minute", "giây": "second", "tin nhắn": "message"},
    "ms": {"hari": "day", "minggu": "week", "bulan": "month", "tahun": "year", "minit": "minute", "saat": "second"},
    "he": {"יום": "day", "שבוע": "week", "חודש": "month", "דקה": "minute", "הודעה": "message"},
}  # fmt: skip

PER: dict[str, tuple[str, ...]] = {
    "en": ("per", "a", "each"), "fr": ("par", "la", "le"), "de": ("pro", "je"), "id": ("per",), "ko": (),
    "es": ("por", "al", "a la"), "it": ("al", "a", "per"), "pt": ("por",), "nl": ("per",), "ru": ("за", "в"),
    "tr": (), "ja": (), "zh": ("每",), "bn": ("প্রতি",), "sv": ("per", "i"), "da": ("pr.", "per", "om"),
    "nb": ("per", "pr.", "i"), "no": ("per", "pr.", "i"), "pl": ("za", "na"), "cs": ("za",), "sk": ("za",),
    "ro": ("pe",), "el": ("ανά", "το"), "bg": ("на", "за"), "uk": ("за", "на"), "ar": ("لكل", "في"), "fa": ("هر", "در"),
    "hi": ("प्रति",), "th": ("ต่อ",), "vi": ("mỗi",), "ms": ("per",), "he": ("ל",),
}  # fmt: skip

# Words that mean this in their own language only: "Mo" is a megabyte in French, "mo" a month in English.
OWN: dict[str, dict[str, str]] = {
    "en": {"mo": "month", "mos": "month", "pm": "month", "p/m": "month", "pcm": "month", "pd": "day",
           "p/d": "day", "monthly": "month", "weekly": "week", "daily": "day", "yearly": "year", "annually": "year"},
    "de": {"mtl": "month", "monatlich": "month", "wöchentlich": "week", "täglich": "day", "jährlich": "year"},
    "fr": {"mensuel": "month", "mensuels": "month", "quotidien": "day", "mn": "minute"},
    "es": {"mensual": "month", "mensuales": "month", "diario": "day", "diarios": "day", "semanal": "week"},
    "it": {"mensile": "month", "mensili": "month", "giornaliero": "day", "giornalieri": "day"},
    "pt": {"mensal": "month", "mensais": "month", "diário": "day", "diários": "day"},
    "nl": {"maandelijks": "month", "dagelijks": "day"}, "sv": {"månaden": "month", "dagen": "day"},
    "da": {"måneden": "month", "dagen": "day"}, "nb": {"måneden": "month", "dagen": "day"},
    "no": {"måneden": "month", "dagen": "day"},
    "ru": {"минуту": "minute", "секунду": "second", "неделю": "week", "ежемесячно": "month", "ежедневно": "day"},
    "uk": {"секунду": "second", "щомісяця": "month", "щодня": "day"},
    "pl": {"miesięcznie": "month", "dziennie": "day"}, "cs": {"měsíčně": "month", "denně": "day"},
    "sk": {"mesačne": "month", "denne": "day"}, "hu": {"havonta": "month", "naponta": "day", "percenként": "minute"},
    "tr": {"aylık": "month", "haftalık": "week", "günlük": "day"},
    "id": {"bulanan": "month", "mingguan": "week", "harian": "day"}, "ms": {"bulanan": "month", "harian": "day"},
    "he": {"לדקה": "minute", "ליום": "day", "לחודש": "month", "להודעה": "message", "לשבוע": "week"},
    "ar": {"للدقيقة": "minute", "لليوم": "day", "للرسالة": "message", "شهرياً": "month", "شهريا": "month",
           "يومياً": "day", "يوميا": "day"},
    "fa": {"ماهانه": "month", "روزانه": "day"}, "bn": {"প্রতিদিন": "day", "মাসিক": "month"},
    "th": {"ต่อวัน": "day", "ต่อนาที": "minute", "ต่อเดือน": "month", "รายวัน": "day", "รายเดือน": "month"},
}  # fmt: skip

# Units that stand before the amount: "월 2,970원" is 2,970 won a month.
BEFORE: dict[str, dict[str, str]] = {
    "ko": {"월": "month", "일": "day", "하루": "day", "매일": "day", "분당": "minute", "초당": "second"},
    "ja": {"月額": "month", "毎月": "month", "日額": "day"},
    "zh": {"每月": "month", "月租": "month", "每天": "day", "每日": "day"},
}
