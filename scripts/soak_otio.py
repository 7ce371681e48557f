"""Drafts as OpenTimelineIO, edited by the real library, and back: what the library says is on the timeline is in the draft.

Every edit is one that the library's own classes offer. Where each clip is afterwards is asked of the library
(trimmed_range_of_child and range_of_child_at_index); what a draft cannot have has to be reported.
"""

import copy
import json
import random
import subprocess
import tempfile
from pathlib import Path

import opentimelineio as otio
from opentimelineio.opentime import RationalTime, TimeRange

S = otio.schema
TEXTS = ["Hello", "Two\nlines", "Ünïcode ✓", "a \"quote\""]
KINDS = ["crossfade", "dip_black", "wipe_left", "slide_up", "zoom"]


# --- drafts


def random_draft(dice):
    """A draft by canonical keys: tracks of clips with gaps between them, and more on each than OpenTimelineIO has."""
    fps = dice.choice([None, None, 24, 25, 29.97, 30])
    rate = {None: None, 29.97: 30000 / 1001}.get(fps, fps)
    tracks = []
    for number in range(dice.randint(1, 4)):
        kind = dice.choice([0, 0, 1, 7])
        cursor, segments = 0, []
        for place in range(dice.randint(1, 5)):
            cursor += dice.choice([0, 0, 0, dice.randint(1, 40)])
            length = dice.randint(5, 90)
            start, end = grid(cursor, rate), grid(cursor + length, rate)
            cursor += length
            segment = {"d": end - start, "m": metadata(dice, kind, rate, place > 0)}
            if dice.random() < 0.8 or segments and start != previous:
                segment["s"] = start
            elif not segments and start:
                segment["s"] = start
            if dice.random() < 0.7:
                segment["id"] = f"t{number}s{place}"
            segments.append(segment)
            previous = end
        track = {"tt": kind, "sg": segments}
        if dice.random() < 0.4:
            track["m"] = {"name": f"Track {number}", "volume": 0.5}
        tracks.append(track)
    if dice.random() < 0.2:
        tracks.insert(dice.randint(0, len(tracks)), {"tt": 3, "sg": [{"d": 5, "look": "warm"}]})
    draft = {"t": tracks}
    if fps or dice.random() < 0.5:
        draft["m"] = {"title": "Cut"} | ({"fps": fps} if fps else {})
    if dice.random() < 0.5:
        draft["d"] = max(s["end"] for s in read_draft(draft)["clips"])
    return draft


def grid(count, rate):
    """A time of the draft: a whole frame, or an odd number of milliseconds."""
    return int(count * 1000 / rate + 0.5) if rate else count * 37


def metadata(dice, kind, rate, has_neighbour):
    if kind == 7:
        words = {"text": dice.choice(TEXTS), "style": {"size": 60}}
    else:
        words = {"src": f"media/{dice.randint(1, 9)}.{'m4a' if kind else 'mp4'}"}
        if dice.random() < 0.5:
            words["in"] = grid(dice.randint(1, 60), rate)
        if dice.random() < 0.3:
            words["speed"] = dice.choice([0.5, 1.25, 2])
    if dice.random() < 0.3:
        words["name"] = dice.choice(["Opening", "B-roll", "x"])
    if dice.random() < 0.3:
        words["keyframes"] = [{"at": 0, "opacity": 0.2, "ease": "out"}, {"at": 400, "opacity": 1}]
    if dice.random() < 0.2:
        words["fade_out"] = 200
    if kind == 0 and has_neighbour and dice.random() < 0.4:
        words["transition"] = {"type": dice.choice(KINDS), "d": grid(dice.choice([4, 6]), rate)}
    return words


