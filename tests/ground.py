"""What ``static/ground.js`` does with packed points, for tests to read them back."""

from __future__ import annotations

from itertools import accumulate


def unpacked(text: str) -> list[tuple[int, int]]:
    """Points of the grid; the reverse of :func:`geoevents.basemap.encode`."""
    values, number, shift = [], 0, 0
    for character in text.replace("!", "\\"):
        bits = ord(character) - 63
        number |= (bits & 31) << shift
        if bits & 32:
            shift += 5
        else:
            values.append(~(number >> 1) if number & 1 else number >> 1)
            number = shift = 0
    return list(zip(accumulate(values[::2]), accumulate(values[1::2]), strict=True))
