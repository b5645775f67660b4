"""Receives facts of Rejoin over a webhook: python3 webhook.py

WEBHOOK_SECRET is the signing secret of the webhook, or several with spaces between them. Only the standard library is used.
"""

import base64
import hashlib
import hmac
import json
import os
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRETS = os.environ.get("WEBHOOK_SECRET", "").split()
TOLERANCE_SECONDS = 5 * 60
MOST_BYTES = 1024 * 1024

# Messages that were handled. Keep them in your database, in the transaction of the effect.
handled = set()


def is_genuine(headers, body):
    """Whether a message was signed with one of our secrets, a short time ago. body: the bytes as they came."""
    message_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not message_id or not timestamp.isdigit():
        return False
    if abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    given = headers.get("webhook-signature", "").encode().split(b" ")
    content = f"{message_id}.{timestamp}.".encode() + body
    for secret in SECRETS:
        key = base64.b64decode(secret.removeprefix("whsec_"))
        right = b"v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest())
        if any(hmac.compare_digest(one, right) for one in given):
            return True
    return False


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers.get("content-length", "0"))
        if length > MOST_BYTES:
            return self.answer(413)
        body = self.rfile.read(length)
        if not is_genuine(self.headers, body):
            return self.answer(401)
        fact = json.loads(body)
        # The same message can come again: the answer to it may have been lost.
        if fact["id"] not in handled:
            print(fact["type"], fact["subject"], flush=True)
            handled.add(fact["id"])
        # Any status but 2xx is tried again later; 410 switches the webhook off.
        return self.answer(204)

    def answer(self, status):
        self.send_response(status)
        self.end_headers()

    def log_message(self, *_):
        """Says nothing about each request."""


server = ThreadingHTTPServer(("", int(os.environ.get("PORT", "8080"))), Receiver)
print("listening on", server.server_address[1], flush=True)
server.serve_forever()
