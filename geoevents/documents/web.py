"""One address → its bytes, politely and without reaching into the reader's own network."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import threading
import time
from contextlib import suppress
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

from geoevents.documents import robots
from geoevents.errors import UnreadableDocument

if TYPE_CHECKING:
    from collections.abc import Callable

    from geoevents.documents.robots import Rule

SIZE_LIMIT = 5_000_000
"""Bytes of one page; longer ones are refused."""
TIMEOUT = 20.0
"""Seconds for one page, from the first connection to the last byte."""
_CHUNK = 65_536
_USER_AGENT = f"{robots.AGENT} (reads single reports on request)"


_INSTEAD = (
    "Save the page in your browser and read the file, or pass ignore_robots=True (--ignore-robots) if you may read it "
    "all the same"
)


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


class Visitor:
    """Fetches pages, and asks each site first what it lets programs read; a site is asked once.

    Args:
        allow_private: Also connect to loopback, private and link-local addresses.
        ignore_robots: Do not ask.

    Example:
        >>> visitor = Visitor()  # then visitor.fetch("https://coast.example/ferry")
    """

    def __init__(self, *, allow_private: bool = False, ignore_robots: bool = False) -> None:
        self._allow_private = allow_private
        self._ignore_robots = ignore_robots
        self._known: dict[str, tuple[Rule, ...] | UnreadableDocument] = {}

    def fetch(self, url: str, *, size_limit: int = SIZE_LIMIT, timeout: float = TIMEOUT) -> Page:
        """Fetch one page, if its site lets programs read it.

        Args:
            url: The address.
            size_limit: Bytes, at most.
            timeout: Seconds for the whole page.

        Returns:
            The page.

        Raises:
            UnreadableDocument: The address is refused, does not answer, or answers with an error or too much.
        """
        self._check(url)
        return fetch(url, allow_private=self._allow_private, size_limit=size_limit, timeout=timeout, check=self._check)

    def _check(self, url: str) -> None:
        """Refuse what the site does not let programs read; also asked before each redirect is followed."""
        parts = urlsplit(url)
        if self._ignore_robots or not parts.hostname or parts.username is not None:  # no page: fetch says why
            return
        file = f"{parts.scheme}://{parts.netloc}/robots.txt"
        if file not in self._known:
            self._known[file] = self._rules(file)
        known = self._known[file]
        if isinstance(known, UnreadableDocument):
            raise known
        if (rule := robots.forbids(known, url)) is not None:
            whom = "every program" if rule.agent == "*" else rule.agent
            raise UnreadableDocument(
                f"{url} was not fetched: line {rule.line} of {file} asks {whom} to stay away ({rule!s}). {_INSTEAD}"
            )

    def _rules(self, file: str) -> tuple[Rule, ...] | UnreadableDocument:
        try:
            page = fetch(file, allow_private=self._allow_private, size_limit=robots.LONGEST, cut=True)
        except _Private as problem:
            return problem
        except _Answered as problem:
            if 400 <= problem.status < 500 and problem.status != 429:
                return ()  # the site says nothing about it
            return UnreadableDocument(f"{problem}: it does not say what programs may read there. {_INSTEAD}")
        except UnreadableDocument as problem:
            return UnreadableDocument(f"{problem}. {_INSTEAD}")
        return robots.rules(page.data.decode("utf-8", "replace"))


class _Private(UnreadableDocument):
    """An address of one's own network."""


class _Answered(UnreadableDocument):
    """A server answered with an error."""

    def __init__(self, words: str, status: int) -> None:
        super().__init__(words)
        self.status = status


def fetch(
    url: str,
    *,
    allow_private: bool = False,
    size_limit: int = SIZE_LIMIT,
    timeout: float = TIMEOUT,
    cut: bool = False,
    check: Callable[[str], None] | None = None,
) -> Page:
    """Fetch one page over HTTP or HTTPS; proxies, cookies and passwords are not used.

    Args:
        url: The address.
        allow_private: Also connect to loopback, private and link-local addresses.
        size_limit: Bytes, at most.
        timeout: Seconds for the whole page.
        cut: Leave out what is beyond the size limit, and do not refuse the page.
        check: Called with each address to which the page redirects, before it is fetched.

    Returns:
        The page.

    Raises:
        UnreadableDocument: The address is refused, does not answer, or answers with an error or too much.
    """
    deadline = _Deadline(timeout)
    try:
        host = urlsplit(url).hostname
        if not host or urlsplit(url).username is not None:
            raise UnreadableDocument(f"{url!r} is no address of a page: write https://host/path, without a password")
        request = Request(url, headers={"User-Agent": _USER_AGENT, "Accept-Encoding": "identity"})  # noqa: S310 - scheme checked by is_url and by the opener, which speaks http and https only
        opener = _opener(allow_private=allow_private, deadline=deadline, check=check)
        with deadline, opener.open(request, timeout=timeout) as answer:
            data = _body(answer, url, size_limit=size_limit, cut=cut)
            if deadline.passed:  # a connection that was ended looks like a page that came to its end
                raise TimeoutError
            headers = answer.headers
            return Page(
                data=data,
                url=answer.url,
                content_type=headers.get_content_type(),
                charset=headers.get_content_charset(),
            )
    except HTTPError as problem:
        problem.close()
        said = str(problem.reason).partition("\n")[0].removeprefix("The HTTP server returned a ")
        raise _Answered(f"{url} answered {problem.code} {said}", problem.code) from problem
    except (URLError, OSError, http.client.HTTPException, ValueError) as problem:
        if deadline.passed:
            raise UnreadableDocument(
                f"{url} took longer than {timeout:g} seconds: save the page and read the file"
            ) from problem
        if isinstance(problem, UnreadableDocument):
            raise
        reason = getattr(problem, "reason", problem)
        if isinstance(reason, UnreadableDocument):
            raise reason from problem
        raise UnreadableDocument(f"{url} could not be fetched: {reason or type(problem).__name__}") from problem


