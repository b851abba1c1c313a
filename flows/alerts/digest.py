"""From changes that are owed, and how the sources stand, to the content of one mail."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from flows.alerts.clean import clean, tame
from flows.alerts.content import CSV_ROWS_MAX, Aside, Digest, Fact, Limits
from flows.alerts.health import source_lines
from flows.alerts.model import ChangeNote, HealthNote, MoveNote, Rule, UncertainNote
from flows.alerts.moves import Move, change_words, gather, sections, subject_words, summary
from flows.alerts.wording import EFFECTS, count, day, field_words, size_words

SUBJECT_MAX = 150
ASIDE_MAX = 50
SHELL_SAFE = re.compile(r"[a-z0-9_]+(?:/[a-z0-9_.-]+)*")


def compose(
    rule: Rule,
    changes: Iterable[ChangeNote],
    health: Sequence[HealthNote],
    frozen_at: datetime,
    *,
    moves: Iterable[MoveNote] = (),
    uncertain: Sequence[UncertainNote] = (),
    stale_after_days: int = 3,
    limits: Limits | None = None,
) -> Digest:
    """One mail for ``rule``. Each change is told once, in the list where it belongs:

    undone (``undoes``) under BACK AGAIN; not confirmed, or not the page's doing, under NOT CERTAIN; in force only after
    the day of the mail under ANNOUNCED; all else as numbered moves. Nothing is dropped: ``changes`` holds them all.
    """
    limits = limits or Limits()
    owed = sorted({c.change_id: c for c in changes}.values(), key=lambda c: (c.source_id, c.change_id))
    today = frozen_at.astimezone(rule.tz).date()
    told: dict[str, list[ChangeNote]] = {"back": [], "uncertain": [], "announced": [], "moves": []}
    for change in owed:
        told[_where(change, today)].append(change)
    groups = gather(told["moves"], {m.move_id: m for m in moves})
    announced = [f"{_named(c)}, from {day(c.effective_on)}" for c in told["announced"] if c.effective_on]
    doubtful = [f"{tame(u.carrier, 40)} {tame(u.subject, 60)}: {tame(u.words, 300)}" for u in uncertain]
    doubtful += [f"{_named(c)}; {_doubt(c)}" for c in told["uncertain"]]
    back = [_back(c, rule) for c in told["back"]]
    urls = {h.source_id: h.urls for h in health}
    ordered = [c for group in groups for move in group for c in move.changes]
    everything = (*ordered, *told["announced"], *told["uncertain"], *told["back"])
    sources = source_lines(health, frozen_at, rule.tz, stale_after_days=stale_after_days)
    return Digest(
        rule=rule,
        frozen_at=frozen_at,
        subject=_subject(groups, announced, back, doubtful, sources),
        headline=_headline(rule, groups),
        summary=summary(groups, limits),
        sections=sections(groups, urls, rule.tz, limits),
        asides=(
            _aside("ANNOUNCED, NOT YET IN FORCE", announced),
            _aside("NOT CERTAIN, NOT COUNTED ABOVE", doubtful),
            _aside("BACK AGAIN", back, "A move we told you about that is undone is told here, always."),
        ),
        sources=sources,
        attached=_attached(everything),
        ending=_ending(rule, everything),
        changes=everything,
    )


def _where(change: ChangeNote, today: date) -> str:
    if change.undoes:
        return "back"
    if change.confirmed_at is None or change.cause != "page" or change.state not in ("seen", "confirmed"):
        return "uncertain"
    return "announced" if change.effective_on and change.effective_on > today else "moves"


def _doubt(change: ChangeNote) -> str:
    if change.cause != "page":
        return f"shown by a change on our side ({tame(change.cause, 20)}), not by the page"
    if change.state not in ("seen", "confirmed"):
        return f"{tame(change.state, 20)} since"
    return "seen once, not yet seen again"


def _named(change: ChangeNote) -> str:
    """ "Verizon TravelPass, Canada and Mexico: price 5.00 -> 6.00 USD a day (+20 %), worse"."""
    where = "".join(f", {tame(part, 60)}" for part in (change.scope, change.place) if part)
    size = size_words(change)
    values = change_words(change, is_exact=True) + (f" ({size})" if size else "")
    effect = EFFECTS.get(change.effect, "NEUTRAL").lower()
    name = f"{tame(change.carrier, 40)} {tame(change.offer_name, 60)}{where}"
    return f"{name}: {field_words(change.field).lower()} {values}, {effect}"


def _back(change: ChangeNote, rule: Rule) -> str:
    told = f" on {day(change.undoes_told_at, rule.tz)}" if change.undoes_told_at else ""
    return f"{_named(change)}. Undoes what we told you{told} ({tame(change.undoes, 40)})."


def _aside(title: str, lines: Sequence[str], note: str = "") -> Aside:
    shown = tuple(lines[:ASIDE_MAX])
    rest = len(lines) - len(shown)
    return Aside(title, (*shown, f"and {rest:,} more, in changes.csv") if rest else shown, note)


def _headline(rule: Rule, groups: list[list[Move]]) -> str:
    every = [move for group in groups for move in group]
    ids = {(m.lead.source_id, m.lead.move_id) for m in every}
    sellers = {m.lead.carrier_id for m in every}
    effects = [m.lead.effect for m in every]
    parts = ", ".join(f"{effects.count(e):,} {e}" for e in EFFECTS if e in effects)
    moved = f"{count(len(ids), 'move')} at {count(len(sellers), 'seller')} ({parts})." if every else "No move."
    return f'{moved} Rule "{rule.name}", times in {rule.timezone}.'


def _subject(
    groups: list[list[Move]],
    announced: Sequence[str],
    back: Sequence[str],
    doubtful: Sequence[str],
    sources: Sequence[str],
) -> str:
    """A fixed template of counts and cleaned values: nothing of a page reaches a header but through it."""
    rows = sum(len(group) for group in groups)
    if groups:
        head, more = subject_words(groups[0][0]), rows - 1 + len(announced) + len(back)
    elif back:
        head, more = f"Back again: {back[0].partition('. Undoes')[0]}", len(back) - 1 + len(announced)
    elif announced:
        head, more = f"Announced: {announced[0]}", len(announced) - 1
    else:
        head, more = (f"Not certain: {doubtful[0]}", len(doubtful) - 1) if doubtful else (f"No move; {sources[0]}", 0)
    tail = f"; {more:,} more" if more else ""
    # Cut with ASCII dots: one "…" would make encoded words of a plain subject.
    fits = head if len(head) + len(tail) <= SUBJECT_MAX else head[: SUBJECT_MAX - len(tail) - 3].rstrip() + "..."
    # "=?utf-8?b?...?=" in a page's words would be decoded by header parsers, our own first: a link past the taming.
    return clean(fits + tail, SUBJECT_MAX).replace("=?", "=.")


def _attached(changes: Sequence[ChangeNote]) -> tuple[str, ...]:
    if not changes:
        return ()
    rows = count(len(changes), "row")
    if len(changes) > CSV_ROWS_MAX:
        rows = f"first {CSV_ROWS_MAX:,} of {rows}"
    return (f"changes.csv ({rows})", "evidence.html (what each page said, before and after; opens without internet)")


def _ending(rule: Rule, changes: Sequence[ChangeNote]) -> tuple[Fact, ...]:
    facts = [Fact("Why you got this", rule.why or f'rule "{rule.name}"')]
    facts.append(Fact("To stop it", "take your address out of [mail] to in roamledger.toml; replies are not read"))
    # Pasted into a shell as it stands, so nothing else will do than a plain id that needs no defanging.
    plain = (c.offer_id for c in changes if SHELL_SAFE.fullmatch(c.offer_id) and tame(c.offer_id) == c.offer_id)
    offer = next(plain, "")
    if offer:
        facts.append(Fact("The words behind it", f"roamledger why {offer}"))
    if changes:
        first = min(c.seen_at for c in changes)
        facts.append(Fact("All of it", f"roamledger changes --since {first.astimezone(rule.tz).date().isoformat()}"))
    return tuple(facts)
