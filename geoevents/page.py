"""A folium map as one HTML file that asks the network for nothing.

Everything a reader's browser needs is inside: Leaflet, our scripts and styles, the base map, the story.
A Content-Security-Policy lets exactly these scripts run. Text from reports travels as JSON and is
written by our scripts as plain text; the only HTML made of it is the list for readers without
JavaScript, escaped here.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import tempfile
from dataclasses import asdict, dataclass, field
from functools import cache
from html import escape
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from branca.element import CssLink, JavascriptLink

from geoevents import __version__
from geoevents.basemap import packed
from geoevents.errors import AssetMissing, UncarriedAsset, UnwritableOutput
from geoevents.interface import interface

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import folium

    from geoevents.story import Source, Story

SCRIPTS = (
    "elements.js",
    "words.js",
    "days.js",
    "countries.js",
    "ground.js",
    "symbols.js",
    "labels.js",
    "route.js",
    "spread.js",
    "marks.js",
    "edges.js",
    "stage.js",
    "cards.js",
    "brush.js",
    "bars.js",
    "timeline.js",
    "controls.js",
    "legend.js",
    "filters.js",
    "tour.js",
    "address.js",
    "embed.js",
    "story.js",
)
"""Our scripts in the order in which they run; each adds its part to one global, ``GeoEvents``."""
MANY_SCRIPTS = ("columns.js", "narrow.js", "dots.js", "canvas.js", "pages.js", "histogram.js", "many.js")
"""Those that pages of very many events have besides."""
MANY_STYLES = ("many.css",)
STYLES = ("page.css", "filters.css", "cards.css", "map.css", "timeline.css", "tour.css", "print.css")
EDITING = ("filing.js", "correct.js")
"""Scripts of pages on which readers may put places right."""
EDITING_STYLES = ("correct.css",)
BRIDGE = "bridge.js"
"""The script of a page that is a notebook's widget."""

_CARRIED = (
    (re.compile(r"/leaflet@1\.9\.\d+/dist/leaflet\.js$"), "leaflet/leaflet.js"),
    (re.compile(r"/leaflet@1\.9\.\d+/dist/leaflet\.css$"), "leaflet/leaflet.css"),
    (re.compile(r"/jquery-3\.7\.\d+(?:\.min)?\.js$"), "jquery/jquery.min.js"),
)
# folium asks for these with every map; they are left out where nothing in the map uses them.
_WHEN_USED = (
    (re.compile(r"/jquery-[\d.]+(?:\.min)?\.js$"), re.compile(r"\$\(|jQuery")),
    (re.compile(r"/bootstrap@[\d.]+/dist/js/"), re.compile(r"bootstrap\.|data-bs-")),
    (
        re.compile(r"/bootstrap@[\d.]+/dist/css/"),
        re.compile(r"""class=\\?["'][^"']*\b(?:table|btn|card|row|col|container|badge|alert|list-group)\b"""),
    ),
    (re.compile(r"awesome[-.]markers", re.IGNORECASE), re.compile(r"AwesomeMarkers")),
    (re.compile(r"fontawesome|awesome\.rotate"), re.compile(r"""AwesomeMarkers|\bfa[srb]? fa-""")),
    (re.compile(r"bootstrap-glyphicons"), re.compile(r"AwesomeMarkers|glyphicon")),
)
_TILE_HOST = re.compile(r"""L\.tileLayer(?:\.wms)?\(\s*["'](https?://[^/"']+)""")
# Strings of a style sheet, which stay; signs that need no space beside them; other space.
_LOOSE = re.compile(r"""("[^"]*"|'[^']*')|\s*;?\s*(\})\s*|\s*([{;,>])\s*|:\s+|\s+""")
_OUTSIDE = re.compile(
    r"""(?:<(?:img|iframe|video|audio|source|embed)\b[^>]*?\bsrc=\\?["']?|L\.(?:image|video)Overlay\(\s*["'])"""
    r"""(https?://[^"'\\\s>]+)""",
    re.IGNORECASE,
)
# Fields of a card that hold nothing; ``static/story.js`` puts them back.
_LEFT_OUT = (None, "", ())
_USUAL = {"group": "event", "order_known": True, "soft": (False, False), "status": "occurred", "time": "given"}
_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src {images}; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)


