"""How carriers write the currencies that we know. Pages of another currency need a row here, which is all they need."""

from decimal import Decimal

# ISO 4217 -> how its main unit is written. The shared ones ($, kr, Rs, ¥) hold only for the source's own currency.
SYMBOLS: dict[str, tuple[str, ...]] = {
    "AED": ("AED", "Dhs", "Dh", "د.إ.", "د.إ"), "ALL": ("ALL", "Lekë", "Lek"), "AMD": ("AMD", "֏", "դր."),
    "ARS": ("AR$", "ARS", "$"), "AUD": ("A$", "AU$", "AUD", "$"), "AZN": ("₼", "AZN"), "BAM": ("KM", "км", "КМ", "BAM"),
    "BDT": ("৳", "Tk.", "Tk", "BDT", "টাকা"), "BGN": ("лв.", "лв", "BGN"), "BHD": ("BD", "BHD"),
    "BND": ("B$", "BND"), "BOB": ("Bs.", "Bs", "$b", "BOB"), "BRL": ("R$", "BRL"), "BWP": ("P", "BWP"),
    "CAD": ("C$", "CA$", "CAN$", "CAD", "$"), "CHF": ("CHF", "Fr.", "Fr"), "CLP": ("CLP", "$"),
    "CNY": ("元", "¥", "￥", "CNY", "RMB", "人民币"), "COP": ("COP", "$"), "CRC": ("₡", "CRC"), "CZK": ("Kč", "CZK"),
    "DKK": ("kr.", "kr", "Kr.", "Kr", "DKK"), "DOP": ("RD$", "DOP"), "DZD": ("DA", "DZD"),
    "EGP": ("E£", "EGP", "LE", "L.E.", "ج.م.", "ج.م"),
    "ETB": ("Br", "ETB", "Birr", "ብር"), "EUR": ("€", "EUR", "euros", "euro", "Euro"), "FJD": ("F$", "FJD", "$"),
    "GBP": ("£", "stg", "GBP"), "GEL": ("₾", "GEL", "ლარი"), "GHS": ("GH₵", "GHS", "GH¢"), "GTQ": ("Q", "GTQ"),
    "HKD": ("HK$", "HKD", "$"), "HUF": ("Ft", "HUF"), "IDR": ("Rp.", "Rp", "IDR"),
    "ILS": ("₪", "ILS", "NIS", "nis", "ש״ח", "ש'ח", "ش.ج"),
    "INR": ("₹", "Rs.", "Rs", "INR"), "IQD": ("IQD", "ID", "د.ع", "ع.د"),
    "IRR": ("ریال", "IRR"), "ISK": ("kr.", "kr", "ISK"),
    "JMD": ("J$", "JMD"), "JOD": ("JD", "JOD", "د.أ", "دينار", "دنانير"), "JPY": ("円", "¥", "￥", "JPY"),
    "KES": ("KSh", "Ksh", "Kshs", "KES"),
    "KGS": ("сом", "KGS"), "KHR": ("៛", "KHR"), "KRW": ("₩", "원", "KRW"), "KWD": ("KD", "KWD", "د.ك", "دينار كويتي"),
    "KZT": ("₸", "тг", "KZT"), "LAK": ("₭", "LAK"), "LBP": ("LBP", "L.L."), "LKR": ("Rs.", "Rs", "LKR", "රු.", "රු"),
    "LSL": ("M", "LSL"), "MAD": ("DH", "Dhs", "MAD"), "MDL": ("MDL", "lei", "Lei", "LEI"),
    "MKD": ("ден.", "ден", "ДЕН", "MKD"),
    "MMK": ("Ks", "K", "MMK"), "MNT": ("₮", "MNT"), "MUR": ("Rs.", "Rs", "MUR"), "MXN": ("MX$", "MXN", "$"),
    "MYR": ("RM", "MYR"), "NAD": ("N$", "NAD"), "NGN": ("₦", "N", "NGN"), "NOK": ("kr.", "kr", "Kr.", "Kr", "NOK"),
    "NPR": ("Rs.", "Rs", "NPR", "रु", "नेरू"), "NZD": ("NZ$", "NZD", "$"), "OMR": ("RO", "OMR", "ر.ع."),
    "PEN": ("S/.", "S/", "PEN"), "PHP": ("₱", "PHP", "P"), "PKR": ("Rs.", "Rs", "PKR"), "PLN": ("zł", "zl", "PLN"),
    "PYG": ("₲", "Gs.", "PYG"), "QAR": ("QR", "QAR"), "RON": ("lei", "Lei", "LEI", "RON"),
    "RSD": ("din.", "din", "Dinara", "dinara", "RSD", "дин."),
    "RUB": ("₽", "руб.", "руб", "рублей", "рубля", "р.", "р", "Р", "RUB"), "RWF": ("RWF", "Frw"),
    "SAR": ("SAR", "SR", "ر.س.", "ر.س", "ريال"),
    "SEK": ("kr.", "kr", "Kr.", "Kr", "SEK"), "SGD": ("S$", "SGD", "$"), "SZL": ("E", "SZL"),
    "THB": ("฿", "THB", "บาท"),
    "TND": ("DT", "TND"), "TRY": ("₺", "TL", "TRY"), "TTD": ("TT$", "TTD"), "TWD": ("NT$", "TWD", "NTD", "元", "$"),
    "TZS": ("TSh", "TZS"), "UAH": ("₴", "грн.", "грн", "UAH"), "UGX": ("USh", "UGX"), "USD": ("US$", "USD", "$"),
    "UYU": ("$U", "UYU", "$"), "UZS": ("so‘m", "сум", "som", "UZS"), "VND": ("₫", "VNĐ", "VND", "đ"),
    "XAF": ("FCFA", "F CFA", "XAF"), "XOF": ("FCFA", "F CFA", "XOF"), "XPF": ("F CFP", "FCFP", "F", "XPF"),
    "ZAR": ("R", "ZAR"), "ZMW": ("ZK", "K", "ZMW"),
    "AFN": ("؋", "AFN"), "ANG": ("ƒ", "ANG"), "AOA": ("Kz", "kwz", "AOA"), "AWG": ("Afl.", "ƒ", "AWG"),
    "BBD": ("Bds$", "BBD", "$"), "BIF": ("Fbu", "FBu", "BIF"), "BMD": ("BMD", "$"), "BSD": ("BSD", "$"),
    "BTN": ("Nu.", "BTN"), "BYN": ("Br", "Rbl", "р.", "р", "Р", "BYN"), "BZD": ("BZ$", "BZD"),
    "CDF": ("FC", "CDF"), "CUP": ("CUP", "$"), "CVE": ("CVE", "Esc"), "DJF": ("Fdj", "DJF"), "ERN": ("Nfk", "ERN"),
    "FKP": ("FKP", "£"), "GIP": ("GIP", "£"), "GMD": ("D", "GMD"), "GNF": ("FG", "GFr", "GNF"),
    "GYD": ("GY$", "G$", "GYD"), "HNL": ("L", "HNL"), "HRK": ("kn", "HRK"), "HTG": ("G", "HTG"),
    "KMF": ("KMF", "CF"), "KYD": ("CI$", "KYD"), "LRD": ("L$", "LRD"), "LYD": ("LD", "د.ل", "LYD"),
    "MGA": ("Ar", "MGA"), "MOP": ("MOP$", "MOP"), "MRU": ("UM", "MRU"), "MVR": ("Rf", "MVR"), "MWK": ("MK", "MWK"),
    "MZN": ("MT", "MTn", "MZN"), "NIO": ("C$", "NIO"), "PAB": ("B/.", "PAB"), "PGK": ("K", "PGK"),
    "SBD": ("SI$", "SBD"), "SCR": ("SR", "SCR"), "SDG": ("ج.س.", "SDG"), "SLE": ("Le", "SLE"), "SRD": ("SRD",),
    "STN": ("Db", "STN"), "SYP": ("ل.س", "SYP"), "TJS": ("SM", "ЅМ", "TJS"), "TMT": ("m", "TMT"), "TOP": ("T$", "TOP"),
    "VES": ("Bs", "VES"), "VUV": ("Vt", "VUV"), "WST": ("WS$", "WST"), "XCD": ("EC$", "XCD", "$"), "YER": ("YER",),
    "ZWL": ("Z$", "ZWL"),
}  # fmt: skip

