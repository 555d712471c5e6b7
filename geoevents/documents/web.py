"""One address → its bytes, politely and without reaching into the reader's own network."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
    UnknownHandler,
)

from geoevents.errors import UnreadableDocument

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE_LIMIT = 5_000_000
"""Bytes of one page; longer ones are refused."""
TIMEOUT = 20.0
"""Seconds for one page, from the first connection to the last byte."""
_CHUNK = 65_536
_USER_AGENT = "geoevents (reads single reports on request)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a server answered."""

    data: bytes
    """Body."""
    url: str
    """Final address, after redirects."""
    content_type: str
    """``text/html`` and the like, lower case, without parameters."""
    charset: str | None
    """Encoding that the server declares."""


def is_url(text: str) -> bool:
    """Tell an address from a path.

    Example:
        >>> is_url("https://example.org/report"), is_url("reports/2023.txt")
        (True, False)
    """
    return text[:8].lower().startswith(("http://", "https://"))


def fetch(url: str, *, allow_private: bool = False, size_limit: int = SIZE_LIMIT, timeout: float = TIMEOUT) -> Page:
    """Fetch one page over HTTP or HTTPS; proxies, cookies and passwords are not used.

    Args:
        url: The address.
        allow_private: Also connect to loopback, private and link-local addresses.
        size_limit: Bytes, at most.
        timeout: Seconds for the whole page.

    Returns:
        The page.

    Raises:
        UnreadableDocument: The address is refused, does not answer, or answers with an error or too much.
    """
    deadline = time.monotonic() + timeout
    try:
        host = urlsplit(url).hostname
        if not host or urlsplit(url).username is not None:
            raise UnreadableDocument(f"{url!r} is no address of a page: write https://host/path, without a password")
        request = Request(url, headers={"User-Agent": _USER_AGENT, "Accept-Encoding": "identity"})  # noqa: S310 - scheme checked by is_url and by the opener, which speaks http and https only
        with _opener(allow_private=allow_private).open(request, timeout=timeout) as answer:
            data = _body(answer, url, size_limit=size_limit, deadline=deadline)
            headers = answer.headers
            return Page(
                data=data,
                url=answer.url,
                content_type=headers.get_content_type(),
                charset=headers.get_content_charset(),
            )
    except HTTPError as problem:
        problem.close()
        raise UnreadableDocument(f"{url} answered {problem.code} {problem.reason}") from problem
    except (URLError, OSError, http.client.HTTPException, ValueError) as problem:
        if isinstance(problem, UnreadableDocument):
            raise
        reason = getattr(problem, "reason", problem)
        if isinstance(reason, UnreadableDocument):
            raise reason from problem
        raise UnreadableDocument(f"{url} could not be fetched: {reason or type(problem).__name__}") from problem


def _body(answer: Any, url: str, *, size_limit: int, deadline: float) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while chunk := answer.read1(_CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if size > size_limit:
            raise UnreadableDocument(f"{url} is larger than {size_limit:,} bytes: save it and read the file")
        if time.monotonic() > deadline:
            raise UnreadableDocument(f"{url} took too long: save the page and read the file")
    return b"".join(chunks)


def _opener(*, allow_private: bool) -> OpenerDirector:
    # built by hand: urllib's own opener also speaks ftp and file, and asks the environment for proxies
    opener = OpenerDirector()
    connect = _connector(allow_private=allow_private)

    class CheckedHTTPConnection(http.client.HTTPConnection):
        def connect(self) -> None:
            self.sock = connect((self.host, self.port), self.timeout)

    class CheckedHTTPSConnection(http.client.HTTPSConnection):
        def connect(self) -> None:
            plain = connect((self.host, self.port), self.timeout)
            self.sock = self._context.wrap_socket(plain, server_hostname=self.host)  # type: ignore[attr-defined]

    class CheckedHTTPHandler(HTTPHandler):
        def http_open(self, req: Request) -> http.client.HTTPResponse:
            return self.do_open(CheckedHTTPConnection, req)

    class CheckedHTTPSHandler(HTTPSHandler):
        def https_open(self, req: Request) -> http.client.HTTPResponse:
            return self.do_open(CheckedHTTPSConnection, req)

    handlers = (
        CheckedHTTPHandler(),
        CheckedHTTPSHandler(),
        HTTPRedirectHandler(),
        HTTPErrorProcessor(),
        HTTPDefaultErrorHandler(),
        UnknownHandler(),  # a redirect to another scheme
    )
    for handler in handlers:
        opener.add_handler(handler)
    return opener


def _connector(*, allow_private: bool) -> Callable[[tuple[str, int], float | None], socket.socket]:
    """Resolve, check, and connect to the very address that was checked, on every hop of a redirect."""

    def connect(address: tuple[str, int], timeout: float | None) -> socket.socket:
        host, port = address
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        for _, _, _, _, sockaddr in answers:
            if not allow_private and not _is_public(str(sockaddr[0])):
                raise UnreadableDocument(
                    f"{host} is {sockaddr[0]}, an address of this machine or its own network: "
                    "pass allow_private=True if you mean it"
                )
        problem: OSError = OSError(f"{host} has no address")
        for _, _, _, _, sockaddr in answers:
            try:
                return socket.create_connection((str(sockaddr[0]), port), timeout)
            except OSError as refused:
                problem = refused
        raise problem

    return connect


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None)
    return bool((mapped or ip).is_global) and not ip.is_multicast
