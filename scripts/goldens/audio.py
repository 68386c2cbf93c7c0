#!/usr/bin/python3
"""What ffmpeg makes of sound files: the reference for the decoders.

Usage: STILLHOUSE_DATA=... python3 scripts/goldens/audio.py
Writes src/engine/audio/testing/goldens/audio.json. Made with ffmpeg 5.1. Of each file: rate, channels, samples a channel,
the SHA-256 of the samples (32-bit floats, little-endian, interleaved) for codings without loss, and for the others some
samples of each channel at even distances. Files of the folder that STILLHOUSE_DATA names are in it by their path there.
"""

import hashlib
import json
import os
import subprocess
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
OURS = ROOT / "src/engine/audio/testing"
POINTS = 64
LOSSY = {"mp3", "vorbis", "opus", "aac"}


def told(path: Path) -> dict:
    command = ["ffprobe", "-v", "error", "-select_streams", "a:0", "-show_streams", "-of", "json", str(path)]
    streams = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["streams"]
    return streams[0]


def reference(path: Path) -> dict:
    stream = told(path)
    channels = int(stream["channels"])
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-map", "0:a:0", "-f", "f32le", "-c:a", "pcm_f32le", "-"]
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    samples = np.frombuffer(raw, "<f4").reshape(-1, channels)
    frames = len(samples)
    entry = {"codec": stream["codec_name"], "sampleRateHz": int(stream["sample_rate"]), "channels": channels, "frames": frames}
    if entry["codec"] in LOSSY:
        at = ((np.arange(POINTS) + 0.5) * frames / POINTS).astype(int)
        entry["at"] = at.tolist()
        entry["points"] = [[float(f"{x:.7f}") for x in samples[at, c]] for c in range(channels)]
    else:
        entry["sha256"] = hashlib.sha256(raw).hexdigest()
    return entry


def main() -> None:
    found = {}
    for path in sorted(OURS.glob("foreign/*")):
        if path.suffix != ".sh":
            found[f"foreign/{path.name}"] = reference(path)
    data = Path(os.environ["STILLHOUSE_DATA"])
    rows = [line.split("\t") for line in (data / "MANIFEST.tsv").read_text().splitlines()]
    columns = rows[0]
    for row in rows[1:]:
        entry = dict(zip(columns, row))
        odd = entry["path"].startswith("formats/") and entry["expect"] == "decode"
        if odd or entry["path"].endswith("SA1.WAV"):
            found[entry["path"]] = reference(data / entry["path"])
    target = OURS / "goldens/audio.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(found, separators=(",", ":")) + "\n")


main()
