"""A server on loopback that does what the transport's tests ask of it. Prints its port; ends with its input."""
import json
import os
import re
import sys
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

PIECE = bytes(range(256)) * 256
seen = Counter()


def content(start, end):
    """The bytes [start, end) of an endless file whose byte n is n mod 256."""
    while start < end:
        offset = start % 256
        piece = PIECE[offset : offset + end - start]
        yield piece
        start += len(piece)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def reply(self, status, body=b"", **fields):
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def take_body(self):
        left, total = int(self.headers.get("Content-Length", 0)), 0
        head, tail = b"", b""
        while left:
            piece = self.rfile.read(min(left, 1 << 16))
            if not piece:
                break
            left -= len(piece)
            total = (total + sum(piece)) % (1 << 32)
            if len(head) < 4096:
                head += piece[: 4096 - len(head)]
            tail = (tail + piece)[-4096:]
        return total, head, tail

    def handle_any(self):
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        seen[parts.path] += 1
        if parts.scheme:
            total, _, _ = self.take_body()
            self.reply(200, b"proxied " + self.path.encode())
        elif parts.path == "/echo":
            total, head, tail = self.take_body()
            self.reply(200, json.dumps({
                "method": self.command, "headers": dict(self.headers), "sum": total,
                "length": int(self.headers.get("Content-Length", 0)),
                "head": head.decode("latin-1"), "tail": tail.decode("latin-1"),
            }).encode())
        elif parts.path == "/status":
            self.take_body()
            self.reply(int(query["code"]), b"body of " + query["code"].encode())
        elif parts.path == "/redirect":
            self.take_body()
            self.reply(int(query.get("code", 302)), Location=query["to"])
        elif parts.path == "/count":
            self.reply(200, str(seen[query["of"]]).encode())
        elif parts.path == "/hang-up":
            self.take_body()
            self.close_connection = True
        elif parts.path == "/no-http":
            self.take_body()
            self.wfile.write(b"\x89PNG and nothing of HTTP\n" * 100)
            self.close_connection = True
        elif parts.path == "/large-head":
            self.send_response(200)
            for number in range(4000):
                self.send_header("X-%d" % number, "x" * 90)
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif parts.path == "/early":
            self.wfile.write(b"HTTP/1.1 103 Early Hints\r\nX-Early: yes\r\n\r\n")
            self.reply(200, b"late", X_Late="yes")
        elif parts.path == "/stall":
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write(b"begun")
            self.wfile.flush()
            # Ends when the client closes its end.
            self.rfile.read(1)
            seen["/stall closed"] += 1
            self.close_connection = True
        elif parts.path == "/drip":
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            # A byte now and then, until the client closes its end.
            try:
                for _ in range(100000):
                    self.wfile.write(b".")
                    self.wfile.flush()
                    time.sleep(0.02)
            except OSError:
                pass
            self.close_connection = True
        elif parts.path == "/file":
            self.serve_file(query)
        else:
            self.reply(404, b"no such place")

    def serve_file(self, query):
        size, tag = int(query["size"]), '"%s"' % query.get("tag", "one")
        start, status = 0, 200
        asked = re.match(r"bytes=(\d+)-$", self.headers.get("Range", ""))
        if asked and ("blind" in query or self.headers.get("If-Range", tag) == tag):
            start, status = int(asked.group(1)), 206
        if start >= size and status == 206:
            return self.reply(416, Content_Range="bytes */%d" % size)
        self.send_response(status)
        if status == 206:
            self.send_header("Content-Range", "bytes %d-%d/%d" % (start, size - 1, size))
        if "bare" not in query:
            self.send_header("ETag", tag)
        self.send_header("Content-Length", str(size - start))
        self.end_headers()
        end = size
        if "drop" in query:
            end = min(size, start + int(query["drop"]))
            self.close_connection = True
        for piece in content(start, end):
            self.wfile.write(piece)

    do_GET = do_POST = do_HEAD = handle_any


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, address):
        pass


server = Server(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
os._exit(0)
