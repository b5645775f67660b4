"""Follows what happens on a Rejoin system and prints each fact once, in its order.

Written from docs/integrators.md alone, with nothing but Python's standard library:

    NATS_URL=nats://integrator:<password>@<host>:<port> python3 docs/examples/follow.py [facts.sqlite]

The effect (here: a row in the table `told`) and the position are stored in one transaction of SQLite.
"""

import json
import os
import socket
import sqlite3
import sys
import time
from urllib.parse import unquote, urlsplit

STREAMS = ["REJOIN_CONFIG", "REJOIN_ROUTING", "REJOIN_RECONNECTION_TIMER", "REJOIN_SESSION_GATEWAY"]
BATCH = 100
PAUSE = 0.5
PATIENCE = 10.0  # seconds that a fact waits at least before its predecessor is given up
MOST = 500  # facts that may wait for predecessors
FAILURES = 5  # of an effect, then its fact is parked
RETRY_PARKED = 30.0
PARKED_PATIENCE = 60.0


class Nats:
    """The part of the NATS protocol that a reader needs."""

    def __init__(self, url):
        parts = urlsplit(url)
        self.user = parts.username
        self.socket = socket.create_connection((parts.hostname, parts.port or 4222), timeout=10)
        self.received = b""
        options = {"user": self.user, "pass": unquote(parts.password), "verbose": False, "headers": True,
                   "no_responders": True, "lang": "python", "version": "1", "protocol": 1}
        self.send(f"CONNECT {json.dumps(options)}\r\nPING\r\n")
        self.await_pong()

    def await_pong(self):
        """Names that the account maps, such as those of JetStream, are not known to NATS before it has answered."""
        until = time.monotonic() + 10
        while (line := self.read_line()) != "PONG":
            if line and line.startswith("-ERR") or time.monotonic() > until:
                raise ConnectionError(line or "NATS does not answer")

    def send(self, text):
        self.socket.sendall(text.encode())

    def subscribe(self, subject, sid):
        self.send(f"SUB {subject} {sid}\r\n")

    def publish(self, subject, text="", reply=""):
        self.send(f"PUB {subject} {reply + ' ' if reply else ''}{len(text.encode())}\r\n{text}\r\n")

    def receive(self):
        """The next message (sid, reply subject, status, payload), or None when none has come for a moment."""
        while True:
            line = self.read_line()
            if line is None:
                return None
            verb, *words = line.split()
            if verb == "PING":
                self.send("PONG\r\n")
            elif verb == "-ERR":
                raise ConnectionError(line)
            elif verb in ("MSG", "HMSG"):
                total = int(words[-1])
                body = self.read_exactly(total + 2)[:total]
                head = int(words[-2]) if verb == "HMSG" else 0
                reply = words[2] if len(words) == (5 if verb == "HMSG" else 4) else ""
                first = body[:head].split(b"\r\n")[0].split()
                status = int(first[1]) if len(first) > 1 else 0  # 0: a fact
                return int(words[1]), reply, status, body[head:]

    def read_line(self):
        while b"\r\n" not in self.received:
            if not self.read_more():
                return None
        line, self.received = self.received.split(b"\r\n", 1)
        return line.decode()

    def read_exactly(self, size):
        while len(self.received) < size:
            self.read_more()
        body, self.received = self.received[:size], self.received[size:]
        return body

    def read_more(self):
        try:
            self.socket.settimeout(PAUSE)
            more = self.socket.recv(65_536)
        except TimeoutError:
            return False
        finally:
            self.socket.settimeout(10)
        if not more:
            raise ConnectionError("NATS has closed the connection")
        self.received += more
        return True


