"""A wall, a shell, a torn page: told by its name, never read as a tariff without offers."""

import pytest

from transforms.errors import (
    BlockPage,
    ConsentWall,
    EmptyPage,
    LandmarkLost,
    NeedsBrowser,
    PageError,
    Truncated,
)
from transforms.identify import identify
from transforms.page import Page
from transforms.words import Media

TARIFF = "<html><head><title>Roaming</title></head><body><h1>Day Pass</h1>" + "<p>words of a tariff</p>" * 60
WHOLE = TARIFF + "</body></html>"
SHELL = '<html><head><title>Shop</title></head><body><div id="root"></div><script src="/app.js"></script></body></html>'
BLOCKED = "<html><head><title>Access Denied</title></head><body>Reference 18.2f</body></html>"
CAPTCHA = "<html><head><title>One moment</title></head><body>Are you a robot? Solve the captcha</body></html>"
CONSENT = (
    "<html><head><title>Carrier</title></head><body>We use cookies. <button>Accept all cookies</button></body></html>"
)


@pytest.mark.parametrize(
    ("html", "error"),
    [
        ("", EmptyPage),
        (" \n\t ", EmptyPage),
        (SHELL, NeedsBrowser),
        (BLOCKED, BlockPage),
        (CAPTCHA, BlockPage),
        (CONSENT, ConsentWall),
        (WHOLE.replace("Day Pass", "Handsets"), LandmarkLost),
        (TARIFF, Truncated),
        (WHOLE[:-3], Truncated),
        ("<html><head><title>Roa", Truncated),
    ],
)
def test_what_is_not_the_page_is_told_by_its_name(html: str, error: type[PageError]) -> None:
    with pytest.raises(error) as caught:
        identify(Page(html.encode(), "http://x/"), ("Day Pass",))
    assert type(caught.value) is error


def test_a_page_with_its_landmarks_is_the_page_whatever_banner_it_carries() -> None:
    identify(Page(WHOLE.replace("<h1>", "We use cookies. Accept cookies? <h1>").encode()), ("day pass",))
    identify(Page(WHOLE.encode()))


def test_a_fragment_without_html_around_it_needs_its_own_end() -> None:
    fragment = Page(b"<ul><li>Day Pass</li></ul><!-- end -->")
    identify(fragment, ("Day Pass",))
    identify(fragment, ("Day Pass",), r"<!-- end -->\s*\Z")
    with pytest.raises(Truncated):
        identify(Page(fragment.body[:-2]), ("Day Pass",), r"<!-- end -->\s*\Z")


def test_an_end_of_its_own_stands_in_for_the_closing_tag() -> None:
    identify(Page((TARIFF + "<footer>Imprint</footer>").encode()), ("Day Pass",), "Imprint</footer>")


@pytest.mark.parametrize("media", [Media.JSON, Media.CSV])
@pytest.mark.parametrize(
    ("html", "error"),
    [(SHELL, NeedsBrowser), (BLOCKED, BlockPage), (CONSENT, ConsentWall), (WHOLE, LandmarkLost), ("", EmptyPage)],
)
def test_a_web_page_in_place_of_data_is_told_by_its_kind(media: Media, html: str, error: type[PageError]) -> None:
    with pytest.raises(error):
        identify(Page(html.encode(), "http://x/", media), ('"offers"',))


def test_a_web_page_in_place_of_data_is_no_data_even_without_landmarks() -> None:
    with pytest.raises(LandmarkLost, match="a web page where json was expected"):
        identify(Page(WHOLE.encode(), "http://x/", Media.JSON))


def test_data_needs_its_landmarks() -> None:
    identify(Page(b'{"offers": []}', "", Media.JSON), ('"offers"',))
    with pytest.raises(LandmarkLost):
        identify(Page(b'{"error": 1}', "", Media.JSON), ('"offers"',))
