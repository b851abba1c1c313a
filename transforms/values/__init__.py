"""From a cell's words to a number, an amount, a volume, a duration, a speed. Unknown words are errors."""

from transforms.values.aftercap import After, after_cap
from transforms.values.allowed import Data, data
from transforms.values.billing import increment
from transforms.values.bounds import Span, at_most, span
from transforms.values.cells import price_of, rates, unglued
from transforms.values.counted import messages, minutes, unlimited
from transforms.values.dates import day
from transforms.values.days import Day, day_rule, start_rule
from transforms.values.money import Rate, price, price_state, rate
from transforms.values.numbers import integer, number
from transforms.values.style import Style
from transforms.values.tax import taxed
from transforms.values.text import Cell, clean, match, matches
from transforms.values.undeclared import Amount, read_amount
from transforms.values.unit_words import unit
from transforms.values.volume import data_basis, data_bytes, speed, validity, volume

__all__ = [
    "After",
    "Amount",
    "Cell",
    "Data",
    "Day",
    "Rate",
    "Span",
    "Style",
    "after_cap",
    "at_most",
    "clean",
    "data",
    "data_basis",
    "data_bytes",
    "day",
    "day_rule",
    "increment",
    "integer",
    "match",
    "matches",
    "messages",
    "minutes",
    "number",
    "price",
    "price_of",
    "price_state",
    "rate",
    "rates",
    "read_amount",
    "span",
    "speed",
    "start_rule",
    "taxed",
    "unglued",
    "unit",
    "unlimited",
    "validity",
    "volume",
]
