#!/usr/bin/env python3
"""Adds a title to a draft: from standard input to standard output."""

import argparse
import json
import sys


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", required=True)
    parser.add_argument("--seconds", type=float, default=3)
    arguments = parser.parse_args()
    draft = json.load(sys.stdin)
    duration = round(arguments.seconds * 1000)
    track = next((track for track in draft["t"] if track["tt"] == 7), None)
    if track is None:
        track = {"tt": 7, "sg": []}
        draft["t"].append(track)
    if not any(segment["m"].get("text") == arguments.text for segment in track["sg"]):
        track["sg"].append({"s": 0, "d": duration, "m": {"text": arguments.text, "y": 0.3}})
    json.dump(draft, sys.stdout, ensure_ascii=False, indent=2)


if __name__ == "__main__":
    main()