def html(map_: folium.Map, *, title: str | None = None, bridged: bool = False) -> str:
    """The whole page of a map as text.

    Args:
        map_: A map of :func:`geoevents.maps.draw`, or any folium map whose parts the package carries.
        title: Title of the window; without one the story's headline.
        bridged: Let the page and the frame around it talk, as a notebook's widget does; the page must be editable.

    Raises:
        UncarriedAsset: A layer needs a file from the network that is not in the package.
        AssetMissing: The package was installed without its data.

    Example:
        >>> import folium
        >>> text = html(folium.Map(location=[43.1, 131.9], tiles=None), title="Vladivostok")
        >>> "https://cdn" in text
        False
    """
    story: Story | None = getattr(map_, "story", None)
    parts = _parts(map_)
    name = title or (story.title if story else None) or "Map"
    # Our scripts run last: they need the map that folium's script makes.
    scripts = [*parts.scripts, *([_joined(_scripts(story, bridged=bridged)), _start(map_)] if story else [])]
    policy = _POLICY.format(scripts=" ".join(map(_hash, scripts)), images=" ".join(["data:", *_hosts(parts, story)]))
    return "".join(_page(name, story, parts, scripts, policy))


def save(map_: folium.Map, path: Path | str, *, title: str | None = None) -> Path:
    """Write the page of a map; a file that was there before is replaced only when the new one is whole.

    Args:
        map_: A map of :func:`geoevents.maps.draw`, or any folium map whose parts the package carries.
        path: The HTML file to write; its folder must exist.
        title: Title of the window; without one the story's headline.

    Returns:
        The path that was written.

    Raises:
        UnwritableOutput: The file cannot be written there.
        UncarriedAsset: A layer needs a file from the network that is not in the package.

    Example:
        >>> import folium, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     save(folium.Map(tiles=None), f"{folder}/map.html").name
        'map.html'
    """
    target = Path(path)
    content = html(map_, title=title).encode("utf-8")
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part")
    except OSError as problem:
        raise _unwritable(target, problem) from problem
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        part.chmod(0o666 & ~_umask())
        part.replace(target)
    except OSError as problem:
        part.unlink(missing_ok=True)
        raise _unwritable(target, problem) from problem
    return target


def framed(content: str, *, title: str, height: int) -> str:
    """A page inside a notebook, in a frame that cannot reach what is around it, whatever text it shows.

    Args:
        content: The page.
        title: What the frame is called for those who cannot see it.
        height: Pixels.
    """
    # What is missing here is allow-same-origin.
    allowed = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"
    return (
        f'<iframe title="{escape(title)}" sandbox="{allowed}" srcdoc="{escape(content)}"'
        f' style="width:100%;height:{height}px;border:0"></iframe>'
    )


def script_json(value: Any) -> str:
    r"""JSON that neither closes a script element nor looks like a template.

    Example:
        >>> print(script_json({"what": "{{7*7}} </script>"}))
        {"what":"\u007b\u007b7*7}} \u003c/script>"}
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    text = re.sub(r"\{(?=[{%#])|(?<=\{)\{", "\\\\u007b", text)
    # Half a surrogate pair can stand in a Python string but not in a UTF-8 file.
    return re.sub("[\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text)


def safe_text(text: str) -> str:
    """Text for the popups, tooltips and names of folium's own layers.

    folium reads what it is given as HTML and as a template: ``{{…}}`` would run in Python and ``${…}`` in the
    reader's browser. What this returns is shown as it was written.

    Example:
        >>> safe_text("{{7*7}} <b>")
        '&#123;&#123;7*7&#125;&#125; &lt;b&gt;'
    """
    return re.sub(r"[{}$`\\]", lambda found: f"&#{ord(found[0])};", _plain(text))


@dataclass(slots=True, kw_only=True)
class _Parts:
    """What a folium figure is made of."""

    styles: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    body: str = ""


class _Head(HTMLParser):
    """Takes the header texts of folium's layers apart; meta tags are left out, the page has its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[str, str]] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and given.get("src"):
            self.found.append(("script-url", given["src"] or ""))
        elif tag == "link" and given.get("rel") == "stylesheet":
            self.found.append(("style-url", given.get("href") or ""))
        elif tag in {"script", "style"}:
            self._inside = tag

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found.append((self._inside, data))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""


