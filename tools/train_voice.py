"""Learn in which voice sentences speak, and write `src/suitability/wording/voice.txt`.

Logistic regression over pieces of text, by gradient descent with a fixed order: the same text gives the same file.

    python tools/train_voice.py            learn, and print the quality on parts left out of learning
"""

import json
import math
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import suitability as s
from suitability.wording.fold import fold
from suitability.wording.voice import pieces

ROOT = Path(__file__).parent.parent
VOICES = ROOT / "tools" / "voice"
CORPUS = ROOT / "tests" / "corpus"
WRITTEN = ROOT / "src" / "suitability" / "wording" / "voice.txt"
PARTS = 5
EPOCHS = 4
RATE, DECAY = 0.05, 1e-5
RAREST = 6
SCALE = 40
# Little is learned on purpose: what is written for learning is more alike than what is found in the wild.
# Words are excused only where they are mentioned with this probability.
SURE = 0.86
# What a sample is: whether it is used, its pieces.
Sample = tuple[bool, tuple[str, ...]]


def main() -> int:
    """Learn, and print how well."""
    scanner = s.load("cn", "handbook").phrasebook.scanner
    samples = [sample for text, used in texts() for sample in of_text(scanner, text, used)]
    for part in range(PARTS):
        kept = [sample for sample in samples if place(sample) % PARTS != part]
        left = [sample for sample in samples if place(sample) % PARTS == part]
        report(f"part {part + 1} of {PARTS}", left, learn(kept))
    weights = learn(samples)
    write(weights)
    report("all, as learned", samples, weights)
    return 0


def texts() -> Iterator[tuple[str, bool]]:
    """Give every text with whether it uses what it says."""
    for path in sorted(VOICES.glob("*.txt")):
        for line in dict.fromkeys(path.read_text(encoding="utf-8").splitlines()):
            if line.strip():
                yield line.strip(), path.name.startswith("used")
    for path in sorted(CORPUS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield row["text"], bool(row["marks"])


def of_text(scanner: object, text: str, used: bool) -> Iterator[Sample]:
    """Give a sample for each hit of a text; where it has none, one of the text itself."""
    hits = {(hit.start, hit.end) for hit in scanner.scan(text)}  # type: ignore[attr-defined]
    for start, end in sorted(hits) or [(0, 0)]:
        yield used, tuple(sorted(set(pieces(fold(text[:start]).text, fold(text[end:]).text))))


def place(sample: Sample) -> int:
    """Give a number that a sample always has."""
    return zlib.crc32("\n".join(sample[1]).encode("utf-8", "replace"))


def learn(samples: Sequence[Sample]) -> dict[str, float]:
    """Give the weight of each piece, positive where it mentions; of "" the bias."""
    count = Counter(piece for _, found in samples for piece in found)
    weights = dict.fromkeys([piece for piece, times in count.items() if times >= RAREST], 0.0)
    weights[""] = 0.0
    squares = dict.fromkeys(weights, 1.0)
    ordered = sorted(samples, key=place)
    known = [(used, [piece for piece in (*found, "") if piece in weights]) for used, found in ordered]
    balance = sum(used for used, _ in known) / max(1, sum(not used for used, _ in known))
    for _ in range(EPOCHS):
        for used, found in known:
            total = sum(weights[piece] for piece in found)
            error = (not used) - 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
            error *= 1 if used else balance
            for piece in found:
                slope = error - DECAY * weights[piece] * len(known)
                squares[piece] += slope * slope
                weights[piece] += RATE * slope / math.sqrt(squares[piece])
    return weights


def write(weights: dict[str, float]) -> None:
    """Write the weights as whole numbers, those of one weight in a line; the first line is the threshold."""
    threshold = round((math.log(SURE / (1 - SURE)) - weights[""]) * SCALE)
    by_weight: dict[int, list[str]] = {}
    for piece, weight in weights.items():
        whole = round(weight * SCALE)
        if piece and abs(whole) >= 2 and not any(character in piece for character in "\t\n\r"):
            by_weight.setdefault(whole, []).append(piece)
    lines = [f"{weight} " + "\t".join(sorted(found)) for weight, found in sorted(by_weight.items())]
    WRITTEN.write_text("\n".join([str(threshold), *lines]), encoding="utf-8")
    print(f"{sum(map(len, by_weight.values()))} weights, {WRITTEN.stat().st_size / 1000:.0f} kB")


def report(name: str, samples: Iterable[Sample], weights: dict[str, float]) -> None:
    """Print how many uses would be lost, and how many mentions excused."""
    lost, uses, excused, mentioned = 0, 0, 0, 0
    line = math.log(SURE / (1 - SURE))
    for used, found in samples:
        sure = sum(weights.get(piece, 0.0) for piece in (*found, "")) > line
        uses, lost = uses + used, lost + (used and sure)
        mentioned, excused = mentioned + (not used), excused + (not used and sure)
    print(f"{name}: uses lost {lost} of {uses}, mentions excused {excused} of {mentioned}")


if __name__ == "__main__":
    sys.exit(main())
