#!/bin/sh
# morning.sh WORKSPACE: build today's edition when it is due, deliver what is ready.
set -u; umask 027; cd "$1" || exit 78
zone=Europe/Berlin; due=06; key=daily-$(TZ=$zone date +%F)
mkdir -p .digest; log=.digest/morning.log
run() { "$@" > "$log" 2>&1; code=$?; case $code in 0 | 66 | 75) ;; *) cat "$log"; exit $code ;; esac; }
if [ "$(TZ=$zone date +%H)" -ge $due ] && [ ! -e "outbox/editions/$key" ] && [ ! -e "outbox/done/$key" ]; then
  run digest build --log-format json
fi
run digest deliver --recipients readers.txt --sendmail /usr/sbin/sendmail --send --log-format json
