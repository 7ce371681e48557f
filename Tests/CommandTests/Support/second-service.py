"""A second service that speaks the published cloud API, written from that publication alone.

It shares nothing with the product's client or sandbox, so a client that gets on with it keeps to what is
published. Answers come in every published shape and in odd but legal framings, chosen by `--seed`. What a
client did, and what it did that is not published, stands in the file `--record` as JSON: a test reads there
that nothing was sent twice and that `complaints` is empty.

Prints the port of the API as its first line and that of its media host as its second; ends with its input.

A fault is `KIND[=N]@CALL[#K]`: what goes wrong, at which call, from the K-th such call on (1), once (`!` at
the end: every time). CALL is token, claim, session, message, upload, credits, state, export, status, cancel,
download, media, or any. KIND is one of
  delay=S      answers S seconds late             drop=N       resets the connection after N bytes of the body
  lost         does the work, answers nothing     truncated=N  a whole answer, but of the first N bytes only
  length=N     says N bytes more than there are   changed      other bytes under another ETag, once resumed
  garbage      a body that is not JSON            heartbeats=N N heartbeats, then the stream closes
  stall=N      goes silent after N bytes of the body
  duplicates   every event twice                  CODE         a code of the table, as status, as field or both
"""

import argparse
import hashlib
import json
import os
import random
import re
import secrets
import struct
import sys
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

ACCEPTED = "mp4 mov avi webm mkv jpg png gif webp mp3 wav m4a aac".split()
MESSAGES = {1001: "token invalid or expired", 1002: "session not found", 2001: "out of credits",
            4001: "unsupported file", 4002: "file too large", 400: "missing X-Client-Id",
            402: "export blocked by plan", 429: "rate limited"}

parser = argparse.ArgumentParser()
parser.add_argument("--media", type=Path, required=True, help="folder with the clips that are given out")
parser.add_argument("--film", default="clock-30.mp4", help="the clip that every export gives")
parser.add_argument("--record", type=Path, required=True)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--fault", action="append", default=[])
parser.add_argument("--credits", type=int, default=1000)
parser.add_argument("--polls", type=int, default=2, help="answers before a render is completed")
parser.add_argument("--limit", type=int, default=200 << 20, help="bytes of the largest upload")
parser.add_argument("--talkative", action="store_true", help="no edit ends in silence")
parser.add_argument("--late", action="store_true", help="the second stage comes after the stream has closed")
parser.add_argument("--shape", choices=["A", "B"], help="one shape for all, instead of either by chance")
options = parser.parse_args()


class Fault:
    def __init__(self, text):
        form = re.fullmatch(r"(\w+)(?:=([\d.]+))?@(\w+)(?:#(\d+))?(!?)", text)
        if not form:
            sys.exit(f"no such fault: {text}")
        self.kind, self.call, self.always = form[1], form[3], bool(form[5])
        self.amount = float(form[2] or 0)
        self.wait = int(form[4] or 1)

    def strikes(self, call):
        if self.call not in (call, "any"):
            return False
        self.wait -= 1
        return self.wait == 0 or self.always and self.wait < 0


class Refusal(Exception):
    """An answer by one code of the published table."""

    def __init__(self, code):
        self.code = code


class World:
    """All that the service remembers."""

    def __init__(self):
        self.lock = threading.RLock()
        self.random = random.Random(options.seed)
        self.faults = [Fault(text) for text in options.fault]
        self.tokens, self.sessions, self.renders, self.files = {}, {}, {}, {}
        self.frozen, self.available = 0, options.credits
        self.calls, self.identities, self.complaints = {}, set(), []
        self.messages, self.submissions, self.uploads, self.struck = [], [], [], []

    def write_record(self):
        names = "calls messages submissions uploads complaints struck".split()
        record = {name: getattr(self, name) for name in names}
        record["tokens"] = len(self.tokens)
        record["identities"] = sorted(self.identities)
        scratch = options.record.with_suffix(".new")
        scratch.write_text(json.dumps(record, ensure_ascii=False, indent=1))
        os.replace(scratch, options.record)

    def fault(self, call):
        with self.lock:
            self.calls[call] = self.calls.get(call, 0) + 1
            struck = [fault for fault in self.faults if fault.strikes(call)]
            self.struck += [f"{fault.kind}@{call}" for fault in struck]
            return struck[0] if struck else None

    def publish(self, name, content):
        """Gives bytes an address at the media host, and says what the state says of such a file."""
        digest = hashlib.sha256(content).hexdigest()
        self.files[f"/m/{digest[:16]}/{quote(name)}"] = content
        return {"filename": name, "hash": digest, "cdn_url": f"{media_origin}/m/{digest[:16]}/{quote(name)}"}


