"""Every reader on input that is broken, hostile or too large: what it says, how much memory and CPU it takes to say it.

    python benchmarks/readers.py                 # all, at full size: about ten minutes
    python benchmarks/readers.py --only xlsx     # those whose name begins so
    python benchmarks/readers.py --size 1        # megabytes of the large ones, 100 when left out

Each input is read in a process of its own, which may take 8 GB and two minutes of CPU time. ``memory`` is the process's peak beyond
that of a process that reads a short text by the same reader; ``kept`` is the number of documents. Outcomes: ``read``,
``part`` (read, and a warning names what is left out), ``refused`` (an error of ours) and ``FAILED`` (any other, or none).
"""

# ruff: noqa: E501 - a table of inputs, one a line

from __future__ import annotations

import argparse
import io
import json
import multiprocessing as mp
import resource
import sys
import tempfile
import threading
import time
import warnings
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SENTENCE = "The ferry left Stavanger before dawn on Saturday and reached Bergen in the afternoon. "
LIMIT = 8 << 30
"""Bytes of address space that a reader may take."""
MOST_CPU = 120
"""Seconds of CPU time that a reader may take."""
PATIENCE = 600
"""Seconds by the clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one input ended."""

    kind: str
    words: str
    kept: int
    memory: float
    """Megabytes."""
    cpu: float
    """Seconds."""


# ---------------------------------------------------------------------------------------------------- what is read


def prose(size: int) -> str:
    """So many bytes of sentences, one paragraph for every ten."""
    paragraph = SENTENCE * 10 + "\n"
    return (paragraph * (size // len(paragraph) + 1))[:size]


def page(body: str) -> str:
    """An article in HTML."""
    return f"<!DOCTYPE html><html><head><title>Ferry</title></head><body><article><h1>Ferry</h1>{body}</article></body>"


def feed(items: str) -> str:
    """A feed with some items."""
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Desk</title>{items}</channel></rss>'


def item(number: int, day: str = "Sun, 17 Sep 2023 08:00:00 +0000") -> str:
    """One entry of a feed."""
    return f"<item><guid>{number}</guid><pubDate>{day}</pubDate><description>{SENTENCE}</description></item>"


def docx(body: str, more: dict[str, str] | None = None) -> bytes:
    """A Word document."""
    words = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return packed(
        {"word/document.xml": f'<w:document xmlns:w="{words}"><w:body>{body}</w:body></w:document>'} | (more or {})
    )


def packed(parts: dict[str, str]) -> bytes:
    """A ZIP container."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as container:
        for name, text in parts.items():
            container.writestr(name, text)
    return whole.getvalue()


def bomb(name: str, head: bytes, body: bytes, tail: bytes, times: int, others: dict[str, str]) -> bytes:
    """A container with one part that unpacks to ``times`` the body, written without holding it."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as container:
        for other, text in others.items():
            container.writestr(other, text)
        with container.open(name, "w", force_zip64=True) as part:
            part.write(head)
            for _ in range(times):
                part.write(body)
            part.write(tail)
    return whole.getvalue()


def workbook(rows: Any) -> bytes:
    """An Excel workbook of rows."""
    import xlsxwriter

    whole = io.BytesIO()
    book = xlsxwriter.Workbook(whole, {"constant_memory": True})
    sheet = book.add_worksheet("reports")
    for number, row in enumerate(rows):
        for at, cell in enumerate(row):
            sheet.write_string(number, at, cell)
    book.close()
    return whole.getvalue()


_BOOK = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006'
    '/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://'
    'schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/>'
    "</sheets></workbook>",
    "xl/sharedStrings.xml": '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>text</t></si>'
    "</sst>",
}
_SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_SHEET_END = b"</sheetData></worksheet>"


def sheet(body: bytes, times: int = 1, **parts: str) -> bytes:
    """A workbook whose sheet says the body so many times."""
    return bomb(
        "xl/worksheets/sheet1.xml",
        _SHEET,
        body,
        _SHEET_END,
        times,
        _BOOK | {f"xl/{k}.xml": v for k, v in parts.items()},
    )


def pdf(streams: list[bytes], *, pages: int | None = None, more: bytes = b"") -> bytes:
    """A PDF of one page a compressed stream; ``pages`` shows the first so often."""
    kids = [f"{4 + 2 * at} 0 R" for at in range(len(streams))]
    kids = kids * (pages or 1)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for at, stream in enumerate(streams):
        parts.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents {5 + 2 * at} 0 R>>".encode()
        )
        parts.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream))
    whole, ends = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        ends.append(len(whole))
        whole += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % end for end in ends)
    return whole + more + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(parts) + 1, table, len(parts) + 1, len(whole) + len(more)
    )  # fmt: skip


