"""The addresses of a part: public pages, or a file beside the source's own module."""

FILE = "file:"


def is_file(url: str) -> bool:
    """A file on disk (``file:price-list.csv``), not a page of the web."""
    return url.startswith(FILE)


def steps_of(url: str) -> tuple[str, ...]:
    """The folders and the name of a file's address, from the folder of the module that declares it.

    Raises:
        ValueError: no path that stays below that folder; the message says why.
    """
    path = url.removeprefix(FILE)
    steps = tuple(path.split("/"))
    if not path:
        raise ValueError("it names no file")
    if path.startswith("/"):
        raise ValueError("it is not relative to the folder of its source")
    if any(step in ("", ".", "..") for step in steps):
        raise ValueError("it leads out of the folder of its source, or goes round in it")
    if not path.isprintable() or "\\" in path:
        raise ValueError("it holds a backslash or a control character")
    return steps
