"""The form in which names of places are compared. What is dropped is how people write, never which place they mean:
``cldr_any.csv`` is made with it, so two places whose names fall together are known and refused."""

import unicodedata

from transforms.values.text import clean

# Below this, combining marks are accents; above, they are the vowels of Indic and South-East Asian scripts.
_INDIC = "\u0900"
# Marks above it that are accents all the same: for symbols, variation selectors, and accents of other alphabets.
_ACCENTS = (("\u1ab0", "\u1aff"), ("\u1dc0", "\u1dff"), ("\u20d0", "\u20ff"), ("\ufe00", "\ufe2f"))
# Dots and final vowel killers that the same word has in one dictionary and not in the next: अफ़ग़ान, ଇରାନ୍.
_OPTIONAL_MARKS = dict.fromkeys(map(ord, "\u093c\u09bc\u0a3c\u0abc\u0b3c\u0981\u0b01"))
_KILLERS = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0c4d\u0ccd"
# Letters that NFKD leaves whole, and the two alphabets' worth of ways to write one Arabic letter.
_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th",
        "ɛ": "e", "ɔ": "o", "ŋ": "n", "ɗ": "d", "ɓ": "b", "ƙ": "k", "ي": "ی", "ى": "ی", "ې": "ی", "ك": "ک", "ة": "ه",
        "ہ": "ه", "ھ": "ه", "ە": "ه", "ۀ": "ه", "ګ": "گ", "ـ": None, "ँ": "ं",
        **dict.fromkeys("'’‘`´′ʻʼʽʾʿˈ׳״\".·"),
    }
)  # fmt: skip


def fold(name: str) -> str:
    """The form in which names are compared: no case, no accents, no punctuation, "&" as "and", "St" as "Saint",
    no leading "the"."""
    text = clean(name).casefold().replace("&", " and ")
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).casefold()
        text = text.translate(_OPTIONAL_MARKS)
    text = "".join(_kept(c) for c in text.translate(_LETTERS))
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)  # Hangul in one piece again
    words = ["saint" if word == "st" else word.rstrip(_KILLERS) for word in text.split()]
    return " ".join(words).removeprefix("the ")


def squash(name: str) -> str:
    """:func:`fold` without spaces, so that "Hongkong" is "Hong Kong"."""
    return fold(name).replace(" ", "")


def _kept(c: str) -> str:
    if c.isalnum():
        return c
    if unicodedata.category(c)[0] != "M":
        return " "
    return c if c >= _INDIC and not any(low <= c <= high for low, high in _ACCENTS) else ""
