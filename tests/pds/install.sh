#!/bin/sh
# Put Bluesky's own server (a PDS) where `make test-networks` finds it: install.sh FOLDER.  Needs Node 18 or
# later, npm, g++ and make: SQLite is compiled here.
set -eu
version=0.4.217
mkdir -p "$1"
cd "$1"
[ -e "ready-$version" ] && exit 0
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund --no-package-lock --omit=dev "@atproto/pds@$version"
touch "ready-$version"
