"""Resolution alone, gold spans given: candidate recall, share right within 161 km, calibration.

    python benchmarks/places.py [../shared/corpora] [--picture docs/calibration.svg] [--write FOLDER]

Of the gold toponyms with coordinates: is any candidate within 161 km; is the best guess; the same of the literal ones,
where a corpus tells them apart; and is it when the publishers' homes are learned first. Then the answers by how sure
they say they are, with the expected calibration error over ten equal bins. The corpora were looked at while the
weights were set: the figures are *seen*.

With ``--write`` the answers go to ``FOLDER/LGL.jsonl`` and ``FOLDER/GWN.jsonl`` for the scorer beside the corpora,
without the label *literal*: the resolution alone has none, and the scorer takes each as a pin then.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

from geoevents.gazetteer import default_gazetteer  # noqa: E402
from geoevents.model import Document, Mention, Place, Resolution  # noqa: E402
from geoevents.places import distance_km, resolve  # noqa: E402
from geoevents.places.home import homes_of  # noqa: E402

CORPORA = {"LGL": "lgl.jsonl.gz", "GWN": "gwn.jsonl"}
NEAR_KM = 161.0
BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A document with its gold spans and points."""

    document: Document
    mentions: tuple[Mention, ...]
    points: tuple[Place | None, ...]
    """Gold point of each mention; None without coordinates."""
    literal: tuple[bool, ...]
    """Whether each mention is a place the text is at, by the gold; all, where a corpus does not tell."""


def articles(path: Path) -> list[Article]:
    """Read one corpus."""
    opener: Any = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [_article(json.loads(line)) for line in lines if line.strip()]


def _article(record: dict[str, Any]) -> Article:
    text, gold = record["text"], record["toponyms"]
    spans = [(t["start"], t["end"]) for t in gold]
    return Article(
        document=Document(id=str(record["doc_id"]), text=text, source=record.get("source")),
        mentions=tuple(Mention(start=a, end=b, text=text[a:b], kind="literal") for a, b in spans),
        points=tuple(_point(t) for t in gold),
        literal=tuple(t["is_location"] for t in gold),
    )


def _point(toponym: dict[str, Any]) -> Place | None:
    if toponym["lat"] is None:
        return None
    ident = f"geonames:{toponym['geonameid']}"
    return Place(id=ident, name="", latitude=toponym["lat"], longitude=toponym["lon"], geonameid=toponym["geonameid"])


