"""Batch records: the one line of JSON a report comes in as, and the one its reading goes out as."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geoevents.documents.publication import as_day
from geoevents.errors import InvalidDate, InvalidRecord
from geoevents.model import Document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from geoevents.model import Event, Evidence, Place, Reading, Resolution, When

_PLACES = 6  # decimals of a degree: a tenth of a metre
_SCORES = 4  # decimals of a score


def document_from_record(record: object, line: int | None = None) -> Document:
    """Check one input record and make it a document.

    The text is kept as it is, character for character, because offsets in other files refer to it.

    Args:
        record: A JSON object: ``doc_id``, ``text``, ``published`` (ISO day or null), optionally ``corpus``,
            ``source``, ``url``, ``title``, ``language``, and ``toponyms`` with ``start`` and ``end`` each.
        line: Line number, for the error.

    Returns:
        The document; ``spans`` hold the toponyms in text order, or None when the record brings none.

    Raises:
        InvalidRecord: A field is missing or malformed, or a span lies outside the text.

    Example:
        >>> document_from_record({"doc_id": "a", "text": "Rain in Bergen.", "published": "2023-09-17"}).published
        datetime.date(2023, 9, 17)
    """
    where = "record" if line is None else f"line {line}"
    if not isinstance(record, dict):
        raise InvalidRecord(f"{where}: a record is a JSON object, not {_kind(record)}")
    text = _text(record, where)
    published = _published(record, where)
    return Document(
        id=_doc_id(record, where),
        text=text,
        title=_optional(record, "title", where),
        published=published,
        published_source=None if published is None else "given",
        url=_optional(record, "url", where),
        source=_optional(record, "source", where),
        corpus=_optional(record, "corpus", where),
        language=_optional(record, "language", where) or "en",
        spans=_spans(record, len(text), where),
    )


def document_from_line(line: str, number: int) -> Document:
    """Read one line of a JSONL file.

    Args:
        line: The line.
        number: Its number, from 1.

    Returns:
        The document.

    Raises:
        InvalidRecord: The line is no JSON or no record.

    Example:
        >>> document_from_line('{"doc_id": "a", "text": "Rain.", "published": null}', 1).id
        'a'
    """
    try:
        record = json.loads(line.strip(), parse_constant=_refuse_constant)
    except json.JSONDecodeError as problem:
        raise InvalidRecord(f"line {number}: no JSON ({problem.msg} at character {problem.pos + 1})") from problem
    except (ValueError, RecursionError) as problem:
        raise InvalidRecord(f"line {number}: no JSON ({problem})") from problem
    return document_from_record(record, line=number)


def record_from_reading(reading: Reading, *, min_score: float = 0.0, itinerary: Sequence[int] = ()) -> dict[str, Any]:
    """Write down what was found in one report, in the form that ``geoevents extract`` puts out.

    Args:
        reading: The report and its places, times and events.
        min_score: Places less sure than this, 0 to 1, are written without coordinates.
        itinerary: Indices into ``reading.events``: the stops of the main mover in travelling order.

    Returns:
        A JSON object with ``doc_id``, ``corpus`` and ``source`` where the input had them, ``toponyms``,
        ``timexes``, ``events`` and ``itinerary``; offsets refer to the input text.

    Raises:
        IndexError: The itinerary names an event that is not there.

    Example:
        >>> from geoevents.model import Reading
        >>> record_from_reading(Reading(document=Document(id="a", text="Rain.")))
        {'doc_id': 'a', 'toponyms': [], 'timexes': [], 'events': [], 'itinerary': []}
    """
    if any(not 0 <= index < len(reading.events) for index in itinerary):
        raise IndexError(f"itinerary {list(itinerary)} names an event outside 0 to {len(reading.events) - 1}")
    document = reading.document
    passed_through = {"corpus": document.corpus, "source": document.source}
    return {
        "doc_id": document.id,
        **{key: value for key, value in passed_through.items() if value is not None},
        "toponyms": [_toponym(resolution, min_score) for resolution in reading.resolutions],
        "timexes": [_timex(when) for when in reading.times if when.start is not None],
        "events": [_event(event, document.id, min_score) for event in reading.events],
        "itinerary": list(itinerary),
    }


def line_from_record(record: Mapping[str, object]) -> str:
    r"""Write a record as one line of strict JSON, without the line end.

    Raises:
        ValueError: A number is not finite: JSON has no NaN.

    Example:
        >>> line_from_record({"doc_id": "Київ"})
        '{"doc_id": "Київ"}'
    """
    line = json.dumps(record, ensure_ascii=False, allow_nan=False)
    try:
        line.encode()
    except UnicodeEncodeError:  # half a surrogate pair, legal in JSON only when escaped
        line = json.dumps(record, allow_nan=False)
    return line


def _toponym(resolution: Resolution, min_score: float) -> dict[str, Any]:
    mention = resolution.mention
    place = _sure_place(resolution, min_score)
    return {
        "start": mention.start,
        "end": mention.end,
        "phrase": mention.text,
        **_coordinates(place),
        "geonameid": None if place is None else place.geonameid,
        "literal": mention.kind == "literal",
        "kind": mention.kind,
        "score": round(resolution.score, _SCORES),
    }


def _timex(when: When) -> dict[str, Any]:
    return {"start": when.start, "end": when.end, "text": when.text, "type": when.type, "value": when.value}


def _event(event: Event, doc_id: str, min_score: float) -> dict[str, Any]:
    passage = _passage(event, doc_id)
    return {
        "place_name": event.place.mention.text,
        **_coordinates(_sure_place(event.place, min_score)),
        "start": _iso(event.when.earliest),
        "end": _iso(event.when.latest),
        "not_before": _iso(event.when.not_before),
        "not_after": _iso(event.when.not_after),
        "status": event.status,
        "span": [passage.place_start, passage.place_end],
        "what": event.what,
        "actors": list(event.actors),
        "type": event.type,
        "evidence": [passage.start, passage.end],
        "confidence": round(event.confidence, _SCORES),
    }


def _passage(event: Event, doc_id: str) -> Evidence:
    for passage in event.evidence:
        if passage.doc_id == doc_id:
            return passage
    raise ValueError(f"event {event.id} has no evidence in {doc_id}: a record holds the events of one report")


def _sure_place(resolution: Resolution, min_score: float) -> Place | None:
    return resolution.place if resolution.score >= min_score else None


def _coordinates(place: Place | None) -> dict[str, float | None]:
    if place is None:
        return {"lat": None, "lon": None}
    return {"lat": round(place.latitude, _PLACES), "lon": round(place.longitude, _PLACES)}


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _doc_id(record: Mapping[str, object], where: str) -> str:
    value = record.get("doc_id")
    if isinstance(value, str) and value:
        return value
    raise InvalidRecord(f"{where}: doc_id must be a text that is not empty, not {_kind(value)}")


def _text(record: Mapping[str, object], where: str) -> str:
    value = record.get("text")
    if not isinstance(value, str):
        raise InvalidRecord(f"{where}: text must be a text, not {_kind(value)}")
    return value


def _published(record: Mapping[str, object], where: str) -> date | None:
    value = record.get("published")
    if value is not None and not isinstance(value, str):
        raise InvalidRecord(f"{where}: published must be an ISO day such as 2023-09-17 or null, not {_kind(value)}")
    try:
        return as_day(value)
    except InvalidDate as problem:
        raise InvalidRecord(f"{where}: {problem}") from problem


def _optional(record: Mapping[str, object], key: str, where: str) -> str | None:
    value = record.get(key)
    if value is None or isinstance(value, str):
        return value
    raise InvalidRecord(f"{where}: {key} must be a text or null, not {_kind(value)}")


def _spans(record: Mapping[str, object], length: int, where: str) -> tuple[tuple[int, int], ...] | None:
    toponyms = record.get("toponyms")
    if toponyms is None:
        return None
    if not isinstance(toponyms, list):
        raise InvalidRecord(f"{where}: toponyms must be a list of objects, not {_kind(toponyms)}")
    return tuple(sorted({_span(item, length, f"{where}: toponyms[{i}]") for i, item in enumerate(toponyms)}))


def _span(item: object, length: int, where: str) -> tuple[int, int]:
    if not isinstance(item, dict):
        raise InvalidRecord(f"{where} must be an object with start and end, not {_kind(item)}")
    start, end = item.get("start"), item.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or isinstance(start, bool) or isinstance(end, bool):
        raise InvalidRecord(f"{where}: start and end must be whole numbers, not {start!r} and {end!r}")
    if not 0 <= start < end <= length:
        raise InvalidRecord(f"{where}: span {start} to {end} lies outside the text of {length} characters or is empty")
    return start, end


def _kind(value: object) -> str:
    if value is None:
        return "nothing"
    names = {
        bool: "true or false",
        dict: "an object",
        list: "a list",
        str: "a text",
        int: "a number",
        float: "a number",
    }
    name = names.get(type(value), type(value).__name__)
    return "an empty text" if value == "" else name


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON")
