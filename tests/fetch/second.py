"""A small server that speaks HTTP/2 over TLS on loopback, and what it was asked for."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Second:
    """What it has by path (a body, or what to do with the connection and the stream), and what it was asked for."""

    pages: dict[str, bytes | Callable[[Any, int], None]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    connections: int = 0
    base: str = ""


@contextmanager
def serving(certificate: Path) -> Iterator[Second]:
    """Serve until the block ends; each connection has a thread."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    context.set_alpn_protocols(["h2"])
    listener = socket.create_server(("127.0.0.1", 0))
    site = Second(base=f"https://post.example:{listener.getsockname()[1]}")

    def accept() -> None:
        with suppress(OSError):
            while True:
                plain, _ = listener.accept()
                threading.Thread(target=_talk, args=(plain, context, site), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    yield site
    listener.close()


def _talk(plain: socket.socket, context: ssl.SSLContext, site: Second) -> None:
    from h2.config import H2Configuration
    from h2.connection import H2Connection
    from h2.events import RequestReceived

    with suppress(OSError), context.wrap_socket(plain, server_side=True) as wire:
        assert wire.selected_alpn_protocol() == "h2"
        site.connections += 1
        talk = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
        talk.initiate_connection()
        wire.sendall(talk.data_to_send())
        while data := wire.recv(65_536):
            for event in talk.receive_data(data):
                if isinstance(event, RequestReceived):
                    _answer(talk, event, site)
            wire.sendall(talk.data_to_send())


def _answer(talk: Any, event: Any, site: Second) -> None:
    asked = dict(event.headers)
    site.asked.append(asked)
    page = site.pages[asked[":path"]]
    if callable(page):
        page(talk, event.stream_id)
        return
    talk.send_headers(event.stream_id, [(":status", "200"), ("content-type", "application/xml"), ("etag", '"one"')])
    talk.send_data(event.stream_id, page, end_stream=True)