def read_draft(draft):
    """What a draft of canonical keys has where; a reader of its own, for the oracle to be compared with."""
    clips, tracks, transitions = [], [], []
    for track in draft["t"]:
        if track["tt"] not in (0, 1, 7):
            continue
        own = track.get("m") or {}
        cursor, ends = 0, set()
        spans = []
        for segment in track.get("sg", []):
            start = segment.get("s", cursor)
            cursor = start + segment["d"]
            spans.append((start, cursor, segment.get("m") or {}))
            ends.add(cursor)
        for start, end, words in spans:
            if end <= start:
                continue
            is_text = track["tt"] == 7
            clips.append({
                "start": start, "end": end, "what": words.get("text") if is_text else words.get("src"),
                "in": 0 if is_text else words.get("in", 0), "speed": 1 if is_text else words.get("speed", 1),
                "shown": not own.get("hidden") and not (words.get("opacity") == 0 and words.get("muted")),
                "audio": track["tt"] == 1, "fade_in": words.get("fade_in", 0), "fade_out": words.get("fade_out", 0)})
            transition = words.get("transition")
            if transition and start in ends:
                transitions.append((start, transition["d"], transition["type"]))
        tracks.append((track["tt"] == 1, own.get("name", ""), not own.get("hidden", False), len(spans)))
    return {"clips": clips, "tracks": tracks, "transitions": transitions,
            "title": (draft.get("m") or {}).get("title", "")}


# --- what the library says


def seconds(time):
    return time.to_seconds()


def reference_text(clip):
    reference = clip.media_reference
    if isinstance(reference, S.GeneratorReference):
        return reference.parameters.get("text")
    return getattr(reference, "target_url", None)


def placed(item, start, window, shown, audio, pointer, clips, transitions):
    """Adds the clips and transitions of an item that begins at `start` and is seen within `window`.

    Both are in seconds of the timeline. `pointer` is the item's place in the file.
    """
    base = seconds(item.source_range.start_time) if item.source_range else 0.0
    for index, child in enumerate(item):
        place = f"{pointer}/children/{index}"
        if isinstance(child, S.Transition) and isinstance(item, S.Track):
            transitions.append(placed_transition(item, index, start - base, window, place))
        if isinstance(child, (S.Transition, S.Gap)):
            continue
        whole = item.range_of_child_at_index(index)
        try:
            visible = item.trimmed_range_of_child_at_index(index) if item.source_range else whole
        except ValueError:  # the library's word for a child that lies outside of the range
            visible = None
        if visible is None or seconds(visible.duration) <= 0:
            continue
        low = start + seconds(visible.start_time) - base
        high = low + seconds(visible.duration)
        # A stack's trimmed range of a child reaches beyond the child that begins before the stack's range.
        high = min(high, start + seconds(whole.end_time_exclusive()) - base)
        low, high = max(low, window[0]), min(high, window[1])
        if high <= low:
            continue
        head = low - (start + seconds(whole.start_time) - base)
        kind = child.kind == "Audio" if isinstance(child, S.Track) else audio
        enabled = shown and child.enabled
        if isinstance(child, S.Clip):
            speed = 1.0
            frozen = False
            for effect in child.effects:
                if isinstance(effect, S.FreezeFrame):
                    frozen = True
                elif isinstance(effect, S.LinearTimeWarp):
                    speed *= effect.time_scalar
            available = child.media_reference.available_range if child.media_reference else None
            origin = seconds(available.start_time) if available else 0.0
            first = seconds(child.trimmed_range().start_time) - origin + head * speed
            clips.append({
                "start": low, "end": high, "what": reference_text(child), "in": max(0.0, first),
                "speed": speed, "frozen": frozen, "shown": enabled, "audio": kind, "item": child})
        else:
            placed(child, low - head, (low, high), enabled, kind, place, clips, transitions)


def placed_transition(track, index, origin, window, pointer):
    """What a transition of a track is, and whether a draft has to have it as one.

    A draft has those between two clips that touch, both of text or both of media, if the cut is seen.
    """
    transition = track[index]
    cut = origin
    for child in track[:index]:
        cut += 0 if isinstance(child, S.Transition) else seconds(child.duration())
    before, after = seconds(transition.in_offset), seconds(transition.out_offset)
    beside = [track[at] if 0 <= at < len(track) else None for at in (index - 1, index + 1)]
    are_clips = all(isinstance(child, S.Clip) and seconds(child.duration()) >= 0.002 for child in beside)
    # A millisecond of each side has to be seen.
    is_inside = window[0] + 0.002 <= cut <= window[1] - 0.002
    return {
        "cut": cut, "in": before, "out": after, "pointer": pointer,
        "kept": before + after >= 0.002 and are_clips and is_inside and len({is_text(child) for child in beside}) == 1,
        "seen": cut - before < window[1] - 0.002 and cut + after > window[0] + 0.002}


