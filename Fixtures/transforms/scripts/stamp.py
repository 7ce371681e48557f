#!/usr/bin/env python3
"""Splits the first clip in two, as a service would: new ids and the time of day in the result."""

import datetime
import json
import sys
import uuid

draft = json.load(sys.stdin)
segments = draft["t"][0]["sg"]
head = segments[0]
half = head["d"] // 2
tail = json.loads(json.dumps(head))
tail["id"] = uuid.uuid4().hex
tail["d"] = head["d"] - half
tail["m"]["in"] = head["m"].get("in", 0) + half
head["d"] = half
segments.insert(1, tail)
draft["m"]["updated_at"] = datetime.datetime.now().isoformat()
json.dump(draft, sys.stdout, indent=2)
