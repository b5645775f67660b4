#!/usr/bin/env bash
# npm run test:compose: runs docker-compose.yml on a container engine (the one that runs here, or one of its own).
# Without an engine the test is skipped with a sentence, unless REJOIN_COMPOSE_REQUIRED=1. It removes what it made, also
# when it fails. REJOIN_ENGINE_FOLDER keeps an engine with its images for the next run.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
work=$(mktemp -d)
engine=${REJOIN_ENGINE_FOLDER:-$work/engine}
test_pid=
export COMPOSE_PROJECT_NAME=rejoin-test-$$ REJOIN_COMPOSE_WORK=$work

finish() {
  trap - EXIT INT TERM
  if [[ -n $test_pid ]] && kill -TERM "$test_pid" 2>/dev/null; then wait "$test_pid"; fi
  if [[ -f $work/.env ]]; then
    timeout 120 docker compose --env-file "$work/.env" --profile demo --profile tls --profile observability down --volumes --timeout 5 >/dev/null 2>&1
    timeout 60 docker images --quiet --filter "reference=$COMPOSE_PROJECT_NAME" | xargs -r docker rmi --force >/dev/null 2>&1
  fi
  if [[ -z ${REJOIN_ENGINE_FOLDER:-} && -d $engine ]]; then "$here/engine.sh" stop "$engine"; fi
  rm -rf --one-file-system "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

if ! exports=$("$here/engine.sh" start "$engine" 2>"$work/engine.log"); then
  tail -n 3 "$work/engine.log"
  if [[ ${REJOIN_COMPOSE_REQUIRED:-} == 1 ]]; then
    echo 'The compose test could not be run, and it is required here.'
    exit 1
  fi
  echo 'The compose test is SKIPPED: there is no container engine here.'
  exit 0
fi
while IFS='=' read -r name value; do
  if [[ -n $name ]]; then export "$name=$value"; fi
done <<<"$exports"

# Grafana is in no package of Debian or npm, so its container is not run.
images=$(sed -nE 's/^ARG NODE_IMAGE=(.+)/\1/p' Dockerfile; sed -nE 's/^ +image: ((prom\/)?[a-z]+:v?[0-9].*)/\1/p' docker-compose.yml)
"$here/base-images.sh" $images || exit 1
npm run --silent build || exit 1
timeout --kill-after=30 2000 npx jest --config "$here/jest.config.js" --runInBand &
test_pid=$!
wait "$test_pid"
code=$?
test_pid=
exit "$code"
