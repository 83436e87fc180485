#!/bin/sh
# Put Ghost where `make test-ghost` finds it: install.sh FOLDER.  Needs Node 20, npm, g++ and make.
#
# The package holds parts of itself as archives in components/, so it is unpacked first
# and installed in place, as its own installer does.  SQLite is compiled here.
set -eu
version=5.130.6
mkdir -p "$1"
cd "$1"
[ -e "ready-$version" ] && exit 0
node -e 'process.exit(/^v(18|20|22)\./.test(process.version) ? 0 : 1)' || { echo "Ghost 5 wants Node 18, 20 or 22" >&2; exit 1; }
rm -rf package
npm pack --silent "ghost@$version" > /dev/null
tar xzf "ghost-$version.tgz"
cd package
# What it needs to be developed comes from elsewhere than the registry, and is not needed to run.
node -e '
  const fs = require("fs"), p = JSON.parse(fs.readFileSync("package.json"))
  delete p.devDependencies
  for (const [name, version] of Object.entries(p.resolutions || {}))
    if (p.dependencies[name]) p.dependencies[name] = version
    else (p.overrides ||= {})[name] = version
  fs.writeFileSync("package.json", JSON.stringify(p, null, 1))'
npm install --silent --no-audit --no-fund --omit=dev --legacy-peer-deps --no-package-lock --ignore-scripts
cd node_modules/sqlite3
npx --yes node-gyp rebuild --silent --nodedir="$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")"
touch "../../../ready-$version"
