"""A service whose every text is hostile: what it sends must reach no terminal as it is.

Usage: hostile-service.py TEXT VIDEO. Prints the port of a service that answers and, on the next line, that of one that
refuses everything; ends with its input. A render of a draft with the title "fail" fails, any other gives VIDEO.
"""

import json
import re
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOSTILE, VIDEO = sys.argv[1], open(sys.argv[2], "rb").read()
failing = set()


def draft(title):
    words = {"id": "t1", "s": 0, "d": 2000, "m": {"text": HOSTILE, "name": HOSTILE}}
    clip = {"id": HOSTILE, "s": 0, "d": 2000, "m": {"src": "missing/" + HOSTILE + ".mp4"}}
    return {"d": 2000, "m": {"title": title, "width": 640, "height": 360}, "t": [
        {"tt": 7, "m": {"name": HOSTILE}, "sg": [words]}, {"tt": 0, "m": {"hidden": True}, "sg": [clip]}]}


class Service(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    turns = 0

    def log_message(self, *_):
        pass

    def send(self, content, status=200, kind="application/json"):
        content = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def body(self):
        if "chunked" not in self.headers.get("Transfer-Encoding", "").lower():
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        content = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            content += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return content

    def answer(self):
        body, path = self.body(), self.path.split("?")[0]
        if self.server.refuses:
            return self.send({"code": 4999, "message": HOSTILE, "error": HOSTILE}, 200)
        if path.endswith("/anonymous-token"):
            return self.data(token="nmv_usr_x", user_id=HOSTILE, expires_at="2099-01-01T00:00:00Z", credits=100)
        if "/credits/" in path:
            return self.data(available=60, frozen=40, total=100, plan=HOSTILE)
        if path.endswith("/claim-token"):
            return self.data(claim_token="clm" + HOSTILE, expires_in=604800)
        if "/with-session/" in path:
            return self.data(task_id="task1", session_id="sess1")
        if path.startswith("/api/state/"):
            listed = {"id": HOSTILE, "filename": HOSTILE + ".mp4", "cdn_url": "http://127.0.0.1:9/" + HOSTILE}
            return self.data(state={"draft": draft(HOSTILE + str(Service.turns)), "video_infos": [listed]})
        if path == "/run_sse":
            Service.turns += 1
            events = [{"type": "tool_call", "name": HOSTILE, "args": {}}, {"type": "text", "content": HOSTILE + "\nnext"}]
            return self.send(b"".join(b"data: " + json.dumps(event).encode() + b"\n\n" for event in events),
                             kind="text/event-stream")
        if path.startswith("/api/upload-video/"):
            return self.data(files=[{"filename": HOSTILE, "file_type": "video", "cdn_url": "http://h/" + HOSTILE}])
        if path.startswith("/video"):
            return self.send(VIDEO, kind="video/mp4")
        if path == "/api/render/proxy/lambda":
            render = json.loads(body)
            if '"fail"' in body.decode():
                failing.add(render["id"])
            return self.send({"id": render["id"], "status": "pending", "progress": 5})
        if found := re.match(r"/api/render/proxy/lambda/([^/]+)(/cancel)?$", path):
            if found[1] in failing:
                return self.send({"id": found[1], "status": "failed", "error": HOSTILE})
            url = f"http://127.0.0.1:{self.server.server_address[1]}/video"
            return self.send({"id": found[1], "status": "completed", "progress": 100, "output": {"url": url}})
        self.send({"code": 404, "message": HOSTILE}, 404)

    def data(self, **members):
        self.send({"code": 0, "data": members})

    do_GET = do_POST = do_HEAD = answer


for refuses in (False, True):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.refuses = refuses
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
sys.stdin.read()