def is_text(clip):
    """Whether a draft has the clip on a track of text."""
    reference = clip.media_reference
    if isinstance(reference, S.MissingReference):
        return clip.metadata.get("roughcut", {}).get("kind") == "text"
    return isinstance(reference, S.GeneratorReference)


def timeline_clips(timeline):
    """The clips that are seen, and the transitions."""
    clips, transitions = [], []
    placed(timeline.tracks, 0.0, (0.0, float("inf")), True, False, "/tracks", clips, transitions)
    return clips, transitions


# --- edits


class Edits:
    """Edits that the library can do, each on a random object; each returns whether it found one to be done to."""

    def __init__(self, dice, timeline):
        self.dice, self.timeline = dice, timeline
        # Words that a note has to hold, for what a draft cannot have.
        self.losses = []
        self.keeps_tracks = True

    def clip(self):
        clips = [c for c in self.timeline.find_clips() if c.source_range]
        return self.dice.choice(clips) if clips else None

    def track(self):
        tracks = [t for t in self.timeline.tracks if isinstance(t, S.Track)]
        return self.dice.choice(tracks) if tracks else None

    def place(self):
        """A clip that is a direct child of a track of the timeline."""
        places = [(t, i) for t in self.timeline.tracks if isinstance(t, S.Track)
                  for i, c in enumerate(t) if isinstance(c, S.Clip)]
        return self.dice.choice(places) if places else (None, None)

    def some(self, length):
        """Up to half of a time, in a rate of its own."""
        part = length.to_seconds() * self.dice.uniform(0.05, 0.5)
        rate = self.dice.choice([24, 25, 30, 1000])
        return RationalTime(round(part * rate), rate)

    def new_clip(self):
        rate = self.dice.choice([24, 25, 30000 / 1001, 1000])
        span = TimeRange(RationalTime(self.dice.randint(0, 50), rate), RationalTime(self.dice.randint(10, 90), rate))
        available = TimeRange(RationalTime(5, rate), RationalTime(5000, rate)) if self.dice.random() < 0.3 else None
        if available:
            span = TimeRange(span.start_time + RationalTime(5, rate), span.duration)
        return S.Clip("new", S.ExternalReference(f"new/{self.dice.randint(1, 9)}.mov", available), span)

    def trim_tail(self):
        clip = self.clip()
        if not clip:
            return False
        span = clip.source_range
        clip.source_range = TimeRange(span.start_time, span.duration - self.some(span.duration))
        return True

    def trim_head(self):
        clip = self.clip()
        if not clip:
            return False
        span = clip.source_range
        cut = self.some(span.duration)
        clip.source_range = TimeRange(span.start_time + cut, span.duration - cut)
        return True

    def extend(self):
        clip = self.clip()
        if not clip:
            return False
        span = clip.source_range
        clip.source_range = TimeRange(span.start_time, span.duration + self.some(span.duration))
        return True

    def slip(self):
        clip = self.clip()
        if not clip:
            return False
        span = clip.source_range
        clip.source_range = TimeRange(span.start_time + self.some(span.duration), span.duration)
        return True

    def roll(self):
        track, index = self.place()
        if track is None or index + 1 >= len(track) or not isinstance(track[index + 1], S.Clip):
            return False
        left, right = track[index], track[index + 1]
        by = self.some(right.source_range.duration)
        left.source_range = TimeRange(left.source_range.start_time, left.source_range.duration + by)
        right.source_range = TimeRange(right.source_range.start_time + by, right.source_range.duration - by)
        return True

    def insert(self):
        track, index = self.place()
        if track is None:
            return False
        track.insert(index, self.new_clip())
        return True

    def append(self):
        track = self.track()
        if track is None:
            return False
        track.append(self.new_clip())
        return True

    def overwrite(self):
        """A new clip over a part of a track, which trim keeps on both sides."""
        track = self.track()
        if track is None or not len(track) or self.has_transitions(track) or track.source_range:
            return False
        whole = track.trimmed_range()
        if whole.duration.to_seconds() < 0.5:
            return False
        clip = self.new_clip()
        at = self.some(whole.duration)
        clip.source_range = TimeRange(clip.source_range.start_time, self.some(whole.duration))
        end = at + clip.source_range.duration
        left = otio.algorithms.track_trimmed_to_range(track, TimeRange(RationalTime(0, at.rate), at))
        right = otio.algorithms.track_trimmed_to_range(track, TimeRange(end, whole.duration - end))
        pieces = [copy.deepcopy(c) for c in left] + [clip] + [copy.deepcopy(c) for c in right]
        track[:] = pieces
        return True

    def remove(self):
        track, index = self.place()
        if track is None:
            return False
        del track[index]
        return True

    def lift(self):
        """A clip makes way for a gap."""
        track, index = self.place()
        if track is None:
            return False
        clip = track[index]
        track[index] = S.Gap(source_range=TimeRange(RationalTime(0, 24), clip.source_range.duration))
        return True

    def retime(self):
        clip = self.clip()
        if not clip or isinstance(clip.media_reference, S.GeneratorReference):
            return False
        clip.effects[:] = [S.LinearTimeWarp(time_scalar=self.dice.choice([0.25, 0.5, 1.5, 2.0, 4.0]))]
        return True

    def retime_twice(self):
        clip = self.clip()
        if not clip or isinstance(clip.media_reference, S.GeneratorReference):
            return False
        clip.effects[:] = [S.LinearTimeWarp(time_scalar=2.0), S.LinearTimeWarp(time_scalar=0.75)]
        return True

    def untime(self):
        clip = self.clip()
        if not clip or not len(clip.effects):
            return False
        clip.effects[:] = []
        return True

    def freeze(self):
        clip = self.clip()
        if not clip:
            return False
        clip.effects[:] = [S.FreezeFrame()]
        self.losses.append("frame")
        return True

    def effect(self):
        clip = self.clip()
        if not clip:
            return False
        clip.effects.append(S.Effect(effect_name="Glow"))
        self.losses.append("Glow")
        return True

    def add_transition(self):
        track, index = self.place()
        if track is None or index == 0 or not isinstance(track[index - 1], S.Clip):
            return False
        half = RationalTime(self.dice.choice([2, 3, 4]), 24)
        track.insert(index, S.Transition("t", S.TransitionTypes.SMPTE_Dissolve, half, half))
        return True

    def place_transition(self):
        """A transition anywhere on a track: at its ends, beside a gap, another one or what is nested, or of no length."""
        track = self.track()
        if track is None or not len(track):
            return False
        rate = self.dice.choice([24, 25, 30000 / 1001, 1000])
        before, after = (RationalTime(self.dice.choice([0, 1, 1.5, 2, 3]) * rate / 24, rate) for _ in range(2))
        kind = self.dice.choice([S.TransitionTypes.SMPTE_Dissolve, S.TransitionTypes.Custom])
        track.insert(self.dice.randint(0, len(track)), S.Transition("t", kind, before, after))
        return True

    def place_gap(self):
        track = self.track()
        if track is None:
            return False
        length = RationalTime(self.dice.choice([0, 1, 12]), 24)
        track.insert(self.dice.randint(0, len(track)), S.Gap(source_range=TimeRange(RationalTime(0, 24), length)))
        return True

    def place_flash(self):
        """A clip of hardly a millisecond, or of none."""
        track = self.track()
        if track is None:
            return False
        clip = self.new_clip()
        length = RationalTime(self.dice.choice([0, 0.3, 0.7, 1]), 1000)
        clip.source_range = TimeRange(clip.source_range.start_time, length)
        track.insert(self.dice.randint(0, len(track)), clip)
        return True

    def transition(self):
        found = [(t, i) for t in self.timeline.tracks if isinstance(t, S.Track)
                 for i, c in enumerate(t) if isinstance(c, S.Transition)]
        return self.dice.choice(found) if found else (None, None)

    def remove_transition(self):
        track, index = self.transition()
        if track is None:
            return False
        del track[index]
        return True

    def change_transition(self):
        track, index = self.transition()
        if track is None:
            return False
        half = RationalTime(self.dice.choice([5, 7]), 25)
        track[index].in_offset, track[index].out_offset = half, half
        return True

    def rename(self):
        clip = self.clip()
        if not clip:
            return False
        clip.name = self.dice.choice(["renamed", "", "Ü"])
        return True

    def disable(self):
        clip = self.clip()
        if not clip:
            return False
        clip.enabled = not clip.enabled
        return True

    def mark(self):
        clip = self.clip()
        if not clip:
            return False
        clip.markers.append(S.Marker("here", TimeRange(RationalTime(1, 24), RationalTime(1, 24))))
        self.losses.append("markers")
        return True

    def order_tracks(self):
        stack = self.timeline.tracks
        if len(stack) < 2:
            return False
        moved = stack.pop(self.dice.randrange(len(stack)))
        stack.insert(self.dice.randint(0, len(stack)), moved)
        return True

    def name_track(self):
        track = self.track()
        if track is None:
            return False
        track.name = self.dice.choice(["Picture", "Sound", ""])
        return True

    def disable_track(self):
        track = self.track()
        if track is None:
            return False
        track.enabled = not track.enabled
        return True

    def trim_track(self):
        track = self.track()
        if track is None or not len(track) or track.available_range().duration.to_seconds() < 0.3:
            return False
        self.keeps_tracks = False
        whole = track.available_range().duration
        track.source_range = TimeRange(self.some(whole), self.some(whole))
        return True

    def trim_stack(self):
        stack = self.timeline.tracks
        if not len(stack) or stack.available_range().duration.to_seconds() < 0.3:
            return False
        self.keeps_tracks = False
        whole = stack.available_range().duration
        stack.source_range = TimeRange(self.some(whole), self.some(whole) + self.some(whole))
        return True

    def nest(self):
        """Some neighbours of a track become a composition of their own in it."""
        track, index = self.place()
        if track is None:
            return False
        self.keeps_tracks = False
        count = self.dice.randint(1, 3)
        chosen = [copy.deepcopy(c) for c in track[index:index + count]]
        inner = S.Track("nested", kind=track.kind)
        inner.extend(chosen)
        if self.dice.random() < 0.5:
            stack = S.Stack("nest")
            stack.append(inner)
            if self.dice.random() < 0.5:
                stack.append(S.Track("over", [self.new_clip()], kind=track.kind))
            inner = stack
        if self.dice.random() < 0.5 and inner.available_range().duration.to_seconds() > 0.3:
            whole = inner.available_range().duration
            inner.source_range = TimeRange(self.some(whole), self.some(whole))
        track[index:index + count] = [inner]
        return True

    def start(self):
        self.timeline.global_start_time = RationalTime(86400, 24)
        self.losses.append("start time")
        return True

    def relink(self):
        clip = self.clip()
        if not clip or not isinstance(clip.media_reference, S.ExternalReference):
            return False
        clip.media_reference = S.ExternalReference(f"other/{self.dice.randint(1, 9)}.mov")
        return True

    def relink_with_start(self):
        clip = self.clip()
        if not clip or not isinstance(clip.media_reference, S.ExternalReference):
            return False
        start = clip.source_range.start_time
        clip.media_reference = S.ExternalReference("tc.mov", TimeRange(start, RationalTime(9000, 24)))
        return True

    def unlink(self):
        clip = self.clip()
        if not clip or not isinstance(clip.media_reference, S.ExternalReference):
            return False
        clip.media_reference = S.MissingReference()
        self.losses.append("media")
        return True

    def retext(self):
        clip = self.clip()
        if not clip or not isinstance(clip.media_reference, S.GeneratorReference):
            return False
        clip.media_reference.parameters["text"] = self.dice.choice(["New", "Other\nlines"])
        return True

    def annotate(self):
        clip = self.clip()
        if not clip:
            return False
        clip.metadata["studio"] = {"shot": self.dice.randint(1, 99)}
        return True

    def split(self):
        track, index = self.place()
        if track is None:
            return False
        left, right = track[index], copy.deepcopy(track[index])
        span = left.source_range
        cut = self.some(span.duration)
        left.source_range = TimeRange(span.start_time, cut)
        right.source_range = TimeRange(span.start_time + cut, span.duration - cut)
        track.insert(index + 1, right)
        return True

    def duplicate(self):
        track, index = self.place()
        if track is None:
            return False
        track.append(copy.deepcopy(track[index]))
        return True

    def new_track(self):
        kind = self.dice.choice([S.TrackKind.Video, S.TrackKind.Audio])
        self.timeline.tracks.append(S.Track("Added", [self.new_clip(), self.new_clip()], kind=kind))
        return True

    def copy_track(self):
        track = self.track()
        if track is None:
            return False
        self.timeline.tracks.append(copy.deepcopy(track))
        return True

    def title(self):
        self.timeline.name = self.dice.choice(["Renamed", ""])
        return True

    def rewrap(self):
        """The tracks in a timeline of another program, without our metadata on it."""
        tracks = [copy.deepcopy(t) for t in self.timeline.tracks]
        name = self.timeline.name
        self.timeline = S.Timeline(name)
        self.timeline.tracks.extend(tracks)
        return True

    def has_transitions(self, track):
        return any(isinstance(c, S.Transition) for c in track)

    NAMES = [
        "trim_tail", "trim_head", "extend", "slip", "roll", "insert", "append", "overwrite", "remove", "lift", "retime",
        "retime_twice", "untime", "freeze", "effect", "add_transition", "remove_transition", "change_transition",
        "rename", "disable", "mark", "order_tracks", "name_track", "disable_track", "trim_track", "trim_stack", "nest",
        "start", "relink", "relink_with_start", "unlink", "retext", "annotate", "split", "duplicate", "new_track",
        "copy_track", "title", "rewrap", "place_transition", "place_gap", "place_flash"]


