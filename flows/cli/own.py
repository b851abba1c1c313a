"""The folder with sources of a person's own, and what commands write into it."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import tomlkit
from tomlkit.exceptions import TOMLKitError

from flows.cli.shared import Context, Usage
from flows.cli.switch import new_file, write_whole
from flows.settings import SettingsError, settings_file
from transforms.drafting.address import source_id_of
from transforms.source import SOURCE_ID, Broken, Carrier
from warehouse.warc import address_key

FOLDER = "sources"


def public_address(url: str) -> str:
    """The address as it is declared: https if nothing is said, without a fragment.

    Raises:
        Usage: no address of a public web page.
    """
    text = url.strip()
    parts = urlsplit(text if "://" in text else f"https://{text}")
    try:
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if parts.scheme not in ("http", "https") or not host or "." not in host or " " in text:
        raise Usage(f"{url!r} is no address of a web page, such as https://www.example.com/roaming")
    if parts.username or parts.password:
        raise Usage("the address holds a name or password; a public page needs none, and they would be kept for good")
    return urlunsplit(parts._replace(path=parts.path or "/", fragment=""))


def holder_of(url: str, carriers: dict[str, Carrier]) -> Carrier | None:
    """The source that has this address already."""
    wanted = address_key(url)
    for carrier in carriers.values():
        if any(address_key(known) == wanted for part in carrier.source.parts for known in part.urls):
            return carrier
    return None


def free_id(
    source_id: str | None, url: str, country: str, carriers: Mapping[str, Carrier], broken: Iterable[Broken]
) -> str:
    """The id that is wished for, or one from the address.

    Raises:
        Usage: it is no id, or there is such a source already; with one that is free.
    """
    taken = {*carriers, *(item.id for item in broken)}
    free = source_id_of(url, country, taken)
    if source_id is None:
        return free
    if not SOURCE_ID.fullmatch(source_id):
        raise Usage(f"--id {source_id!r}: an id is <cc>_<brand>[_<page>] in small letters, such as {free}")
    if source_id in taken:
        raise Usage(f"there is a source {source_id} already; name this one otherwise: --id {free}")
    return source_id


def own_folder(context: Context) -> tuple[Path, list[str]]:
    """The first folder of ``[sources] paths``; without one, ``sources`` beside the settings, which then name it.
    Also the lines that tell people what was written.

    Raises:
        SettingsError: the settings file cannot be read or written.
        Usage: the folder cannot be made.
    """
    settings = context.settings()
    told: list[str] = []
    if settings.sources.paths:
        folder = settings.sources.paths[0]
    else:
        file = settings_file(context.config, context.ledger) or new_file(context)
        folder = file.parent / FOLDER
        _name_folder(file)
        told.append(f'{file}: [sources] paths = ["{FOLDER}"]')
        if folder not in context.settings().sources.paths:
            raise Usage(f"{file} is written, but the environment goes over it: mend ROAMLEDGER_SOURCES__PATHS")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Usage(f"{folder} cannot be made ({error.strerror})") from None
    return folder, told


def write_source(file: Path, text: str) -> None:
    """A new module; it never goes over one that is there. Raises Usage."""
    spare = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        spare.write_text(text, encoding="utf-8")
        os.link(spare, file)
    except FileExistsError:
        raise Usage(f"{file} is there already; nothing was written. Another id: --id") from None
    except OSError as error:
        raise Usage(f"{file} cannot be written ({error.strerror})") from None
    finally:
        spare.unlink(missing_ok=True)


def _name_folder(file: Path) -> None:
    try:
        document = tomlkit.parse(file.read_text(encoding="utf-8")) if file.exists() else tomlkit.document()
        sources: Any = document.setdefault("sources", tomlkit.table())
        sources["paths"] = [FOLDER]
        text = tomlkit.dumps(document)
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise SettingsError(f"{file} cannot be read: {error}") from None
    write_whole(file, text)