class _Deadline:
    """Ends every connection when the time is up, also one that sends a byte now and then."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._end = time.monotonic() + seconds
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._stop)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def left(self) -> float:
        """Seconds."""
        return max(self._end - time.monotonic(), 0.01)

    def watch(self, connection: socket.socket) -> socket.socket:
        """End this connection, too."""
        self._sockets.append(connection)
        return connection

    def _stop(self) -> None:
        self.passed = True
        for connection in self._sockets:
            with suppress(OSError):  # it has ended by itself
                connection.shutdown(socket.SHUT_RDWR)


def _body(answer: Any, url: str, *, size_limit: int, cut: bool) -> bytes:
    packing = str(answer.headers.get("Content-Encoding", "identity")).strip().lower()
    if packing not in {"", "identity"}:
        raise UnreadableDocument(
            f"{url} came packed ({packing:.20}), which nobody asked for: save it and read the file"
        )
    chunks: list[bytes] = []
    size = 0
    while chunk := answer.read1(_CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if size > size_limit and cut:
            return b"".join(chunks)[:size_limit]
        if size > size_limit:
            raise UnreadableDocument(f"{url} is larger than {size_limit:,} bytes: save it and read the file")
    if missing := answer.length:  # the standard library says nothing of it
        raise UnreadableDocument(f"{url} broke off after {size:,} of {size + missing:,} bytes: try again")
    return b"".join(chunks)


def _opener(*, allow_private: bool, deadline: _Deadline, check: Callable[[str], None] | None = None) -> OpenerDirector:
    # built by hand: urllib's own opener also speaks ftp and file, and asks the environment for proxies
    opener = OpenerDirector()
    connect = _connector(allow_private=allow_private, deadline=deadline)

    class CheckedHTTPConnection(http.client.HTTPConnection):
        def connect(self) -> None:
            self.sock = deadline.watch(connect((self.host, self.port)))

    class CheckedHTTPSConnection(http.client.HTTPSConnection):
        def connect(self) -> None:
            plain = connect((self.host, self.port))
            sealed = self._context.wrap_socket(plain, server_hostname=self.host)  # type: ignore[attr-defined]
            self.sock = deadline.watch(sealed)

    class CheckedHTTPHandler(HTTPHandler):
        def http_open(self, req: Request) -> http.client.HTTPResponse:
            return self.do_open(CheckedHTTPConnection, req)

    class CheckedHTTPSHandler(HTTPSHandler):
        def https_open(self, req: Request) -> http.client.HTTPResponse:
            return self.do_open(CheckedHTTPSConnection, req)

    class CheckedRedirectHandler(HTTPRedirectHandler):
        def redirect_request(
            self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
        ) -> Request | None:
            try:
                if check is not None and is_url(newurl):
                    check(newurl)
            except UnreadableDocument:
                fp.close()
                raise
            return super().redirect_request(req, fp, code, msg, headers, newurl)

    handlers = (
        CheckedHTTPHandler(),
        CheckedHTTPSHandler(),
        CheckedRedirectHandler(),
        HTTPErrorProcessor(),
        HTTPDefaultErrorHandler(),
        UnknownHandler(),  # a redirect to another scheme
    )
    for handler in handlers:
        opener.add_handler(handler)
    return opener


def _connector(*, allow_private: bool, deadline: _Deadline) -> Callable[[tuple[str, int]], socket.socket]:
    """Resolve, check, and connect to the very address that was checked, on every hop of a redirect."""

    def connect(address: tuple[str, int]) -> socket.socket:
        host, port = address
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        for _, _, _, _, sockaddr in answers:
            if not allow_private and not _is_public(str(sockaddr[0])):
                raise _Private(
                    f"{host} is {sockaddr[0]}, an address of this machine or its own network: "
                    "pass allow_private=True if you mean it"
                )
        problem: OSError = OSError(f"{host} has no address")
        for _, _, _, _, sockaddr in answers:
            try:
                return socket.create_connection((str(sockaddr[0]), port), deadline.left())
            except OSError as refused:
                problem = refused
        raise problem

    return connect


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None)
    return bool((mapped or ip).is_global) and not ip.is_multicast
