"""A pod for tests: answers HTTPS on 127.0.0.2 with what routes.json says, and an HTTP proxy that leads to it.

Started with a folder, where it makes an authority (ca.pem) and a certificate for *.pod.example. Prints both ports when
it is ready, appends a line `METHOD host path` to requests.log for each request, and ends when its input does.

A route is found by host and path: {"status", "headers": [[name, value]], "body" or "base64", "mode"}. Modes: `drip` (a
byte now and then, for ever), `endless` (for ever, as fast as it goes), `bomb` (64 MiB of zeros, gzipped), `echo` (tells
what was sent), `lose` (ends the connection), `hold` (answers once the folder has a file named release), `garbage` (no
HTTP), `cut` (half the body).
"""
import base64
import gzip
import http.server
import json
import os
import socket
import ssl
import sys
import threading
import time

import authority

FOLDER = sys.argv[1]
ADDRESS = "127.0.0.2"
LOCK = threading.Lock()


def path(name):
    return os.path.join(FOLDER, name)


def note(line):
    with LOCK, open(path("requests.log"), "a") as file:
        file.write(line + "\n")


class Pod(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self):
        host = self.headers.get("Host", "").split(":")[0]
        length = int(self.headers.get("Content-Length") or 0)
        sent = self.rfile.read(length)
        note(f"{self.command} {host} {self.path}")
        with open(path("routes.json")) as file:
            route = json.load(file).get(host + self.path, {"status": 404, "body": "not here"})
        body = base64.b64decode(route["base64"]) if "base64" in route else route.get("body", "").encode()
        mode = route.get("mode")
        headers = [tuple(pair) for pair in route.get("headers", [])]
        if mode == "hold":
            while not os.path.exists(path("release")):
                time.sleep(0.01)
        if mode == "lose":
            self.close_connection = True
            return
        if mode == "garbage":
            self.connection.sendall(b"220 mail.example ESMTP\r\n\r\n")
            self.close_connection = True
            return
        if mode == "bomb":
            body, headers = gzip.compress(bytes(64 << 20)), headers + [("Content-Encoding", "gzip")]
        if mode == "echo":
            told = {"method": self.command, "headers": list(self.headers.items()), "body": base64.b64encode(sent).decode()}
            body = json.dumps(told).encode()
        self.send_response(route.get("status", 200))
        for name, value in headers:
            self.send_header(name, value)
        if mode in ("drip", "endless"):
            self.send_header("Connection", "close")
            self.end_headers()
            self.pour(mode)
            return
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if mode == "cut":
            body = body[: len(body) // 2]
            self.close_connection = True
        if self.command != "HEAD":
            self.wfile.write(body)

    def pour(self, mode):
        self.close_connection = True
        try:
            while True:
                self.wfile.write(b"x" if mode == "drip" else b"x" * 65536)
                self.wfile.flush()
                if mode == "drip":
                    time.sleep(0.02)
        except OSError:
            pass

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = answer


class Proxy(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_CONNECT(self):
        note(f"CONNECT {self.path}")
        other = socket.create_connection((ADDRESS, PORT))
        self.send_response(200)
        self.end_headers()
        back = threading.Thread(target=pump, args=(other, self.connection))
        back.start()
        pump(self.connection, other)
        back.join()


def pump(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, *_):
        pass


authority.make(FOLDER)
server = Server((ADDRESS, 0), Pod)
PORT = server.server_port
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(path("pod.pem"), path("pod.key"))
# The handshake is the handler's thread's, so that one who says nothing holds up nobody.
server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
proxy = Server((ADDRESS, 0), Proxy)
for one in (server, proxy):
    threading.Thread(target=one.serve_forever, daemon=True).start()
print(PORT, proxy.server_port, flush=True)
sys.stdin.read()
