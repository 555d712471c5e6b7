"""Ten thousand hostile strings through every public call: nothing may run, in Python or in a reader's browser.

    python benchmarks/hostile.py [10000]

Each string tries to run as a template, in a shell, as Python's own formatting, as markup, as a script, a style, a
formula of a table, a line of a calendar. Four hundred at a time are the words of a story, in every field that holds
text, and of reports that are read. What would tell that one ran: an action of the interpreter (a process, a folder, a
connection), a product that only a template could have worked out, a call in the page, a dialog, a request, a word on
the console, an element or a link that our scripts do not make. ``tests/test_hostile.py`` does the same with fewer.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

import geoevents as ge  # noqa: E402
from geoevents.corrections import load, save  # noqa: E402
from geoevents.errors import GeoEventsError  # noqa: E402
from geoevents.model import (  # noqa: E402
    STATUSES,
    Candidate,
    Document,
    Event,
    Evidence,
    Mention,
    Place,
    Reading,
    Resolution,
    When,
)
from geoevents.page import safe_text  # noqa: E402
from geoevents.timeline import Timeline  # noqa: E402
from geoevents.wording import whole  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

BATCH = 400
"""Strings in one story."""
FIELDS = 16
"""Strings in one event."""
FORMATS = (
    "geojson",
    "gpkg",
    "kml",
    "gpx",
    "csv",
    "excel",
    "timelinejs",
    "storymapjs",
    "icalendar",
    "markdown",
    "report",
)
CANARY = "geoevents-canary"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")
_ACTIONS = ("os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "subprocess.Popen", "socket.connect")
# @1 and @2 are numbers whose product is looked for in all output, @N is the number of the string, @C the canary.
_ATTEMPTS = (
    "{{ @1 * @2 }}",
    "{{@1*@2}}",
    "{% set x = @1 * @2 %}{{ x }}",
    "{%- for x in [@1] -%}{{ x * @2 }}{%- endfor -%}",
    "{{ cycler.__init__.__globals__.os.mkdir('@C') }}",
    "{{ lipsum.__globals__['os'].system('mkdir @C') }}",
    "{{ self.__init__.__globals__.__builtins__.__import__('os').mkdir('@C') }}",
    "{# note #}",
    "{% raw %}",
    "{% include '/etc/hostname' %}",
    "#{@1*@2}",
    "${@1*@2}",
    "<%= @1 * @2 %>",
    "{@1}",
    "{0.__class__}",
    "%(name)s %n %s",
    "__import__('os').mkdir('@C')",
    "'; __import__('os').system('mkdir @C'); '",
    "$(mkdir @C)",
    "`mkdir @C`",
    "; mkdir @C ;",
    "| mkdir @C",
    "&& mkdir @C",
    "\nmkdir @C\n",
    "../../@C",
    "/dev/null",
    "C:\\@C",
    "file:///etc/hostname",
    "<script>hit(@N)</script>",
    "</script><script>hit(@N)</script>",
    "<img src=x onerror=hit(@N)>",
    "<svg/onload=hit(@N)>",
    "<svg><script>hit(@N)</script></svg>",
    '"><img src=x onerror=hit(@N)>',
    "' onmouseover='hit(@N)",
    '" autofocus onfocus="hit(@N)',
    "<details open ontoggle=hit(@N)>",
    "</style><script>hit(@N)</script>",
    "</title><script>hit(@N)</script>",
    "</noscript><img src=x onerror=hit(@N)>",
    "</textarea><script>hit(@N)</script>",
    "--><script>hit(@N)</script>",
    "<!--<script>",
    "<!-- <script> hit(@N)",
    "]]><x/>",
    "<iframe srcdoc='<script>parent.hit(@N)</script>'>",
    "<a href=javascript:hit(@N)>x</a>",
    "javascript:hit(@N)",
    "JaVaScRiPt:hit(@N)//http://x",
    "data:text/html,<script>hit(@N)</script>",
    'http://x.invalid/" onclick="hit(@N)',
    "https://x.invalid/'><script>hit(@N)</script>",
    "<base href=//x.invalid/>",
    "<meta http-equiv=refresh content='0;url=//x.invalid'>",
    "<link rel=stylesheet href=//x.invalid/a.css>",
    "@import '//x.invalid';",
    "<style>*{background:url(//x.invalid)}</style>",
    "}body{background:url(//x.invalid)}",
    "url(//x.invalid)",
    "expression(hit(@N))",
    "<object data=//x.invalid>",
    "<embed src=//x.invalid>",
    "<form action=//x.invalid><button>",
    "<math><mi xlink:href=javascript:hit(@N)>",
    "\\u003cscript\\u003ehit(@N)\\u003c/script\\u003e",
    "\\x3cscript\\x3ehit(@N)",
    "&lt;script&gt;hit(@N)&lt;/script&gt;",
    "&#60;script&#62;hit(@N)",
    "`${hit(@N)}`",
    "');hit(@N);//",
    '");hit(@N);//',
    "};hit(@N);{",
    "\u2028hit(@N)\u2029",
    "*/hit(@N)/*",
    "//# sourceMappingURL=//x.invalid",
    '=HYPERLINK("//x.invalid")',
    "=cmd|' /C mkdir @C'!A0",
    "+1+@1",
    "-1+@1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    '=1+1";"x',
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>&e;",
    "&e;",
    "<?xml version='1.0'?>",
    "<?php system('mkdir @C') ?>",
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT",
    "x\r\nATTACH:http://x.invalid",
    "[x](javascript:hit(@N))",
    "![x](http://x.invalid/a.png)",
    "|x|y|\n|-|-|",
    "$\\frac{1}{",
    "$$x$$",
    "\\begin{x}",
    "\u202eevil\u202c",
    "\u2066\u2067",
    "\ufeff",
    "\x00",
    "\x1b[31m",
    "\x07",
    "\ud83d",
    "a\u0300" * 40,
    "\U000e0001",
    "\uffff",
    "' OR 1=1 --",
    "'; DROP TABLE places; --",
    "\";ATTACH DATABASE '@C' AS x;--",
    "null",
    "undefined",
    "NaN",
    "__proto__",
    "constructor",
    "toString",
    "[object Object]",
    "true",
    "-0",
    "1e999",
    "",
    " ",
    "A" * 3000,
)
_WORDS = "The train reached Artyom on Monday and 31 people met in Paris on 3 May 2023 before dawn".split()
_CHANGES: tuple[Callable[[str], str], ...] = (
    str.upper,
    str.swapcase,
    lambda text: text.replace("<", "&lt;"),
    lambda text: text.replace("<", "%3C").replace(">", "%3E"),
    lambda text: text.replace("<", "\\u003c"),
    lambda text: text[: len(text) // 2],
    lambda text: text[::-1],
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace("{", "{{"),
    lambda text: f"{text}{text}",
)


@dataclass(slots=True)
class Tally:
    """What was done and what went wrong."""

    calls: Counter[str] = field(default_factory=Counter)
    """Public calls by name."""
    faults: list[str] = field(default_factory=list)
    """What ran, and what was raised that a caller could not expect."""
    pages: list[Path] = field(default_factory=list)
    """Pages to open in a browser."""


def strings(number: int, seed: int = 7) -> Iterator[str]:
    """So many hostile strings; each attempt comes once before any comes again."""
    dice = random.Random(seed)  # noqa: S311 - noise, not a secret
    for at in range(number):
        attempts = [_ATTEMPTS[at % len(_ATTEMPTS)]]
        if at >= len(_ATTEMPTS):
            attempts += dice.choices([*_ATTEMPTS, *_WORDS], k=dice.choice((1, 1, 2, 3)))
            dice.shuffle(attempts)
        text = dice.choice(("", " ", "\n")).join(attempts)
        one, other = 1_000_003 + 2 * at, 7_368_787 + 6 * at
        text = text.replace("@1", str(one)).replace("@2", str(other)).replace("@N", str(at)).replace("@C", CANARY)
        yield dice.choice(_CHANGES)(text) if at >= len(_ATTEMPTS) and dice.random() < 0.3 else text


def products(number: int) -> set[str]:
    """What templates would work out."""
    return {str((1_000_003 + 2 * at) * (7_368_787 + 6 * at)) for at in range(number)}


def story(words: Sequence[str]) -> Timeline:
    """A story whose every text is one of the strings."""
    events = tuple(
        _event(number, words[at : at + FIELDS]) for number, at in enumerate(range(0, len(words) - FIELDS, FIELDS))
    )
    readings = tuple(
        Reading(document=report, resolutions=(event.place,), problems=(words[number],))
        for number, event in enumerate(events)
        for report in [_report(event, words[number * FIELDS : number * FIELDS + FIELDS])]
    )
    return Timeline(readings, events, title=words[0])


def _event(number: int, words: Sequence[str]) -> Event:
    text = f"{words[0]} {words[1]} {words[2]}"
    start = len(words[0]) + 1
    where = Place(
        id=f"test:{number}" if number % 2 else words[3],
        name=words[4],
        latitude=40 + number % 17,
        longitude=20 + number % 23,
        country=words[5][:2],
        admin1_name=words[5],
        precision=("site", "locality", "region", "country")[number % 4],
        radius_km=5.0 + number,
    )
    mention = Mention(start=start, end=start + len(words[1]), text=words[1], kind="literal", reason=words[6])
    rival = Candidate(place=replace(where, name=words[7]), rung="exact", score=0.3)
    day = date(2023, 9, 1 + number % 25)
    proof = Evidence(
        doc_id=words[8] or "none",
        start=0,
        end=len(text),
        text=text,
        place_start=start,
        place_end=start + len(words[1]),
        title=words[9],
        source=words[10],
        url=words[11],
        published=day,
    )
    return Event(
        id=f"{number} {words[12]}",
        what=words[13],
        type="travel" if number % 3 else "other",
        actors=("The Guest", words[14]) if number % 2 else (words[14],),
        place=Resolution(
            mention=mention, place=where if number % 7 else None, score=0.5, alternatives=(rival,), reason=words[6]
        ),
        when=When(earliest=day, latest=day, precision="day", text=words[15], explanation=words[2], value=words[15]),
        status=STATUSES[number % len(STATUSES)],
        evidence=(proof, replace(proof, source=words[9], doc_id="none")),
        confidence=0.6,
        reasons=(words[6], words[7]),
        conflicts=(words[3],) if number % 5 == 0 else (),
    )


def _report(event: Event, words: Sequence[str]) -> Document:
    proof = event.evidence[0]
    return Document(
        id=proof.doc_id, text=proof.text, title=words[9], source=words[10], url=words[11], published=proof.published
    )


def calls(words: Sequence[str], folder: Path) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Every public call, by name, with these strings in it."""
    told = story(words)
    yield "map.html", lambda: _page(told.save(folder / "map.html"))
    yield (
        "map in Arabic",
        lambda: _page(
            told.save(
                folder / "ar.html",
                language="ar",
                byline=words[1],
                credits=words[2],
                standfirst=words[3],
                place_names=dict.fromkeys(words, words[4]),
            )
        ),
    )
    yield "map with corrections", lambda: _page(told.save(folder / "editable.html", editable=True))
    yield "map in a notebook", lambda: told.map()._repr_html_()
    yield "review", lambda: _page(told.review(words[5]).save(folder / "review.html"))
    yield "table in a notebook", lambda: (told._repr_html_(), repr(told))
    yield "picture", lambda: _text(told.picture(folder / "map.svg"))
    for kind in ("time", "place"):
        yield f"plot by {kind}", partial(_plotted, told, kind, folder / "plot.svg")
    for kind in FORMATS:
        yield f"export {kind}", partial(_exported, told, folder / f"out.{kind}", kind)
    yield "frame", lambda: str(told.frame.to_csv())
    yield "mentions and times", lambda: (told.mentions.to_csv(), told.times.to_csv())
    yield "itinerary", lambda: [told.itinerary(mover) for mover in told.movers]
    yield "compare", lambda: _shown(told.compare(replace(told, events=told.events[::2])))
    yield "filter", lambda: [told.filter(actor=word, place=word) for word in words[:40]]
    yield "corrections", lambda: _corrected(told, words, folder)
    yield "safe_text", lambda: [safe_text(word) for word in words]
    yield "times", lambda: [ge.times(word, published="2023-09-17") for word in words]
    yield "extract", lambda: _extracted(words)
    yield "read", lambda: _read(words, folder)
    yield "from_table", lambda: _shown(_tabled(words))
    yield "lookup", lambda: [found for word in words for found in _looked_up(word)]