# ISO 4217 -> words for another unit of it, in main units. A toman is ten rials.
MINOR: dict[str, dict[str, Decimal]] = {
    "GBP": {"p": Decimal("0.01")}, "USD": {"¢": Decimal("0.01")}, "AUD": {"¢": Decimal("0.01")},
    "CAD": {"¢": Decimal("0.01")}, "EUR": {"ct": Decimal("0.01"), "cts": Decimal("0.01"), "c": Decimal("0.01")},
    "JOD": {"qirsh": Decimal("0.01"), "قرش": Decimal("0.01"), "قروش": Decimal("0.01"), "fils": Decimal("0.001"),
            "فلس": Decimal("0.001")},
    "EGP": {"PT": Decimal("0.01"), "قرش": Decimal("0.01")}, "PKR": {"paisa": Decimal("0.01"), "paise": Decimal("0.01")},
    "INR": {"p": Decimal("0.01"), "paise": Decimal("0.01"), "paisa": Decimal("0.01")},
    "BDT": {"paisa": Decimal("0.01"), "পয়সা": Decimal("0.01")}, "CHF": {"Rp.": Decimal("0.01")},
    "PLN": {"gr": Decimal("0.01")}, "SEK": {"öre": Decimal("0.01")}, "NOK": {"øre": Decimal("0.01")},
    "DKK": {"øre": Decimal("0.01")},
    "NGN": {"kobo": Decimal("0.01"), "k": Decimal("0.01")}, "RUB": {"коп.": Decimal("0.01"), "коп": Decimal("0.01")},
    "ZAR": {"c": Decimal("0.01")}, "IRR": {"تومان": Decimal(10), "toman": Decimal(10), "Toman": Decimal(10)},
    "KWD": {"fils": Decimal("0.001")}, "BHD": {"fils": Decimal("0.001")}, "AED": {"fils": Decimal("0.01")},
}  # fmt: skip