def _parts(map_: folium.Map) -> _Parts:
    figure: Any = map_.get_root()
    for child in list(figure._children.values()):  # noqa: SLF001  (branca has no public way to its parts)
        child.render()
    body, script = figure.html.render(), figure.script.render()
    found = list(_head(figure))
    used = "\n".join([body, script, *(text for kind, text in found if kind in {"script", "style"})])
    if outside := _OUTSIDE.search(body + script):
        raise _uncarried(outside[1])
    parts = _Parts(body=body)
    for kind, value in found:
        text = value if kind in {"script", "style"} else _asset(value, used)
        if text is not None:
            (parts.styles if kind.startswith("style") else parts.scripts).append(text)
    if re.search(r"L\.(?:marker|geoJson)\(", script):  # points of GeoJSON are pins unless told otherwise
        parts.scripts.append(_pins())
    parts.scripts = [_as_script(text) for text in (*parts.scripts, script)]
    parts.styles = [text.replace("</style", "<\\/style") for text in parts.styles]
    return parts


def _head(figure: Any) -> Iterator[tuple[str, str]]:
    for child in figure.header._children.values():  # noqa: SLF001
        if isinstance(child, JavascriptLink):
            yield "script-url", child.url
        elif isinstance(child, CssLink):
            yield "style-url", child.url
        else:
            head = _Head()
            head.feed(child.render())
            yield from head.found


def _asset(url: str, used: str) -> str | None:
    """The carried copy of a file; None when nothing in the map uses it."""
    for asked, use in _WHEN_USED:
        if asked.search(url) and not use.search(used):
            return None
    for asked, name in _CARRIED:
        if asked.search(url):
            return _npm_text(name, layers="L.control.layers(" in used)
    raise _uncarried(url)


def _uncarried(url: str) -> UncarriedAsset:
    return UncarriedAsset(
        f"a layer of this map needs {url}, which the package does not carry: the page would not work without network;"
        " take the layer off, or write a page that does with map.get_root().save(path)"
    )


@cache
def _npm_text(name: str, *, layers: bool) -> str:
    # Browsers read line ends as plain newlines before they take a script's hash.
    text = _npm(name).decode("utf-8").replace("\r\n", "\n")
    if not name.endswith(".css"):
        return text
    folder = name.rpartition("/")[0]

    def inside(found: re.Match[str]) -> str:
        # The pin comes with `_pins`, and the sign of a layer control only with a layer control.
        return f"url({_image(f'{folder}/{found[1]}')})" if layers and found[1].startswith("layers") else "none"

    return tight_style(re.sub(r"url\(images/([\w.-]+)\)", inside, text))


