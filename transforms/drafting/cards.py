"""Cards: elements that repeat, each with a price of its own, and the CSS for what stands in them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from transforms.errors import CellError, PageError
from transforms.page import Page
from transforms.shapes.row import Row
from transforms.values.amounts import amount_in
from transforms.values.style import Style
from transforms.values.text import clean
from transforms.values.unit_words import led

_PRICE_WORDS_MAX = 40
_FIELDS_MAX = 14
_DEPTH_MAX = 12
_GROUP_DEPTH = 7
_LISTS_MAX = 3
_PRICES_MAX = 3  # innermost prices of a card: now, before, and for members
_PRICED = re.compile(r"price|amount|cost|fee|won|pay|charge", re.IGNORECASE)
_NOT_A_CARD = frozenset({"html", "body", "main", "table", "tbody", "tr", "td", "th"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "summary", "caption", "legend")
# A class that a build made up anew: "sc-1x2ab3", "css-9f8e7d", or the middle of "Card_abC12__title".
_MADE_UP = re.compile(r"^(?:css|sc|jsx|svelte|emotion)-|[0-9][a-zA-Z]*[0-9]|^[a-zA-Z]{0,2}$")
_MODULE = re.compile(r"^[\w-]+?(?:_|-)[\w-]*__(?P<name>[A-Za-z][\w-]*)$")


@dataclass(frozen=True, slots=True)
class Cards:
    """``css`` finds every card; ``fields`` are those of :meth:`Node.card`. ``group``: CSS of what several cards stand
    in, and ``heading`` of its one heading."""

    css: str
    fields: dict[str, str]
    group: str = ""
    heading: str = ""

    def rows(self, page: Page) -> list[Row]:
        """As the drafted parser takes them. Raises MatchCount."""
        if not self.group:
            return [card.card(self.fields) for card in page.all(self.css)]
        return [
            card.card(self.fields, heading=group.text(self.heading))
            for group in page.all(self.group)
            for card in group.all(self.css, at_least=0)
        ]


def find_cards(page: Page, style: Style) -> Iterator[Cards]:
    """The lists of cards with a price, the longest first; at most three, none inside another."""
    tree = page.tree
    priced = [e for e in tree.select(tree.document, "*") if _is_price(tree, e, style)]
    around = {above for price in priced for above in price.iterancestors()}
    prices = [price for price in priced if price not in around]
    groups: dict[str, list[Any]] = defaultdict(list)
    for price in prices:
        for depth, above in enumerate(_above(price)):
            if depth > _DEPTH_MAX or tree.name(above) in _NOT_A_CARD:
                break
            for css in _selectors(tree, above):
                groups[css].append(above)
    drafts = [found for css, around in groups.items() if (found := _draft(page, css, around, set(prices)))]
    used: set[Any] = set()
    for cards, drafted in sorted(drafts, key=_worth)[: _LISTS_MAX * 4]:
        if any(card in used for card in cards):
            continue
        yield _grouped(page, drafted, cards)
        used |= {one for card in cards for one in [card, *card.iterdescendants(), *card.iterancestors()]}


def _draft(page: Page, css: str, around: Sequence[Any], prices: set[Any]) -> tuple[list[Any], Cards] | None:
    cards = list(dict.fromkeys(around))
    if len(cards) < 2 or len(cards) * _PRICES_MAX < len(around):
        return None
    drafted = _fields_of(page, css, cards, prices)
    return (cards, drafted) if drafted else None


def _worth(found: tuple[list[Any], Cards]) -> tuple[int, int, int]:
    """The most that every card says comes first; of elements around the same, the outer one, which may say more."""
    cards, drafted = found
    always = sum(not name.endswith("?") for name in drafted.fields)
    return -len(cards) * always, _inside(cards[0]), len(drafted.css)


def _inside(element: Any) -> int:
    """Of two elements around the same prices the outer one says more: fewer levels above it come first."""
    return sum(1 for _ in element.iterancestors())


def _above(element: Any) -> Iterator[Any]:
    yield element
    yield from element.iterancestors()


def _is_price(tree: Any, element: Any, style: Style) -> bool:
    if len(element) > 3 or tree.name(element) in ("script", "style", "option"):
        return False
    words = clean(tree.words(element))
    if not words or len(words) > _PRICE_WORDS_MAX or not any(c.isdigit() for c in words):
        return False
    named = " ".join(tree.attributes(element).get("class", "").split())
    try:
        found = amount_in(led(style.plain(words), style)[1], style)
    except CellError:
        return False
    return found is not None and (found.has_mark or bool(_PRICED.search(named) and not found.rest))


def _selectors(tree: Any, element: Any) -> list[str]:
    """CSS for elements like this one, the most telling first."""
    name = str(tree.name(element))
    classes = [css for one in tree.attributes(element).get("class", "").split() if (css := _by_class(one))]
    return [css if css[0] == "[" else name + css for css in classes] or [name]


def _common(tree: Any, elements: Iterable[Any]) -> list[str]:
    """CSS that all of these elements share."""
    said = [_selectors(tree, one) for one in elements]
    return [css for css in said[0] if all(css in other for other in said)] if said else []


def _by_class(name: str) -> str:
    module = _MODULE.match(name)
    if module:
        return f"[class*='__{module['name']}']"
    return "" if _MADE_UP.search(name) or not re.fullmatch(r"[A-Za-z_][\w-]*", name) else f".{name}"


def _fields_of(page: Page, css: str, cards: Sequence[Any], prices: set[Any]) -> Cards | None:
    """The card's CSS, made exact, and its fields; None where they cannot be told from others."""
    exact = next((c for c in _exact(page.tree, [css], cards) if _matches(page, c, cards)), None)
    fields = _fields(page.tree, cards, prices) if exact else {}
    if exact is None or len(fields) < 2:
        return None
    drafted = Cards(exact, fields)
    try:
        drafted.rows(page)
    except PageError:
        return None
    return drafted


