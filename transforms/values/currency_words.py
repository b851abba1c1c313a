"""How currencies and their other units are written in words: "dirhams", "kronor", "50 öre", "9 Cent", "50 ribu".

A word counts only where the source's own currency is meant, so that one word may stand for many ("dollars").
"""

from decimal import Decimal
from functools import lru_cache

from transforms.values.currencies import MINOR, SYMBOLS

_DOLLAR = ("dollars", "dollar")
_PESO = ("pesos", "peso")
_DINAR = ("dinars", "dinar", "JDs", "دينار", "دنانير")
_POUND = ("pounds", "pound")
_RUPEE = ("rupees", "rupee")
_FRANC = ("francs", "franc")
_RIAL = ("riyals", "riyal", "rials", "rial", "ريال", "ريالات")
_SHILLING = ("shillings", "shilling")
_KRONE = ("kroner", "krone", "kronor", "krona", "krónur", "króna")

_NAMES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("AUD", "NZD", "FJD", "JMD", "BBD", "TTD", "BZD", "BSD", "BMD", "XCD", "SBD", "BND", "NAD", "LRD",
                     "GYD", "KYD", "SRD"), _DOLLAR),
    "USD": (*_DOLLAR, "USD$", "美元", "美金", "ドル", "米ドル", "달러", "доллар", "долларов", "доллара", "دولار",
            "dólares", "dólar"),
    "CAD": (*_DOLLAR, "$CA", "$ CA"), "SGD": (*_DOLLAR, "新币", "新幣"), "HKD": (*_DOLLAR, "港元", "港幣", "港币"),
    "TWD": (*_DOLLAR, "新台幣", "新臺幣", "台幣", "臺幣"),
    **dict.fromkeys(("ARS", "CLP", "COP", "MXN", "DOP", "UYU", "CUP"), _PESO), "PHP": (*_PESO, "Php", "piso"),
    **dict.fromkeys(("JOD", "KWD", "BHD", "IQD", "LYD", "TND", "DZD"), _DINAR),
    "RSD": ("dinara", "dinar", "динара", "динар"), "MKD": ("denari", "denar", "денари", "денар"),
    "GBP": _POUND, "EGP": (*_POUND, "جنيه", "جنيهات", "جنيهًا", "جنيها"), "LBP": ("ل.ل.", "ل.ل", "ليرة"),
    "SYP": ("ليرة", "ل.س."), "TRY": ("lira", "TRL"),
    "INR": (*_RUPEE, "रुपये", "रुपए", "रु.", "रु", "ரூ.", "రూ.", "রুপি"), "PKR": (*_RUPEE, "روپے", "روپیہ"),
    "LKR": (*_RUPEE, "රුපියල්", "ரூபா"), "NPR": (*_RUPEE, "रु.", "रुपैयाँ", "रुपियाँ"), "MUR": _RUPEE, "SCR": _RUPEE,
    "CHF": ("Franken", "Francs", "Franc", "franchi", "franco", "SFr.", "SFr"),
    **dict.fromkeys(("XAF", "XOF"), ("francs CFA", "Francs", "CFA", "F")), "XPF": ("francs",),
    **dict.fromkeys(("RWF", "BIF", "CDF", "GNF", "DJF", "KMF", "MGA"), _FRANC),
    "AED": ("dirhams", "dirham", "Dhs.", "Dh.", "درهم", "دراهم"), "MAD": ("dirhams", "dirham", "Dh", "درهم"),
    "SAR": _RIAL, "QAR": (*_RIAL, "ر.ق.", "ر.ق"), "OMR": (*_RIAL, "ر.ع"), "YER": _RIAL, "IRR": ("rials", "rial"),
    **dict.fromkeys(("DKK", "NOK", "SEK", "ISK"), _KRONE),
    "KES": (*_SHILLING, "Ksh.", "KES.", "bob"), "TZS": (*_SHILLING, "shilingi", "Tsh", "Tshs", "Sh"),
    "UGX": (*_SHILLING, "Ugx", "Shs"), "ETB": ("birr",), "GHS": ("cedis", "cedi", "GHC", "GH₡"), "NGN": ("naira",),
    "ZAR": ("rands", "rand"), "ZMW": ("kwacha",), "MWK": ("kwacha",), "BWP": ("pula",), "MZN": ("meticais", "metical"),
    "AOA": ("kwanzas", "kwanza"), "EUR": ("ευρώ", "евро", "євро", "evro", "evra", "eurot", "euroa", "eurų", "欧元",
                                          "ユーロ", "유로", "يورو"),
    "BRL": ("reais", "real"), "PEN": ("soles", "sol"), "PYG": ("guaraníes", "guaranies"), "BOB": ("bolivianos",),
    "CRC": ("colones",), "GTQ": ("quetzales",), "HNL": ("lempiras",), "NIO": ("córdobas", "cordobas"),
    "CNY": ("元人民币", "yuan", "块"), "JPY": ("yen",), "KRW": ("won",), "IDR": ("rupiah", "IDR."), "MYR": ("ringgit",),
    "THB": ("baht", "บ."), "VND": ("đồng", "dong"), "KHR": ("riel", "រៀល"), "LAK": ("kip", "ກີບ"),
    "MMK": ("kyats", "ကျပ်"),
    "MNT": ("төгрөг", "төг"), "BDT": ("taka", "টাকায়"), "BTN": ("ngultrum",), "MVR": ("rufiyaa", "MRf"),
    "KZT": ("тенге", "теңге", "tenge"), "KGS": ("som", "с"), "UZS": ("so'm", "soʻm", "сўм", "сум"),
    "AMD": ("dram", "դրամ"),
    "AZN": ("manat", "man"), "GEL": ("lari", "ლ"), "UAH": ("гривень", "гривні", "гривня", "hryvnia"),
    "RUB": ("рубль", "RUR"), "BYN": ("руб.", "руб", "рублей", "рубля"), "PLN": ("złotych", "złote", "złoty", "zlotych"),
    "CZK": ("korun", "koruny", "koruna"), "HUF": ("forint",), "RON": ("leu",), "BGN": ("лева", "лев", "leva"),
    "ALL": ("lekë", "lek"), "BAM": ("maraka", "marka"), "ILS": ("shekels", "shekel", "שקלים", "שקל", 'ש"ח', "₪."),
    "AFN": ("afghani", "افغانی"),
}  # fmt: skip