def _page(path: Path) -> Path:
    return path


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="replace")


def _plotted(told: Timeline, kind: str, path: Path) -> None:
    told.plot(kind).figure.savefig(path)


def _exported(told: Timeline, path: Path, kind: str) -> str:
    return _text(told.export(path, kind))


def _shown(value: Any) -> str:
    return str(value._repr_html_()) + repr(value)


def _corrected(told: Timeline, words: Sequence[str], folder: Path) -> str:
    rows = told
    for event, word in zip(told.events[:10], words, strict=False):
        try:
            rows = rows.correct(event.id, status="planned", why=word, who=word)
        except GeoEventsError:
            continue
    path = save(rows.corrections, folder / "corrections.jsonl")
    told.with_corrections(load(path))
    return _text(Path(path))


def _extracted(words: Sequence[str]) -> str:
    text = " ".join(f"On 3 May 2023 ministers met in Paris, {word}." for word in words)
    found = ge.extract(Document(id=words[0] or "x", text=text, title=words[1], published=date(2023, 9, 17)))
    return str(found._repr_html_())


def _read(words: Sequence[str], folder: Path) -> list[str]:
    found: list[str] = []
    for suffix in ("txt", "html", "csv", "json", "eml"):
        path = folder / f"report.{suffix}"
        path.write_text("\n".join(words), encoding="utf-8", errors="replace")
        try:
            found.extend(document.text for document in ge.read(path, published="2023-09-17"))
        except GeoEventsError:
            continue
    return found


