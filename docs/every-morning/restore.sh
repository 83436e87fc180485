#!/bin/sh
# restore.sh ARCHIVE WORKSPACE: into an empty folder, with every timer stopped.
set -eu; umask 027; archive=$(realpath "$1")
mkdir -p "$2" && cd "$2" && [ -z "$(ls -A)" ] || { echo "not empty: $2" >&2; exit 73; }
tar -xzpf "$archive"
[ ! -e .digest/ledger.backup ] || mv .digest/ledger.backup .digest/ledger.db
chmod 700 .digest 2> /dev/null || mkdir -m 700 .digest
digest outbox doctor --outbox outbox --fix && digest outbox verify --outbox outbox
echo "Ready means: nobody knows that it was delivered. Look before you start the timers:"
digest outbox ls --outbox outbox
