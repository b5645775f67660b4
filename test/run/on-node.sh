#!/usr/bin/env bash
# npm run test:node -- <major> [jest arguments]: runs tests on another Node, which an npm package contains. These are the unit
# tests, unless the arguments select other projects. Systems of tests run on the same Node.
set -euo pipefail
cd "$(dirname "$0")/../.."
major=${1:?which Node: npm run test:node -- 24}
shift
platform=$(node -p 'process.platform + "-" + process.arch')
folder=node_modules/.cache/node/$major
if [[ ! -x $folder/package/bin/node ]]; then
  rm -rf "$folder"
  mkdir -p "$folder"
  (cd "$folder" && npm pack --silent "node-$platform@$major" >/dev/null && tar -xzf ./*.tgz && rm ./*.tgz && chmod +x package/bin/node)
fi
export PATH="$PWD/$folder/package/bin:$PATH"
echo "Tests on Node $(node --version)"
[[ " $* " == *' --selectProjects '* ]] || set -- "$@" --selectProjects unit
exec node --max-semi-space-size=64 node_modules/jest/bin/jest.js --config jest.config.js "$@"
