#!/usr/bin/env bash
# Provides a container engine for the compose test.
#   engine.sh start <folder>   prints the exports to eval; starts an engine of its own below <folder> when none runs here
#   engine.sh stop <folder>    ends the engine that `start` began, with its containers, networks and images
# Exit code 3 with a sentence on stderr: no engine runs here, and none can be started.
set -euo pipefail
verb=${1:?start or stop} folder=${2:?a folder}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
source "$here/debian.sh"
socket=unix://$folder/docker.sock
# The addresses of this engine's networks. A firewall that forwards nothing by default, as another engine on the machine
# leaves it, gets a rule that lets them pass. The rule is removed at the end.
addresses=10.213.0.0/16
passage=(FORWARD -s "$addresses" -d "$addresses" -m comment --comment "$folder" -j ACCEPT)

refuse() {
  echo "no container engine: $*" >&2
  exit 3
}

has_engine() { docker compose version >/dev/null 2>&1 && timeout 20 docker info >/dev/null 2>&1; }

install_engine() {
  [[ -x /usr/sbin/dockerd ]] && return
  # Runlevel 1 keeps the package from starting a service of the machine.
  again 3 apt_update
  RUNLEVEL=1 again 3 apt_get install -y --no-install-recommends docker.io iptables
}

# Debian 12 has no compose plugin, so its single file is extracted from the package of Debian 13.
install_compose() {
  export DOCKER_CONFIG=$folder/config
  docker compose version >/dev/null 2>&1 && return
  local plugin=$folder/config/cli-plugins/docker-compose
  mkdir -p "${plugin%/*}"
  package_file trixie docker-compose usr/libexec/docker/cli-plugins/docker-compose "$plugin"
}

is_running() { [[ -f $folder/dockerd.pid ]] && kill -0 "$(cat "$folder/dockerd.pid")" 2>/dev/null; }

# The engine uses neither the default bridge nor docker's rules in the host's firewall, so that nothing of them is left.
# Containers of one compose network reach each other, published ports are forwarded by docker-proxy, and builds use
# the network of the host.
start_engine() {
  if ! is_running; then
    setsid dockerd --data-root "$folder/data" --exec-root "$folder/exec" --pidfile "$folder/dockerd.pid" \
      --bridge none --iptables=false --ip-forward=false --default-address-pool "base=$addresses,size=24" -H "$socket" >"$folder/dockerd.log" 2>&1 </dev/null &
  fi
  iptables -C "${passage[@]}" 2>/dev/null || iptables -I "${passage[@]}"
  for _ in $(seq 120); do
    DOCKER_HOST=$socket timeout 5 docker info >/dev/null 2>&1 && return
    sleep 0.5
  done
  stop_engine
  refuse "dockerd did not start within a minute: $(tail -n 3 "$folder/dockerd.log" | tr '\n' ' ')"
}

stop_engine() {
  [[ -f $folder/dockerd.pid ]] || return 0
  local pid containers
  pid=$(cat "$folder/dockerd.pid")
  export DOCKER_HOST=$socket
  containers=$(timeout 30 docker ps --all --quiet || true)
  if [[ -n $containers ]]; then timeout 60 docker rm --force --volumes $containers >/dev/null || true; fi
  timeout 30 docker network prune --force >/dev/null || true
  while iptables -D "${passage[@]}" 2>/dev/null; do :; done
  kill "$pid" 2>/dev/null || true
  for _ in $(seq 150); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.2
  done
  kill -9 "$pid" 2>/dev/null || true
  awk -v below="$folder/" 'index($2, below) == 1 { print $2 }' /proc/mounts | sort -r | xargs -r umount
  rm -rf --one-file-system "$folder"
}

case $verb in
  start)
    if has_engine; then exit 0; fi
    [[ $(id -u) == 0 ]] || refuse 'none runs here, and starting one needs root'
    command -v apt-get >/dev/null || refuse 'none runs here, and there is no apt-get to install one with'
    install_engine >&2 || refuse 'docker.io could not be installed with apt-get'
    install_compose >&2 || refuse 'the compose plugin could not be had from Debian'
    start_engine >&2
    printf 'DOCKER_HOST=%s\nDOCKER_CONFIG=%s\n' "$socket" "$folder/config"
    ;;
  stop) stop_engine ;;
  *) exit 2 ;;
esac