def shown(text: str) -> bytes:
    """A page's content that shows a text."""
    return zlib.compress(f"BT /F 12 Tf 50 700 Td ({text}) Tj ET".encode())


def deflated(body: bytes, times: int) -> bytes:
    """A stream that unpacks to ``times`` the body."""
    packer = zlib.compressobj(1)
    return b"".join(packer.compress(body) for _ in range(times)) + packer.flush()


def parquet(path: Path, make: Callable[[Any], Any], *, cut: int | None = None, **options: Any) -> None:
    """A Parquet file of the table that ``make`` gives, or its first bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(make(pa), path, **options)
    path.write_bytes(path.read_bytes()[:cut])


def mail(body: str, head: str = "") -> str:
    """A message."""
    return f"From: Ada <ada@coast.example>\nSubject: Ferry\nDate: Sun, 17 Sep 2023 08:00:00 +0900\n{head}\n{body}"


MEGA = 1 << 20


def inputs(size: int) -> dict[str, tuple[str, Callable[[Path], object], dict[str, Any]]]:
    """Name of an input → the file's name, what writes it, and options of ``read``."""
    many = size * MEGA
    rows = [[f"r{n}", "2023-09-17", prose(5000)] for n in range(max(many // 5000, 1))]
    head = ["doc_id", "published", "text"]
    table: dict[str, Any] = {"text": "text"}

    def text(name: str, content: str | Callable[[], str], **options: Any) -> Any:
        return name, lambda path: path.write_text(content() if callable(content) else content, "utf-8"), options

    def data(name: str, content: Callable[[], bytes] | bytes, **options: Any) -> Any:
        return name, lambda path: path.write_bytes(content() if callable(content) else content), options

    def part(name: str, whole: Callable[[], bytes], share: float = 0.6, **options: Any) -> Any:
        return data(name, lambda: (found := whole())[: int(len(found) * share)], **options)

    nested = "\n\n".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}' for n in range(3000))
    shared = "<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><si><t>text</t></si><si><t>"
    row = b"<row><c t='s'><v>0</v></c></row>"
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return {
        "text good": text("a.txt", SENTENCE),
        "text truncated": data("a.txt", ("Ferry – " + SENTENCE + "–").encode()[:-1]),
        "text wrong encoding": data("a.txt", SENTENCE.encode("utf-16-le")),
        "text binary": data("a.txt", bytes(range(256)) * 1000),
        "text large": text("a.txt", lambda: prose(many)),
        "text one line": text("a.txt", lambda: "x" * 15 * MEGA),
        "html good": text("a.html", page(f"<p>{SENTENCE * 5}</p>")),
        "html truncated": text("a.html", page(f"<p>{SENTENCE * 5}</p>")[:-60]),
        "html wrong encoding": data("a.html", page(f"<meta charset=utf-8><p>Ærø: {SENTENCE * 5}</p>").encode("cp1252")),
        "html without text": text("a.html", "<!DOCTYPE html><title>Ferry</title><script>let a = 1;</script><div id=app></div>"),
        "html large": text("a.html", lambda: page(f"<p>{SENTENCE}</p>" * (many // 100))),
        "html below its limit": text("a.html", lambda: page(f"<p>{SENTENCE}</p>" * (4_900_000 // 100))),
        "html nested": text("a.html", lambda: page("<div>" * 200_000 + SENTENCE * 5)),
        "html links": text("a.html", lambda: page("<ul>" + f"<li><a href=/b>{SENTENCE[:40]}</a>" * 60_000)),
        "feed good": text("a.xml", feed(item(1))),
        "feed truncated": text("a.xml", feed(item(1) + item(2))[:-120]),
        "feed wrong encoding": data("a.xml", feed("".join(map(item, range(3)))).replace("ferry", "færge").encode("cp1252")),
        "feed bad dates": text("a.xml", feed(item(1, "31 Smarch 2023") + item(2, "0000-00-00") + item(3))),
        "feed without text": text("a.xml", feed("<item><guid>1</guid></item>" + item(2))),
        "feed entities": text("a.xml", f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]>' + feed("<item><description>&l9;</description></item>")[21:]),
        "feed large": text("a.xml", lambda: feed("".join(map(item, range(many // 190))))),
        "feed below its limit": text("a.xml", lambda: feed("".join(map(item, range(19_000_000 // 190))))),
        "mail good": text("a.eml", mail(SENTENCE)),
        "mail truncated": text("a.eml", mail("SGVsbG8gd29ybGQsIHRoZSBmZXJyeSBsZWZ0LgA", "Content-Transfer-Encoding: base64\n")),
        "mail wrong encoding": data("a.eml", mail("Ærø ferry left.", "Content-Type: text/plain; charset=utf-8\n").encode("cp1252")),
        "mail nested": text("a.eml", mail("", nested + "\n\n")),
        "mail without text": text("a.eml", mail("", "Content-Type: image/png\n")),
        "mail large": text("a.eml", lambda: mail(prose(many))),
        "docx good": data("a.docx", lambda: docx(f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>")),
        "docx truncated": part("a.docx", lambda: docx(f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>" * 500)),
        "docx bomb": data("a.docx", lambda: bomb("word/document.xml", b"<a>", b" " * MEGA, b"</a>", 40 * size, {})),
        "docx many marks": data("a.docx", lambda: docx("<w:p/>" * (49_000_000 // 6))),
        "docx nested": data("a.docx", lambda: docx("<w:p>" * 100_000 + "</w:p>" * 100_000)),
        "docx entities": data("a.docx", lambda: packed({"word/document.xml": f"<!DOCTYPE a [<!ENTITY l0 'ha'>{laughs}]><a>&l9;</a>"})),
        "docx large": data("a.docx", lambda: docx("") + b"\0" * many),
        "pdf good": data("a.pdf", lambda: pdf([shown(SENTENCE)])),
        "pdf truncated": part("a.pdf", lambda: pdf([shown(SENTENCE)] * 20)),
        "pdf without text": data("a.pdf", lambda: pdf([zlib.compress(b"0 0 m 10 10 l S")])),
        "pdf bomb": data("a.pdf", lambda: pdf([deflated(b" " * MEGA, 40 * size)])),
        "pdf many words": data("a.pdf", lambda: pdf([deflated(b"BT /F 1 Tf (a) Tj ET " * 50_000, max(size // 2, 1))])),
        "pdf many pages": data("a.pdf", lambda: pdf([shown(SENTENCE)], pages=30 * size)),
        "pdf large": data("a.pdf", lambda: pdf([shown(SENTENCE)], more=b"%" + b" " * many + b"\n")),
        "csv good": text("a.csv", f"doc_id,text\na,{SENTENCE}\n", **table),
        "csv truncated": text("a.csv", f'doc_id,text\na,{SENTENCE}\nb,"{SENTENCE}', **table),
        "csv wrong encoding": data("a.csv", f"doc_id,text\na,Ærø {SENTENCE}\n".encode("cp1252"), **table),
        "csv uneven": text("a.csv", f"doc_id,text\na,{SENTENCE}\nb,{SENTENCE},{SENTENCE}\n", **table),
        "csv large": text("a.csv", lambda: "\n".join(",".join(f'"{cell}"' for cell in one) for one in [head, *rows]), **table),
        "csv one cell": text("a.csv", lambda: f"text\n{'x' * many}\n", **table),
        "csv many columns": text("a.csv", lambda: "text," + "," * (many // 2) + "\na," + "," * (many // 2), **table),
        "csv many rows": text("a.csv", lambda: "text\n" + "a\n" * (many // 2), **table),
        "json good": text("a.json", json.dumps([{"text": SENTENCE}]), **table),
        "json truncated": text("a.json", json.dumps([{"text": SENTENCE}])[:-9], **table),
        "json wrong encoding": data("a.json", json.dumps([{"text": SENTENCE}]).encode("utf-16-le"), **table),
        "json nested": text("a.json", "[" * 1_000_000, **table),
        "json large": text("a.json", lambda: json.dumps([dict(zip(head, one, strict=True)) for one in rows]), **table),
        "json many marks": text("a.json", lambda: "[" + "{}," * (many // 3) + "{}]", **table),
        "jsonl good": text("a.jsonl", json.dumps({"doc_id": "a", "text": SENTENCE, "published": None}) + "\n"),
        "jsonl truncated": text("a.jsonl", (json.dumps({"doc_id": "a", "text": SENTENCE, "published": None}) + "\n") * 2 + '{"doc_id": "b", "te'),
        "jsonl large": text("a.jsonl", lambda: "\n".join(json.dumps(dict(zip(head, one, strict=True))) for one in rows)),
        "xlsx good": data("a.xlsx", lambda: workbook([head, *rows[:2]]), **table),
        "xlsx truncated": part("a.xlsx", lambda: workbook([head, *rows[:50]]), **table),
        "xlsx bomb": data("a.xlsx", lambda: sheet(b" " * MEGA, 40 * size), **table),
        "xlsx many cells": data("a.xlsx", lambda: sheet(row * 30_000, max(size // 10, 1)), **table),
        "xlsx one text in many cells": data("a.xlsx", lambda: sheet(row + b"<row><c t='s'><v>1</v></c></row>" * 10_000, max(size // 10, 1), sharedStrings=shared + prose(32_000) + "</t></si></sst>"), **table),
        "xlsx far cell": data("a.xlsx", lambda: sheet(b"<row r='1'><c r='A1' t='s'><v>0</v></c></row><row r='1048576'><c r='XFD1048576' t='s'><v>0</v></c></row>"), **table),
        "xlsx large": data("a.xlsx", lambda: workbook([head, *([one[0], one[1], one[2] + one[0]] for one in rows)]), **table),
        "parquet good": ("a.parquet", lambda path: parquet(path, lambda pa: pa.table({"text": [SENTENCE]})), table),
        "parquet truncated": ("a.parquet", lambda path: parquet(path, lambda pa: pa.table({"text": [SENTENCE] * 100}), cut=200), table),
        "parquet bomb": ("a.parquet", lambda path: parquet(path, lambda pa: pa.table({"text": pa.DictionaryArray.from_arrays(pa.array([0] * (1000 * size), pa.int32()), pa.array([prose(MEGA)]))})), table),
        "parquet large": ("a.parquet", lambda path: parquet(path, lambda pa: pa.table({"doc_id": [one[0] for one in rows], "text": [one[2] for one in rows]}), compression="none", use_dictionary=False), table),
    }  # fmt: skip


ANSWERS: dict[str, Callable[[Any, int], None]] = {
    "url good": lambda sender, _: sender.say(page(f"<p>{SENTENCE * 5}</p>")),
    "url private address": lambda sender, _: sender.say(SENTENCE),
    "url redirect loop": lambda sender, _: sender.head(302, Location=f"/{time.monotonic_ns()}"),
    "url redirect to itself": lambda sender, _: sender.head(302, Location=sender.path),
    "url to a file": lambda sender, _: sender.head(302, Location="file:///etc/hostname"),
    "url large": lambda sender, size: sender.drip(b"x" * MEGA, size, pause=0),
    "url packed": lambda sender, size: sender.say(deflated(b" " * MEGA, size), "Content-Encoding: gzip"),
    "url slow body": lambda sender, _: sender.drip(b"x", 10_000, pause=0.5),
    "url slow head": lambda sender, _: sender.drip(b"X", 10_000, pause=0.5, headless=True),
    "url long head": lambda sender, size: sender.drip(
        b"X-A: " + b"x" * 60_000 + b"\r\n", 20 * size, pause=0, headless=True
    ),
    "url cut off": lambda sender, _: sender.say("Rain.", "Content-Length: 1000"),
    "url refused by robots": lambda sender, _: sender.say(SENTENCE),
    "url robots large": lambda sender, _: sender.say(page(f"<p>{SENTENCE * 5}</p>")),
}


class Sender(BaseHTTPRequestHandler):
    """Answers as the first part of the path says."""

    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        """Answer."""
        name, size = self.server.answer  # type: ignore[attr-defined]
        if self.path == "/robots.txt":
            self.robots(name, size)
            return
        try:
            ANSWERS[name](self, size)
        except OSError:  # the reader had enough
            self.close_connection = True

    def robots(self, name: str, size: int) -> None:
        """What the site allows."""
        try:
            if name == "url refused by robots":
                self.say("User-agent: *\nDisallow: /\n")
            elif name == "url robots large":
                self.drip(b"# nothing\n" * 100_000, size, pause=0)
            else:
                self.head(404)
        except OSError:
            self.close_connection = True

    def head(self, status: int, **headers: str) -> None:
        """Send a head and no body."""
        lines = [f"HTTP/1.0 {status} X", *(f"{key}: {value}" for key, value in headers.items()), "", ""]
        self.wfile.write("\r\n".join(lines).encode())

    def say(self, body: str | bytes, *headers: str) -> None:
        """Send a page."""
        data = body.encode() if isinstance(body, str) else body
        lines = ["HTTP/1.0 200 OK", "Content-Type: text/html", *headers, "", ""]
        self.wfile.write("\r\n".join(lines).encode() + data)

    def drip(self, part: bytes, times: int, *, pause: float, headless: bool = False) -> None:
        """Send something again and again."""
        self.wfile.write(b"HTTP/1.0 200 OK\r\n" + (b"" if headless else b"Content-Type: text/plain\r\n\r\n"))
        for _ in range(times):
            self.wfile.write(part)
            time.sleep(pause)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def site(name: str, size: int) -> Iterator[str]:
    """A server on this machine that answers one way; its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Sender) as server:
        server.daemon_threads = True
        server.answer = (name, size)  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/a"
        server.shutdown()


# ------------------------------------------------------------------------------------------------------ reading it


def read(source: str, options: dict[str, Any], pipe: Any) -> None:
    """Read one input in a process of its own and send how it ended."""
    import geoevents as ge
    from geoevents.errors import GeoEventsError

    resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU, MOST_CPU))
    begun = time.process_time()
    documents: tuple[Any, ...] = ()
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        try:
            documents = ge.read(source, **options)
            kind, words = "read", ""
        except GeoEventsError as problem:
            kind, words = "refused", f"{type(problem).__name__}: {problem}"
        except BaseException as problem:  # noqa: BLE001 - whatever else it is, it is a failure
            kind, words = "FAILED", f"{type(problem).__name__}: {problem}"
    if kind == "read" and heard:
        kind, words = "part", str(heard[0].message)
    # not ru_maxrss, which a process inherits from the one that started it
    status = Path("/proc/self/status").read_text("ascii")
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    pipe.send(Outcome(kind=kind, words=words, kept=len(documents), memory=peak, cpu=time.process_time() - begun))


def apart(source: str, options: dict[str, Any]) -> Outcome:
    """Read one input in a process of its own; one that dies or hangs has failed."""
    context = mp.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=read, args=(source, options, there))
    process.start()
    there.close()
    try:
        if here.poll(PATIENCE):
            return here.recv()  # type: ignore[no-any-return]
        return Outcome(kind="FAILED", words=f"still at it after {PATIENCE} s", kept=0, memory=0, cpu=0)
    except EOFError:
        process.join()
        return Outcome(kind="FAILED", words=f"the process died with {process.exitcode}", kept=0, memory=0, cpu=0)
    finally:
        process.kill()
        process.join()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="inputs whose name begins so")
    parser.add_argument("--size", type=int, default=100, help="megabytes of the large ones")
    given = parser.parse_args()
    print(f"{'input':30} {'outcome':8} {'kept':>6} {'memory MB':>10} {'CPU s':>7}  words")
    usual: dict[str, float] = {}
    for name, (file, write, options) in inputs(given.size).items():
        good = name.endswith(" good")
        if not name.startswith(given.only) and not (good and given.only.startswith(name.partition(" ")[0])):
            continue
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder) / file)
            told(name, apart(str(Path(folder) / file), options), usual)
    for name in ANSWERS:
        if name.startswith(given.only):
            with site(name, given.size) as address:
                told(name, apart(address, {"allow_network": True, "allow_private": "private" not in name}), usual)


def told(name: str, outcome: Outcome, usual: dict[str, float]) -> None:
    """Print one line."""
    memory = outcome.memory - usual.setdefault(name.partition(" ")[0], outcome.memory)
    print(
        f"{name:30} {outcome.kind:8} {outcome.kept:6} {memory:10.0f} {outcome.cpu:7.1f}  {outcome.words:.150}".rstrip(),
        flush=True,
    )


if __name__ == "__main__":
    main()
