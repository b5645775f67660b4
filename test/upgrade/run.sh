#!/usr/bin/env bash
# npm run test:upgrade: tests clients and gateways of this release with those of the previous one, built from its commit.
# Without the commit (a checkout without history) the test is skipped with a sentence, unless REJOIN_UPGRADE_REQUIRED=1.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
version=0.1.0
# A clone may come without tags.
commit=9d8028842804d381c1f67e0a873de9c511501f64
# The folder is beside our own build, so that the release finds its packages, which are the same. It is kept for the next run.
release=dist/release-$version

if ! git cat-file -e "$commit^{commit}" 2>/dev/null; then
  if [[ ${REJOIN_UPGRADE_REQUIRED:-} == 1 ]]; then
    echo "The upgrade test could not be run, and it is required here: the commit of $version is not there."
    exit 1
  fi
  echo "The upgrade test is SKIPPED: the commit of $version is not there."
  exit 0
fi
if [[ ! -d $release/dist ]]; then
  rm -rf --one-file-system "$release"
  mkdir -p "$release"
  git archive "$commit" | tar x -C "$release"
  (cd "$release" && npx swc apps libs tools -d building --config-file .swcrc --ignore '**/*.spec.ts,apps/web/**' --quiet)
  mv "$release/building" "$release/dist"
fi
npm run --silent build
REJOIN_RELEASE_BEFORE=$PWD/$release/dist timeout --kill-after=20 300 npx jest --config "$here/jest.config.js" --runInBand "$@"