def tight_script(text: str) -> str:
    """A script of ours without doc comments, comments on lines of their own and indentation; lines stay lines."""
    text = re.sub(r"/\*\*.*?\*/ ?", "", text, flags=re.DOTALL)
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def tight_style(text: str) -> str:
    """A style sheet without comments and without space that says nothing, a rule a line."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return _LOOSE.sub(
        lambda found: found[1] or (found[2] and "}\n") or found[3] or found[0].strip() or " ", text
    ).strip()


def _npm(name: str) -> bytes:
    source = files("geoevents").joinpath("data", "npm", *name.split("/"))
    if not source.is_file():
        raise AssetMissing(f"{source} is missing: it is copied when geoevents is installed; run `pip install .`")
    return source.read_bytes()


def _image(name: str) -> str:
    return f"data:image/png;base64,{base64.b64encode(_npm(name)).decode('ascii')}"


def _pins() -> str:
    """Leaflet looks for its pins beside its style sheet, and there is no such place in one file."""
    return (
        "L.Icon.Default.imagePath='';L.Icon.Default.mergeOptions({"
        f"iconUrl:'{_image('leaflet/marker-icon.png')}',iconRetinaUrl:'{_image('leaflet/marker-icon-2x.png')}',"
        f"shadowUrl:'{_image('leaflet/marker-shadow.png')}'}});"
    )


def _scripts(story: Story, *, bridged: bool) -> tuple[str, ...]:
    more = (*(MANY_SCRIPTS if story.columns else ()), *(EDITING if story.editable else ()))
    return (*SCRIPTS, *more, *((BRIDGE,) if bridged else ()))


def _styles(story: Story) -> tuple[str, ...]:
    return (*STYLES, *(MANY_STYLES if story.columns else ()), *(EDITING_STYLES if story.editable else ()))


@cache
def _joined(names: Sequence[str]) -> str:
    return _as_script("\n".join(tight_script(_static(name)) for name in names))


def _static(name: str) -> str:
    source = files("geoevents").joinpath("static", name)
    if not source.is_file():
        raise AssetMissing(f"{source} is missing: the installation is not whole; run `pip install --force-reinstall .`")
    return source.read_text(encoding="utf-8")


def _start(map_: folium.Map) -> str:
    return f'GeoEvents.start(window["{map_.get_name()}"]);'


def _as_script(text: str) -> str:
    text = re.sub("\r\n?", "\n", text)
    text = re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE)
    return re.sub(r"<(?=/script|!--)", r"\\x3c", text, flags=re.IGNORECASE)


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode('utf-8')).digest()).decode('ascii')}'"


def _hosts(parts: _Parts, story: Story | None) -> list[str]:
    """Tile servers that the page may ask for pictures: those that the map's author named."""
    hosts = [host for script in parts.scripts[-1:] for host in _TILE_HOST.findall(script)]
    if story and story.tiles:
        hosts.append(f"https://{story.tiles.host}")
    return sorted({host.replace("{s}", "*") for host in hosts if re.fullmatch(r"https?://[\w.*{}:-]+", host)})


def _page(title: str, story: Story | None, parts: _Parts, scripts: Sequence[str], policy: str) -> Iterator[str]:
    language, direction = (story.language, story.direction) if story else ("en", "ltr")
    turned = ' dir="rtl"' if direction == "rtl" else ""
    yield f'<!DOCTYPE html>\n<html lang="{language}"{turned}>\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f'<meta name="generator" content="geoevents {__version__}">\n'
    jquery = any("jQuery v" in script[:200] for script in scripts)
    yield f'<meta name="geoevents-parts" content="{_plain(_manifest("leaflet", *(["jquery"] if jquery else [])))}">\n'
    if story and story.made_with:
        yield f'<meta name="geoevents-made-with" content="{_plain(story.made_with)}">\n'
    yield '<meta name="color-scheme" content="light dark">\n' if story else ""
    yield f"<title>{_plain(title)}</title>\n"
    for style in [*parts.styles, *map(tight_style, map(_static, _styles(story) if story else ()))]:
        yield f"<style>{style}</style>\n"
    yield "</head>\n<body>\n"
    yield from _story_body(story, parts.body) if story else [parts.body]
    for script in scripts:
        yield f"<script>{script}</script>\n"
    yield "</body>\n</html>\n"


@cache
def _manifest(*carried: str) -> str:
    """What a page is made of, by version and digest, so that a reader in ten years can tell."""
    source = files("geoevents").joinpath("data", "manifest.json")
    if not source.is_file():
        raise AssetMissing(f"{source} is missing: it is made when geoevents is installed; run `pip install .`")
    packages = json.loads(source.read_bytes())["packages"]
    named = {package["name"]: package for package in packages}
    parts = [
        f"{package['name']} {package['version']} ({package['licence']}, sha256 {kept['sha256'][:16]})"
        for package in (named[name] for name in carried if name in named)
        for name, kept in package["files"].items()
        if name.endswith(".js")
    ]
    ground = files("geoevents").joinpath("data", "basemap.json")
    if ground.is_file():
        digest = hashlib.sha256(ground.read_bytes()).hexdigest()[:16]
        parts.append(f"base map of Natural Earth and GeoNames (sha256 {digest})")
    return "; ".join([f"geoevents {__version__}", *parts])