class Store:
    """Positions, parked facts and effects in one database."""

    def __init__(self, path):
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.executescript(
            """create table if not exists positions (aggregate text primary key, applied integer);
               create table if not exists parked (aggregate text, version integer, fact text,
                 at real, primary key (aggregate, version));
               create table if not exists timelines (family text, timeline text, primary key (family, timeline));
               create table if not exists told (aggregate text, version integer);"""
        )

    def applied(self, aggregate):
        row = self.db.execute("select applied from positions where aggregate = ?", [aggregate]).fetchone()
        return row[0] if row else 0

    def parked(self, aggregate):
        """The parked facts of an aggregate with the instants since when, the lowest version first."""
        rows = self.db.execute("select fact, at from parked where aggregate = ? order by version", [aggregate])
        return [(json.loads(fact), at) for fact, at in rows.fetchall()]

    def park(self, fact):
        values = [aggregate_of(fact), fact["version"], json.dumps(fact), time.time()]
        self.db.execute("insert or ignore into parked values (?, ?, ?, ?)", values)

    def apply(self, fact):
        """The effect and the position after it: both or neither."""
        aggregate = aggregate_of(fact)
        self.db.execute("begin immediate")
        try:
            self.db.execute("insert into told values (?, ?)", [aggregate, fact["version"]])
            print(aggregate, fact["version"], fact["type"], json.dumps(fact["data"]), flush=True)
            self.db.execute("insert or replace into positions values (?, ?)", [aggregate, fact["version"]])
            self.db.execute("delete from parked where aggregate = ? and version = ?", [aggregate, fact["version"]])
            self.db.execute("commit")
        except BaseException:
            self.db.execute("rollback")
            raise

    def is_over(self, fact):
        """Whether the fact is of a history that a restore of the system has ended. A new one begins here."""
        family, timeline = fact["family"], fact.get("timeline")
        rows = self.db.execute("select timeline from timelines where family = ? order by rowid", [family]).fetchall()
        seen = [known for (known,) in rows]
        if timeline is None or seen[-1:] == [timeline]:
            return False
        if timeline in seen:
            return True
        self.db.execute("begin immediate")
        self.db.execute("insert into timelines values (?, ?)", [family, timeline])
        if seen:  # a real system replaces its copy by a new snapshot here, with its positions
            print(f"{family}: the system was restored; counting from the beginning", file=sys.stderr, flush=True)
            for table in ("positions", "parked"):
                self.db.execute(f"delete from {table} where aggregate like ?", [f"{family}/%"])
        self.db.execute("commit")
        return False

    def retry_parked(self):
        for (aggregate,) in self.db.execute("select distinct aggregate from parked").fetchall():
            try:
                for fact, at in self.parked(aggregate):
                    is_next = fact["version"] == self.applied(aggregate) + 1
                    if not is_next and time.time() - at < PARKED_PATIENCE:
                        break  # its predecessor may still come
                    self.apply(fact)
            except Exception as error:
                print(f"{aggregate} stays parked: {error}", file=sys.stderr, flush=True)


def aggregate_of(fact):
    return f"{fact['family']}/{fact['subject']}"