def _tabled(words: Sequence[str]) -> Timeline:
    import pandas as pd

    words = [whole(word) for word in words]  # pandas cannot hold half a character either
    three = len(words) // 3
    what, place, country = words[:three], words[three : 2 * three], words[2 * three : 3 * three]
    more: dict[str, Any] = {"date": "2023-09-12", "latitude": 43.1, "longitude": 131.9}
    table = pd.DataFrame({"what": what, "place": place, "country": country, "url": what, "id": country, **more})
    return ge.from_table(table, **{name: name for name in table.columns})


def _looked_up(word: str) -> list[str]:
    from geoevents.gazetteer import default_gazetteer

    return [candidate.place.name for candidate in default_gazetteer().lookup(word)]


_SEEN: list[str] = []


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _ACTIONS or (event == "os.mkdir" and CANARY in str(arguments)):
        _SEEN.append(f"{event} {str(arguments)[:80]}")


@contextmanager
def watched(tally: Tally) -> Iterator[None]:
    """Note what the interpreter does meanwhile that no string may make it do."""
    _SEEN.clear()
    yield
    tally.faults.extend(_SEEN)


def through(words: Sequence[str], folder: Path, tally: Tally, worked_out: set[str]) -> None:
    """Send strings through every public call."""
    for name, call in calls(words, folder):
        with watched(tally), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                value = call()
            except (GeoEventsError, ValueError) as problem:
                tally.calls[f"{name} (refused: {type(problem).__name__}: {str(problem)[:120]!a})"] += 1
                value = str(problem)
            except Exception as problem:  # noqa: BLE001 - whatever it is, it goes into the report
                tally.faults.append(f"{name}: {type(problem).__name__}: {str(problem)[:300]}")
                value = traceback.format_exc()
        tally.calls[name] += 1
        text = _text(value) if isinstance(value, Path) else str(value)
        found = worked_out.intersection(re.findall(r"\d{13}", text))
        tally.faults.extend(f"{name}: a template worked out {product}" for product in found)
        if isinstance(value, Path):
            tally.pages.append(Path(shutil.copy(value, folder.parent / f"{len(tally.pages)}-{value.name}")))
    if any(folder.parent.rglob(CANARY)) or Path(CANARY).exists():
        tally.faults.append(f"a folder {CANARY} was made")


