#!/bin/sh
# The health check of the container of NATS. Of the server alone: a stream that cannot be recovered is made anew by the
# service that owns it. A server that does not answer at all, or that is well and says nothing about its streams, five
# times in a row, hangs: it is killed, and the container's restart policy starts it anew. One that still recovers its
# streams answers /varz.
count=/tmp/unanswered
answers() { timeout 3 wget -q -O /dev/null "http://127.0.0.1:8222/$1"; }
if answers 'healthz?js-server-only=true'; then
  if answers jsz; then
    echo 0 >"$count"
    exit 0
  fi
elif answers varz; then
  echo 0 >"$count"
  exit 1
fi
unanswered=$(($(cat "$count" 2>/dev/null || echo 0) + 1))
echo "$unanswered" >"$count"
if [ "$unanswered" -ge 5 ]; then
  rm -f "$count"
  # In the container, -1 means the server: neither this shell nor the init process.
  [ -f /.dockerenv ] && kill -9 -1
fi
exit 1
