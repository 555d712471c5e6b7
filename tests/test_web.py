"""Pages from the web: what is fetched, what is not, and who is asked first."""

from __future__ import annotations

import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoevents.documents import read
from geoevents.documents.robots import forbids, rules
from geoevents.documents.web import Visitor, _is_public, fetch
from geoevents.errors import SkippedDocument, UnreadableDocument

SENTENCE = "The ferry left Stavanger before dawn on Saturday and reached Bergen in the afternoon. "
PAGE = f"<!DOCTYPE html><title>Ferry</title><article><h1>Ferry</h1><p>{SENTENCE * 4}</p></article>"
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><item><guid>one</guid>'
    f"<description>{SENTENCE}</description></item><item><guid>two</guid></item></channel></rss>"
)


class Site(BaseHTTPRequestHandler):
    """One page, every way to misbehave, and a file that says what programs may read."""

    def do_GET(self):
        self.server.asked.append(self.path)
        if self.path == "/robots.txt":
            self.robots()
        elif self.path in self.server.targets:
            self.head(302, Location=self.server.targets[self.path])
        elif self.path == "/drip":
            self.drip(b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n")
        elif self.path == "/drip-head":
            self.drip(b"HTTP/1.0 200 OK\r\nX-A: ")
        elif self.path == "/short":
            self.head(200, **{"Content-Type": "text/plain", "Content-Length": "1000"})
            self.wfile.write(b"Rain fell.")
        elif self.path == "/packed":
            self.head(200, **{"Content-Type": "text/plain", "Content-Encoding": "gzip"})
            self.wfile.write(gzip.compress(b"Rain fell."))
        else:
            self.page()

    def page(self):
        pages = {
            "/page": (PAGE.encode(), "text/html; charset=utf-8"),
            "/plain": ("Café Zürich".encode("latin-1"), "text/plain; charset=iso-8859-1"),
            "/feed": (FEED.encode(), "application/rss+xml"),
            "/large": (b"x" * 6_000_000, "text/plain"),
            "/picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "image/png"),
        }
        if self.path not in pages:
            self.send_error(404)
            return
        body, kind = pages[self.path]
        self.head(200, **{"Content-Type": kind})
        self.wfile.write(body)

    def robots(self):
        status, text = self.server.robots
        self.head(status, **{"Content-Type": "text/plain"})
        self.wfile.write(text.encode())

    def head(self, status, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def drip(self, head):
        try:
            self.wfile.write(head)
            while not self.server.over.wait(0.05):
                self.wfile.write(b"x")
        except OSError:  # the reader has given up
            self.close_connection = True

    def log_message(self, *_):
        pass


@pytest.fixture
def site(socket_enabled):  # noqa: ARG001
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked, server.robots, server.over = [], (404, ""), threading.Event()
    server.targets = {"/loop": "/loop", "/ftp": "ftp://127.0.0.1/x", "/file": "file:///etc/passwd", "/moved": "/page"}
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    server.address = f"http://127.0.0.1:{server.server_address[1]}"
    yield server
    server.over.set()
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_address_is_not_fetched_unasked():
    with pytest.raises(UnreadableDocument, match=r"pass allow_network=True \(--allow-network\), or save the page"):
        read("https://coast.example/ferry")


def test_this_machine_is_not_reached_through_an_address(site):
    with pytest.raises(UnreadableDocument, match=r"127\.0\.0\.1.*allow_private=True"):
        read(f"{site.address}/page", allow_network=True)
    assert site.asked == []


def test_a_page_is_fetched_once(site):
    (document,) = read(f"{site.address}/page", allow_network=True, allow_private=True)
    assert "reached Bergen" in document.text
    assert document.url == f"{site.address}/page"
    assert site.asked == ["/robots.txt", "/page"]


def test_plain_text_from_the_web_in_its_encoding(site):
    assert read(f"{site.address}/plain", allow_network=True, allow_private=True)[0].text == "Café Zürich"


def test_a_feed_from_the_web(site):
    with pytest.warns(SkippedDocument):
        assert read(f"{site.address}/feed", allow_network=True, allow_private=True)[0].id == "one"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/missing", "answered 404"),
        ("/large", "larger than 5,000,000 bytes"),
        ("/picture", "binary"),
        ("/loop", r"/loop answered 302 redirect error that would lead to an infinite loop\.$"),
        ("/short", "broke off after 10 of 1,000 bytes"),
        ("/packed", r"came packed \(gzip\)"),
        ("/ftp", "could not be fetched: unknown url type"),
        ("/file", "not allowed|could not be fetched|answered"),
    ],
)
def test_what_the_web_should_not_send(site, path, words):
    with pytest.raises(UnreadableDocument, match=words):
        read(f"{site.address}{path}", allow_network=True, allow_private=True)


