"""What a run says to people (ux.md 2). Fixed words: read, unchanged, move seen, move confirmed, held, blocked, gone,
offline. Never "error"."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flows.capture.due import ADVICE
from flows.hosts import Shut
from flows.opening import KeptRead, PartResult
from transforms.source import Broken
from warehouse.changes import TEXT
from warehouse.entries import Outcome, Verdict
from warehouse.entry_json import instant

PERSON = frozenset({Outcome.BLOCKED, Outcome.GONE, Outcome.MOVED, Outcome.TLS_ERROR, Outcome.REFUSED_ADDRESS})
AWAY = frozenset({Outcome.OFFLINE, Outcome.DNS_ERROR})
GOOD = frozenset({Outcome.OK, Outcome.UNCHANGED})

_WORD = {
    Outcome.OFFLINE: "offline",
    Outcome.DNS_ERROR: "offline",
    Outcome.BLOCKED: "blocked",
    Outcome.GONE: "gone",
    Outcome.ROBOTS: "blocked",
    Outcome.MOVED: "moved",
    Outcome.STOPPED: "stopped",
}

# More sources than this with one cause are told in one line.
_TOGETHER = 5


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A move of this run: its ``state`` (seen, confirmed, undone), ``what`` in words, ``effect`` on the buyer."""

    source_id: str
    state: str
    what: str
    effect: str
    move_id: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """All that a run did, for the terminal, for ``--json`` and for Prefect's artifact. ``waiting``: what is due and was
    not asked for, a line for each host and why."""

    run_id: str
    started_at: datetime
    ended_at: datetime
    sources_on: int
    parts_due: int
    results: tuple[PartResult, ...]
    moves: tuple[MoveLine, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()
    broken: tuple[Broken, ...] = ()
    mails: tuple[str, ...] = ()
    mail_problems: tuple[str, ...] = ()
    trip_problem: str = ""
    mail_to_files: bool = True
    next_due_at: datetime | None = None
    shut: tuple[Shut, ...] = ()
    stopped: str = ""
    kept: Mapping[str, KeptRead] = field(default_factory=dict)
    waiting: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 all well, 1 a fault of ours, 3 something needs a person, 4 nothing could be read."""
        if self.faults:
            return 1
        if self.results and all(r.outcome in AWAY for r in self.results):
            return 4
        held = any(r.verdict in (Verdict.REFUSED, Verdict.PARTIAL) for r in self.results)
        told = self.broken or self.shut or self.mail_problems or self.trip_problem
        return 3 if held or told or any(r.outcome in PERSON for r in self.results) else 0


def word(result: PartResult) -> str:
    """The one fixed word for what became of a part."""
    if result.outcome in GOOD:
        if result.verdict is Verdict.REFUSED:
            return "held"
        return "unchanged" if result.outcome is Outcome.UNCHANGED else "read"
    return _WORD.get(result.outcome, "not read")


def table(summary: Summary) -> list[tuple[str, str, str, str]]:
    """Lines of source, read, what happened, next; sources with one cause of failure together if there are many."""
    by_source: dict[str, list[PartResult]] = defaultdict(list)
    for result in summary.results:
        by_source[result.source_id].append(result)
    lines, away = [], [s for s, parts in by_source.items() if all(p.outcome in AWAY for p in parts)]
    together = set(away) if len(away) > _TOGETHER else set()
    for source_id in sorted(by_source):
        if source_id not in together:
            lines.append(_line(source_id, by_source[source_id], summary))
    if together:
        first = by_source[away[0]][0]
        cause = first.detail or "no route to host"
        lines.append((f"{len(together)} sources", "offline", cause, _when(first.next_due_at, summary.ended_at)))
    for source_id, kept in summary.kept.items():
        if source_id not in by_source:
            lines.append((source_id, f"{kept.read} pages", _kept(kept), ""))
    for source_id, fault in summary.faults:
        lines.append((source_id, "not read", f"a fault of ours: {fault}", ""))
    for shut in summary.shut:
        lines.append((shut.source_id, "blocked", shut.words, ""))
    for broken in summary.broken:
        lines.append((broken.id, "not read", f"the source file does not load: {broken.reason}", ""))
    return lines


def _line(source_id: str, parts: Sequence[PartResult], summary: Summary) -> tuple[str, str, str, str]:
    moves = [m for m in summary.moves if m.source_id == source_id]
    worst = next((p for p in parts if word(p) not in ("read", "unchanged")), None)
    due = min((p.confirm_at or p.next_due_at for p in parts if p.next_due_at), default=None)
    read = sum(word(p) in ("read", "unchanged") for p in parts)
    kept = f"{_kept(summary.kept[source_id])}; " if source_id in summary.kept else ""
    if worst is not None and read == 0:
        column = "HELD" if word(worst) == "held" else word(worst)
        return source_id, column, kept + _trouble(worst), _when(due, summary.ended_at)
    column = f"{read}/{len(parts)} p" if len(parts) > 1 else _amount(parts[0])
    what = kept + _happened(parts, moves)
    if worst is not None:
        what += f"; {worst.part}: {word(worst)}, {_trouble(worst)}"
    return source_id, column, what, _when(due, summary.ended_at)


def _amount(part: PartResult) -> str:
    if part.rows is not None:
        return f"{part.rows} rows"
    return f"{part.lines} lines" if part.lines is not None else "not new"


def _kept(kept: KeptRead) -> str:
    """What a parser written later made of the pages that were kept before it."""
    told = "no kept page could be read"
    if kept.since:
        told = f"{kept.read} kept page{'s' if kept.read != 1 else ''} read: history since {kept.since:%Y-%m-%d}"
    return told + (f", {kept.refused} not understood" if kept.refused else "")


def _trouble(result: PartResult) -> str:
    if result.outcome in GOOD:
        return "; ".join(_short(reason) for reason in result.reasons) + "; the last good facts stand"
    return result.detail or ADVICE[result.outcome]


def _short(reason: str) -> str:
    """A reason without the page's words, which `why` shows."""
    return reason.split(': "')[0]


def _happened(parts: Sequence[PartResult], moves: Sequence[MoveLine]) -> str:
    held = [r for p in parts if p.verdict is Verdict.PARTIAL for r in p.reasons]
    told = []
    if all(p.is_baseline and p.outcome is Outcome.OK for p in parts):
        is_text = all(p.lines is not None for p in parts)
        what = "look: its text is the baseline" if is_text else "reading: baseline"
        told.append(f"first {what}, nothing to compare with")
    for state in ("confirmed", "seen", "undone"):
        of_state = [m for m in moves if m.state == state]
        if of_state:
            told.append(_moves(of_state, state))
    if not told:
        since = min((p.unchanged_since for p in parts if p.unchanged_since), default=None)
        told.append(f"unchanged since {since:%Y-%m-%d}" if since else "unchanged")
    return "; ".join([*told, *held])


def _moves(moves: Sequence[MoveLine], state: str) -> str:
    if all(m.field == TEXT for m in moves):
        after = {"seen": ", to be confirmed", "confirmed": ", confirmed", "undone": ", and back again: told to nobody"}
        return "; ".join(m.what for m in moves) + after[state]
    words = f"{len(moves)} move{'s' if len(moves) != 1 else ''} {state}"
    if state == "seen":
        return words + ", to be confirmed"
    return words + ": " + "; ".join(f"{m.what}, {m.effect}" for m in moves[:3]) + (" ..." if len(moves) > 3 else "")


def _when(moment: datetime | None, now: datetime) -> str:
    if moment is None:
        return ""
    wait = moment - now
    if wait < timedelta(minutes=45):
        return f"in {max(1, round(wait.total_seconds() / 60))} min"
    days = (moment.date() - now.date()).days
    if days == 0:
        return f"today {moment:%H:%M}"
    return "tomorrow" if days == 1 else f"in {days} days"


def closing(summary: Summary, prefix: str, outbox: str) -> list[str]:
    """The lines under the table: counts, mails, what to do, what comes next. Every command in them works as printed."""
    confirmed = [m for m in summary.moves if m.state == "confirmed"]
    seen = sum(m.state == "seen" for m in summary.moves)
    worse = sum(m.effect == "worse" for m in confirmed)
    better = sum(m.effect == "better" for m in confirmed)
    held = [r for r in summary.results if r.verdict is Verdict.REFUSED]
    unread = {r.source_id for r in summary.results if r.outcome not in GOOD}
    lines = [
        f"{len(confirmed)} moves confirmed ({worse} worse, {better} better) · {seen} to be confirmed · "
        f"{len(held)} readings held · {len(unread)} not read"
    ]
    lines += summary.waiting
    for mail in summary.mails:
        lines.append(f"1 mail {'written to' if summary.mail_to_files else 'sent:'} {mail}")
    if summary.mails and summary.mail_to_files:
        lines.append("(no SMTP set: see docs/mail.md)")
    lines += [f"To do   {problem}" for problem in summary.mail_problems]
    if summary.mail_problems:
        lines.append(f"        {prefix} alerts check     tells what the mail settings lack; nothing owed is lost")
    if summary.trip_problem:
        lines.append(f"To do   {summary.trip_problem}; no saved trip was computed")
    if summary.results and all(r.outcome in AWAY for r in summary.results):
        lines.append(
            "Nothing could be read, and nothing is lost. Is this machine online? A proxy? "
            f"To see which: {prefix} doctor network"
        )
    for source_id in dict.fromkeys(s.source_id for s in summary.shut):
        lines.append(f"To do   {prefix} sources resume {source_id}     only if the carrier lets us in again")
    for result in held:
        lines.append(f"To do   {prefix} why {result.source_id}     see what is missing, mend or accept")
    confirm = min((r.confirm_at for r in summary.results if r.confirm_at and r.outcome in GOOD), default=None)
    if confirm:
        lines.append(f"Next    {prefix} track again after {confirm:%H:%M} UTC confirms the rest")
    if confirmed:
        lines.append(f"Next    {prefix} changes")
    return lines


def as_json(summary: Summary) -> list[dict[str, Any]]:
    """One object a source and part, with the keys of ux.md 2."""
    return [
        {
            "source_id": r.source_id, "part": r.part, "outcome": word(r), "fetch_outcome": r.outcome.value,
            "rows": r.rows, "verdict": r.verdict.value if r.verdict else None,
            "moves": [
                {"state": m.state, "what": m.what, "effect": m.effect, "move_id": m.move_id}
                for m in summary.moves if m.source_id == r.source_id
            ],
            "held_reason": "; ".join(r.reasons) or None, "detail": r.detail or None,
            "next_due_at": instant(r.next_due_at) if r.next_due_at else None, "capture_id": r.capture_id,
        }
        for r in summary.results
    ]  # fmt: skip
