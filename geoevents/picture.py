"""A story as a still picture, without a browser: base map, route, numbered stops, credits.

For papers, slides and mails that take no page. Needs matplotlib: ``pip install 'geoevents[static]'``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geoevents.basemap import Frame, decode
from geoevents.errors import ExtraMissing, UnknownFormat, UnwritableOutput
from geoevents.interface import interface

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geoevents.story import Card, Story

FORMATS = (".png", ".svg", ".pdf", ".jpg", ".webp")
"""Suffixes of files that can be written."""
_DPI = 200
_LAND, _WATER, _SHORE, _RIVER, _INK, _SOFT = "#f3f0e8", "#dbe6ec", "#9fb1bc", "#c3d5df", "#1d1d1b", "#5b5e62"
_MOVERS = ("#a3162f", "#1f5f99", "#2f7035", "#7a4a9c")
_EVENT = "#4a5a68"
_FONTS = ("Noto Sans", "DejaVu Sans", "Noto Sans CJK KR", "Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Sans Arabic")
_DISC = 15.0
"""Pixels, radius of a mark."""
_BEND = 0.14


@dataclass(slots=True, kw_only=True)
class _Mark:
    """A disc on the paper."""

    card: Card
    at: tuple[float, float]
    """Where the place is: points of the paper."""
    x: float
    """Where the disc stands, points."""
    y: float


def picture(story: Story, path: str | Path, *, width: int = 1600, height: int = 1000) -> Path:
    """Draw a story into a picture file.

    Args:
        story: What a map of :func:`geoevents.maps.draw` carries as ``story``.
        path: Where to; the suffix says what it becomes: ``.png .svg .pdf .jpg .webp``.
        width: Pixels.
        height: Pixels, headline and credits included.

    Returns:
        The path of the file.

    Raises:
        ExtraMissing: matplotlib is not installed.
        UnknownFormat: No picture can be written with that suffix.
        UnwritableOutput: The file cannot be written there.
        ValueError: A size below 200 or above 10,000 pixels.
    """
    marked(story, path, width=width, height=height, heading=True)
    return Path(path)


def marked(story: Story, path: str | Path, *, width: int, height: int, heading: bool) -> tuple[str, ...]:
    """Draw a story as :func:`picture` does, with or without headline and standfirst above the map.

    Returns:
        What stands in the marks that are in the picture; what lies far off has none.
    """
    target = Path(path)
    if target.suffix.lower() not in FORMATS:
        raise UnknownFormat(f"cannot draw {target.name!r}: name a file that ends in {', '.join(FORMATS)}")
    if not (200 <= width <= 10_000 and 200 <= height <= 10_000):
        raise ValueError(f"width={width} and height={height} are pixels: use 200 to 10,000 for each")
    figure, axes = _paper(story, width, height, heading=heading)
    _ground(axes, story)
    _outlines(axes, story)
    _dots(axes, story)
    marks = _marks(axes, story)
    ways = _route(axes, story)
    _draw_marks(axes, marks)
    _names(axes, story, marks, ways)
    try:
        figure.savefig(target, dpi=_DPI, metadata=_metadata(target, story.made_with))
    except OSError as problem:
        cause = problem.strerror or str(problem)
        raise UnwritableOutput(
            f"cannot write {target}: {cause}; name a file in a folder that exists and that you may write to"
        ) from problem
    return tuple(mark.card.label for mark in marks)


def _metadata(target: Path, made_with: str) -> dict[str, Any] | None:
    # A picture made twice is the same file: no clock in it. JPEG and WebP have no place for words.
    told: dict[str, dict[str, Any]] = {
        ".png": {"Description": made_with},
        ".svg": {"Date": None, "Description": made_with},
        ".pdf": {"CreationDate": None, "Subject": made_with},
    }
    return told.get(target.suffix.lower())


def _paper(story: Story, width: int, height: int, *, heading: bool) -> tuple[Any, Any]:
    """The sheet: headline above, map, credits below."""
    try:
        from matplotlib import font_manager
        from matplotlib.figure import Figure
    except ImportError as cause:
        raise ExtraMissing("a still picture needs matplotlib: pip install 'geoevents[static]'") from cause
    known = set(font_manager.get_font_names())
    fonts = [name for name in _FONTS if name in known]
    figure = Figure(figsize=(width / _DPI, height / _DPI), facecolor="white")
    inches = height / _DPI
    head, foot = min(0.62 / inches, 0.3) if heading else 0.0, min(0.2 / inches, 0.1)
    axes = figure.add_axes((0.0, foot, 1.0, 1.0 - head - foot))
    axes.set_facecolor(_WATER)
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)
    words = interface(story.language)
    left = 0.09 / (width / _DPI)
    said: dict[str, Any] = {"family": fonts, "va": "center", "color": _INK}
    if heading:
        figure.text(left, 1 - head * 0.34, _plain(story.title), fontsize=12, weight="bold", **said)
        figure.text(left, 1 - head * 0.75, _plain(story.standfirst), fontsize=6.5, **{**said, "color": _SOFT})
    named = words.say("credits")
    named += f" ({', '.join(story.outline_sources)})" if len(story.outline_sources) > 1 else ""
    credits_ = " · ".join(part for part in (story.byline, story.credits, named) if part)
    figure.text(left, foot / 2, _plain(credits_), fontsize=4.5, **{**said, "color": _SOFT})
    sheet: Any = axes  # carries our fonts beside what its type knows
    sheet.geoevents_fonts = fonts
    view = _view(story, width / (height * (1 - head - foot)))
    axes.set_xlim(view.west, view.east)
    axes.set_ylim(_north(view.south), _north(view.north))
    axes.set_aspect("equal")
    return figure, axes


def _plain(text: str) -> str:
    # matplotlib reads what stands between two dollar signs as a formula.
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text).replace("$", r"\$")


def _north(latitude: float) -> float:
    """Latitude on the Mercator map, in degrees of longitude at the equator."""
    held = max(-85.0, min(85.0, latitude))
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(held) / 2)))


def _south(north: float) -> float:
    return math.degrees(2 * math.atan(math.exp(math.radians(north))) - math.pi / 2)


def _view(story: Story, shape: float) -> Frame:
    """The ground of the picture: the story with room for names, in the shape of the sheet."""
    (south, west), (north, east) = story.focus
    low, high = _north(south), _north(north)
    wide, tall = max((east - west) * 1.35, 3.0), max((high - low) * 1.3, 2.0)
    wide, tall = max(wide, tall * shape), max(tall, wide / shape)
    wide, tall = (360.0, 360.0 / shape) if wide > 360 else (wide, tall)
    middle = (west + east) / 2, (low + high) / 2
    return Frame(
        west=middle[0] - wide / 2,
        east=middle[0] + wide / 2,
        south=_south(middle[1] - tall / 2),
        north=_south(middle[1] + tall / 2),
    )


def _ground(axes: Any, story: Story) -> None:
    """Land, lakes, rivers, shores and, where the story has them, borders."""
    from matplotlib.collections import LineCollection, PolyCollection

    middle = sum(axes.get_xlim()) / 2
    size = story.ground.cell
    land, lakes, lines, shores, borders = [], [], [], [], []
    for key, (level, *parts) in story.ground.cells.items():
        column, row = map(int, key.split(","))
        unit = story.ground.units[level]
        west = column * size + 360 * round((middle - (column + 0.5) * size) / 360)

        def placed(points: Sequence[tuple[int, int]], west: float = west, row: int = row, unit: float = unit) -> Any:
            return [(west + x * unit, _north(row * size + y * unit)) for x, y in points]

        rings = [[decode(text) for text in texts] for texts in parts]
        land += [placed(ring) for ring in rings[0]]
        lakes += [placed(ring) for ring in rings[1]]
        edge = round(size / unit)
        shores += [placed(line) for ring in (*rings[0], *rings[1]) for line in _shores(ring, edge)]
        lines += [placed(line) for line in rings[2]]
        borders += [placed(line) for line in rings[3]]
    axes.add_collection(PolyCollection(land, facecolor=_LAND, edgecolor=_LAND, linewidth=0.4, zorder=1))
    axes.add_collection(PolyCollection(lakes, facecolor=_WATER, edgecolor="none", zorder=2))
    axes.add_collection(LineCollection(lines, colors=_RIVER, linewidths=0.4, zorder=2))
    axes.add_collection(LineCollection(borders, colors="#c5bba8", linewidths=0.5, linestyles="dashdot", zorder=3))
    axes.add_collection(LineCollection(shores, colors=_SHORE, linewidths=0.4, zorder=3))


def _shores(ring: Sequence[tuple[int, int]], edge: int) -> Iterator[list[tuple[int, int]]]:
    """The sides of a ring that are shore, not only where a cell was cut."""
    for (ax, ay), (bx, by) in pairwise(ring):
        cut = max(ax, bx) <= 0 or max(ay, by) <= 0 or min(ax, bx) >= edge or min(ay, by) >= edge
        if not cut:
            yield [(ax, ay), (bx, by)]


def _colour(card: Card) -> str:
    return _MOVERS[card.mover % len(_MOVERS)] if card.mover is not None else _EVENT


def _shown(story: Story) -> list[Card]:
    return [card for card in story.cards if card.group != "general"] if story.columns is None else []


def _dots(axes: Any, story: Story) -> None:
    """Of very many events a dot for each whose place is a spot; where they lie close, the colour is stronger."""
    if story.columns is None:
        return
    from geoevents.columns import spots

    points = spots(story.columns)
    north = [_north(latitude) for latitude in points[:, 0]]
    look: dict[str, Any] = {"marker": "o", "markersize": 1.6, "markeredgewidth": 0, "linestyle": "none"}
    axes.plot(points[:, 1], north, color=_MOVERS[0], alpha=0.35, zorder=6, **look)


def _outlines(axes: Any, story: Story) -> None:
    """Regions as their ground, or a dashed circle; countries as a tint."""
    from matplotlib.patches import Ellipse, PathPatch
    from matplotlib.path import Path as Line

    for card in _shown(story):
        if card.precision not in {"region", "country"}:
            continue
        if card.outline is None:
            wide = card.radius / (111.3 * max(math.cos(math.radians(card.lat)), 0.05)) * 2
            style: dict[str, Any] = {
                "facecolor": _colour(card),
                "edgecolor": _colour(card),
                "alpha": 0.12,
                "linestyle": "--",
            }
            axes.add_patch(Ellipse((card.lon, _north(card.lat)), wide, wide, zorder=4, **style))
            continue
        outline = story.outlines[card.outline]
        rings = [[(x * outline.unit, _north(y * outline.unit)) for x, y in decode(text)] for text in outline.rings]
        points = [point for ring in rings for point in ring]
        codes = [Line.LINETO if at else Line.MOVETO for ring in rings for at, _ in enumerate(ring)]
        shape = Line(points, codes)
        axes.add_patch(PathPatch(shape, facecolor=_colour(card), edgecolor="none", alpha=0.12, zorder=4))
        if outline.kind == "region":
            dash = "-" if outline.quality == "survey" else "--"
            line = {"facecolor": "none", "edgecolor": _colour(card), "linewidth": 0.7, "linestyle": dash}
            axes.add_patch(PathPatch(shape, zorder=4, **line))


def _marks(axes: Any, story: Story) -> list[_Mark]:
    """The discs inside the view, pushed apart until none covers another."""
    (west, east), (low, high) = axes.get_xlim(), axes.get_ylim()
    scale = 72.0 / _DPI
    found: list[_Mark] = []
    for card in _shown(story):
        if not (west < card.lon < east and low < _north(card.lat) < high):
            continue
        x, y = axes.transData.transform((card.lon, _north(card.lat)))
        dots = axes.figure.dpi / 72.0
        found.append(_Mark(card=card, at=(x / dots, y / dots), x=x / dots, y=y / dots + 0.01 * len(found)))
    least = _DISC * 2.1 * scale
    for _ in range(120):
        if not _push(found, least):
            break
    return found


def _push(marks: Sequence[_Mark], least: float) -> bool:
    moved = False
    for number, one in enumerate(marks):
        for other in marks[number + 1 :]:
            dx, dy = other.x - one.x, other.y - one.y
            distance = math.hypot(dx, dy) or 0.01
            if distance >= least:
                continue
            share = (least - distance + 0.2) / 2 / distance
            one.x, one.y = one.x - dx * share, one.y - dy * share
            other.x, other.y = other.x + dx * share, other.y + dy * share
            moved = True
    return moved


def _route(axes: Any, story: Story) -> list[tuple[float, float]]:
    """Curves from stop to stop with an arrow, dashed: the order, not the way. Returns points along them."""
    ways: list[tuple[float, float]] = []
    stops = [card for card in story.cards if card.group == "stop"]
    for one, other in pairwise(stops):
        if one.mover != other.mover:
            continue
        a, b = (one.lon, _north(one.lat)), (other.lon, _north(other.lat))
        if math.dist(a, b) < 1e-6:
            continue
        bend = ((a[0] + b[0]) / 2 - (b[1] - a[1]) * _BEND, (a[1] + b[1]) / 2 + (b[0] - a[0]) * _BEND)
        curve = [
            (
                (1 - t) ** 2 * a[0] + 2 * t * (1 - t) * bend[0] + t**2 * b[0],
                (1 - t) ** 2 * a[1] + 2 * t * (1 - t) * bend[1] + t**2 * b[1],
            )
            for t in (step / 28 for step in range(29))
        ]
        doubt = not other.order_known or bool(other.doubt)
        happened = other.status in {"occurred", "ongoing"}
        told = "-" if other.means else (0, (4, 2))
        style: Any = (0, (0.8, 1.6)) if doubt else told if happened else (0, (2, 2))
        axes.plot(*zip(*curve, strict=True), color=_colour(other), linewidth=1.1, linestyle=style, zorder=5)
        ways += curve[2:-2]
        if other.order_known:
            arrow = {"arrowstyle": "-|>", "color": _colour(other), "lw": 0, "mutation_scale": 8}
            axes.annotate("", xy=curve[15], xytext=curve[14], arrowprops=arrow, zorder=5)
    return ways


def _draw_marks(axes: Any, marks: Sequence[_Mark]) -> None:
    """Discs: filled happened, ringed going on, hollow planned, dotted possible, crossed did not happen."""
    radius = _DISC * 72.0 / _DPI * 0.95
    for mark in marks:
        colour, status = _colour(mark.card), mark.card.status
        if math.dist(mark.at, (mark.x, mark.y)) > radius * 0.6:
            _line(axes, mark.at, (mark.x, mark.y), colour)
        filled = status in {"occurred", "ongoing"}
        dots = {"markersize": radius * 2, "marker": "o", "linestyle": "none", "transform": None, "clip_on": False}
        edge = "white" if filled else colour
        _point(axes, mark, {**dots, "markersize": radius * 2 + 1.2, "color": "white", "zorder": 6})
        face = colour if filled else "white"
        body = {"markerfacecolor": face, "markeredgecolor": edge, "markeredgewidth": 0.8, "zorder": 7}
        _point(axes, mark, {**dots, **body})
        if status == "ongoing":
            ring = {"markerfacecolor": "none", "markeredgecolor": colour, "markeredgewidth": 0.6}
            _point(axes, mark, {**dots, **ring, "markersize": radius * 2 + 2.4, "zorder": 7})
        if status == "negated":
            part = radius * 0.7
            _line(axes, (mark.x - part, mark.y - part), (mark.x + part, mark.y + part), colour, zorder=8)
        label = {"ha": "center", "va": "center", "fontsize": 5.8, "weight": "bold", "family": axes.geoevents_fonts}
        ink = {"color": "white" if filled else colour, "xycoords": "figure points", "zorder": 9}
        axes.annotate(mark.card.label, (mark.x, mark.y - 0.2), **ink, **label)


def _line(axes: Any, start: tuple[float, float], end: tuple[float, float], colour: str, zorder: int = 5) -> None:
    arrow = {"arrowstyle": "-", "color": colour, "lw": 0.6, "shrinkA": 0, "shrinkB": 0}
    points = {"xycoords": "figure points", "textcoords": "figure points", "arrowprops": arrow, "zorder": zorder}
    axes.annotate("", xy=start, xytext=end, **points)


def _point(axes: Any, mark: _Mark, style: dict[str, Any]) -> None:
    from matplotlib.transforms import Affine2D

    scaled = Affine2D().scale(1 / 72.0) + axes.figure.dpi_scale_trans
    axes.add_line(_marker(mark.x, mark.y, {**style, "transform": scaled}))


def _marker(x: float, y: float, style: dict[str, Any]) -> Any:
    from matplotlib.lines import Line2D

    return Line2D([x], [y], **style)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    """A rectangle of the paper, points."""

    left: float
    low: float
    right: float
    high: float

    def inside(self, sheet: _Box) -> bool:
        """Whether it lies on the sheet as a whole."""
        across = self.left > sheet.left and self.right < sheet.right
        return across and self.low > sheet.low and self.high < sheet.high

    def crosses(self, other: _Box) -> bool:
        """Whether the two share ground."""
        return self.left < other.right and other.left < self.right and self.low < other.high and other.low < self.high


def _names(axes: Any, story: Story, marks: Sequence[_Mark], ways: Sequence[tuple[float, float]]) -> None:
    """Names of the stops with their days, then of countries and cities around them, where they cover nothing."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    dots = axes.figure.dpi / 72.0
    corners = axes.get_window_extent()
    sheet = _Box(left=2, right=corners.x1 / dots - 2, low=corners.y0 / dots + 2, high=corners.y1 / dots - 2)
    radius = _DISC * 72.0 / _DPI
    taken = [_Box(left=m.x - radius, right=m.x + radius, low=m.y - radius, high=m.y + radius) for m in marks]
    on_way = axes.transData.transform(ways) / dots if ways else ()
    taken += [_Box(left=x - 0.5, right=x + 0.5, low=y - 0.5, high=y + 0.5) for x, y in on_way]
    canvas: Any = FigureCanvasAgg(axes.figure)
    pen = canvas.get_renderer()
    paper = _Paper(axes=axes, pen=pen, sheet=sheet, taken=taken)
    for here in _by_place(marks):
        shorts = list(dict.fromkeys(mark.card.short for mark in here if mark.card.short))
        days = ", ".join(shorts) if len(shorts) < 3 else story.words["here"].format(n=len(here))
        words = "\n".join(part for part in (here[0].card.place, days) if part)
        style = {"fontsize": 6.2, "weight": "bold", "color": _INK, "zorder": 10, "linespacing": 1.05}
        spots = [((mark.x, mark.y), radius + gap) for gap in (1.5, 8.0, 18.0) for mark in here]
        any(paper.write(words, at, gap, style) for at, gap in spots)
    for label in story.labels:
        x, y = axes.transData.transform((label.lon, _north(label.lat))) / dots
        country = label.kind == "country"
        style = {"fontsize": 5.2 if country else 4.8, "color": "#6f7a80", "zorder": 6}
        words = label.text.upper() if country else label.text
        if paper.write(words, (x, y), 0 if country else 2.5, style, centred=country) and not country:
            point = {"markersize": 1.1, "marker": "o", "color": "#6f7a80", "zorder": 6}
            axes.add_line(_marker(label.lon, _north(label.lat), {**point, "transform": axes.transData}))