@pytest.mark.parametrize("path", ["/drip", "/drip-head"])
def test_a_page_that_comes_in_drops_is_given_up(site, path):
    begun = time.monotonic()
    with pytest.raises(UnreadableDocument, match=r"took longer than 0\.4 seconds"):
        fetch(f"{site.address}{path}", allow_private=True, timeout=0.4)
    assert time.monotonic() - begun < 5


def test_a_head_without_end_is_given_up(site):
    site.targets["/far"] = "/" + "x" * 70_000
    with pytest.raises(UnreadableDocument, match="could not be fetched"):
        read(f"{site.address}/far", allow_network=True, allow_private=True)


def test_passwords_in_addresses_are_refused():
    with pytest.raises(UnreadableDocument, match="without a password"):
        Visitor().fetch("https://me:secret@coast.example/")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("::ffff:127.0.0.1", False),
        ("224.0.0.1", False),
        ("2606:2800:220:1::1", True),
    ],
)
def test_addresses_of_ones_own_network(address, public):
    assert _is_public(address) is public


# -------------------------------------------------------------------------------------------------------- robots


def test_what_a_site_does_not_let_programs_read_is_not_fetched(site):
    site.robots = (200, "User-agent: *\n# all of it\nDisallow: /pa\n")
    with pytest.raises(UnreadableDocument) as refused:
        read(f"{site.address}/page", allow_network=True, allow_private=True)
    assert str(refused.value) == (
        f"{site.address}/page was not fetched: line 3 of {site.address}/robots.txt asks every program to stay away "
        "(Disallow: /pa). Save the page in your browser and read the file, or pass ignore_robots=True "
        "(--ignore-robots) if you may read it all the same"
    )
    assert site.asked == ["/robots.txt"]
    told = {"allow_network": True, "allow_private": True}
    assert read(f"{site.address}/page", ignore_robots=True, **told)[0].url == f"{site.address}/page"
    assert site.asked == ["/robots.txt", "/page"]
    assert read(f"{site.address}/plain", **told)[0].text == "Café Zürich"


def test_a_rule_may_name_this_program(site):
    site.robots = (200, "User-agent: other\nDisallow: /\n\nUser-agent: GeoEvents\nDisallow: /plain\n")
    told = {"allow_network": True, "allow_private": True}
    with pytest.raises(UnreadableDocument, match="asks GeoEvents to stay away"):
        read(f"{site.address}/plain", **told)
    assert len(read(f"{site.address}/page", **told)) == 1


def test_a_site_is_asked_once_for_all_its_pages(site):
    pages = [f"{site.address}/{name}" for name in ("page", "plain", "moved")]
    assert len(read(pages, allow_network=True, allow_private=True)) == 3
    assert site.asked == ["/robots.txt", "/page", "/plain", "/moved", "/page"]