class Stream:
    """Reads one stream through one durable; the numbers of its two inboxes are `sid` and `sid + 100`."""

    def __init__(self, nats, store, stream, sid):
        self.nats, self.store, self.sid = nats, store, sid
        self.durable = f"{stream}.{nats.user}"
        self.held = {}  # aggregate -> version -> (fact, reply), facts that are early
        self.since = {}  # aggregate -> when its position moved last, or its first early fact came
        self.left = 0  # messages that may still come of the pull
        self.created = None
        self.ask_at = None  # when to ask again for a durable that is not there
        for number in (sid, sid + 100):
            nats.subscribe(f"_INBOX_{nats.user}.{number}", number)
        self.ask()

    def pull(self):
        self.left = BATCH
        request = json.dumps({"batch": BATCH, "expires": 1_000_000_000})
        self.nats.publish(f"$JS.API.CONSUMER.MSG.NEXT.{self.durable}", request, f"_INBOX_{self.nats.user}.{self.sid}")

    def ask(self):
        """Asks how the durable is. Before that NATS is told that we are still at what we hold."""
        self.ask_at = None
        for versions in self.held.values():
            for _, reply in versions.values():
                self.nats.publish(reply, "+WPI")
        self.nats.publish(f"$JS.API.CONSUMER.INFO.{self.durable}", "", f"_INBOX_{self.nats.user}.{self.sid + 100}")

    def on_message(self, reply, status, payload):
        if status == 100:
            return  # a heartbeat
        if status:
            self.left = 0  # the pull has ended
        else:
            self.left -= 1
            self.take(json.loads(payload), reply)
        if self.left <= 0:
            self.ask()

    def on_info(self, status, payload):
        info = json.loads(payload) if payload else {"error": status}
        if "error" in info:
            self.ask_at = time.monotonic() + PAUSE  # the stream or its durable is being created again
            return
        if info["created"] != self.created:
            self.created = info["created"]
            self.held.clear()  # everything comes again through the new durable
        self.give_up_what_is_missing(info)
        self.pull()

    def take(self, fact, reply):
        if self.store.is_over(fact):
            return self.nats.publish(reply, "+ACK")
        aggregate, version = aggregate_of(fact), fact["version"]
        if version > self.store.applied(aggregate) and self.store.parked(aggregate):
            self.store.park(fact)  # it waits behind the one that is parked
            return self.nats.publish(reply, "+ACK")
        self.held.setdefault(aggregate, {})[version] = (fact, reply)
        self.since.setdefault(aggregate, time.monotonic())
        self.apply_what_is_next(aggregate)

    def apply_what_is_next(self, aggregate):
        versions = self.held[aggregate]
        while versions and min(versions) <= self.store.applied(aggregate) + 1:
            fact, reply = versions.pop(min(versions))
            if fact["version"] > self.store.applied(aggregate):
                self.apply_or_park(fact)
            self.nats.publish(reply, "+ACK")
            self.since[aggregate] = time.monotonic()
        if not versions:
            del self.held[aggregate], self.since[aggregate]

    def apply_or_park(self, fact):
        for failure in range(FAILURES):
            try:
                return self.store.apply(fact)
            except sqlite3.Error:
                raise  # the store is away: the program ends, and nothing is acknowledged
            except Exception as error:
                print(f"{aggregate_of(fact)} {fact['version']} failed: {error}", file=sys.stderr, flush=True)
                time.sleep(0.2 * 2**failure)
        self.store.park(fact)

    def give_up_what_is_missing(self, info):
        """A predecessor that is neither still to be delivered nor in other hands does not exist."""
        ack_wait = info["config"].get("ack_wait", 30_000_000_000) / 1e9
        in_hand = sum(len(versions) for versions in self.held.values())
        nobody_else = info["num_ack_pending"] <= in_hand
        too_many = in_hand - MOST
        is_full = too_many > 0
        for aggregate in sorted(self.held, key=lambda one: self.since[one]):
            waited = time.monotonic() - self.since[aggregate]
            is_certain = nobody_else and waited > PATIENCE and (info["num_pending"] == 0 or is_full)
            if is_certain or waited > 1.5 * ack_wait or (nobody_else and too_many > 0):
                too_many -= len(self.held[aggregate])
                self.accept_gap(aggregate)
        for aggregate in sorted(self.held, key=lambda one: -self.since[one])[: max(0, too_many)]:
            _, reply = self.held[aggregate].pop(max(self.held[aggregate]))
            self.nats.publish(reply, '-NAK {"delay": 5000000000}')
            if not self.held[aggregate]:
                del self.held[aggregate], self.since[aggregate]

    def accept_gap(self, aggregate):
        lowest, applied = min(self.held[aggregate]), self.store.applied(aggregate)
        if lowest > applied + 1:
            message = f"{aggregate}: {applied + 1} to {lowest - 1} did not come; going on without"
            print(message, file=sys.stderr, flush=True)
            self.store.db.execute("insert or replace into positions values (?, ?)", [aggregate, lowest - 1])
        self.apply_what_is_next(aggregate)


def follow(url, store):
    nats = Nats(url)
    streams = {sid: Stream(nats, store, name, sid) for sid, name in enumerate(STREAMS, start=1)}
    retried = time.monotonic()
    while True:
        for stream in streams.values():
            if stream.ask_at and stream.ask_at < time.monotonic():
                stream.ask()
        message = nats.receive()
        if message:
            sid, reply, status, payload = message
            if sid > 100:
                streams[sid - 100].on_info(status, payload)
            else:
                streams[sid].on_message(reply, status, payload)
        if time.monotonic() - retried > RETRY_PARKED:
            retried = time.monotonic()
            store.retry_parked()


def main():
    store = Store(sys.argv[1] if len(sys.argv) > 1 else "facts.sqlite")
    while True:
        try:
            follow(os.environ["NATS_URL"], store)
        except (ConnectionError, OSError) as error:
            print(f"connecting to NATS again: {error}", file=sys.stderr, flush=True)
            time.sleep(1)


if __name__ == "__main__":
    main()
