"""Inputs changed at random: plain mutation, with pieces that a kind of file is made of.

Everything comes from a seeded ``Random``, so that a run can be had again.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from random import Random

LONGEST = 100_000
MOST_REPEATS = 3_000
BYTES = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\t", b"\x1b[2J", "\u202e".encode(),
    "\u0661\u0662".encode(), "\u2212".encode(), "\u00a0".encode(), b"\xed\xa0\x80", "é".encode(),
    "e\u0301".encode(), "\U0001f600".encode(), b"..", b"/", b"-", b"'", b'"', b"\\", b"{", b"}",
    b"[", b"]", b"<", b">", b"&", b"%", b"$", b"`", b"~", b"*", b"_", b"#", b"@", b"|", b":", b"!",
)  # fmt: skip
NUMBERS = (
    b"0", b"-1", b"1e400", b"-1e400", b"1e-99999999", b"inf", b"nan", b"1_5", b"1/3", b"0x10",
    b"9" * 41, b"9" * 5000, b"0." + b"0" * 400 + b"1", b"1e99", b"1e-99", b"-0", b"00", b".5", b"5.",
    b"99999999999999999999", b"1,5", b"1 000", "\u0663".encode(), "\u00b2".encode(),
)  # fmt: skip
NUMBER = re.compile(rb"\d+(?:\.\d+)?")

Change = Callable[[Random, bytes, Sequence[bytes], Sequence[bytes]], bytes]


def mutated(random: Random, seed: bytes, pieces: Sequence[bytes], others: Sequence[bytes]) -> bytes:
    """Return a seed with a few changes; a zip file is changed inside, and stays one, mostly."""
    if seed.startswith(b"PK\x03\x04") and random.random() < 0.9:
        try:
            return _zip(random, seed, pieces)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            pass
    for _ in range(random.choice((1, 1, 1, 2, 3, 5, 8))):
        seed = random.choice(CHANGES)(random, seed, pieces, others)
    return seed[:LONGEST]


def _zip(random: Random, seed: bytes, pieces: Sequence[bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(seed)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    chosen = random.choice([*members])
    others = [*members.values()]
    for _ in range(random.choice((1, 1, 2, 4))):
        members[chosen] = random.choice(CHANGES)(random, members[chosen], pieces, others)
    if random.random() < 0.1:
        del members[random.choice([*members])]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content[: 10 * LONGEST])
    return made.getvalue()


def _at(random: Random, data: bytes) -> int:
    return random.randrange(len(data) + 1)


def _flip(random: Random, data: bytes, pieces: Sequence[bytes], others: Sequence[bytes]) -> bytes:
    if not data:
        return data
    at = random.randrange(len(data))
    return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]


def _cut(random: Random, data: bytes, pieces: Sequence[bytes], others: Sequence[bytes]) -> bytes:
    at = _at(random, data)
    return data[:at] + data[at + random.choice((1, 2, 5, 20, 100, 1000)) :]


def _put(random: Random, data: bytes, pieces: Sequence[bytes], others: Sequence[bytes]) -> bytes:
    at = _at(random, data)
    return data[:at] + random.choice([*BYTES, *pieces, *pieces]) + data[at:]


def _many(random: Random, data: bytes, pieces: Sequence[bytes], others: Sequence[bytes]) -> bytes:
    at, piece = _at(random, data), random.choice([*BYTES, *pieces])
    return data[:at] + piece * random.choice((2, 10, 100, MOST_REPEATS)) + data[at:]


def _number(random: Random, data: bytes, pieces: Sequence[bytes], others: Sequence[bytes]) -> bytes:
    found = [*NUMBER.finditer(data)]
    if not found:
        return data
    match = random.choice(found)
    return data[: match.start()] + random.choice(NUMBERS) + data[match.end() :]


def _word(random: Random, data: bytes, pieces: Sequence[bytes], others: Sequence[bytes]) -> bytes:
    """Put another word in the place of one: names that are keys elsewhere, and values."""
    found = [*re.finditer(rb"[\w.]+", data)]
    if len(found) < 2:
        return data
    match, other = random.choice(found), random.choice(found)
    new = random.choice((other.group(), other.group(), random.choice([*pieces, b""])))
    return data[: match.start()] + new + data[match.end() :]


def _lines(random: Random, data: bytes, pieces: Sequence[bytes], others: Sequence[bytes]) -> bytes:
    lines = data.split(b"\n")
    at = random.randrange(len(lines))
    match random.randrange(5):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[random.randrange(len(lines))])
        case 2:
            to = random.randrange(len(lines))
            lines[at], lines[to] = lines[to], lines[at]
        case 3:
            lines[at] = random.choice([b"", b"  ", b"> "]) + lines[at]
        case 4:
            lines.insert(at, random.choice(pieces))
    return b"\n".join(lines)


def _splice(random: Random, data: bytes, pieces: Sequence[bytes], others: Sequence[bytes]) -> bytes:
    other = random.choice(others)
    start = _at(random, other)
    return (
        data[: _at(random, data)]
        + other[start : start + random.choice((10, 100, 1000))]
        + data[_at(random, data) :]
    )


CHANGES: tuple[Change, ...] = (
    _flip, _cut, _put, _put, _many, _number, _number, _word, _word, _lines, _lines, _splice,
)  # fmt: skip


def smaller(data: bytes, fails: Callable[[bytes], bool], tries: int = 200) -> bytes:
    """Return less of an input that still fails, as far as a number of tries leads."""
    size = max(1, len(data) // 2)
    while size and tries > 0:
        start = 0
        while start < len(data) and tries > 0:
            tries -= 1
            shorter = data[:start] + data[start + size :]
            if fails(shorter):
                data = shorter
            else:
                start += size
        size //= 2
    return data
