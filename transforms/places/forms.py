"""How else one name is written. Each form is tried as an exact name; none of them is a likeness.

Tried and given up: "N. Cyprus" as Northern Cyprus ("N." is as often a note), a trailing digit as a footnote ("U.S.1":
declare the mark), "China, Hong Kong" as Hong Kong (a list of two on other pages).
"""

import re
from collections.abc import Iterator

from transforms.places.folding import fold

# Signs that point at a note and are part of no name. Digits are, unless they are raised. No one expression says both
# this and how often: "########" took it minutes.
_NOTE_SIGNS = "*†‡§#^⁰¹²³⁴⁵⁶⁷⁸⁹ "
_NOTE_BEFORE, _NOTE_BEHIND = re.compile(r"[(\[]\d{1,2}[)\]]"), re.compile(r"[(\[]\d{1,2}[)\]]\Z")

_SHORT = {
    "is": "islands", "isl": "islands", "isls": "islands", "islds": "islands", "rep": "republic", "dem": "democratic",
    "fed": "federal", "terr": "territory", "ter": "territory", "brit": "british", "fr": "french", "repub": "republic",
    "rép": "république", "dém": "démocratique", "ind": "indian", "afr": "african", "equat": "equatorial",
}  # fmt: skip
_ARTICLES = {
    "the", "la", "le", "les", "l", "el", "los", "las", "il", "lo", "gli", "i", "an", "na", "a", "o", "os", "as", "die",
    "der", "das", "de", "het", "al", "ta", "ir", "is",
}  # fmt: skip
# "Federal Democratic Republic of Nepal", "Commonwealth of the Bahamas", "Республика Беларусь", "Orílẹ́ède Kenya".
_OFFICIAL = re.compile(
    r"(?:(?:federal|federative|islamic|democratic|socialist|peoples|plurinational|bolivarian|oriental|eastern|hashemite"
    r"|independent|cooperative|co operative|arab|united|british|crown|special) )*"
    r"(?P<kind>republic|kingdom|states?|commonwealth|principality|sultanate|grand duchy|duchy|union|federation"
    r"|bailiwick|emirate|colony|country|islands?|territory|dominion) of (?:the )?(?P<name>.+)"
    r"|(?:republique|republica|repubblica|republik|republika|jamhuri|royaume|reino|regno|principaute|principado"
    r"|principato|etat|estado|stato|sultanat|sultanato|grand duche|gran ducado|bailliage) "
    r"(?:(?:de la|de|du|des|del|della|di|do|da|dos|ya|e) |d)?(?P<romance>.+)"
    r"|(?:республика|республіка|република|кыргыз республикасы|королевство|королівство|государство|княжество|остров"
    r"|острова) (?P<slavic>.+)"
    r"|orileede (?P<yoruba>.+)"
)
_TRAILING = re.compile(
    r"(?P<name>.+?) (?:islands?|isles?|republic|kingdom|sar|sar china|special administrative region"
    r"|special administrative region of china|federation|republique|republica|republik|республикасы)"
)
_UNSPACED = tuple(map(fold, ("共和国", "共和國", "공화국")))
# What stays of an official name must not be the name of another place, of two, or of a larger island.
_NOT_ALONE = frozenset(
    {
        "congo", "kongo", "china", "chine", "cina", "korea", "coree", "corea", "coreia", "dominica", "georgia",
        "germany", "yemen", "ireland", "samoa", "timor", "saint martin", "cyprus", "mexico", "micronesia", "america",
        "vietnam", "конго", "корея", "китай", "кипр", "macedonia", "guinea",
    }
)  # fmt: skip
# "Dominican Republic" in any of them is the other one, unless the whole is a name.
_NEVER_ALONE = tuple(map(fold, ("dominic", "домин", "ドミニカ", "도미니카", "多明尼加", "多米尼加")))
# ... but these are one place, said in full.
_EXCEPT = {
    ("republic", "georgia"), ("republic", "ireland"), ("republic", "yemen"), ("republic", "cyprus"),
    ("republic", "guinea"), ("republic", "vietnam"), ("commonwealth", "dominica"), ("state", "samoa"),
    ("republic", "macedonia"), ("federation", "micronesia"), ("states", "micronesia"),
}  # fmt: skip


def without_notes(text: str, marks: str = "") -> str:
    """Without the signs of notes before and behind, and without the trailing ``marks`` that a source declares."""
    bare = text.strip(_NOTE_SIGNS)
    while found := _NOTE_BEFORE.match(bare):
        bare = bare[found.end() :].lstrip(_NOTE_SIGNS)
    while found := _NOTE_BEHIND.search(bare):
        bare = bare[: found.start()].rstrip(_NOTE_SIGNS)
    return bare.rstrip(marks).rstrip() if marks else bare


def forms(text: str) -> Iterator[str]:
    """Other ways to write the same name, the nearest first."""
    name = fold(text)
    words = name.split()
    spelt = " ".join(_SHORT.get(word, word) for word in words)
    if spelt != name:
        yield spelt
    if len(words) > 1 and words[0] in _ARTICLES:
        yield " ".join(words[1:])
    if "the" in words:
        yield " ".join(word for word in words if word not in ("the",))
    yield from _without_title(spelt)
    for title in _UNSPACED:
        if name.endswith(title) and not name.startswith(_NEVER_ALONE):
            yield name.removesuffix(title)


def _without_title(name: str) -> Iterator[str]:
    if found := _OFFICIAL.fullmatch(name):
        rest = found["name"] or found["romance"] or found["slavic"] or found["yoruba"]
        if (found["kind"] or "", rest) in _EXCEPT or _stands_alone(rest):
            yield rest
    elif (found := _TRAILING.fullmatch(name)) and _stands_alone(found["name"]):
        yield found["name"]


def _stands_alone(name: str) -> bool:
    return name not in _NOT_ALONE and not name.startswith(_NEVER_ALONE)
