#!/bin/sh
# As in the official image: makes the database at the first start, and runs the server as postgres.
set -e
data=${PGDATA:-/var/lib/postgresql/data}
bin=$(ls -d /usr/lib/postgresql/*/bin)
mkdir -p "$data" /var/run/postgresql
chown -R postgres:postgres "$data" /var/run/postgresql
chmod 700 "$data"
if [ -n "$POSTGRES_PASSWORD_FILE" ]; then POSTGRES_PASSWORD=$(cat "$POSTGRES_PASSWORD_FILE"); fi
if [ ! -s "$data/PG_VERSION" ]; then
  : "${POSTGRES_PASSWORD:?POSTGRES_PASSWORD is missing}"
  password=$(mktemp)
  printf '%s\n' "$POSTGRES_PASSWORD" >"$password"
  chown postgres "$password"
  su postgres -c "$bin/initdb -D $data --username=${POSTGRES_USER:-postgres} --pwfile=$password --auth-host=scram-sha-256 --auth-local=trust $POSTGRES_INITDB_ARGS"
  rm "$password"
  echo 'host all all all scram-sha-256' >>"$data/pg_hba.conf"
  echo "listen_addresses = '*'" >>"$data/postgresql.conf"
fi
[ "${1:-postgres}" = postgres ] && [ $# -gt 0 ] && shift
# `setpriv` replaces this process, so that the server itself gets the signal to stop.
exec setpriv --reuid postgres --regid postgres --init-groups "$bin/postgres" -D "$data" "$@"
