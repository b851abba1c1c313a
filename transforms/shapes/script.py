"""Data inside a page's scripts: JSON or a JavaScript literal after a name, and the stream of a Next.js page."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from transforms.errors import MatchCount, NotJson
from transforms.shapes.data import DECODER, parse_json, walk
from transforms.shapes.reference import linked
from transforms.shapes.row import Row

_SPACE = re.compile(r"(?:\s+|//[^\n]*\n|/\*.*?\*/)*", re.DOTALL)
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_NUMBER = re.compile(
    r"-?(?:0[xX][0-9a-fA-F]{1,16}|(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?)(?![\w.])"
)
_PARSED = re.compile(r"JSON\.parse\(\s*")
_PLAIN = {quote: re.compile(rf"[^{quote}\\\n$]+") for quote in "\"'`"}
# What may stand after a value that is a value: an end. After a line break a new statement may begin.
_ENDS = frozenset(";,)]}<")
_GOES_ON = frozenset(".([+-*/%?&|=>!^:`")
_WORDS = {"true": True, "false": False, "null": None, "undefined": None, "!0": True, "!1": False}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
_PUSH = re.compile(r"self\.__next_f\.push\(")
_DEPTH_MAX = 200


def value_after(text: str, pattern: str, where: str = "") -> Any:
    """The value that stands after the one match of ``pattern``: ``var countries = {...}``.

    A value is JSON, or JavaScript that only states data: names without quotes, single quotes, trailing commas and
    comments are read. Numbers with a fraction come as Decimal.

    ``JSON.parse('...')`` is what it holds.

    Raises:
        MatchCount: no match or two. NotJson: what follows is a program ("5 * rate", "[...].map(...)"), not data.
    """
    found = list(re.finditer(pattern, text))
    if len(found) != 1:
        raise MatchCount(f"{len(found)} matches of {pattern!r} in the page's source, one expected", where=where)
    reader = _Reader(text, where)
    begin = reader.skip(found[0].end())
    parsed = _PARSED.match(text, begin)
    if parsed:
        if text[parsed.end() : parsed.end() + 1] not in tuple("'\"`"):
            raise reader.wrong(parsed.end(), "a string was expected")
        literal, end = reader.string(parsed.end())
        end = reader.skip(end)
        if text[end : end + 1] != ")":
            raise reader.wrong(end, "the end of JSON.parse(...) was expected")
        reader.ends(end + 1)
        return parse_json(literal, where)
    value, end = _json_at(text, begin) or reader.value(begin, 0)
    reader.ends(end)
    return value


def _json_at(text: str, begin: int) -> tuple[Any, int] | None:
    """Plain JSON by the standard library, 100 times as fast as the reader below; it is also JavaScript."""
    if text[begin : begin + 1] not in ("{", "["):
        return None
    try:
        return DECODER.raw_decode(text, begin)
    except (ValueError, RecursionError):
        return None


def next_stream(text: str, where: str = "") -> str:
    """The joined text of ``self.__next_f.push([1, "..."])``, in which a Next.js page carries its data.

    Raises:
        MatchCount: the page has none. NotJson: a piece is broken.
    """
    pieces = []
    for found in _PUSH.finditer(text):
        value, _ = _Reader(text, where).value(found.end(), 0)
        if isinstance(value, list) and len(value) == 2 and isinstance(value[1], str):
            pieces.append(value[1])
    if not pieces:
        raise MatchCount("no self.__next_f.push(...) with data in the page", where=where)
    return "".join(pieces)


_PIECE = re.compile(r"([0-9a-f]*):")


def flight(stream: str, where: str = "") -> dict[str, Any]:
    """The pieces of a Next.js stream by id: JSON as data, long texts as text. A reference ("$1a") is followed where a
    row is asked for it; what the page itself begins with "$" has one "$" again ("$$5" is "$5").

    Raises:
        NotJson: a piece that is broken or cut off.
    """
    pieces: dict[str, Any] = {}
    texts = set()
    at = 0
    body = stream.encode("utf-8", "surrogatepass")
    while at < len(body):
        head = _PIECE.match(body[at : at + 20].decode("ascii", "replace"))
        if head is None:
            raise NotJson("no piece of a stream", words=body[at : at + 60].decode("utf-8", "replace"), where=where)
        at += head.end()
        if body[at : at + 1] == b"T":  # T, the length in bytes (hexadecimal), a comma, the text
            length, comma, _ = body[at + 1 : at + 12].partition(b",")
            if not comma or not re.fullmatch(rb"[0-9a-f]+", length):
                raise NotJson("a text without its length", words=repr(body[at : at + 12]), where=where)
            at += len(length) + 2
            end = at + int(length, 16)
            if end > len(body):
                raise NotJson("the stream is cut off", where=where)
            pieces[head[1]] = body[at:end].decode("utf-8", "replace")
            texts.add(head[1])
            at = end + (body[end : end + 1] == b"\n")
            continue
        line, newline, _ = body[at:].partition(b"\n")
        if line[:1] in b'{["0123456789-tfn' and line:  # other pieces (I, HL) name scripts and styles
            pieces[head[1]] = parse_json(line.decode("utf-8", "replace"), f"{where}#{head[1]}")
        at += len(line) + len(newline)
    linked(pieces, texts)
    return pieces


def linked_data(scripts: Iterable[str], type_: str, where: str = "") -> list[Row]:
    """The objects of one schema.org type in ld+json scripts, however deep, in order.

    Raises:
        MatchCount: none. NotJson: a script that is not JSON.
    """
    found = []
    for number, source in enumerate(scripts, 1):
        place = f"script[{number}]"
        for pointer, item in walk(parse_json(source.strip(), place), place):
            types = item.get("@type")
            if type_ in (types if isinstance(types, list) else [types]):
                found.append(Row(item, pointer))
    if not found:
        raise MatchCount(f"no {type_} in the page's linked data", where=where)
    return found


class _Reader:
    """Reads one literal from a place in a text; everything else in the language is refused."""

    def __init__(self, text: str, where: str) -> None:
        self.text = text
        self.where = where

    def ends(self, at: int) -> None:
        """Raises NotJson where the value is only the beginning of an expression."""
        after = self.skip(at)
        sign = self.text[after : after + 1]
        if not sign or sign in _ENDS:
            return
        if sign in _GOES_ON or "\n" not in self.text[at:after]:
            raise self.wrong(after, "a program goes on after the value")

    def value(self, at: int, depth: int) -> tuple[Any, int]:
        at = self.skip(at)
        sign = self.text[at : at + 1]
        if depth > _DEPTH_MAX:
            raise self.wrong(at, "nested too deeply")
        if sign == "{":
            return self.members(at + 1, depth)
        if sign == "[":
            return self.items(at + 1, depth)
        if sign and sign in "\"'`":
            return self.string(at)
        word = _NAME.match(self.text, at)
        word_text = word[0] if word else self.text[at : at + 2]
        if word_text in _WORDS:
            return _WORDS[word_text], at + len(word_text)
        number = _NUMBER.match(self.text, at)
        if number:
            digits = number[0]
            if digits[:2].lower() == "0x":
                return int(digits, 16), number.end()
            return (int(digits) if digits.lstrip("-").isdigit() else Decimal(digits)), number.end()
        raise self.wrong(at, "no value")

    def members(self, at: int, depth: int) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        while True:
            at = self.skip(at)
            if self.text[at : at + 1] == "}":
                return found, at + 1
            name, at = self.name(at)
            at = self.skip(at)
            if self.text[at : at + 1] != ":":
                raise self.wrong(at, "a colon was expected")
            if name in found:
                raise self.wrong(at, f"{name!r} stands there twice")
            found[name], at = self.value(at + 1, depth + 1)
            at = self.comma(at, "}")

    def items(self, at: int, depth: int) -> tuple[list[Any], int]:
        found: list[Any] = []
        while True:
            at = self.skip(at)
            if self.text[at : at + 1] == "]":
                return found, at + 1
            item, at = self.value(at, depth + 1)
            found.append(item)
            at = self.comma(at, "]")

    def comma(self, at: int, end: str) -> int:
        at = self.skip(at)
        sign = self.text[at : at + 1]
        if sign == ",":
            return at + 1
        if sign == end:
            return at
        raise self.wrong(at, f"a comma or {end} was expected")

    def name(self, at: int) -> tuple[str, int]:
        if self.text[at : at + 1] in ('"', "'"):
            return self.string(at)
        word = _NAME.match(self.text, at) or re.compile(r"[0-9]+").match(self.text, at)
        if word is None:
            raise self.wrong(at, "a name was expected")
        return word[0], word.end()

    def string(self, at: int) -> tuple[str, int]:
        quote, pieces, start = self.text[at], [], at
        at += 1
        while True:
            sign = self.text[at : at + 1]
            if sign == quote:
                break
            if sign == "" or (sign == "\n" and quote != "`") or (quote == "`" and self.text.startswith("${", at)):
                raise self.wrong(start, "a string without its end")
            if sign != "\\":
                plain = _PLAIN[quote].match(self.text, at)
                pieces.append(plain[0] if plain else sign)
                at = plain.end() if plain else at + 1
                continue
            piece, at = self.escape(at + 1)
            pieces.append(piece)
        # Two \u escapes may be the halves of one character.
        return "".join(pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace"), at + 1

    def escape(self, at: int) -> tuple[str, int]:
        sign = self.text[at : at + 1]
        for letter, length in (("u", 4), ("x", 2)):
            if sign == letter:
                digits = self.text[at + 1 : at + 1 + length]
                if not re.fullmatch(f"[0-9a-fA-F]{{{length}}}", digits):
                    raise self.wrong(at, "a broken escape")
                return chr(int(digits, 16)), at + 1 + length
        if not sign:
            raise self.wrong(at, "a string without its end")
        return _ESCAPES.get(sign, sign), at + 1

    def skip(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        return found.end() if found else at

    def wrong(self, at: int, what: str) -> NotJson:
        return NotJson(f"not data: {what}", words=self.text[at : at + 60], where=self.where)
