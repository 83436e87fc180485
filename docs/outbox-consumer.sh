#!/bin/sh
# Deliver every edition that waits, once: consumer.sh OUTBOX.  Needs sha256sum, flock and a sendmail.
set -Cu; umask 027; cd "$1" || exit 73
for k in $(ls editions); do
  n=1; while [ -e "claims/$k.$n" ]; do p=$n; n=$((n + 1)); done
  r=${k##*-r}; case $r in "$k" | *[!0-9]*) b=$k r=1 ;; *) b=${k%-r*} ;; esac; m=$b-r$((r + 1))
  if [ -e "done/$k" ] || [ -e "failed/$k" ] || [ -e "editions/$m" ] || [ -e "done/$m" ]; then continue; fi
  [ $n = 1 ] || { find "claims/$k.$p" -mmin +15 | grep -q . && flock -n "claims/$k.$p" true; } || continue
  (: > "claims/$k.$n") 2> /dev/null || continue
  (cd "editions/$k" && sha256sum --strict --quiet -c SHA256SUMS) || { echo '{"result": "damaged"}' > "failed/$k"; continue; }
  if "${SENDMAIL:-/usr/sbin/sendmail}" -t -i < "editions/$k/message.eml"; then echo '{"result": "queued"}' > "done/$k"
  else echo "{\"result\": \"sendmail ended with $?\", \"attempt\": $n}" > "failed/$k"; fi
done
