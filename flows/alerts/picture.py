"""A price over time as a small picture that goes with the mail: nothing is loaded from anywhere when it is read."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal

from PIL import Image, ImageDraw, ImageFont

from flows.alerts.wording import day, money, number

# Drawn at twice the size that it is shown at, for sharp letters on phones. The colours keep 3:1 on white and on black:
# the picture has no ground of its own, so that it fits a dark mail as well as a bright one.
SCALE, WIDTH, HEIGHT = 2, 400, 150
GREY, LINE = (122, 122, 122, 255), (205, 92, 20, 255)
LEFT, RIGHT, TOP, BOTTOM = 4, 4, 30, 26
POINTS_MAX = 60


@dataclass(frozen=True, slots=True)
class Step:
    """What an offer cost from then on; ``to_at`` None: it still does."""

    amount: Decimal
    currency: str
    from_at: datetime
    to_at: datetime | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG with its name in the mail, and the same in words."""

    cid: str
    png: bytes
    words: str


def price_picture(steps: Sequence[Step], now: datetime, zone: tzinfo) -> Picture | None:
    """Prices as stairs, the newest amount at the end; None where there is nothing to see."""
    told = _merged(steps)[-POINTS_MAX:]
    if len(told) < 2 or len({step.currency for step in told}) > 1:
        return None
    image = Image.new("RGBA", (WIDTH * SCALE, HEIGHT * SCALE), (0, 0, 0, 0))
    _draw(ImageDraw.Draw(image), told, now, zone)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    png = out.getvalue()
    return Picture(f"p-{hashlib.sha256(png).hexdigest()[:12]}@roamledger", png, history_words(told, zone))


def history_words(steps: Sequence[Step], zone: tzinfo, most: int = 6) -> str:
    """ "10 USD (2 May 2022), 12 USD (24 Nov 2026)"."""
    told = _merged(steps)[-most:]
    return ", ".join(f"{number(step.amount, 2)} {step.currency} ({day(step.from_at, zone)})" for step in told)


def _merged(steps: Sequence[Step]) -> list[Step]:
    """Versions that differ in something else than the price are one step."""
    found: list[Step] = []
    for step in steps:
        if found and (found[-1].amount, found[-1].currency) == (step.amount, step.currency):
            found[-1] = Step(step.amount, step.currency, found[-1].from_at, step.to_at)
        else:
            found.append(step)
    return found


def _draw(draw: ImageDraw.ImageDraw, steps: Sequence[Step], now: datetime, zone: tzinfo) -> None:
    amounts = [float(step.amount) for step in steps]
    low, high = min(amounts), max(amounts)
    low, high = low - (high - low) * 0.25, high + (high - low) * 0.15
    first, last = steps[0].from_at, max(now, steps[-1].from_at)
    # A little more than up to now: a step of today must be seen as one.
    span = max((last - first).total_seconds(), 1.0) * 1.12

    def x_of(moment: datetime) -> float:
        inner = WIDTH - LEFT - RIGHT
        return (LEFT + inner * min((moment - first).total_seconds() / span, 1.0)) * SCALE

    def y_of(amount: Decimal) -> float:
        inner = HEIGHT - TOP - BOTTOM
        return (TOP + inner * (1 - (float(amount) - low) / (high - low))) * SCALE

    ground = (HEIGHT - BOTTOM) * SCALE
    draw.line([(LEFT * SCALE, ground), ((WIDTH - RIGHT) * SCALE, ground)], fill=GREY, width=SCALE)
    small, large = _font(14), _font(17)
    before: Step | None = None
    for step in steps:
        at, level = x_of(step.from_at), y_of(step.amount)
        # A gap: nobody could see a price then.
        if before is not None and (before.to_at is None or before.to_at >= step.from_at):
            draw.line([(at, y_of(before.amount)), (at, level)], fill=LINE, width=3 * SCALE)
        end = x_of(step.to_at) if step.to_at else (WIDTH - RIGHT) * SCALE
        draw.line([(at, level), (end, level)], fill=LINE, width=3 * SCALE)
        before = step
    _label(draw, steps[0], x_of(steps[0].from_at), y_of(steps[0].amount), large, at_end=False)
    _label(draw, steps[-1], (WIDTH - RIGHT) * SCALE, y_of(steps[-1].amount), large, at_end=True)
    draw.text((LEFT * SCALE, ground + 5 * SCALE), _month(first, zone), fill=GREY, font=small)
    draw.text(((WIDTH - RIGHT) * SCALE, ground + 5 * SCALE), _month(last, zone), fill=GREY, font=small, anchor="ra")


def _label(
    draw: ImageDraw.ImageDraw, step: Step, x: float, y: float, font: ImageFont.FreeTypeFont, *, at_end: bool
) -> None:
    text = f"{money(step.amount, step.currency)} {step.currency}"
    draw.text((x, y - 8 * SCALE), text, fill=LINE if at_end else GREY, font=font, anchor="rs" if at_end else "ls")


def _month(moment: datetime, zone: tzinfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d}"  # figures only: the font of the picture has no Chinese


def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size * SCALE)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise TypeError("Pillow was built without FreeType")
    return font