# Unambiguous symbols: seen on a page of another currency they are an error, whatever stands beside them.
FOREIGN = {
    "€": "EUR", "£": "GBP", "₩": "KRW", "₦": "NGN", "₹": "INR", "₺": "TRY", "₽": "RUB", "₪": "ILS", "₫": "VND",
    "₴": "UAH", "฿": "THB", "₱": "PHP", "৳": "BDT", "₸": "KZT", "₼": "AZN", "₾": "GEL", "₡": "CRC", "₲": "PYG",
    "₮": "MNT", "₭": "LAK", "៛": "KHR", "֏": "AMD",
}  # fmt: skip

# Where the decimal mark of every locale of the country is a point (CLDR, checked by a test), so that a comma before
# three digits can only group. A point proves as much nowhere: it is somebody's decimal mark in every such country.
COMMA_GROUPS = frozenset({
    "AED", "AUD", "BDT", "BWP", "CNY", "DOP", "EGP", "ETB", "FJD", "GBP", "GTQ", "HKD", "ILS", "IRR", "JMD", "JPY",
    "KES", "KRW", "LKR", "MMK", "MNT", "MXN", "MYR", "NPR", "NZD", "PEN", "QAR", "SAR", "SGD", "THB", "TTD", "TWD",
    "TZS", "UGX", "USD", "ZMW",
})  # fmt: skip
# Three decimals are usual here, so three digits after a mark prove nothing.
THREE_DECIMALS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