def _matches(page: Page, css: str, elements: Sequence[Any]) -> bool:
    found = page.tree.select(page.tree.document, css)
    return len(found) == len(elements) and set(found) == set(elements)


def _exact(tree: Any, known: Iterable[str], elements: Sequence[Any]) -> Iterator[str]:
    """Ever more exact CSS for these elements: by itself, in its parent, in its parent's parent, by what it holds."""
    above = [one.getparent() for one in elements if one.getparent() is not None]
    parents = _common(tree, above)[:3]
    farther = _common(tree, [one.getparent() for one in above if one.getparent() is not None])[:3]
    held = Counter(css for one in elements for child in one if isinstance(child.tag, str)
                   for css in set(_selectors(tree, child)))  # fmt: skip
    for css in known:
        yield css
        yield from (f"{parent} > {css}" for parent in parents)
        yield from (f"{far} > {parent} > {css}" for far in farther for parent in parents)
        yield from (f"{css}:has(> {inner})" for inner, count in held.most_common(3) if count >= len(elements))


def _fields(tree: Any, cards: Sequence[Any], prices: set[Any]) -> dict[str, str]:
    """By name, the CSS of everything in a card that says something of its own, once a card; "?" where not all do."""
    priced: Counter[str] = Counter()
    counts: dict[str, list[int]] = {}
    firsts: dict[str, list[Any]] = {}
    texts: dict[str, set[int]] = defaultdict(set)
    spoken: dict[str, int] = Counter()
    for index, card in enumerate(cards):
        here: Counter[str] = Counter()
        for one in card.iterdescendants():
            if not isinstance(one.tag, str) or tree.name(one) in ("script", "style"):
                continue
            words = clean(tree.words(one))
            for css in _ways(tree, card, one):
                here[css] += 1
                priced[css] += one in prices
                firsts.setdefault(css, [None] * len(cards))[index] = one
                if here[css] == 1 and words:
                    texts[css].add(hash(words))
                    spoken[css] += len(words)
        for css, count in here.items():
            counts.setdefault(css, [0] * len(cards))[index] = count
    usable = [
        css for css, found in counts.items()
        if max(found) == 1 and texts[css] and sum(found) * 4 >= len(cards) and spoken[css] < 200 * len(cards)
    ]  # fmt: skip
    fields: dict[str, str] = {}
    taken: list[list[Any]] = []
    # Prices come first, then those that say least: what holds others would say everything twice.
    for css in sorted(usable, key=lambda css: (-priced[css], spoken[css] / max(sum(counts[css]), 1), len(css))):
        mine = firsts[css]
        if any(_overlaps(mine, other) for other in taken):
            continue
        name = _name(css, fields)
        fields[name if all(counts[css]) else f"{name}?"] = css
        taken.append(mine)
        if len(fields) == _FIELDS_MAX:
            break
    return fields


def _overlaps(mine: Sequence[Any], other: Sequence[Any]) -> bool:
    """Is any of these the same as, inside or around one of the others, in the same card?"""
    for one, two in zip(mine, other, strict=True):
        if one is None or two is None:
            continue
        if one is two or one in set(two.iterancestors()) or two in set(one.iterancestors()):
            return True
    return False


def _ways(tree: Any, card: Any, element: Any) -> Iterator[str]:
    classes = [css for one in tree.attributes(element).get("class", "").split() if (css := _by_class(one))]
    yield from classes
    name = tree.name(element)
    yield name
    if element.getparent() is card and not classes:
        siblings = [one for one in card if isinstance(one.tag, str) and one.tag == element.tag]
        if len(siblings) > 1:
            yield f":scope > {name}:nth-of-type({siblings.index(element) + 1})"


def _name(css: str, taken: dict[str, str]) -> str:
    base = re.sub(r"[^a-z0-9]+", "_", css.casefold().split("__")[-1]).strip("_") or "field"
    known = {name.removesuffix("?") for name in taken}
    name, count = base, 2
    while name in known or name == "rest":
        name, count = f"{base}_{count}", count + 1
    return name


def _grouped(page: Page, drafted: Cards, cards: Sequence[Any]) -> Cards:
    """With the heading that stands over several cards, where each group of cards has exactly one."""
    tree = page.tree
    for depth in range(1, _GROUP_DEPTH):
        groups = list(dict.fromkeys(a for card in cards if (a := _ancestor(card, depth)) is not None))
        if len(groups) < 2 or len(groups) == len(cards):
            continue
        css = next((c for c in _exact(tree, _common(tree, groups), groups) if _matches(page, c, groups)), "")
        for heading in _HEADINGS if css else ():
            if all(len(tree.select(group, heading)) == 1 for group in groups):
                grouped = Cards(_inner(tree, drafted.css, groups, cards), drafted.fields, css, heading)
                try:
                    if len(grouped.rows(page)) == len(cards):
                        return grouped
                except PageError:
                    continue
    return drafted


def _inner(tree: Any, css: str, groups: Sequence[Any], cards: Sequence[Any]) -> str:
    """The CSS of the cards inside their group, without what stands above it."""
    short = css.rpartition(" > ")[2] if ":has(" not in css else css
    found = [one for group in groups for one in tree.select(group, short)]
    return short if found == list(cards) else css


def _ancestor(element: Any, depth: int) -> Any:
    for _ in range(depth):
        element = element.getparent()
        if element is None:
            return None
    return element
