"""A geocoder on this machine that speaks several servers' JSON, or fails in the way it is told, and notes who asks."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Self
from urllib.parse import parse_qs, urlsplit

CAMPUS = {
    "osm_type": "way",
    "osm_id": 42,
    "lat": "43.0246",
    "lon": "131.8934",
    "name": "Дальневосточный университет",
    "display_name": "Дальневосточный университет, Русский остров, Россия",
    "namedetails": {"name:en": "Far Eastern Federal University"},
    "class": "amenity",
    "type": "university",
    "addresstype": "amenity",
    "address": {"country_code": "ru", "state": "Primorye"},
    "boundingbox": ["43.02", "43.03", "131.88", "131.90"],
    "importance": 0.4,
}
BERGEN = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [5.3269, 60.3943]},
    "properties": {
        "osm_type": "R",
        "osm_id": 7,
        "osm_value": "administrative",
        "type": "city",
        "name": "Bergen",
        "state": "Vestland",
        "countrycode": "NO",
        "extent": [5.1, 60.5, 5.6, 60.2],
    },
}
PELIAS = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [5.3269, 60.3943]},
    "bbox": [5.1, 60.2, 5.6, 60.5],
    "properties": {
        "gid": "whosonfirst:locality:101751889",
        "layer": "locality",
        "name": "Bergen",
        "label": "Bergen, Norway",
        "country_a": "NOR",
        "region": "Vestland",
    },
}
GEONAMES = {
    "geonameId": 3161732,
    "name": "Bergen",
    "toponymName": "Bergen",
    "lat": "60.39299",
    "lng": "5.32415",
    "fcl": "P",
    "fcode": "PPLA",
    "countryCode": "NO",
    "countryName": "Norway",
    "adminName1": "Vestland",
}
ARCGIS = {
    "address": "Bergen, Vestland",
    "location": {"x": 5.3269, "y": 60.3943},
    "score": 100,
    "attributes": {"Country": "NOR", "Type": "City", "Region": "Vestland", "LongLabel": "Bergen, Vestland, NOR"},
}


def ok(path: str, query: dict[str, list[str]], *, echo: bool) -> object:
    """The answer of the server that has such a path; an echo bears whatever name was asked for."""
    name = query.get("q", query.get("text", query.get("singleLine", [""])))[0]
    if path.endswith("/search") and "text" in query:
        return {"features": [PELIAS]}
    if path.endswith("/searchJSON"):
        return {"totalResultsCount": 1, "geonames": [GEONAMES]}
    if path.endswith("/findAddressCandidates"):
        return {"candidates": [ARCGIS]}
    if path.endswith("/search"):
        country = query.get("countrycodes", ["ru"])[0].split(",")[0]
        named = {"name": name, "display_name": name, "osm_id": sum(name.encode()), "address": {"country_code": country}}
        return [{**CAMPUS, **named, "namedetails": {}} if echo else CAMPUS]
    properties = BERGEN["properties"] | ({"name": name} if echo else {})
    return {"type": "FeatureCollection", "features": [BERGEN | {"properties": properties}]}


def nothing(path: str, query: dict[str, list[str]]) -> object:
    """What the server that has such a path says when it knows no such place."""
    if path.endswith("/searchJSON"):
        return {"totalResultsCount": 0, "geonames": []}
    if path.endswith("/findAddressCandidates"):
        return {"candidates": []}
    return [] if path.endswith("/search") and "text" not in query else {"features": []}


class Handler(BaseHTTPRequestHandler):
    """One request."""

    def do_GET(self) -> None:
        """Answer as the mode says: the next of ``modes``, else ``mode``."""
        server = self.server
        address = urlsplit(self.path)
        query = parse_qs(address.query)
        with server.lock:
            server.asked.append((time.monotonic(), self.path, self.headers["User-Agent"]))
            mode = server.modes.pop(0) if server.modes else server.mode
        if mode == "dripping":
            self.drip()
            return
        if mode == "slow":
            server.patience.wait(server.slowness)
            mode = "ok"
        status, body, headers = {
            "ok": (200, lambda: json.dumps(ok(address.path, query, echo=False)), {}),
            "echo": (200, lambda: json.dumps(ok(address.path, query, echo=True)), {}),
            "empty": (200, lambda: json.dumps(nothing(address.path, query)), {}),
            "null": (200, lambda: "null", {}),
            "object": (200, lambda: "{}", {}),
            "status": (200, lambda: '{"status": "busy"}', {}),
            "error": (200, lambda: '{"error": "overloaded"}', {}),
            "nonsense": (200, lambda: '[{"lat": "north", "lon": 1, "display_name": "x"}]', {}),
            "html": (200, lambda: "<html>busy</html>", {}),
            "429": (429, lambda: "slow down", {"Retry-After": str(server.retry_after)}),
            "403": (403, lambda: "banned", {}),
            "500": (500, lambda: "broken", {}),
            "503": (503, lambda: "busy", {}),
            "redirect": (302, lambda: "", {"Location": "/elsewhere"}),
        }[mode]
        data = body().encode()
        head = [f"HTTP/1.0 {status} X", "Content-Type: application/json", f"Content-Length: {len(data)}"]
        head += [f"{key}: {value}" for key, value in headers.items()]
        try:
            # at once, or the client waits for the second packet
            self.wfile.write("\r\n".join(head).encode() + b"\r\n\r\n" + data)
        except OSError:  # the client has given up, as a slow server's clients do
            self.close_connection = True

    def drip(self) -> None:
        """Begin an answer, and never end it."""
        self.wfile.write(b"HTTP/1.0 200 X\r\nContent-Type: application/json\r\n\r\n[")
        try:
            while not self.server.patience.wait(0.05):
                self.wfile.write(b" ")
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Loopback(ThreadingHTTPServer):
    """The server; ``asked`` holds time, path and user agent of each request, as the server saw it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[float, str, str]] = []
        self.mode, self.modes = "ok", []
        self.slowness, self.retry_after = 2.0, 7
        self.patience, self.lock = threading.Event(), threading.Lock()
        self.address = f"http://127.0.0.1:{self.server_address[1]}"
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.patience.set()
        self.shutdown()
        self.server_close()
        self._thread.join()

    @property
    def gaps(self) -> list[float]:
        """Seconds between one request and the next, in the order in which the server saw them."""
        times = sorted(when for when, _, _ in self.asked)
        return [later - earlier for earlier, later in pairwise(times)]

    @property
    def names(self) -> list[str]:
        """What was asked for, in order."""
        found = (parse_qs(urlsplit(path).query) for _, path, _ in self.asked)
        return [next(query[key][0] for key in ("q", "text", "singleLine") if key in query) for query in found]
