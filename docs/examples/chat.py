"""Chats as a customer in a terminal: lines that are typed are sent, what is said is printed.

Written from docs/protocol.md alone, with nothing but Python's standard library:

    python3 docs/examples/chat.py https://chat.example shop [session.json]

It connects by HTTP ("Without a WebSocket"), which every network passes. The session and what is not sent yet are kept in
the file, so that the chat goes on when the program is started again.
"""

import json
import os
import secrets
import sys
import threading
import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen

PASSING = ("unavailable", "too-many")
STOP = (4400, 4401, 4408)  # close codes after which nobody connects again
LONGEST_PAUSE = 30.0


class Over(Exception):
    """There is no way back: the reason is for a person."""


class Session:
    """What a customer keeps; its secret is the identity."""

    def __init__(self, path):
        self.path = path
        self.lock = threading.RLock()
        self.kept = {"secret": secrets.token_urlsafe(32), "conversation": None, "seq": 0, "unsent": []}
        if path and os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                self.kept = json.load(file)
        self.save()

    def save(self):
        if self.path:
            with open(self.path + ".new", "w", encoding="utf-8") as file:
                json.dump(self.kept, file)
            os.replace(self.path + ".new", self.path)

    def change(self, **changes):
        with self.lock:
            self.kept.update(changes)
            self.save()

    def add(self, text):
        """A message with an id of its own: however often it is sent, it is stored once."""
        message = {"type": "send", "requestId": secrets.token_urlsafe(16), "text": text}
        with self.lock:
            self.change(unsent=self.kept["unsent"] + [message])
        return message

    def done(self, request_id):
        with self.lock:
            self.change(unsent=[one for one in self.kept["unsent"] if one["requestId"] != request_id])

    def first_frame(self, widget_id):
        kept = self.kept
        frame = {"requestId": secrets.token_urlsafe(16), "secret": kept["secret"]}
        if kept["conversation"] is None:
            return {"type": "start", "widgetId": widget_id, **frame}
        return {"type": "resume", "conversationId": kept["conversation"], "afterSeq": kept["seq"], **frame}


class Connection:
    """Frames in the bodies of requests, numbered from 1 in each direction."""

    def __init__(self, url):
        self.url = url
        self.lock = threading.Lock()
        self.sent = 0
        self.received = 0
        self.name = self.post("open", None)["connection"]

    def post(self, verb, body):
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"{self.url}/v1/chat/{verb}", data=data or b"", method="POST")
        request.add_header("Content-Type", "text/plain")
        for _ in range(20):
            try:
                with urlopen(request, timeout=30) as answer:
                    return json.load(answer)
            except HTTPError as error:
                if error.code != 421:  # a balancer chose another gateway: the same request again
                    raise
        raise ConnectionError("no request reaches the gateway of this connection")

    def send(self, *frames):
        with self.lock:  # one request at a time
            texts = [json.dumps(frame) for frame in frames]
            self.post("send", {"connection": self.name, "first": self.sent + 1, "frames": texts})
            self.sent += len(frames)

    def poll(self):
        answer = self.post("poll", {"connection": self.name, "after": self.received})
        self.received += len(answer["frames"])
        return [json.loads(text) for text in answer["frames"]], answer["close"]


class Chat:
    def __init__(self, url, widget_id, session):
        self.url = url
        self.widget_id = widget_id
        self.session = session
        self.connection = None
        self.pause = 0.0

    def run(self):
        while True:
            try:
                self.live()
            except OSError as error:  # HTTPError and URLError are ones
                print(f"not connected: {error}", file=sys.stderr, flush=True)
            self.connection = None
            time.sleep(self.pause * (0.5 + secrets.randbelow(500) / 1000))
            self.pause = min(max(1.0, self.pause * 2), LONGEST_PAUSE)

    def live(self):
        """One connection, until it ends. What is not acknowledged is sent again under the same ids."""
        connection = Connection(self.url)
        first = self.session.first_frame(self.widget_id)
        with self.session.lock:
            connection.send(first, *self.session.kept["unsent"])
            self.connection = connection
        while True:
            frames, close = connection.poll()
            for frame in frames:
                self.hear(frame, first["requestId"])
            if close in STOP:
                raise Over(f"the gateway has closed the connection ({close})")
            if close is not None:
                return

    def say(self, text):
        with self.session.lock:
            message = self.session.add(text)
            connection = self.connection
        try:
            if connection:
                connection.send(message)
        except OSError:
            pass  # kept: the next connection sends it

    def hear(self, frame, first_id):
        """Types and fields that are not known are ignored."""
        kind = frame["type"]
        if kind == "resumed":
            self.pause = 0.0
            self.session.change(conversation=frame["conversationId"])
            print(f"connected to {frame['conversationId']}", flush=True)
        elif kind == "ack":
            self.session.done(frame["requestId"])
        elif kind == "refused":
            self.refused(frame, first_id)
        elif kind == "entries":
            for entry in frame["entries"]:
                self.show(entry)
        elif kind == "conversation" and frame["conversation"]["ended"]:
            raise Over(f"the chat has ended: {frame['conversation']['ended']['reason']}")

    def refused(self, frame, first_id):
        if frame["name"] in PASSING:
            return  # the connection ends or stays; what is not acknowledged is sent again
        if frame["requestId"] in (first_id, None):
            raise Over(frame["message"])
        self.session.done(frame["requestId"])
        print(f"not sent: {frame['message']}", flush=True)

    def show(self, entry):
        if entry["seq"] <= self.session.kept["seq"]:
            return
        if entry["kind"] == "message":
            print(f"{entry['seq']} {entry['sender']}: {entry['text']}", flush=True)
        elif entry["kind"] == "system":
            print(f"{entry['seq']} ({entry['code']})", flush=True)
        self.session.change(seq=entry["seq"])


def main():
    url, widget_id = sys.argv[1].rstrip("/"), sys.argv[2]
    chat = Chat(url, widget_id, Session(sys.argv[3] if len(sys.argv) > 3 else None))

    def read():
        for line in sys.stdin:
            if line.strip():
                chat.say(line.strip())

    threading.Thread(target=read, daemon=True).start()
    try:
        chat.run()
    except Over as over:
        print(over, flush=True)
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