IN_PAGE = """() => {
    const ours = new Set(['http:', 'https:']);
    const wrong = [...document.querySelectorAll('img, iframe, object, embed, base, form, link, video, audio, math')]
        .filter(node => !node.src?.startsWith('data:image/png')).map(node => node.outerHTML.slice(0, 80));
    const attributes = [...document.querySelectorAll('*')].flatMap(node => [...node.attributes].map(a => a.name))
        .filter(name => name.startsWith('on'));
    const links = [...document.querySelectorAll('a[href]')].filter(node => !ours.has(node.protocol))
        .map(node => node.getAttribute('href')).filter(address => address !== '#');
    return [...wrong, ...attributes, ...links, ...(window.hits || []).map(n => `hit ${n}`)];
}"""
BEFORE = """
window.hits = [];
window.hit = (n) => { window.hits.push(n); };
document.addEventListener("securitypolicyviolation",
    (event) => window.hits.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


def _listen(page: Any, faults: list[str]) -> None:
    def dialog(found: Any) -> None:
        faults.append(f"dialog: {found.message}")
        found.dismiss()

    def request(found: Any) -> None:
        if not found.url.startswith(("file:", "data:", "blob:")):
            faults.append(found.url)

    page.on("console", lambda message: faults.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("dialog", dialog)
    page.on("request", request)


def opened(browser: Any, path: Path) -> list[str]:
    """Open a page, use every control in it, and say what ran or was asked for."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(BEFORE)
    page, faults = context.new_page(), list[str]()
    _listen(page, faults)
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    for _ in range(30):
        page.keyboard.press("ArrowDown")
    page.evaluate("document.querySelectorAll('.ge-button, .ge-chip, .gr-mark').forEach(node => node.click())")
    faults.extend(page.evaluate(IN_PAGE))
    context.close()
    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    _listen(page, faults)
    page.goto(path.as_uri())
    faults.extend(
        f"without JavaScript: {node}"
        for node in page.locator("main img, main iframe, main script[src], main form").all()
    )
    plain.close()
    return [f"{path.name}: {fault}" for fault in faults]


def main() -> int:
    """Run all of it and say what happened."""
    from playwright.sync_api import sync_playwright

    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    sys.addaudithook(_watch)
    tally, worked_out, begun = Tally(), products(number), time.process_time()
    source = strings(number)
    with tempfile.TemporaryDirectory() as place:
        while words := list(islice(source, BATCH)):
            with tempfile.TemporaryDirectory(dir=place) as folder:
                through(words, Path(folder), tally, worked_out)
            print(
                f"{tally.calls.total()} calls, {len(tally.faults)} faults, {time.process_time() - begun:.0f} CPU s",
                flush=True,
            )
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=next(filter(None, map(shutil.which, CHROMIUM))), args=["--no-sandbox"]
            )
            for path in tally.pages:
                tally.faults.extend(opened(browser, Path(path)))
            browser.close()
    for name, times in sorted(tally.calls.items()):
        print(f"{times:5} {name}")
    print(f"{number} strings, {len(tally.pages)} pages opened, {len(tally.faults)} faults")
    print(*tally.faults[:40], sep="\n")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