_CENT = dict.fromkeys(("¢", "c", "cents", "cent"), Decimal("0.01"))
_EURO_CENT = ("Cent", "cents", "Ct.", "centimes", "centime", "céntimos", "cêntimos", "cents.", "centesimi", "senttiä",
              "snt", "senti")  # fmt: skip
_UNITS: dict[str, dict[str, Decimal]] = {
    **dict.fromkeys(("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "FJD", "JMD", "TTD", "BBD", "XCD", "KES", "NAD"), _CENT),
    "EUR": dict.fromkeys(_EURO_CENT, Decimal("0.01")), "ZAR": _CENT,
    **{code: dict.fromkeys(words, Decimal("0.01")) for code, words in {
        "GBP": ("pence", "penny"), "SEK": ("öre",), "NOK": ("øre",), "DKK": ("øre",), "PLN": ("gr", "groszy", "grosze"),
        "CZK": ("haléřů", "hal"), "TRY": ("kuruş", "krş", "kr"), "RON": ("bani",), "MDL": ("bani",),
        "BGN": ("ст.", "ст", "стотинки"), "RUB": ("копеек", "копейки", "копейка"), "UAH": ("коп.", "коп", "копійок"),
        "BYN": ("коп.", "коп"), "MYR": ("sen",), "THB": ("satang", "สตางค์", "สต.", "สต"),
        "ILS": ("agorot", "אגורות", "אג'"),
        "SAR": ("halalas", "halala", "هللة"), "EGP": ("piastres", "piasters", "قروش"), "QAR": ("dirhams", "درهم"),
        "JOD": ("piastres", "piasters", "قروش"), "CHF": ("Rappen", "centimes", "cts", "ct"), "MAD": ("centimes",),
        "GHS": ("pesewas", "Gp", "p"), "BWP": ("thebe",), "ZMW": ("ngwee",), "NPR": ("paisa", "पैसा"),
        "LKR": ("cents",), "AED": ("فلس",), "BAM": ("feninga", "pf"), "RSD": ("para",), "AZN": ("qəpik",),
        "GEL": ("tetri", "თეთრი"), "KZT": ("тиын",), "HNL": ("centavos",), "PHP": ("centavos", "sentimo"),
        "BRL": ("centavos",), "MXN": ("centavos",),
    }.items()},
    **{code: dict.fromkeys(words, Decimal("0.001")) for code, words in {
        "OMR": ("baisa", "baiza", "bz", "بيسة"), "KWD": ("فلس",), "BHD": ("فلس",), "TND": ("millimes", "mill", "مليم"),
        "IQD": ("fils", "فلس"), "LYD": ("dirhams", "درهم"),
    }.items()},
    "CNY": {"角": Decimal("0.1"), "毛": Decimal("0.1")},
}  # fmt: skip
_THOUSAND, _MYRIAD, _MILLION = Decimal(10**3), Decimal(10**4), Decimal(10**6)
# Thousands in words. Behind the currency's own sign they count too: "Rp 50rb".
_THOUSANDS: dict[str, dict[str, Decimal]] = {
    "IDR": {"rb": _THOUSAND, "ribu": _THOUSAND, "jt": _MILLION, "juta": _MILLION},
    "VND": {"k": _THOUSAND, "K": _THOUSAND, "nghìn": _THOUSAND, "ngàn": _THOUSAND, "nghìn đồng": _THOUSAND},
    "KRW": {"만원": _MYRIAD, "만 원": _MYRIAD, "천원": _THOUSAND}, "JPY": {"万円": _MYRIAD, "千円": _THOUSAND},
    "CNY": {"万元": _MYRIAD}, "TWD": {"萬元": _MYRIAD}, "RUB": {"тыс. руб.": _THOUSAND, "тыс. ₽": _THOUSAND},
    "IRR": {"هزار تومان": _MYRIAD, "هزار ریال": _THOUSAND, "تومن": Decimal(10)}, "INR": {"lakh": Decimal(10**5)},
}  # fmt: skip


@lru_cache(maxsize=256)
def written(currency: str) -> list[str]:
    """Every way to write the currency's main unit: signs, codes and words."""
    return list(dict.fromkeys((*SYMBOLS.get(currency, ()), currency, *_NAMES.get(currency, ()))))


@lru_cache(maxsize=256)
def other_units(currency: str) -> dict[str, Decimal]:
    """Words for another unit of the currency, in main units: a penny, a toman, "thousand rupiah"."""
    return MINOR.get(currency, {}) | _UNITS.get(currency, {}) | _THOUSANDS.get(currency, {})
