"""Is this the page that we asked for? Asked before any parser runs: a wall read as a tariff is an empty tariff.

These are signs that the *whole* page is something else. A page with its landmarks is never a wall, whatever cookie
banner it carries.
"""

import re

from transforms.errors import BlockPage, ConsentWall, EmptyPage, LandmarkLost, NeedsBrowser, Torn, Truncated
from transforms.page import Page
from transforms.shapes.wounds import Markup, look_at
from transforms.words import Media

_BLOCK = re.compile(
    r"access denied|request unsuccessful|incapsula|attention required|just a moment|are you (?:a )?(?:human|robot)"
    r"|captcha|unusual traffic|pardon our interruption|request blocked|account suspended|checking your browser"
    r"|zugriff verweigert|accès refusé|acceso denegado",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"cookies?\b.{0,200}\b(?:accept|agree|consent|akzeptieren|zustimmen|accepter|acepta\w*|setuju|동의)"
    r"|\b(?:accept|agree|consent|akzeptieren|zustimmen|accepter|aceptar)\b.{0,200}\bcookies?\b|before you continue",
    re.IGNORECASE | re.DOTALL,
)
_SHELL = re.compile(
    r"__NEXT_DATA__|id=[\"'](?:root|app|__next|__nuxt)[\"']|<script[^>]+src=|enable javascript", re.IGNORECASE
)

_OPENS = re.compile(r"<html[\s>]", re.IGNORECASE)

# A page of tariffs has more visible words than this; an application shell has fewer (pindirect-kr/japan.html has 17).
SHELL_WORDS = 80


def identify(page: Page, landmarks: tuple[str, ...] = (), end: str = "", flaws: tuple[str, ...] = ()) -> None:
    """Pass a page that may be read; raise what it is instead. ``end`` and ``flaws`` are those of :class:`Expect`.

    Raises:
        EmptyPage, BlockPage, ConsentWall, NeedsBrowser, LandmarkLost, Truncated, Torn
    """
    if not page.body.strip():
        raise EmptyPage("the page has no content", where=page.url)
    if page.media is Media.HTML:
        markup = look_at(page.text, flaws)
        _as_html(page, landmarks, markup)
        _reaches(page, end)
        _unhurt(page, markup, end)
        return
    if page.body.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":  # a web page where data was meant: say which kind
        web = Page(page.body, page.url, Media.HTML, page.content_type)
        _as_html(web, landmarks, look_at(web.text))
        raise LandmarkLost(f"a web page where {page.media} was expected", words=web.text[:80], where=page.url)
    lost = [mark for mark in landmarks if mark not in page.text]
    if lost:
        raise LandmarkLost(f"not on the page: {lost}", where=page.url)
    _reaches(page, end)


def _reaches(page: Page, end: str) -> None:
    if end and not re.search(end, page.text):
        raise Truncated(f"the end of the page is missing ({end!r} is not there)", where=page.url)


def _unhurt(page: Page, markup: Markup, end: str) -> None:
    """A cut-off transfer or a quote that swallows ten rows is a shorter list of offers in every other respect, so it
    has to be seen here."""
    if markup.wound and not (markup.is_endless and not end and _OPENS.search(page.text) and not markup.has_end):
        words, line = page.text[markup.at : markup.at + 80], page.text.count("\n", 0, markup.at) + 1
        where = f"{page.url} line {line}".strip()
        raise Torn(f"{markup.wound}: what follows it may be lost", words=words, where=where)
    if end:
        return
    if _OPENS.search(page.text) and not markup.is_closed:
        raise Truncated("the page has no </html>: it was cut off", words=page.text[-80:], where=page.url)
    if markup.left_open:
        raise Truncated(f"the page ends inside a <{markup.left_open}>", words=page.text[-80:], where=page.url)


def _as_html(page: Page, landmarks: tuple[str, ...], markup: Markup) -> None:
    words = page.words
    folded = words.casefold()
    lost = [mark for mark in landmarks if mark.casefold() not in folded]
    if landmarks and not lost:
        return
    is_cut = bool(_OPENS.search(page.text)) and not markup.is_closed
    wall(page, is_strange=bool(lost), is_cut=is_cut)
    if lost and markup.wound:
        _unhurt(page, markup, "")
    if lost and is_cut:
        raise Truncated(f"the page was cut off before {lost}", words=page.text[-80:], where=page.url)
    if lost:
        raise LandmarkLost(f"not on the page: {lost}", words=words, where=page.url)


def wall(page: Page, *, is_strange: bool, is_cut: bool = False, shell_words: int = SHELL_WORDS) -> None:
    """Pass a page that is nobody's wall, nor a shell. ``is_strange``: what was sure to stand on it does not;
    ``shell_words``: with fewer words than that, a page with scripts waits for them to fill it.

    Raises:
        BlockPage, ConsentWall, NeedsBrowser
    """
    words = page.words
    count = count_of(words)
    few = count < SHELL_WORDS
    titles = page.root.all("title", at_least=0)
    title = titles[0].text() if titles else ""
    if _BLOCK.search(title) or (few and _BLOCK.search(words)):
        raise BlockPage("the site answers with a block or captcha page", words=words, where=page.url)
    if is_strange and len(words) < 4000 and _CONSENT.search(words):
        raise ConsentWall("the site asks for consent before it shows anything", words=words, where=page.url)
    if count < shell_words and _SHELL.search(page.text) and not is_cut:
        raise NeedsBrowser("an empty shell that a script fills; look for its data address", words=words, where=page.url)


def count_of(words: str) -> int:
    """How many words; of scripts that write without spaces, three letters count as one."""
    return max(len(words.split()), 0 if words.isascii() else sum(c >= "\u0e00" for c in words) // 3)
