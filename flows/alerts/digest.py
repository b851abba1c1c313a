"""From changes that are owed, and how the sources stand, to the content of one mail."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from flows.alerts.beside import Beside
from flows.alerts.clean import clean, tame
from flows.alerts.content import CSV_ROWS_MAX, Aside, Digest, Fact, Limits
from flows.alerts.health import source_lines
from flows.alerts.model import ChangeNote, HealthNote, MoveNote, Rule, UncertainNote
from flows.alerts.moves import Move, change_words, gather, subject_words, summary
from flows.alerts.news import HEARTBEAT, News
from flows.alerts.sections import sections
from flows.alerts.tongue import speaking, tr
from flows.alerts.wording import EFFECTS, count, day, effect_words, field_words, place_name, size_words

SUBJECT_MAX = 150
ASIDE_MAX = 50
STOP = "take your address out of [mail] to in roamledger.toml; replies are not read"
SUBJECTS = (
    "{first}", "Back again: {first}", "Found late: {first}", "Announced: {first}", "Law: {first}",
    "Needs a person: {first}", "Not certain: {first}",
)  # fmt: skip
FLAPPING = (
    "{change}. It flaps: the third time back and forth in 30 days. No more mails of it until it has been still for "
    "72 hours."
)
SHELL_SAFE = re.compile(r"[a-z0-9_]+(?:/[a-z0-9_.-]+)*")


def compose(
    rule: Rule,
    changes: Iterable[ChangeNote],
    health: Sequence[HealthNote],
    frozen_at: datetime,
    *,
    moves: Iterable[MoveNote] = (),
    uncertain: Sequence[UncertainNote] = (),
    news: Sequence[News] = (),
    stale_after_days: int = 3,
    limits: Limits | None = None,
    beside: Beside | None = None,
) -> Digest:
    """One mail for ``rule``. Each change is told once, in the list where it belongs:

    undone (``undoes``) under BACK AGAIN; not confirmed, or not the page's doing, under NOT CERTAIN; in force only after
    the day of the mail under ANNOUNCED; all else as numbered moves. Nothing is dropped: ``changes`` holds them all.
    """
    with speaking(rule.language):
        told = _Told(rule, changes, news, uncertain, frozen_at, {m.move_id: m for m in moves})
        return _composed(told, health, limits or Limits(), stale_after_days, beside or Beside(frozen_at))


class _Told:
    """What a mail tells, sorted into its lists."""

    def __init__(
        self, rule: Rule, changes: Iterable[ChangeNote], news: Sequence[News], uncertain: Sequence[UncertainNote],
        frozen_at: datetime, notes: dict[str, MoveNote],
    ) -> None:  # fmt: skip
        self.rule, self.frozen_at = rule, frozen_at
        owed = sorted({c.change_id: c for c in changes}.values(), key=lambda c: (c.source_id, c.change_id))
        today = frozen_at.astimezone(rule.tz).date()
        lists: dict[str, list[ChangeNote]] = {name: [] for name in ("back", "uncertain", "announced", "late", "moves")}
        for change in owed:
            lists[_where(change, today)].append(change)
        self.groups = gather(lists["moves"], notes, rule.severity)
        self.announced = [
            tr("{change}, from {day}", change=_named(c), day=day(c.effective_on))
            for c in lists["announced"] if c.effective_on
        ] + _words(news, "announced")  # fmt: skip
        self.doubtful = [f"{tame(u.carrier, 40)} {tame(u.subject, 60)}: {tame(u.words, 300)}" for u in uncertain]
        self.doubtful += [f"{_named(c)}; {_doubt(c)}" for c in lists["uncertain"]]
        self.back = [_back(c, rule) for c in lists["back"]] + _words(news, "undone")
        self.late = [_late(c, rule) for c in lists["late"]]
        self.law = _words(news, "rule_begins", "rule_ends", "rule_overdue")
        self.trouble = _words(news, "held", "stale", "blocked", "gone", "parser needed", "mail refused")
        self.is_heartbeat = any(n.kind == HEARTBEAT for n in news)
        ordered = [c for group in self.groups for move in group for c in move.changes]
        self.changes = (*ordered, *lists["announced"], *lists["uncertain"], *lists["late"], *lists["back"])


def _words(news: Sequence[News], *kinds: str) -> list[str]:
    return [n.words for n in news if n.kind in kinds]


def _composed(
    told: _Told, health: Sequence[HealthNote], limits: Limits, stale_after_days: int, beside: Beside
) -> Digest:
    rule = told.rule
    sources = source_lines(health, told.frozen_at, rule.tz, stale_after_days=stale_after_days)
    asides = [
        _aside(tr("ANNOUNCED, NOT YET IN FORCE"), told.announced),
        _aside(tr("NOT CERTAIN, NOT COUNTED ABOVE"), told.doubtful),
        _aside(tr("BACK AGAIN"), told.back, tr("A move we told you about that is undone is told here, always.")),
    ]
    if told.late:
        asides.insert(0, _aside(tr("FOUND LATE"), told.late, tr("We should have told you then. Our reader missed it.")))
    if told.law:
        asides.insert(0, _aside(tr("LAW"), told.law))
    if told.trouble:
        asides.append(_aside(tr("NEEDS A PERSON"), told.trouble))
    return Digest(
        rule=rule,
        frozen_at=told.frozen_at,
        subject=_subject(told, sources),
        headline=_headline(rule, told.groups),
        summary=summary(told.groups, limits),
        sections=sections(told.groups, {h.source_id: h.urls for h in health}, rule.tz, limits, beside),
        asides=tuple(asides),
        sources=sources,
        attached=attached(rule, told.changes),
        ending=_ending(rule, told.changes),
        changes=told.changes,
    )


def _where(change: ChangeNote, today: date) -> str:
    if change.undoes or change.told_as in ("flapping", "settled"):
        return "back"
    if change.told_as == "found_late":
        return "late"
    if change.confirmed_at is None or change.cause != "page" or change.state not in ("seen", "confirmed"):
        return "uncertain"
    return "announced" if change.effective_on and change.effective_on > today else "moves"


def _doubt(change: ChangeNote) -> str:
    if change.cause != "page":
        return tr("shown by a change on our side ({cause}), not by the page", cause=tr(tame(change.cause, 20)))
    if change.state not in ("seen", "confirmed"):
        return tr("{state} since", state=tr(tame(change.state, 20)))
    return tr("seen once, not yet seen again")


def _named(change: ChangeNote) -> str:
    """ "Verizon TravelPass, Canada and Mexico: price 5.00 -> 6.00 USD a day (+20 %), worse"."""
    where = [tame(change.scope, 60)] if change.scope else []
    where += [place_name(change.place)] if change.place else []
    size = size_words(change)
    values = change_words(change, is_exact=True) + (f" ({size})" if size else "")
    name = ", ".join([f"{tame(change.carrier, 40)} {tame(change.offer_name, 60)}", *where])
    return f"{name}: {field_words(change.field).lower()} {values}, {effect_words(change.effect)}"


def _late(change: ChangeNote, rule: Rule) -> str:
    return tr("{change}. The page showed it on {day}.", change=_named(change), day=day(change.seen_at, rule.tz))


def _back(change: ChangeNote, rule: Rule) -> str:
    if change.told_as == "flapping":
        return tr(FLAPPING, change=_named(change))
    if change.told_as == "settled":
        return tr("{change}. It went back and forth before, and has been still for 72 hours.", change=_named(change))
    told = change.undoes_told_at
    values = {"change": _named(change), "digest": tame(change.undoes, 40), "day": day(told, rule.tz) if told else ""}
    if told:
        return tr("{change}. Undoes what we told you on {day} ({digest}).", **values)
    return tr("{change}. Undoes what we told you ({digest}).", **values)


def _aside(title: str, lines: Sequence[str], note: str = "") -> Aside:
    shown = tuple(lines[:ASIDE_MAX])
    rest = len(lines) - len(shown)
    return Aside(title, (*shown, tr("and {count} more, in changes.csv", count=f"{rest:,}")) if rest else shown, note)


def _headline(rule: Rule, groups: list[list[Move]]) -> str:
    every = [move for group in groups for move in group]
    ids = {(m.lead.source_id, m.lead.move_id) for m in every}
    sellers = {m.lead.carrier_id for m in every}
    effects = [m.lead.effect for m in every]
    parts = ", ".join(f"{effects.count(e):,} {tr(e)}" for e in EFFECTS if e in effects)
    moved = tr("No move.")
    if every:
        moved = tr("{moves} at {sellers} ({effects}).", moves=count(len(ids), "move"),
                   sellers=count(len(sellers), "seller"), effects=parts)  # fmt: skip
    return moved + " " + tr('Rule "{name}", times in {zone}.', name=rule.name, zone=rule.timezone)


def _subject(told: _Told, sources: Sequence[str]) -> str:
    """The most important thing, by fixed templates of counts and cleaned values."""
    first_moves = [subject_words(move) for group in told.groups for move in group][:1]
    backs = [line.partition(". ")[0] for line in told.back]
    lists = (first_moves, backs, told.late, told.announced, told.law, told.trouble, told.doubtful)
    many = sum(len(group) for group in told.groups) + sum(len(lines) for lines in lists[1:-1])
    for template, lines in zip(SUBJECTS, lists, strict=True):
        if lines:
            return subject_line(tr(template, first=lines[0]), max(many, len(lines)) - 1)
    if told.is_heartbeat:
        return subject_line(tr("Nothing changed; {sources}", sources=sources[0]), 0)
    return subject_line(tr("No move; {sources}", sources=sources[0]), 0)


def subject_line(head: str, more: int) -> str:
    """Nothing of a page reaches a header but through here."""
    tail = tr("; {count} more", count=f"{more:,}") if more > 0 else ""
    # Cut with ASCII dots: one "…" would make encoded words of a plain subject.
    fits = head if len(head) + len(tail) <= SUBJECT_MAX else head[: SUBJECT_MAX - len(tail) - 3].rstrip() + "..."
    # "=?utf-8?b?...?=" in a page's words would be decoded by header parsers, our own first: a link past the taming.
    return clean(fits + tail, SUBJECT_MAX).replace("=?", "=.")


def attached(rule: Rule, changes: Sequence[ChangeNote]) -> tuple[str, ...]:
    """What is attached, in words."""
    if not changes:
        return ()
    rows = count(len(changes), "row")
    if len(changes) > CSV_ROWS_MAX:
        rows = tr("first {some} of {rows}", some=f"{CSV_ROWS_MAX:,}", rows=rows)
    evidence = tr("what each page said, before and after; opens without internet")
    files = {"csv": f"changes.csv ({rows})", "evidence": f"evidence.html ({evidence})"}
    return tuple(words for name, words in files.items() if name in rule.attach)


def _ending(rule: Rule, changes: Sequence[ChangeNote]) -> tuple[Fact, ...]:
    facts = ending(rule)
    # Pasted into a shell as it stands, so nothing else will do than a plain id that needs no defanging.
    plain = (c.offer_id for c in changes if SHELL_SAFE.fullmatch(c.offer_id) and tame(c.offer_id) == c.offer_id)
    offer = next(plain, "")
    if offer:
        facts.append(Fact(tr("The words behind it"), f"roamledger why {offer}"))
    if changes:
        first = min(c.seen_at for c in changes)
        since = first.astimezone(rule.tz).date().isoformat()
        facts.append(Fact(tr("All of it"), f"roamledger changes --since {since}"))
    carrier = next((c.carrier_id for c in changes if SHELL_SAFE.fullmatch(c.carrier_id)), "")
    if carrier:
        mute = f"roamledger alerts mute {rule.name} --carrier {carrier} --days 30"
        facts.append(Fact(tr("Less of it"), mute))
    return tuple(facts)


def ending(rule: Rule) -> list[Fact]:
    """Why you got this, and how to get no more of it: in every mail."""
    why = rule.why or tr('rule "{name}"', name=rule.name)
    return [Fact(tr("Why you got this"), why), Fact(tr("To stop it"), rule.stop or tr(STOP))]
