"""A digest laid out: the text and HTML parts, and the two files attached. The same content gives the same bytes."""

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from flows.alerts.clean import csv_text, own_link, tame
from flows.alerts.content import CSV_ROWS_MAX, Digest, Row
from flows.alerts.model import ChangeNote, HealthNote
from flows.alerts.moves import change_words
from flows.alerts.tongue import speaking, tr
from flows.alerts.wording import delta_words, field_words, minute
from warehouse.entry_json import instant

# Nothing is loaded, run, sent or framed, whatever a page's words would try; inline styles are ours.
CSP = "default-src 'none'; img-src cid:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
EVIDENCE_CSP = CSP.replace("img-src cid:; ", "")
CSV_BYTES_MAX = 3_000_000  # servers refuse mails of ten megabytes
CSV_WORDS = (400, 120, 30)
EVIDENCE_MAX = 500
EVIDENCE_WORDS = 600
TEXT, NUMBER, INSTANT = "text", "number", "instant"
COLUMNS = {
    "change_id": TEXT,
    "move_id": TEXT,
    "seen_at": INSTANT,
    "confirmed_at": INSTANT,
    "effective_on": TEXT,
    "state": TEXT,
    "carrier_id": TEXT,
    "carrier": TEXT,
    "offer_id": TEXT,
    "offer_name": TEXT,
    "place": TEXT,
    "field": TEXT,
    "old_value": TEXT,
    "new_value": TEXT,
    "old_number": NUMBER,
    "new_number": NUMBER,
    "unit": TEXT,
    "delta": NUMBER,
    "delta_pct": NUMBER,
    "effect": TEXT,
    "severity_traveller": TEXT,
    "severity_analyst": TEXT,
    "cause": TEXT,
    "before_words": TEXT,
    "after_words": TEXT,
    "before_capture_id": TEXT,
    "after_capture_id": TEXT,
    "url": TEXT,
}


@dataclass(frozen=True, slots=True)
class Item:
    title: str
    words: str
    before: str
    after: str
    before_id: str
    after_id: str
    seen: str
    url: str
    link: str


def _pad(text: str, width: int) -> str:
    """Blanks up to ``width`` columns, counting wide (CJK) characters as two and marks as none."""
    return text + " " * max(0, width - _columns(text))


def _columns(text: str) -> int:
    return sum(0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def _widest(rows: Sequence[Row], column: str) -> int:
    """How wide a column of the text part is; a rare long cell juts out rather than push all others away."""
    return min(44, max((_columns(getattr(row, column)) for row in rows), default=0))


def _arrow(text: str) -> str:
    return text.replace(" -> ", " \u2192 ")


@cache
def _environment(*, is_html: bool) -> Environment:
    # Page text is only ever a value, never compiled. The text part must not be escaped, the HTML parts always are.
    environment = Environment(
        loader=PackageLoader("flows.alerts"),
        autoescape=is_html,  # noqa: S701 - the text part is not HTML
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"pad": _pad, "arrow": _arrow, "widest": _widest}
    environment.globals["tr"] = tr
    return environment


def text_part(digest: Digest, digest_id: str) -> str:
    with speaking(digest.rule.language):
        made = _environment(is_html=False).get_template("digest.txt.jinja").render(d=digest, digest_id=digest_id)
    return re.sub(r"[ ]+\n", "\n", made)


def html_part(digest: Digest, digest_id: str) -> str:
    template = _environment(is_html=True).get_template("digest.html.jinja")
    with speaking(digest.rule.language):
        return template.render(d=digest, digest_id=digest_id, csp=CSP)


def evidence_html(digest: Digest, digest_id: str, health: Sequence[HealthNote]) -> str:
    """What each page said before and after, to be opened from disk: no script, nothing loaded."""
    urls = {h.source_id: h.urls for h in health}
    template = _environment(is_html=True).get_template("evidence.html.jinja")
    with speaking(digest.rule.language):
        items = [_item(c, digest, urls.get(c.source_id, ())) for c in digest.changes[:EVIDENCE_MAX]]
        hidden = len(digest.changes) - len(items)
        return template.render(d=digest, digest_id=digest_id, csp=EVIDENCE_CSP, items=items, hidden=hidden)


def _item(change: ChangeNote, digest: Digest, urls: tuple[str, ...]) -> Item:
    where = [change.carrier, change.offer_name, change.scope, change.place, field_words(change.field)]
    before, after = (tame(words, EVIDENCE_WORDS) for words in (change.before_words, change.after_words))
    return Item(
        title=", ".join(tame(part) for part in where if part),
        words=f"{change_words(change, is_exact=True)} {delta_words(change)}".strip(),
        before=before or tr("(no words kept)"),
        after=after or tr("(no words kept)"),
        before_id=tame(change.before_capture_id) or tr("not kept"),
        after_id=tame(change.after_capture_id) or tr("not kept"),
        seen=minute(change.seen_at, digest.rule.tz),
        url=tame(change.url, 200),
        link=own_link(change.url, urls),
    )


def changes_csv(changes: Sequence[ChangeNote]) -> str:
    """RFC 4180, by the column names of the view ``changes``. With a byte-order mark: Excel takes it for UTF-8 then.

    Words are cut, shorter the more there are of them; evidence.html and ``roamledger why`` have more.
    """
    for limit in CSV_WORDS:
        out = io.StringIO("\ufeff")
        out.seek(1)
        write = csv.writer(out, lineterminator="\r\n")
        write.writerow(COLUMNS)
        for change in changes[:CSV_ROWS_MAX]:
            write.writerow([_cell(getattr(change, name), kind, limit) for name, kind in COLUMNS.items()])
        if len(out.getvalue().encode()) <= CSV_BYTES_MAX:
            break
    return out.getvalue()


def _cell(value: Any, kind: str, limit: int) -> str:
    if value is None:
        return ""
    if kind == INSTANT:
        return instant(value)
    if kind == NUMBER:
        return format(value, "f") if isinstance(value, Decimal) and value.is_finite() else ""
    return csv_text(str(value), limit)
