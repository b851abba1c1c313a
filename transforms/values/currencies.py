"""How carriers write the currencies that we know. Pages of another currency need a row here, which is all they need."""

from decimal import Decimal

# ISO 4217 -> how its main unit is written. The shared ones ($, kr, Rs, ¥) hold only for the source's own currency.
SYMBOLS: dict[str, tuple[str, ...]] = {
    "AED": ("AED", "Dhs", "Dh", "د.إ"), "ALL": ("ALL", "Lekë", "Lek"), "AMD": ("AMD", "֏", "դր."),
    "ARS": ("AR$", "ARS", "$"), "AUD": ("A$", "AU$", "AUD", "$"), "AZN": ("₼", "AZN"), "BAM": ("KM", "BAM"),
    "BDT": ("৳", "Tk.", "Tk", "BDT", "টাকা"), "BGN": ("лв.", "лв", "BGN"), "BHD": ("BD", "BHD"),
    "BND": ("B$", "BND"), "BOB": ("Bs.", "Bs", "BOB"), "BRL": ("R$", "BRL"), "BWP": ("P", "BWP"),
    "CAD": ("C$", "CA$", "CAD", "$"), "CHF": ("CHF", "Fr.", "Fr"), "CLP": ("CLP", "$"),
    "CNY": ("元", "¥", "CNY", "RMB"), "COP": ("COP", "$"), "CRC": ("₡", "CRC"), "CZK": ("Kč", "CZK"),
    "DKK": ("kr.", "kr", "DKK"), "DOP": ("RD$", "DOP"), "DZD": ("DA", "DZD"), "EGP": ("E£", "EGP", "LE", "L.E."),
    "ETB": ("Br", "ETB", "Birr"), "EUR": ("€", "EUR", "euros", "euro", "Euro"), "FJD": ("F$", "FJD", "$"),
    "GBP": ("£", "GBP"), "GEL": ("₾", "GEL", "ლარი"), "GHS": ("GH₵", "GHS", "GH¢"), "GTQ": ("Q", "GTQ"),
    "HKD": ("HK$", "HKD", "$"), "HUF": ("Ft", "HUF"), "IDR": ("Rp.", "Rp", "IDR"), "ILS": ("₪", "ILS", "NIS"),
    "INR": ("₹", "Rs.", "Rs", "INR"), "IQD": ("IQD",), "IRR": ("ریال", "IRR"), "ISK": ("kr.", "kr", "ISK"),
    "JMD": ("J$", "JMD"), "JOD": ("JD", "JOD"), "JPY": ("円", "¥", "JPY"), "KES": ("KSh", "Ksh", "Kshs", "KES"),
    "KGS": ("сом", "KGS"), "KHR": ("៛", "KHR"), "KRW": ("₩", "원", "KRW"), "KWD": ("KD", "KWD", "د.ك"),
    "KZT": ("₸", "тг", "KZT"), "LAK": ("₭", "LAK"), "LBP": ("LBP", "L.L."), "LKR": ("Rs.", "Rs", "LKR"),
    "LSL": ("M", "LSL"), "MAD": ("DH", "Dhs", "MAD"), "MDL": ("MDL", "lei"), "MKD": ("ден.", "ден", "MKD"),
    "MMK": ("Ks", "K", "MMK"), "MNT": ("₮", "MNT"), "MUR": ("Rs.", "Rs", "MUR"), "MXN": ("MX$", "MXN", "$"),
    "MYR": ("RM", "MYR"), "NAD": ("N$", "NAD"), "NGN": ("₦", "N", "NGN"), "NOK": ("kr", "NOK"),
    "NPR": ("Rs.", "Rs", "NPR", "रु"), "NZD": ("NZ$", "NZD", "$"), "OMR": ("RO", "OMR", "ر.ع."),
    "PEN": ("S/.", "S/", "PEN"), "PHP": ("₱", "PHP", "P"), "PKR": ("Rs.", "Rs", "PKR"), "PLN": ("zł", "PLN"),
    "PYG": ("₲", "Gs.", "PYG"), "QAR": ("QR", "QAR"), "RON": ("lei", "RON"), "RSD": ("din.", "din", "RSD", "дин."),
    "RUB": ("₽", "руб.", "руб", "р.", "RUB"), "RWF": ("RWF", "Frw"), "SAR": ("SAR", "SR", "ر.س", "ريال"),
    "SEK": ("kr", "SEK"), "SGD": ("S$", "SGD", "$"), "SZL": ("E", "SZL"), "THB": ("฿", "THB", "บาท"),
    "TND": ("DT", "TND"), "TRY": ("₺", "TL", "TRY"), "TTD": ("TT$", "TTD"), "TWD": ("NT$", "TWD", "元", "$"),
    "TZS": ("TSh", "TZS"), "UAH": ("₴", "грн.", "грн", "UAH"), "UGX": ("USh", "UGX"), "USD": ("US$", "USD", "$"),
    "UYU": ("$U", "UYU", "$"), "UZS": ("so‘m", "сум", "UZS"), "VND": ("₫", "VNĐ", "VND", "đ"),
    "XAF": ("FCFA", "F CFA", "XAF"), "XOF": ("FCFA", "F CFA", "XOF"), "XPF": ("F CFP", "FCFP", "F", "XPF"),
    "ZAR": ("R", "ZAR"), "ZMW": ("ZK", "K", "ZMW"),
}  # fmt: skip

# ISO 4217 -> words for another unit of it, in main units. A toman is ten rials.
MINOR: dict[str, dict[str, Decimal]] = {
    "GBP": {"p": Decimal("0.01")}, "USD": {"¢": Decimal("0.01")}, "AUD": {"¢": Decimal("0.01")},
    "CAD": {"¢": Decimal("0.01")}, "EUR": {"ct": Decimal("0.01"), "cts": Decimal("0.01"), "c": Decimal("0.01")},
    "JOD": {"qirsh": Decimal("0.01"), "fils": Decimal("0.001")},
    "INR": {"p": Decimal("0.01"), "paise": Decimal("0.01")},
    "BDT": {"paisa": Decimal("0.01"), "পয়সা": Decimal("0.01")}, "CHF": {"Rp.": Decimal("0.01")},
    "NGN": {"kobo": Decimal("0.01"), "k": Decimal("0.01")}, "RUB": {"коп.": Decimal("0.01"), "коп": Decimal("0.01")},
    "ZAR": {"c": Decimal("0.01")}, "IRR": {"تومان": Decimal(10), "toman": Decimal(10)},
    "KWD": {"fils": Decimal("0.001")}, "BHD": {"fils": Decimal("0.001")}, "AED": {"fils": Decimal("0.01")},
}  # fmt: skip

# Unambiguous symbols: seen on a page of another currency they are an error, whatever stands beside them.
FOREIGN = {
    "€": "EUR", "£": "GBP", "₩": "KRW", "₦": "NGN", "₹": "INR", "₺": "TRY", "₽": "RUB", "₪": "ILS", "₫": "VND",
    "₴": "UAH", "฿": "THB", "₱": "PHP", "৳": "BDT", "₸": "KZT", "₼": "AZN", "₾": "GEL", "₡": "CRC", "₲": "PYG",
    "₮": "MNT", "₭": "LAK", "៛": "KHR", "֏": "AMD",
}  # fmt: skip
