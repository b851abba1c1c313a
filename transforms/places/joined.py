"""One cell to several places: cut only where every piece is a name, and never where it could be one place or two."""

import re
from itertools import pairwise

from transforms.errors import UnknownPlace
from transforms.places.names import SOVEREIGN, Own
from transforms.places.resolve import resolve

# "And" in the languages of carriers: between spaces, before the word in Arabic and Hebrew, behind it in Korean, and
# between two words of Chinese, Japanese and Thai.
_AND = (
    "and|&|y|e|et|und|en|og|och|i|и|dan|ve|a|ja|un|ir|és|și|şi|και|та|і|й|và|in|oraz|eta|dhe|na|serta|"
    "और|तथा|ও|এবং|اور|و|և|და"
)
_JOINT = re.compile(
    rf"\s*[/;,+|•·、・，،؛／\n]\s*|\s[-–—]\s|\s+(?:{_AND})\s+|\s+[وו](?=[^\W\d_])|(?<=[가-힣])[과와]\s+"
    r"|(?<=[\u4e00-\u9fff])[和及与與跟](?=[\u4e00-\u9fff])|\s*และ\s*",
    re.IGNORECASE,
)
# What also stands between a territory and its country: "Puerto Rico, USA", "Guadeloupe / France".
_OF_ITS_COUNTRY = frozenset(",/-–—")
# More than in any name in any language; without it a cell of 2,000 commas is 2 million pieces to look up.
_JOINTS_MAX, _NAME_MAX = 8, 160

Span = tuple[int, int, str]


def joined(text: str, language: str, marks: str, own: Own, where: str) -> tuple[str, ...]:
    """See :func:`transforms.places.places`."""
    spans, told = _spans(text, language, marks, own), ""
    codes = tuple(code for _, _, code in spans)
    if not spans:
        told = "not a place, nor a list of places, that we know"
    elif len(set(codes)) != len(codes):
        told = "one place stands there twice"
    for (_, end, part), (start, _, whole) in pairwise(spans):
        if SOVEREIGN.get(part) == whole and text[end:start].strip() in _OF_ITS_COUNTRY:
            told = f"{part} and {whole}, or {part} of {whole}: one place or two"
    if told:
        raise UnknownPlace(told, words=text, where=where)
    return codes


def _spans(text: str, language: str, marks: str, own: Own) -> list[Span]:
    """The cut into the fewest names, as (start, end, code); empty when there is none, or two that differ."""
    joints = [(m.start(), m.end()) for m in _JOINT.finditer(text)]
    starts, ends = [0, *(end for _, end in joints)], [*(start for start, _ in joints), len(text)]
    best: list[list[list[Span]]] = [[[]]]
    for last, end in enumerate(ends):
        ways: list[list[Span]] = []
        for first in range(max(0, last - _JOINTS_MAX), last + 1):
            start = starts[first]
            is_name = bool(best[first]) and end - start <= _NAME_MAX
            code = resolve(text[start:end], language, marks, own, is_list=True) if is_name else None
            ways += [[*way, (start, end, code)] for way in best[first]] if code else []
        least = min(map(len, ways), default=0)
        best.append([way for way in ways if len(way) == least][:2])
    return best[-1][0] if len(best[-1]) == 1 else []