class Session:
    def __init__(self, name):
        self.id, self.task = f"sess-{secrets.token_hex(8)}", f"task-{secrets.token_hex(8)}"
        self.name, self.edited, self.late = name, False, []
        self.draft, self.video_infos, self.generated = {"t": []}, [], []

    def state(self):
        return {"draft": self.draft, "video_infos": self.video_infos, "generated_media": self.generated,
                "canvas_config": {"width": 1920, "height": 1080}}

    def track(self, kind):
        return next((track for track in self.draft["t"] if track["tt"] == kind), None)

    def generate(self, text):
        """The two stages of one generation: the clip now, and what comes after it."""
        clip = world.publish("city timelapse.mp4", (options.media / "city-timelapse.mp4").read_bytes())
        self.generated.append(dict(clip, id=f"gen-{clip['hash'][:8]}", duration=10, width=1280, height=720, fps=30))
        self.draft = {"t": [{"tt": 0, "sg": [{"d": 10000, "id": "v1", "m": {
            "name": "city timelapse", "src": f"/mnt/userdata/{self.task}/{clip['filename']}"}}]}],
            "d": 10000, "m": {"title": "Untitled", "width": 1920, "height": 1080}, "revision": 1.0}

        def second_stage():
            music = world.publish("lo-fi.m4a", (options.media / "lo-fi.m4a").read_bytes())
            self.generated.append(dict(music, id=f"gen-{music['hash'][:8]}", duration=10))
            title = re.search(r"title (?:\"([^\"]+)\"|([A-Z]\w*(?: [A-Z]\w*)*))", text)
            words = (title[1] or title[2]) if title else "Untitled"
            self.draft["t"] += [
                {"tt": 1, "sg": [{"d": 10000, "id": "a1", "m": {
                    "name": "Lo-fi", "src": music["cdn_url"], "volume": 0.7}}]},
                {"tt": 7, "sg": [{"d": 3000, "id": "t1", "m": {"text": words}}]}]
            self.draft["m"]["title"] = words

        return second_stage

    def edit(self, text):
        """Changes the draft as asked and says how; a text that fits nothing changes the title."""
        music, video = self.track(1), self.track(0)
        if re.search(r"music|音乐", text) and music:
            louder = re.search(r"loud|大", text)
            for segment in music["sg"]:
                segment["m"]["volume"] = round(segment["m"].get("volume", 1) * (2 if louder else 0.5), 3)
            return "The music is quieter now."
        if re.search(r"faster|slower|快|慢", text) and video:
            video["sg"][0]["m"]["speed"] = 2 if re.search(r"faster|快", text) else 0.5
            return "The clip’s speed is changed."
        self.draft.setdefault("m", {})["title"] = text
        return "标题已更改 — the title is changed. You can preview in timeline."


class Render:
    def __init__(self, id):
        self.id, self.polls, self.status = id, 0, "pending"
        self.created = int(time.time() * 1000)

    def advance(self):
        if self.status in ("pending", "processing"):
            self.polls += 1
            self.status = "completed" if self.polls > options.polls else "processing"

    def answer(self):
        progress = {"pending": 0, "completed": 100}.get(self.status, min(99, self.polls * 30))
        film = (options.media / options.film).read_bytes()
        done = self.status == "completed"
        url = world.publish(f"{self.id}.mp4", film)["cdn_url"] if done else None
        if (options.shape or world.random.choice("AB")) == "A":
            name = world.random.choice(["id", "id", "taskId"])
            answer = {name: self.id, "status": self.status, "progress": progress}
            if done:
                answer["output"] = {"url": url, "duration": mp4_duration(film), "size": len(film)}
            return answer
        data = {"id": self.id, "status": self.status, "progress": progress, "createdAt": self.created}
        if done:
            data.update(outputUrl=url, completedAt=int(time.time() * 1000))
        return {"success": True, "data": data}