# --- the law


class Chain:
    """One draft on its way there and back."""

    def __init__(self, program, folder, dice):
        self.program, self.folder, self.dice = program, folder, dice
        self.faults = []

    def convert(self, source, target):
        run = subprocess.run([self.program, "convert", source, target, "--json"], cwd=self.folder,
                             capture_output=True, text=True)
        if run.returncode != 0:
            raise RuntimeError(f"convert {source} {target}: {run.stderr.strip()}")
        return json.loads(run.stdout)["notes"]

    def run(self, first):
        draft = random_draft(self.dice)
        (self.folder / "draft.json").write_text(json.dumps(draft, ensure_ascii=False))
        self.convert("draft.json", "cut.otio")
        notes = self.convert("cut.otio", "same.json")
        if json.loads((self.folder / "same.json").read_text()) != draft:
            self.faults.append("an unedited file is another draft")
        if notes:
            self.faults.append(f"an unedited file has losses: {notes}")
        timeline = otio.adapters.read_from_file(str(self.folder / "cut.otio"))
        edits = Edits(self.dice, timeline)
        names = [first] + [self.dice.choice(Edits.NAMES) for _ in range(self.dice.randint(0, 5))]
        self.done = [name for name in names if getattr(edits, name)()]
        timeline = edits.timeline
        otio.adapters.write_to_file(timeline, str(self.folder / "edited.otio"))
        clips, transitions = timeline_clips(timeline)
        expected = [c for c in clips if ms(c["end"]) > ms(c["start"])]
        if not expected:
            return
        notes = self.convert("edited.otio", "back.json")
        draft = json.loads((self.folder / "back.json").read_text())
        self.compare(expected, transitions, draft, notes, edits, timeline)

    def compare(self, expected, transitions, draft, notes, edits, timeline):
        actual = read_draft(draft)
        text = " ".join(note["message"] for note in notes)
        for word in edits.losses:
            if word not in text and word != "start time" and self.still_there(word, expected):
                self.faults.append(f"the loss of {word} is not reported")
        left = list(actual["clips"])
        for clip in sorted(expected, key=lambda c: c["start"]):
            match = next((a for a in left if self.is_like(clip, a)), None)
            if match is None and clip["end"] - clip["start"] < 0.002:
                continue
            if match is None:
                shown = {name: value for name, value in clip.items() if name != "item"}
                self.faults.append(f"missing {shown}, have {left}")
                return
            left.remove(match)
        # What lasts about a millisecond may round to one or to none.
        left = [clip for clip in left if clip["end"] - clip["start"] > 1]
        if left:
            self.faults.append(f"too many clips: {left}")
        if actual["title"] != timeline.name:
            self.faults.append(f"title {actual['title']!r}, not {timeline.name!r}")
        self.compare_transitions(actual, transitions, notes)
        if edits.keeps_tracks:
            self.compare_tracks(actual, timeline)

    def still_there(self, word, expected):
        """Whether what was lost is in the file, and was not removed by a later edit, or cut away."""
        clips = [clip["item"] for clip in expected]
        return {
            "frame": any(isinstance(e, S.FreezeFrame) for c in clips for e in c.effects),
            "Glow": any(e.effect_name == "Glow" for c in clips for e in c.effects),
            "markers": any(len(c.markers) for c in clips),
            "media": any(isinstance(c.media_reference, S.MissingReference) for c in clips),
        }[word]

    def compare_transitions(self, actual, transitions, notes):
        """Each transition is at its cut in the draft, or a note at its place says what became of it."""
        found = list(actual["transitions"])
        noted = {note["place"] for note in notes}
        # One that is left out may be like another at the same cut.
        for wanted in sorted(transitions, key=lambda t: (t["pointer"] in noted, not t["kept"])):
            match = next((f for f in found if abs(f[0] - ms(wanted["cut"])) <= 1
                          and abs(f[1] - ms(wanted["in"] + wanted["out"])) <= 1), None)
            if match:
                found.remove(match)
            elif wanted["kept"]:
                self.faults.append(f"transition {wanted} is not in {actual['transitions']}")
            elif wanted["seen"] and wanted["pointer"] not in noted and not self.fades(wanted, actual["clips"]):
                self.faults.append(f"transition {wanted} is lost without a note")
        if found:
            self.faults.append(f"too many transitions: {found}, of {transitions}")

    def fades(self, wanted, clips):
        """Whether a fade is what remains of a transition."""
        cut = ms(wanted["cut"])
        return any(
            abs(clip["start"] - cut) <= 1 and abs(clip["fade_in"] - ms(wanted["out"])) <= 1
            or abs(clip["end"] - cut) <= 1 and abs(clip["fade_out"] - ms(wanted["in"])) <= 1
            for clip in clips)

    def compare_tracks(self, actual, timeline):
        filled = [(t.kind == "Audio", t.name, t.enabled) for t in timeline.tracks
                  if any(seconds(clip.duration()) >= 0.002 for clip in t.find_clips())]
        # A new clip on a track of text is on a track of its own in the draft.
        names = [track[:3] for track in actual["tracks"] if track[3]]
        rest = list(names)
        for track in filled:
            if track not in rest:
                self.faults.append(f"tracks {names}, not {filled}")
                return
            del rest[:rest.index(track) + 1]

    def is_like(self, clip, segment):
        what = clip["what"] is None or clip["what"] == segment["what"]
        speed = clip["frozen"] or abs(clip["speed"] - segment["speed"]) < 1e-6
        is_text = segment["in"] == 0 and clip["what"] == segment["what"] and "." not in (clip["what"] or ".")
        begins = is_text or clip["frozen"] or abs(ms(clip["in"]) - segment["in"]) <= 1
        return (what and speed and begins and clip["shown"] == segment["shown"]
                and abs(ms(clip["start"]) - segment["start"]) <= 1 and abs(ms(clip["end"]) - segment["end"]) <= 1)


def ms(time):
    return int(time * 1000 + 0.5)


def soak(program, chains, seed):
    """Runs chains of edits, each of which begins with another kind; gives the number of faults."""
    print(f"seed {seed}", flush=True)
    faults, counts = 0, dict.fromkeys(Edits.NAMES, 0)
    with tempfile.TemporaryDirectory() as name:
        for number in range(chains):
            dice = random.Random(f"{seed} {number}")
            chain = Chain(str(Path(program).resolve()), Path(name), dice)
            chain.done = []
            try:
                chain.run(Edits.NAMES[(number + seed) % len(Edits.NAMES)])
            except RuntimeError as error:
                chain.faults.append(str(error))
            for edit in chain.done:
                counts[edit] += 1
            for fault in chain.faults:
                print(f"chain {number} ({', '.join(chain.done)}): {fault[:1500]}", flush=True)
            faults += len(chain.faults)
    never = [name for name, count in counts.items() if count == 0]
    print(f"{chains} chains, {sum(counts.values())} edits, {faults} faults"
          + (f"; never done: {', '.join(never)}" if never else ""))
    return faults
