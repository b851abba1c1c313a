"""Markup that swallows what follows it: an unclosed comment, script or quote. No parser says so; rows just vanish.

lxml, like a browser, takes everything up to the next matching sign as comment, script or attribute (reliability.md P5).
So the text is looked at once by the rules of the WHATWG tokenizer. None of 13 real pages has any such flaw; one that
always has it says so in ``Expect.flaws``.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_RAW = "script|style|title|textarea|xmp|iframe|noembed|noframes"
# A letter is looked at before a word in any case is: that halves the time.
_NO_RAW = rf"(?!(?=[stxinSTXIN])(?i:{_RAW})[\s/>])"
_ODD_NAME = r"""(?!(?=[ciCI])(?i:class|id)\s*+=\s*+(?:"[^"']*+'|'[^'"]*+"))"""
_SOUND_VALUE = r"""(?:"[^"<]*+(?<!=)(?<!=\ )"|'[^'<]*+(?<!=)(?<!=\ )'|[^\s>"'<=`]++)"""
_SOUND_ATTRIBUTE = rf"""(?:class="[^"'<=]*+"|{_ODD_NAME}[^\s/>"'<=]++(?:\s*+=\s*+{_SOUND_VALUE})?+)"""
_SOUND_ATTRIBUTES = rf"(?:[\s/]++{_SOUND_ATTRIBUTE}?+)*+>"
# As many sound texts, tags, comments and scripts as there are, in one match: possessive, so that it never goes back.
# What is not sound at first sight need not be a wound: _step looks at it again.
_SOUND = re.compile(
    rf"""(?:[^<]*+(?:</?+(?![stxinSTXIN])[a-zA-Z][a-zA-Z0-9]*+(?:>|{_SOUND_ATTRIBUTES})
    |<{_NO_RAW}/?+[a-zA-Z][^\s/>"'<=]*+{_SOUND_ATTRIBUTES}
    |<!--(?!-?>)(?:[^<-]++|-(?!->)|<(?!!--|/[hH]))*+-->
    |<(?i:script)(?=[\s>]){_SOUND_ATTRIBUTES}(?:[^<]++|<(?!/?[sS][cC]|!--|/[hH]))*+</(?i:script)>))*+[^<]*+""",
    re.VERBOSE,
)
_TAG = re.compile(r"</?([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"""[\s/]*+(?:(?P<end>>)|(?P<name>[^\s/>][^\s/>=]*+)(?:\s*+=\s*+
    (?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>(?!["'])[^\s>]*+)))?+)""", re.VERBOSE)  # fmt: skip
_ENDS = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _RAW.split("|")}
_LOST_TAG = re.compile(r"""<(?:(?:["']|[^<>]*=["'])[^<>]*>|<[a-zA-Z/!])""")
_HTML_ENDS = re.compile(r"</html\s*>", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-zA-Z/]")
# What an attribute ends in that swallowed the next one's first quote.
_OPEN_TAG = re.compile(r"(?:<[a-zA-Z][^<>]*|\s[a-zA-Z-]+)=\s*\Z")
_BLOCK = re.compile(
    r"</(?:t[rdh]|li|d[dlt]|option|select|div|p|h[1-6]|[uo]l|table|section|article|a|span|b)\s*>", re.IGNORECASE
)
_AGAIN = {name: re.compile(rf"(?<![\"'`\\\w])<{name}[\s>]", re.IGNORECASE) for name in _RAW.split("|")}
_HOLDERS = ("table", "ul", "ol", "dl", "select")
_HOLDER = re.compile(rf"<(/?)({'|'.join(_HOLDERS)})(?=[\s>])", re.IGNORECASE)


@dataclass(slots=True)
class Markup:
    """``wound``: what swallows the page's content, or ""; ``at``: the character where it begins. ``is_endless``:
    it swallows all that is left. ``is_closed``: the page's own ``</html>`` stands there as a tag; ``has_end``: it
    stands there at all. ``left_open``: a list or table that never ends."""

    wound: str = ""
    at: int = 0
    is_closed: bool = False
    left_open: str = ""
    is_endless: bool = False
    has_end: bool = False
    _known: frozenset[str] = frozenset()
    _hidden: list[tuple[int, int]] = field(default_factory=list)


def look_at(text: str, known: Iterable[str] = ()) -> Markup:
    """One pass over a page's source; ``known`` are wounds that this page is known to have. Never raises."""
    seen = Markup(_known=frozenset(known))
    at, size = 0, len(text)
    while at < size and not seen.wound:
        sound = _SOUND.match(text, at)
        at = sound.end() if sound else at
        if at < size:
            begun, at = at, _step(text, at, seen)
            seen._hidden.append((begun, at))
    hidden = seen._hidden
    ends = [m.start() for m in _HTML_ENDS.finditer(text)]
    seen.has_end = bool(ends)
    seen.is_closed = any(not any(begin < end < stop for begin, stop in hidden) for end in ends[-5:])
    if not ends and not seen.wound:
        seen.left_open = _left_open(text, hidden)
    return seen


def _step(text: str, at: int, seen: Markup) -> int:
    """Past one thing that is not sound at first sight: a comment, a script, an odd tag, a lone "<"."""
    if text.startswith("<!--", at):
        end = text.find("-->", at + 2)
        inner = text.rfind("<!--", at + 4, end)
        if end < 0:
            return _endless(text, seen, "a comment without its end", at)
        if inner >= 0 and _BLOCK.search(text, at, inner):
            _wounded(seen, "a comment that swallows another", at)
        return end + 3
    tag = _TAG.match(text, at)
    if tag:
        end = _past_tag(text, tag.end(), at, seen)
        name = tag[1].lower()
        if any(sign in name for sign in "\"'<="):
            _wounded(seen, "a tag whose name is no name", at)
        if seen.wound or name not in _ENDS or text[at + 1] == "/":
            return end
        closed = _ENDS[name].search(text, end)
        if closed is None:
            return _endless(text, seen, f"a <{name}> without its end", at)
        inside = [again.start() for again in _AGAIN[name].finditer(text, end, closed.start())]
        if inside and _BLOCK.search(text, end, inside[-1]):
            _wounded(seen, f"a <{name}> that swallows another", at)
        return closed.start()
    if text[at + 1 : at + 2] in ("!", "?", "/"):
        end = text.find(">", at)
        if text[at + 1 : at + 3] in ("/'", '/"', "/<"):
            _wounded(seen, "a tag whose name is no name", at)
        return end + 1 if end >= 0 else _endless(text, seen, "a tag without its end", at)
    if at + 1 == len(text):
        return _endless(text, seen, "a tag without its end", at)
    if _LOST_TAG.match(text, at):
        _wounded(seen, "a tag whose name is no name", at)
    return at + 1


def _past_tag(text: str, at: int, begun: int, seen: Markup) -> int:
    is_odd = False
    while True:
        found = _ATTRIBUTE.match(text, at)
        if found is None:
            return _endless(text, seen, "a tag or quote without its end", begun)
        at = found.end()
        if found["end"]:
            break
        name, bare, quoted = found["name"], found["bare"] or "", found["double"] or found["single"] or ""
        if at < len(text) and text[at] == "=":  # a quote that never ends
            return _endless(text, seen, "a quote without its end", begun)
        is_odd = is_odd or any(sign in name or sign in bare for sign in "\"'<")
        is_odd = is_odd or (name.lower() in ("class", "id") and any(sign in quoted for sign in "\"'<"))
        if quoted.rstrip()[-1:] == "=" and _OPEN_TAG.search(quoted):
            is_odd = True
    if is_odd:
        does_swallow = _MARKUP.search(text, begun + 1, at)
        what = "a quote or bracket that swallows tags" if does_swallow else "a quote that belongs to nothing"
        _wounded(seen, what, begun)
    return at


def _wounded(seen: Markup, what: str, at: int) -> None:
    if what not in seen._known:
        seen.wound, seen.at = what, at


def _endless(text: str, seen: Markup, what: str, at: int) -> int:
    """The rest of the page is swallowed: no page is known for that."""
    seen.wound, seen.at, seen.is_endless = what, at, True
    return len(text)


def _left_open(text: str, hidden: list[tuple[int, int]]) -> str:
    """Of a fragment without ``</html>``: the list or table in which it ends."""
    depth = dict.fromkeys(_HOLDERS, 0)
    spans = iter([*hidden, (len(text), len(text))])
    begin, stop = next(spans)
    for found in _HOLDER.finditer(text):
        while stop <= found.start() and stop < len(text):
            begin, stop = next(spans)
        if not begin < found.start() < stop:
            depth[found[2].lower()] += -1 if found[1] else 1
    return next((name for name, count in depth.items() if count > 0), "")