def _story_body(story: Story, body: str) -> Iterator[str]:
    yield '<main class="geoevents">\n<header class="ge-head">'
    yield f'<h1 dir="auto">{_plain(story.title)}</h1>'
    yield f'<p class="ge-standfirst" dir="auto">{_plain(story.standfirst)}</p>'
    yield f'<p class="ge-byline" dir="auto">{_plain(story.byline)}</p>' if story.byline else ""
    yield f'</header>\n<div class="ge-stage" dir="ltr">{body}</div>\n'
    yield f"<noscript>{''.join(_list(story))}</noscript>\n</main>\n"
    yield f'<script type="application/json" id="geoevents-story">{script_json(_lean(story))}</script>\n'
    if story.columns:
        yield f'<script type="text/plain" id="geoevents-columns">{story.columns.packed}</script>\n'


def _lean(story: Story) -> dict[str, Any]:
    """The story as the scripts read it: without fields that say what ``static/story.js`` takes for granted."""
    found = asdict(story)
    del found["made_with"]  # stands in the head of the page
    found["cards"] = [
        {key: value for key, value in card.items() if value not in _LEFT_OUT and _USUAL.get(key, "") != value}
        for card in found["cards"]
    ]
    if story.columns:
        del found["cards"], found["columns"]["packed"]
    for part in (found, *found["missing"]):
        for name in ("columns", "more", "more_reports"):
            if not part.get(name):
                part.pop(name, None)
    found["ground"] = packed(story.ground)
    return found


def _list(story: Story) -> Iterator[str]:
    """The story for readers without JavaScript."""
    words = interface(story.language)
    yield '<ol class="ge-plain">'
    for card in story.cards:
        when = card.when[:1].upper() + card.when[1:]
        name = f"{card.place} ({card.original})" if card.original else card.place
        yield f"<li><h2>{_plain(card.label)}. {_plain(name)}</h2><p>{_plain(when)}</p>"
        actors = f" ({_plain(', '.join(card.actors))})" if card.actors else ""
        sure = _plain(words.say("confidence", sure=card.sure))
        yield f"<p>{_plain(card.what)}{actors}. {_plain(card.status_words)}. {sure}</p>"
        for source in card.sources:
            yield f'<blockquote dir="auto">{_plain("".join(source.quote))} <cite>{_cited(source)}</cite></blockquote>'
        yield "</li>"
    yield '</ol><div class="ge-plain">'
    if story.columns:
        n, of = words.number(len(story.cards)), words.number(story.columns.count)
        yield f"<p>{_plain(words.say('plain_many', n=n, all=of))}</p>"
    for group in story.missing:
        yield f"<h2>{_plain(group.heading)}</h2><ul>"
        for entry in group.entries:
            yield f"<li>{_plain(entry.text)}: {_plain(entry.reason)}</li>"
        yield f"<li>{_plain(words.say('and_more', n=words.number(group.more)))}</li>" if group.more else ""
        yield "</ul>"
    yield f"<p>{_plain(story.credits)}</p>" if story.credits else ""
    yield f"<p>{_plain(words.say('credits'))}</p></div>"


def _cited(source: Source) -> str:
    words = _plain(", ".join(part for part in (source.title, source.line) if part) or source.by)
    return f'<a href="{_plain(source.url)}" rel="noopener noreferrer">{words}</a>' if source.url else words


def _plain(text: str) -> str:
    return escape(re.sub("[\x00\ud800-\udfff]", "\ufffd", text))


def _unwritable(target: Path, problem: OSError) -> UnwritableOutput:
    cause = problem.strerror or str(problem)
    return UnwritableOutput(
        f"cannot write {target}: {cause}; name a file in a folder that exists and that you may write to"
    )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