def test_a_redirect_leads_to_nothing_that_is_forbidden(site):
    site.robots = (200, "User-agent: *\nDisallow: /page")
    with pytest.raises(UnreadableDocument, match=r"/page was not fetched: line 2 of .*/robots\.txt"):
        read(f"{site.address}/moved", allow_network=True, allow_private=True)
    assert "/page" not in site.asked


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_site_that_cannot_say_it_is_left_alone(site, status):
    site.robots = (status, "")
    with pytest.raises(
        UnreadableDocument, match=rf"robots\.txt answered {status} .*does not say what programs may read"
    ):
        read(f"{site.address}/page", allow_network=True, allow_private=True)
    assert len(read(f"{site.address}/page", allow_network=True, allow_private=True, ignore_robots=True)) == 1


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_site_that_says_nothing_lets_programs_read(site, status):
    site.robots = (status, "User-agent: *\nDisallow: /")
    assert len(read(f"{site.address}/page", allow_network=True, allow_private=True)) == 1


def test_only_the_beginning_of_a_large_file_is_looked_at(site):
    site.robots = (200, "# nothing\n" * 60_000 + "User-agent: *\nDisallow: /\n")
    assert len(read(f"{site.address}/page", allow_network=True, allow_private=True)) == 1
    site.robots = (200, "User-agent: *\nDisallow: /\n" + "# nothing\n" * 60_000)
    with pytest.raises(UnreadableDocument, match="line 2"):
        read(f"{site.address}/page", allow_network=True, allow_private=True)


def test_a_private_site_is_not_even_asked(site):
    with pytest.raises(UnreadableDocument, match=r"127\.0\.0\.1.*allow_private=True if you mean it$"):
        Visitor().fetch(f"{site.address}/page")
    assert site.asked == []


@pytest.mark.usefixtures("socket_enabled")
def test_a_site_that_is_not_there_is_named():
    with pytest.raises(UnreadableDocument, match=r"robots\.txt could not be fetched: .*Save the page"):
        Visitor(allow_private=True).fetch("http://127.0.0.1:1/a")


@pytest.mark.parametrize(
    ("file", "path", "rule"),
    [
        ("User-agent: *\nDisallow:", "/a", None),
        ("User-agent: *\nDisallow: /", "/a", "Disallow: /"),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", None),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", None),
        ("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b", "Disallow: /a/b"),
        ("user-agent : *\ndisallow : /a # why", "/a", "Disallow: /a"),
        ("User-agent: x\nUser-agent: *\nDisallow: /a", "/a", "Disallow: /a"),
        ("User-agent: x\nDisallow: /a\nUser-agent: y\nDisallow: /b", "/a", None),
        ("User-agent: geoevents\nDisallow: /a\n\nUser-agent: *\nDisallow: /", "/b", None),
        ("User-agent: geoevents\nAllow: /\n\nUser-agent: *\nDisallow: /", "/b", None),
        ("User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", "/b", "Disallow: /b"),
        ("Disallow: /", "/a", None),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", "Disallow: /*.pdf$"),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?a=1", None),
        ("User-agent: *\nDisallow: /*?print=", "/a?print=1", "Disallow: /*?print="),
        ("User-agent: *\nDisallow: /a$", "/a", "Disallow: /a$"),
        ("User-agent: *\nDisallow: /a$", "/ab", None),
        ("User-agent: *\nDisallow: /%7Efred", "/~fred", "Disallow: /%7Efred"),
        ("User-agent: *\nDisallow: /ærø", "/%C3%A6r%C3%B8/a", "Disallow: /ærø"),
        ("User-agent: *\nDisallow: /a*b*c", "/a-b", None),
        ("User-agent: *\nSitemap: /x\nDisallow: /a", "/a", "Disallow: /a"),
        ("<html>User-agent: *</html>", "/a", None),
    ],
)
def test_rules(file, path, rule):
    found = forbids(rules(file), f"https://coast.example{path}")
    assert (found and str(found)) == rule


@given(st.text(), st.text())
def test_any_file_is_read(file, path):
    found = forbids(rules(f"User-agent: *\n{file}"), f"https://coast.example/{path}".partition("#")[0])
    assert found is None or not found.allow


def test_a_pattern_of_many_stars_takes_no_time():
    begun = time.process_time()
    forbids(rules("User-agent: *\nDisallow: " + "/*a" * 3000 + "$"), "https://coast.example/" + "a/" * 20_000 + "b")
    assert time.process_time() - begun < 2
