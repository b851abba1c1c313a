"""``roamledger sql``."""

import re
import sys

import click
import duckdb
from duckdb import StatementType

from flows.cli.output import emit_machine, formats, show_table
from flows.cli.reader import reading
from flows.cli.shared import Context, Usage, examples

_EXPLAIN = re.compile(r"\s*explain\s+(?:analyze\s+)?(?:\([^)]*\)\s*)?", re.IGNORECASE)
_LINE = re.compile(r"LINE (\d+): ")


@click.command(
    "sql",
    context_settings={"ignore_unknown_options": True},  # a question may begin with a comment: "-- fees"
    epilog=examples("""sql "from prices where place = 'TR' order by price" --csv"""),
)
@click.argument("question", metavar="SQL")
@formats
@click.pass_obj
def command(context: Context, question: str, as_json: bool, as_csv: bool) -> None:
    """Ask the tables, read-only. "-" reads the question from standard input.

    The views: offers, prices, price_history, coverage, changes, moves, sources, captures, receipts, rules, networks.
    "from changes" alone is a question too, and "describe offers" lists the columns of a view.
    """
    text = sys.stdin.read() if question == "-" else question
    with reading(context) as reader:
        try:
            cursor = reader.connection.execute(only_reading(text, reader.connection))
            columns = [column[0] for column in cursor.description or ()]
            found = cursor.fetchall()
        except duckdb.Error as error:
            raise Usage(f"SQL: {one_line(error)}") from None
    rows = [dict(zip(_apart(columns), row, strict=True)) for row in found]
    if not emit_machine(_apart(columns), rows, as_json=as_json, as_csv=as_csv):
        show_table(context, columns, found)


def only_reading(text: str, connection: duckdb.DuckDBPyConnection) -> duckdb.Statement:
    """The one statement of a question, if it reads.

    Raises:
        Usage: no statement, several, or one that would write or change something.
        duckdb.Error: it is no SQL.
    """
    statements = connection.extract_statements(text)
    if len(statements) != 1:
        raise Usage(f"sql takes one statement, {len(statements)} were given")
    statement = statements[0]
    kind = statement.type
    if kind is StatementType.EXPLAIN:  # "explain analyze copy ..." would run the copy
        inner = connection.extract_statements(_EXPLAIN.sub("", text, count=1))
        kind = inner[0].type if len(inner) == 1 else StatementType.INVALID
    if kind is not StatementType.SELECT:
        name = "this statement" if kind is StatementType.INVALID else kind.name.replace("_", " ")
        raise Usage(f"sql only reads: {name} is refused. Begin with select, from, with, describe or summarize")
    if statement.named_parameters:
        raise Usage("sql takes no parameters ($name or ?): write the values into the question")
    return statement


def one_line(error: duckdb.Error) -> str:
    """DuckDB's message, its suggestion and the position, on one line."""
    lines = str(error).splitlines()
    told = [line.strip() for line in lines if line.strip() and not set(line.strip()) <= {"^", "~"}]
    at = next((i for i, line in enumerate(lines) if _LINE.match(line)), None)
    words = " ".join(line for line in told if not _LINE.match(line))
    if at is None:
        return words
    start = _LINE.match(lines[at])
    number = start[1] if start else "1"
    caret = lines[at + 1].find("^") if at + 1 < len(lines) else -1
    column = f", position {caret - len(start[0]) + 1}" if start and caret >= len(start[0]) else ""
    return f"{words} (line {number}{column})"


def _apart(columns: list[str]) -> list[str]:
    """Column names made different, as JSON needs them: a, a_2."""
    seen: dict[str, int] = {}
    names = []
    for name in columns:
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return names