def mp4_duration(content):
    """Seconds, of the movie header."""
    at = content.index(b"mvhd")
    if content[at + 4] == 1:
        scale, length = struct.unpack(">IQ", content[at + 24 : at + 36])
    else:
        scale, length = struct.unpack(">II", content[at + 16 : at + 24])
    return length / scale


class Events:
    """The stream of one answer, framed by chance in ways that the rules of event streams allow."""

    def __init__(self, duplicates):
        self.end = world.random.choice(["\n", "\r\n", "\r"])
        self.framework, self.duplicates = world.random.random() < 0.5, duplicates
        self.bytes = b"\xef\xbb\xbf" if world.random.random() < 0.3 else b""

    def add(self, event):
        lines = []
        if world.random.random() < 0.3:
            lines.append(world.random.choice([": a comment", ":", "retry: 3000", "event: message", "unknown: field"]))
        spread = world.random.random() < 0.4
        text = event if isinstance(event, str) else json.dumps(
            event, ensure_ascii=world.random.random() < 0.3, indent=1 if spread else None)
        space = world.random.choice(["", " "])
        lines += [f"data:{space}{line}" for line in text.split("\n")]
        block = (self.end.join(lines) + self.end * 2).encode()
        self.bytes += block * (2 if self.duplicates and "heartbeat" not in text else 1)

    def heartbeat(self):
        self.add({"type": "heartbeat"} if world.random.random() < 0.7 else "")

    def text(self, words):
        part = {"content": {"parts": [{"text": words}], "role": "model"}, "partial": False, "author": "nemo_agent"}
        self.add(part if self.framework else {"type": "text", "content": words})

    def tool(self, name, arguments):
        if self.framework:
            self.add({"content": {"parts": [{"functionCall": {"name": name, "args": arguments}}]}})
            self.add({"content": {"parts": [{"functionResponse": {"name": name, "response": {"ok": True}}}]}})
        else:
            self.add({"type": "tool_call", "name": name, "args": arguments})
            self.add({"type": "tool_result", "name": name, "result": {"ok": True}})


class Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def complain(self, words):
        world.complaints.append(f"{self.command} {urlsplit(self.path).path}: {words}")

    def handle_one_request(self):
        try:
            super().handle_one_request()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def reset(self):
        """Ends the connection in such a way that the other side cannot take it for the end of the body."""
        self.connection.setsockopt(*LINGER)
        self.close_connection = True
        self.connection.close()
        raise ConnectionResetError

    def body(self):
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            content = b""
            while size := int(self.rfile.readline().split(b";")[0], 16):
                content += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return content
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def send(self, content, status=200, fault=None, fields={}, chunked=False):
        """Sends an answer, whole or as the fault will have it."""
        kind, amount = (fault.kind, int(fault.amount)) if fault else ("", 0)
        if kind == "lost":
            self.reset()
        if kind == "truncated":
            content = content[:amount]
        claimed = len(content) + (amount or 1 if kind == "length" else 0)
        chunked = chunked and kind != "length"
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name if world.random.random() < 0.5 else name.lower(), value)
        self.send_header(*(("Transfer-Encoding", "chunked") if chunked else ("Content-Length", str(claimed))))
        self.end_headers()
        if self.command == "HEAD":
            return
        pieces = [content[at : at + 65536] for at in range(0, len(content), 65536)]
        if chunked and kind != "drop" and len(content) < 1 << 16:
            pieces, at = [], 0  # that respect neither lines nor characters
            while at < len(content):
                pieces.append(content[at : at + world.random.choice([1, 3, 17, 200])])
                at += len(pieces[-1])
        if kind in ("drop", "stall"):
            content = content[:amount]
            pieces = [content] if content else []
        for piece in pieces:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece)
        if kind == "drop":
            self.wfile.flush()
            self.reset()
        if kind == "stall":
            self.wfile.flush()
            self.rfile.read(1)
            self.reset()
        if chunked:
            self.wfile.write(b"0\r\n\r\n")
        if kind == "length":
            self.close_connection = True

    def send_json(self, value, status=200, fault=None):
        indent = world.random.choice([None, 2])
        content = json.dumps(value, ensure_ascii=world.random.random() < 0.5, indent=indent).encode()
        if fault and fault.kind == "garbage":
            content = b"<html><body>502 Bad Gateway</body></html>"
        content_type = world.random.choice(["application/json", "application/json; charset=utf-8"])
        self.send(content, status, fault, {"Content-Type": content_type}, world.random.random() < 0.5)

    def refuse(self, code):
        """A code comes as the status, as the field `code`, or as both."""
        is_status = 400 <= code < 600
        way = world.random.choice(["status", "field", "both"]) if is_status else "field"
        status = 200 if way == "field" else code
        if not is_status and world.random.random() < 0.5:
            status = {1001: 401, 1002: 404, 2001: 402, 4001: 415, 4002: 413}.get(code, 200)
        known = MESSAGES.get(code, "try again later")
        self.send_json({} if way == "status" else {"code": code, "message": known}, status)


