"""From a cell's words to a number, an amount, a volume, a duration, a speed. Unknown words are errors."""

from transforms.values.counted import messages, minutes
from transforms.values.dates import day
from transforms.values.money import Rate, price, price_state, rate, unit
from transforms.values.numbers import integer, number
from transforms.values.style import Style
from transforms.values.text import Cell, clean, match, matches
from transforms.values.volume import data_bytes, speed, validity, volume

__all__ = [
    "Cell",
    "Rate",
    "Style",
    "clean",
    "data_bytes",
    "day",
    "integer",
    "match",
    "matches",
    "messages",
    "minutes",
    "number",
    "price",
    "price_state",
    "rate",
    "speed",
    "unit",
    "validity",
    "volume",
]
