"""An SMTP server as a program of its own that takes, refuses, delays, drops and hangs as it is told:

    python post_office.py PORT FOLDER SCRIPT.json [CERT.pem]

SCRIPT.json: for each recipient what it does, one word for each time that it is asked, then "ok" for ever:
"451", "550" (at RCPT), "451 data", "552 data" (after the dot), "drop data", "drop dot" (taken, and no answer), "hang".
``"password"`` in it: log in first. With a certificate STARTTLS is asked for first. Mails taken lie in FOLDER, one file
each, named by their order; the recipient is the first line.
"""

import asyncio
import json
import ssl
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult


class Office(SMTP):
    """One connection. What it does is looked up when the recipient is named."""

    async def smtp_RCPT(self, arg):  # noqa: N802
        self.doing = self.event_handler.next_word(arg)
        if self.doing[:1].isdigit() and not self.doing.endswith("data"):
            await self.push(f"{self.doing} said the post office")
            return
        await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg):  # noqa: N802
        if self.doing == "drop data":
            await self.push("354 go on")
            await self._reader.readline()
            self.transport.abort()
            return
        if self.doing == "hang":
            await self.push("354 go on")
            await asyncio.sleep(3600)
        await super().smtp_DATA(arg)


class Handler:
    def __init__(self, folder: Path, script: dict[str, list[str]]) -> None:
        self.folder, self.script, self.count = folder, script, len(list(folder.glob("*.mail")))

    def next_word(self, arg: str) -> str:
        address = arg.partition("<")[2].partition(">")[0]
        words = self.script.get(address) or []
        return words.pop(0) if words else "ok"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if server.doing.endswith(" data"):
            return f"{server.doing.split()[0]} said the post office"
        self.count += 1
        path = self.folder / f"{self.count:05}.mail"
        path.write_bytes(f"{envelope.rcpt_tos[0]}\n".encode() + envelope.original_content)
        if server.doing == "drop dot":
            server.transport.abort()
        return "250 OK"


def main() -> None:
    port, folder = int(sys.argv[1]), Path(sys.argv[2])
    script = json.loads(Path(sys.argv[3]).read_text())
    password = script.pop("password", "")
    more = {}
    if password:

        def check(server, session, envelope, mechanism, data):
            return AuthResult(success=data.password == password.encode(), handled=False)  # the server says 535 itself

        more = {"authenticator": check, "auth_required": True, "auth_require_tls": len(sys.argv) > 4}
    if len(sys.argv) > 4:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[4])
        more |= {"tls_context": context, "require_starttls": True}
    handler = Handler(folder, script)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    made = loop.create_server(lambda: Office(handler, loop=loop, **more), "127.0.0.1", port)
    loop.run_until_complete(made)
    print("ready", flush=True)
    loop.run_forever()


if __name__ == "__main__":
    main()