class Media(Connection):
    """The host of uploads, generated clips and finished films: no token may come here.

    The clips of `--media` are also at `/files/NAME`, and `/redirect?ADDRESS` leads to any other.
    """

    def do_GET(self):
        if self.headers.get("Authorization") or "nmv_usr_" in str(self.headers) + self.path:
            self.complain("a token came to the media host")
        place = urlsplit(self.path)
        fault = world.fault("media")
        if place.path == "/redirect":
            return self.send(b"", 302, None, {"Location": unquote(place.query)})
        with world.lock:
            content = world.files.get(place.path)
        plain = options.media / place.path.removeprefix("/files/")
        if place.path.startswith("/files/") and plain.parent == options.media and plain.is_file():
            content = plain.read_bytes()
        try:
            if content is None:
                return self.send(b"not here", 404)
            self.send_media(content, fault)
        finally:
            with world.lock:
                world.write_record()

    do_HEAD = do_GET

    def send_media(self, content, fault):
        if fault and fault.kind == "delay":
            time.sleep(fault.amount)
        if fault and fault.kind.isdigit():
            return self.send(b"", int(fault.kind))
        if fault and fault.kind == "changed":
            content = content + b"changed"
            with world.lock:
                world.files[urlsplit(self.path).path] = content
        tag = '"' + hashlib.sha256(content).hexdigest()[:20] + '"'
        fields = {"ETag": tag, "Accept-Ranges": "bytes", "Content-Type": "application/octet-stream"}
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if not asked or self.headers.get("If-Range", tag) != tag:
            return self.send(content, 200, fault, fields)
        first, last = int(asked[1]), int(asked[2] or len(content) - 1)
        if first >= len(content):
            return self.send(b"", 416, None, {"Content-Range": f"bytes */{len(content)}"})
        last = min(last, len(content) - 1)
        fields["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
        self.send(content[first : last + 1], 206, fault, fields)


class Service(Connection):
    def answer(self):
        path = urlsplit(self.path).path
        if "nmv_usr_" in self.path:
            self.complain("a token in an address")
        content = self.body()
        for pattern, method, name in ROUTES:
            if (found := re.fullmatch(pattern, path)) and self.command == method:
                break
        else:
            self.complain("no such call")
            return self.send(b"", 404)
        fault = world.fault(name)
        try:
            if fault and fault.kind == "delay":
                time.sleep(fault.amount)
            if fault and fault.kind.isdigit():
                if int(fault.kind) == 1001:
                    world.tokens.clear()
                raise Refusal(int(fault.kind))
            with world.lock:
                self.check_headers(name)
                give = getattr(self, name)(content, *map(unquote, found.groups()))
                world.write_record()
            give(fault)
        except Refusal as refusal:
            self.refuse(refusal.code)
        finally:
            with world.lock:
                world.write_record()

    do_GET = do_POST = answer

    def check_headers(self, call):
        values = [self.headers.get(f"X-Skill-{name}") for name in ("Source", "Version", "Platform")]
        if not all(values):
            self.complain("without attribution")
            if call == "export":
                raise Refusal(402)
        else:
            world.identities.add(" ".join(values))
        if call == "token":
            return
        bearer = self.headers.get("Authorization", "")
        token = bearer.removeprefix("Bearer ")
        if not bearer.startswith("Bearer "):
            self.complain("without a bearer token")
        if world.tokens.get(token, 0) < time.time():
            raise Refusal(1001)

    def members(self, content, *names):
        """The body as JSON with these members and no others."""
        if not self.headers.get("Content-Type", "").startswith("application/json"):
            self.complain("a JSON body that is not called one")
        value = json.loads(content)
        if set(value) != set(names):
            self.complain(f"members {sorted(value)}")
        return value

    def session_of(self, id):
        if id not in world.sessions:
            raise Refusal(1002)
        return world.sessions[id]

    def token(self, content):
        client = self.headers.get("X-Client-Id")
        if not client:
            raise Refusal(400)
        if str(uuid.UUID(client)) != client.lower():
            self.complain("a client id that is no UUID")
        if content:
            self.complain("a body where none is published")
        mine = [token for token, expiry in world.tokens.items() if token.endswith(client.lower())]
        token = mine[0] if mine else f"nmv_usr_{secrets.token_hex(8)}{client.lower()}"
        world.tokens[token] = time.time() + 7 * 86400
        expiry = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(world.tokens[token]))
        data = {"token": token, "user_id": "user-2", "expires_at": expiry, "credits": 100}
        return lambda fault: self.send_json({"code": 0, "data": data}, 200, fault)

    def claim(self, content):
        value = self.members(content, "task_id", "session_id")
        if self.session_of(value["session_id"]).task != value["task_id"]:
            self.complain("the task is not that of the session")
        data = {"claim_token": f"clm_{secrets.token_hex(8)}", "expires_in": 604800}
        return lambda fault: self.send_json({"code": 0, "data": data}, 200, fault)

    def session(self, content):
        value = self.members(content, "task_name", "language")
        session = Session(value["task_name"])
        world.sessions[session.id] = session
        data = {"task_id": session.task, "session_id": session.id}
        return lambda fault: self.send_json({"code": 0, "data": data}, 200, fault)

    def credits(self, content):
        data = {"available": world.available, "frozen": world.frozen, "total": world.available + world.frozen}
        return lambda fault: self.send_json({"code": 0, "data": data}, 200, fault)

    def state(self, content, id):
        session = self.session_of(id)
        if session.late:
            session.late.pop()()
        data = {"task_name": session.name, "state": session.state()}
        if world.random.random() < 0.5:
            data["state"]["video_analyses"] = {}
        return lambda fault: self.send_json({"code": 0, "data": data}, 200, fault)

    def message(self, content):
        value = self.members(content, "app_name", "user_id", "session_id", "new_message")
        if (value["app_name"], value["user_id"]) != ("nemo_agent", "me"):
            self.complain("not the published app and user")
        if self.headers.get("Accept") != "text/event-stream":
            self.complain("does not accept an event stream")
        (part,) = value["new_message"]["parts"]
        text, session = part["text"], self.session_of(value["session_id"])
        makes = bool(re.search(r"generat|生成", text, re.I))
        price = 100 if makes else 0 if session.edited else 50
        if world.available < price:
            raise Refusal(2001)
        world.available -= price
        world.messages.append({"session": session.id, "text": text})
        second_stage = session.generate(text) if makes else None
        words = None if makes else session.edit(text)
        session.edited = session.edited or not makes
        if second_stage and not options.late:
            second_stage()
        if second_stage and options.late:
            session.late.append(second_stage)
        silent = not makes and not options.talkative and world.random.random() < 0.3

        def give(fault):
            events = Events(bool(fault and fault.kind == "duplicates"))
            if fault and fault.kind == "heartbeats":
                for _ in range(int(fault.amount)):
                    events.heartbeat()
            else:
                events.heartbeat()
                events.tool("generate_video" if makes else "edit_draft", {"text": text})
                events.heartbeat()
                if makes:
                    events.text("Your clip — a city timelapse — is ready. ")
                    events.text("音乐和标题已添加。Click the Export button to download it.")
                elif not silent:
                    events.text(words)
                if world.random.random() < 0.2 and not silent:
                    events.text("I encountered a temporary issue. Please try again.")
            self.send(events.bytes, 200, fault, {"Content-Type": "text/event-stream"}, True)

        return give

    def upload(self, content, id):
        session = self.session_of(id)
        kind = self.headers.get("Content-Type", "")
        if boundary := re.match(r"multipart/form-data; ?boundary=\"?([^\";]+)", kind):
            named = list(self.parts(content, boundary[1].encode()))
        else:
            value = self.members(content, "urls", "source_type")
            if value["source_type"] != "url":
                self.complain("not the published source_type")
            named = [(unquote(url.rsplit("/", 1)[1]), world.files.get(urlsplit(url).path, url.encode()))
                     for url in value["urls"]]
        infos = []
        for name, data in named:
            if name.rsplit(".", 1)[-1].lower() not in ACCEPTED:
                raise Refusal(4001)
            if len(data) > options.limit:
                raise Refusal(4002)
            info = dict(world.publish(name, data), file_type="video", duration=1.0, width=640, height=360, fps=30)
            world.uploads.append({"session": session.id, "filename": name, "hash": info["hash"], "bytes": len(data)})
            infos.append(info)
        session.video_infos += infos
        answer = {"code": 0, "data": {"files": infos, "session_state_applied": True}}
        return lambda fault: self.send_json(answer, 200, fault)

    def parts(self, content, boundary):
        if not content.startswith(b"--" + boundary + b"\r\n") or not content.rstrip().endswith(b"--" + boundary + b"--"):
            self.complain("a multipart body without its boundaries")
        for part in content.split(b"--" + boundary)[1:-1]:
            head, _, data = part.partition(b"\r\n\r\n")
            form = re.search(rb'form-data;.*\bname="files"', head), re.search(rb'filename="([^"]*)"', head)
            if not all(form) or not data.endswith(b"\r\n"):
                self.complain(f"a part that is not published: {head!r}")
            yield form[1][1].decode(), data[:-2]

    def export(self, content):
        value = self.members(content, "id", "sessionId", "draft", "output")
        if not value["id"].startswith("render_"):
            self.complain("an id that does not begin with render_")
        if set(value["output"]) != {"format", "quality"}:
            self.complain(f"output {value['output']}")
        if not any(track.get("sg") for track in value["draft"]["t"]):
            self.complain("a draft that is not ready for export")
        session = self.session_of(value["sessionId"])
        canonical = json.dumps(value["draft"], sort_keys=True)
        draft = hashlib.sha256(canonical.encode()).hexdigest()
        if value["id"] in world.renders:
            self.complain("an id that was submitted before")
        world.submissions.append({"id": value["id"], "session": session.id, "draft": draft})
        render = world.renders.setdefault(value["id"], Render(value["id"]))
        return lambda fault: self.send_json(render.answer(), 200, fault)

    def render_of(self, id):
        if id not in world.renders:
            self.complain("an unknown render")
            raise Refusal(404)
        return world.renders[id]

    def status(self, content, id):
        render = self.render_of(id)
        render.advance()
        return lambda fault: self.send_json(render.answer(), 200, fault)

    def cancel(self, content, id):
        render = self.render_of(id)
        if render.status != "completed":
            render.status = "failed"
        return lambda fault: self.send_json(render.answer(), 200, fault)

    def download(self, content, id):
        if self.render_of(id).status != "completed":
            self.complain("a download before the end")
        film = (options.media / options.film).read_bytes()
        return lambda fault: self.send(film, 200, fault, {"Content-Type": "video/mp4"})


