# Functions for Debian packages, to be sourced. Every command has a time limit and is retried.

# again <times> <command...>: retries the command with growing pauses
again() {
  local times=$1 attempt
  shift
  for ((attempt = 1; ; attempt++)); do
    "$@" && return
    ((attempt < times)) || return 1
    echo "trying again: $*" >&2
    sleep $((attempt * 5))
  done
}

apt_get() {
  DEBIAN_FRONTEND=noninteractive timeout 300 apt-get -qq -o Acquire::http::Timeout=20 -o Acquire::Retries=2 \
    -o DPkg::Lock::Timeout=120 "$@"
}

# An unreachable package source does not matter when another one has the package.
apt_update() { apt_get update || true; }

# The mirror that the machine's apt uses for Debian.
debian_mirror() {
  local found
  found=$({ cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null || true; } |
    grep -v '^ *#' | grep -oE 'https?://[^ ]+/debian/?([[:space:]]|$)' | sed -n 1p | tr -d '[:space:]')
  [[ -n $found ]] || { echo "apt's sources name no mirror of Debian" >&2; return 1; }
  echo "$found"
}

# package_file <suite> <package> <file in it> <target>: extracts one file of another release's package, without installing it
package_file() {
  local suite=$1 package=$2 file=$3 target=$4 work mirror
  mirror=$(debian_mirror) || return
  work=$(mktemp -d)
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/package"
  cat >"$work/suite.sources" <<SOURCES
Types: deb
URIs: $mirror
Suites: $suite
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
  local own=(-o "Dir::Etc::SourceList=$work/suite.sources" -o Dir::Etc::SourceParts=/dev/null
    -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root)
  again 3 apt_get "${own[@]}" update &&
    (cd "$work" && again 3 apt_get "${own[@]}" download "$package") &&
    dpkg-deb -x "$work"/*.deb "$work/package" &&
    install -m 755 "$work/package/$file" "$target"
  local code=$?
  rm -rf "$work"
  return $code
}
