#!/bin/sh
# The health check of the NATS container. It checks only the server: a stream that cannot be recovered is created again
# by the service that owns it. A server hangs when it does not answer at all, or is healthy and does not answer about its
# streams, five times in a row. It is then killed, and the container's restart policy starts it again. A server that
# still recovers its streams answers /varz.
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
  # In the container, -1 means the server, but neither this shell nor the init process.
  [ -f /.dockerenv ] && kill -9 -1
fi
exit 1