def _by_place(marks: Sequence[_Mark]) -> list[list[_Mark]]:
    """Marks of one place together, places in the order of the list."""
    found: dict[tuple[str, float, float], list[_Mark]] = {}
    for mark in marks:
        found.setdefault((mark.card.place, round(mark.card.lat, 1), round(mark.card.lon, 1)), []).append(mark)
    return list(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paper:
    """Writes names where they cover nothing."""

    axes: Any
    pen: Any
    """What measures text."""
    sheet: _Box
    """The map's part of the paper."""
    taken: list[_Box]
    """What is covered so far."""

    def write(
        self, words: str, at: tuple[float, float], gap: float, style: dict[str, Any], *, centred: bool = False
    ) -> bool:
        """A name beside its point, at the first side where it covers nothing; whether there was one."""
        from matplotlib.patheffects import withStroke

        given = {**style, "family": self.axes.geoevents_fonts, "va": "center", "xycoords": "figure points"}
        halo = [withStroke(linewidth=1.4, foreground=_LAND)]
        text = self.axes.annotate(_plain(words), at, path_effects=halo, annotation_clip=False, **given)
        extent = text.get_window_extent(self.pen)
        dots = self.axes.figure.dpi / 72.0
        for box in _sides(at, gap, extent.width / dots, extent.height / dots, centred=centred):
            if box.inside(self.sheet) and not any(box.crosses(other) for other in self.taken):
                self.taken.append(box)
                text.xyann = (box.left, (box.low + box.high) / 2)
                return True
        text.remove()
        return False


def _sides(at: tuple[float, float], gap: float, wide: float, tall: float, *, centred: bool) -> Iterator[_Box]:
    """Where a name may stand, the best first."""
    x, y = at
    beside = (gap, 0.0), (-gap - wide, 0.0)
    below = (-wide / 2, -gap - tall / 2), (-wide / 2, gap + tall / 2)
    slanted = (gap * 0.8, -gap), (gap * 0.8, gap), (-gap * 0.8 - wide, -gap), (-gap * 0.8 - wide, gap)
    for dx, dy in ((-wide / 2, 0.0),) if centred else (*beside, *below, *slanted):
        yield _Box(left=x + dx, right=x + dx + wide, low=y + dy - tall / 2, high=y + dy + tall / 2)
