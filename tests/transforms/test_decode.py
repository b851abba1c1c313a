"""Bytes to text by one rule. What the page says of itself is believed only where it can be true."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.decode import decode


def meta(charset: str) -> bytes:
    return b'<html><head><meta charset="' + charset.encode() + b'"></head><body>'


@pytest.mark.parametrize(
    ("body", "content_type", "holds", "used"),
    [
        ("£1.40".encode(), "", "£1.40", "utf-8"),
        ("£1.40".encode("cp1252"), "", "£1.40", "cp1252"),
        ("£1.40".encode("cp1252"), "text/html; charset=ISO-8859-1", "£1.40", "cp1252"),
        ("5 €".encode("cp1252"), "text/html; charset=latin1", "5 €", "cp1252"),
        ("\ufeff£1".encode(), "text/html; charset=iso-8859-1", "£1", "utf-8"),
        ("\ufeff£1".encode("utf-16"), "", "£1", "utf-16-le"),
        (meta("euc-kr") + "원".encode("cp949"), "", "원", "cp949"),
        (meta("shift_jis") + "円".encode("cp932"), "", "円", "cp932"),
        (meta("windows-1251") + "руб".encode("cp1251"), "", "руб", "cp1251"),
        (meta("iso-8859-1") + "₦1,000".encode(), "", "₦1,000", "utf-8"),  # labelled Latin-1, written in UTF-8
        (meta("utf-7") + "£1 +AGA-".encode(), "", "£1 +AGA-", "utf-8"),  # utf-7 is not honoured
        (meta("gb2312") + "元".encode("gb18030"), "text/html", "元", "gb18030"),
        (meta("koi8-r") + "руб".encode(), "text/html; charset=utf-8", "руб", "utf-8"),  # the header goes first
    ],
)
def test_a_page_is_decoded_by_what_it_declares_if_that_can_be(
    body: bytes, content_type: str, holds: str, used: str
) -> None:
    decoded = decode(body, content_type)
    assert decoded.text.endswith(holds)
    assert decoded.used == used
    assert decoded.replaced == 0


def test_a_stray_byte_does_not_turn_a_page_of_utf8_into_latin1() -> None:
    body = ("€ " * 3000).encode() + b"\x92" + ("€ " * 100).encode()
    decoded = decode(body)
    assert (decoded.used, decoded.replaced) == ("utf-8", 1)
    assert decoded.text.count("€") == 3100


@given(
    st.binary(max_size=300),
    st.sampled_from(["", "text/html; charset=utf-8", "x; charset=shift_jis", "charset=nonsense"]),
)
def test_any_bytes_are_text_and_what_was_lost_is_counted(body: bytes, content_type: str) -> None:
    decoded = decode(body, content_type)
    assert decoded.replaced == decoded.text.count("\ufffd")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_utf8_text_comes_back_as_it_was(text: str) -> None:
    expected = text[1:] if text.startswith("\ufeff") else text
    assert decode(text.encode()).text == expected