def recall(found: list[Article]) -> float:
    """Share of gold toponyms of which some candidate lies within 161 km."""
    gazetteer = default_gazetteer()
    pairs = [(m, p) for a in found for m, p in zip(a.mentions, a.points, strict=True) if p is not None]
    near = sum(any(distance_km(c.place, p) <= NEAR_KM for c in gazetteer.lookup(m.text)) for m, p in pairs)
    return near / len(pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A gold toponym with coordinates, and its best guess."""

    score: float
    right: bool
    """Whether the guess lies within 161 km."""
    literal: bool


def answers(found: list[Article], homes: dict[str, Place], written: list[dict[str, Any]] | None = None) -> list[Answer]:
    """The best guess for every gold toponym with coordinates; the scorer's records are added to ``written``."""
    gazetteer = default_gazetteer()
    judged = []
    for article in found:
        home = homes.get(article.document.source or "")
        resolved = resolve(article.document, article.mentions, gazetteer, min_score=0, home=home)
        for answer, point, literal in zip(resolved, article.points, article.literal, strict=True):
            if point is not None:
                right = answer.place is not None and distance_km(answer.place, point) <= NEAR_KM
                judged.append(Answer(score=answer.score, right=right, literal=literal))
        if written is not None:
            written.append({"doc_id": article.document.id, "toponyms": [_row(r) for r in resolved]})
    return judged


def _row(answer: Resolution) -> dict[str, Any]:
    mention, place = answer.mention, answer.place
    point = {"lat": place and place.latitude, "lon": place and place.longitude, "geonameid": place and place.geonameid}
    return {"start": mention.start, "end": mention.end, "phrase": mention.text, **point}


def share_right(judged: list[Answer]) -> float:
    """Share of the answers within 161 km."""
    return sum(answer.right for answer in judged) / len(judged)


def learned_homes(found: list[Article]) -> dict[str, Place]:
    """Homes of publishers, from answers without them."""
    gazetteer = default_gazetteer()
    return homes_of((a.document.source or "", resolve(a.document, a.mentions, gazetteer)) for a in found)


def bins(judged: list[tuple[float, bool]]) -> list[tuple[int, float, float]]:
    """Number, mean certainty and share right of the answers in each of ten equal bins."""
    rows = []
    for number in range(BINS):
        inside = [(s, r) for s, r in judged if min(int(s * BINS), BINS - 1) == number and s > 0]
        if inside:
            rows.append((len(inside), sum(s for s, _ in inside) / len(inside), sum(r for _, r in inside) / len(inside)))
    return rows


def calibration_error(judged: list[tuple[float, bool]]) -> float:
    """Expected calibration error (Naeini, Cooper and Hauskrecht, AAAI 2015) over the answers that were given."""
    rows = bins(judged)
    return sum(n * abs(said - right) for n, said, right in rows) / sum(n for n, _, _ in rows)


def picture(curves: dict[str, list[tuple[int, float, float]]]) -> str:
    """A reliability diagram as SVG."""
    colours = {"LGL": "#a3142f", "GWN": "#1f5fa0"}
    size, edge = 320, 44
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size + 2 * edge} {size + 2 * edge}" font-size="12">',
        f'<rect x="{edge}" y="{edge}" width="{size}" height="{size}" fill="#fff" stroke="#999"/>',
        f'<line x1="{edge}" y1="{edge + size}" x2="{edge + size}" y2="{edge}" stroke="#bbb" stroke-dasharray="4 4"/>',
        f'<text x="{edge + 80}" y="{size + 2 * edge - 10}">how sure the answer says it is</text>',
        f'<text transform="translate(16 {edge + size / 2}) rotate(-90)">share right</text>',
    ]
    for place, (name, rows) in enumerate(curves.items()):
        points = [(edge + said * size, edge + size - right * size, n) for n, said, right in rows]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colours[name]}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{2 + n**0.25:.1f}" fill="{colours[name]}"/>' for x, y, n in points
        ]
        parts.append(f'<text x="{edge + 10}" y="{edge + 20 + 18 * place}" fill="{colours[name]}">{name}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="?", type=Path, default=ROOT.parent / "shared" / "corpora")
    parser.add_argument("--picture", type=Path, help="write a reliability diagram here")
    parser.add_argument("--write", type=Path, help="write the answers into this folder, for the scorer")
    options = parser.parse_args()
    os.environ["GEOEVENTS_DATA"] = str(ROOT / "no-such-folder")  # nobody's own places count
    curves = {}
    for name, file in CORPORA.items():
        written: list[dict[str, Any]] = []
        found = articles(options.corpora / file)
        alone, homes = answers(found, {}, written), learned_homes(found)
        pins = [answer for answer in alone if answer.literal]
        print(f"{name}: {len(alone)} gold toponyms with coordinates")
        print(f"  some candidate within 161 km   {recall(found):.4f}")
        print(f"  best guess within 161 km       {share_right(alone):.4f}")
        if len(pins) < len(alone):
            print(f"  … of the {len(pins)} literal ones     {share_right(pins):.4f}")
        if homes:
            print(f"  … with {len(homes)} publishers' homes   {share_right(answers(found, homes)):.4f}")
        sure = [(answer.score, answer.right) for answer in alone]
        print(f"  expected calibration error     {calibration_error(sure):.4f}")
        curves[name] = bins(sure)
        for n, said, right in curves[name]:
            print(f"    said {said:.2f}  right {right:.2f}  ({n})")
        if options.write:
            lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in written)
            (options.write / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    if options.picture:
        options.picture.write_text(picture(curves), encoding="utf-8")


if __name__ == "__main__":
    main()
