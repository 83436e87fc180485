#!/bin/sh
# Install the mail programs that `make test-delivery` drives (Debian, as root).
# None of their services is enabled: the tests start their own on high ports.
set -eu
PATH="$PATH:/usr/sbin:/sbin"
missing=
for program in postfix dovecot smtpd msmtp swaks spamassassin flock; do
  command -v "$program" > /dev/null || missing="$missing $program"
done
[ -n "$missing" ] || exit 0
echo "installing:$missing" >&2
export DEBIAN_FRONTEND=noninteractive
policy=/usr/sbin/policy-rc.d
[ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' > "$policy"; chmod 755 "$policy"; trap 'rm -f "$policy"' EXIT; }
apt-get update -qq
apt-get install -y -qq --no-install-recommends \
  postfix dovecot-imapd dovecot-lmtpd msmtp swaks spamassassin util-linux ed libevent-2.1-7 libdb5.3 > /dev/null

# OpenSMTPD and Postfix exclude each other as packages, not as programs: unpack the one
# beside the other, without its sendmail.
if ! command -v smtpd > /dev/null; then
  scratch=$(mktemp -d)
  chmod 755 "$scratch"
  (cd "$scratch" && apt-get download -qq opensmtpd && dpkg -x opensmtpd_*.deb tree)
  cp "$scratch/tree/usr/sbin/smtpd" "$scratch/tree/usr/sbin/smtpctl" /usr/sbin/
  mkdir -p /usr/libexec && cp -r "$scratch/tree/usr/libexec/opensmtpd" /usr/libexec/
  rm -rf "$scratch"
  for user in opensmtpd opensmtpq; do
    id "$user" > /dev/null 2>&1 || useradd --system --user-group --no-create-home --home-dir /var/lib/opensmtpd/empty \
      --shell /usr/sbin/nologin "$user"
  done
  chgrp opensmtpq /usr/sbin/smtpctl && chmod 2755 /usr/sbin/smtpctl
  mkdir -p /var/lib/opensmtpd/empty /var/spool/smtpd
  chmod 711 /var/spool/smtpd
fi