ROUTES = [
    (r"/api/auth/anonymous-token", "POST", "token"),
    (r"/api/auth/claim-token", "POST", "claim"),
    (r"/api/tasks/me/with-session/nemo_agent", "POST", "session"),
    (r"/run_sse", "POST", "message"),
    (r"/api/upload-video/nemo_agent/me/([^/]+)", "POST", "upload"),
    (r"/api/credits/balance/simple", "GET", "credits"),
    (r"/api/state/nemo_agent/me/([^/]+)/latest", "GET", "state"),
    (r"/api/render/proxy/lambda", "POST", "export"),
    (r"/api/render/proxy/lambda/([^/]+)", "GET", "status"),
    (r"/api/render/proxy/lambda/([^/]+)/cancel", "POST", "cancel"),
    (r"/api/render/proxy/([^/]+)/download", "GET", "download"),
]
LINGER = (1, 13, struct.pack("ii", 1, 0))  # SOL_SOCKET, SO_LINGER: a close becomes a reset

world = World()
media = ThreadingHTTPServer(("127.0.0.1", 0), Media)
service = ThreadingHTTPServer(("127.0.0.1", 0), Service)
media_origin = f"http://127.0.0.1:{media.server_port}"
world.write_record()
for server in (media, service):
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
print(service.server_port, media.server_port, sep="\n", flush=True)
sys.stdin.read()
