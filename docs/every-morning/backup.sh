#!/bin/sh
# backup.sh WORKSPACE ARCHIVE: all that cannot be made again, in one file; safe while digest runs.
set -eu; umask 077; archive=$(realpath "$2"); cd "$1"
# The ledger as a whole database, whoever writes into it now.
[ ! -e .digest/ledger.db ] || sqlite3 .digest/ledger.db ".backup '.digest/ledger.backup'"
# Editions before marks: a mark that came meanwhile is kept, one without its edition does no harm.
set -- outbox/OUTBOX.json outbox/editions outbox/claims outbox/failed outbox/done
for one in digest.toml seeds templates running-order suppressed.csv readers.txt .digest/deliveries .digest/ledger.backup; do
  [ ! -e "$one" ] || set -- "$one" "$@"
done
tar -czf "$archive.part" "$@" || [ $? -eq 1 ]   # 1: a file changed while it was read
mv "$archive.part" "$archive"
