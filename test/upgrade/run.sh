#!/usr/bin/env bash
# npm run test:upgrade: tests clients and gateways of this release with those of the previous one, built from its tag.
# Without the tag (a checkout without history) the test is skipped with a sentence, unless REJOIN_UPGRADE_REQUIRED=1.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
tag=v0.1.0
# The folder is beside our own build, so that the release finds its packages, which are the same. It is kept for the next run.
release=dist/release-${tag#v}

if ! git rev-parse --quiet --verify "refs/tags/$tag" >/dev/null; then
  if [[ ${REJOIN_UPGRADE_REQUIRED:-} == 1 ]]; then
    echo "The upgrade test could not be run, and it is required here: there is no tag $tag."
    exit 1
  fi
  echo "The upgrade test is SKIPPED: there is no tag $tag here."
  exit 0
fi
if [[ ! -d $release/dist ]]; then
  rm -rf --one-file-system "$release"
  mkdir -p "$release"
  git archive "$tag" | tar x -C "$release"
  (cd "$release" && npx swc apps libs tools -d building --config-file .swcrc --ignore '**/*.spec.ts,apps/web/**' --quiet)
  mv "$release/building" "$release/dist"
fi
npm run --silent build
REJOIN_RELEASE_BEFORE=$PWD/$release/dist timeout --kill-after=20 300 npx jest --config "$here/jest.config.js" --runInBand "$@"
