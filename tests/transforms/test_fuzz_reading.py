"""Any bytes through all of reading, for a moment (`make fuzz` takes longer), and what longer runs have found."""

import random
import resource

import pytest
from fuzz_reading import CELLS, PLACES, SEEDS, SHAPES, check, corpus
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ENTRIES = corpus()


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A recorded page or a cell with holes, repeats, other bytes, and pieces of another page put in."""
    entry = draw(st.sampled_from(ENTRIES))
    lucky = draw(st.randoms(use_true_random=False))
    body = bytearray(entry[1:])
    for _ in range(draw(st.integers(1, 6))):
        at, size = lucky.randrange(len(body) + 1), lucky.randrange(1, 60)
        body[at : at + lucky.choice((0, size))] = piece(lucky, size)
    return entry[:1] + bytes(body)


def piece(lucky: random.Random, size: int) -> bytes:
    other = lucky.choice(ENTRIES)
    begin = lucky.randrange(len(other))
    return lucky.choice((b"", lucky.randbytes(size), other[begin : begin + size], other[begin : begin + 1] * size))


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(st.one_of(mutated(), st.binary(max_size=200)))
def test_any_bytes_are_read_or_refused_by_name(entry: bytes) -> None:
    check(entry)


@pytest.mark.parametrize(
    "entry",
    [
        PLACES + b"B" + b"#" * 60 + b"egovina",  # signs of notes, of which an expression tried every way to part them
        PLACES + b"1," * 2_000,  # a cell of 2,000 commas: 2 million pieces, each looked up
        PLACES + b"Fiji / " * 1_000,
        PLACES + b"St. Kitts & Nev /is " + b";;/\x00" * 150 + b"lX",
    ],
    ids=lambda entry: f"{entry[0]} {entry[1:12]!r}",
)
def test_what_fuzzing_found_stays_mended(entry: bytes) -> None:
    begun = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    check(entry)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - begun < 3


def test_every_recorded_page_is_where_fuzzing_starts() -> None:
    assert len(SEEDS) > 20
    assert {entry[:1] for entry in ENTRIES} >= {CELLS, PLACES, SHAPES, b"\x00"}
