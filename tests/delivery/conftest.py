"""Real mail programs, each with a configuration of its own, on high ports of the loopback.

`tests/delivery/install.sh` installs them; every server is started by a fixture
and stopped by it.  Runs as root only: Postfix and Dovecot change users.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from delivery.servers import Mailboxes, Postfix

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ["postfix", "dovecot", "smtpd", "msmtp", "swaks", "spamassassin"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--delivery", action="store_true", help="run the tests with real mail servers")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    here = [item for item in items if Path(item.path).parent == Path(__file__).parent]
    missing = [name for name in NEEDED if shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin") is None]
    reason = ""
    if not config.getoption("--delivery", default=False):
        reason = "real mail servers: make test-delivery"
    elif os.geteuid() != 0:
        reason = "mail servers change users: run as root"
    for item in here:
        item.add_marker(pytest.mark.delivery)
        if reason:
            item.add_marker(pytest.mark.skip(reason=reason))
    if here and not reason and missing:
        raise pytest.UsageError(f"not installed: {', '.join(missing)}; run tests/delivery/install.sh")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def until_open(port: int) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise TimeoutError(f"nothing listens on {port}")


@pytest.fixture(scope="session")
def place() -> Iterator[Path]:
    """A short folder that the servers' own users can enter: socket paths have 108 characters."""
    path = Path(tempfile.mkdtemp(prefix="digest-mail-", dir="/var/tmp"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def mailboxes(place: Path) -> Iterator[Mailboxes]:
    home = place / "dovecot"
    (home / "mail").mkdir(parents=True)
    shutil.chown(home / "mail", "mail", "mail")
    imap, lmtp = free_port(), free_port()
    (home / "dovecot.conf").write_text(f"""
base_dir = {home}/run
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
log_path = {home}/log
mail_location = maildir:{home}/mail/%u
first_valid_uid = 1
mail_privileged_group = mail
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid=mail gid=mail home={home}/mail/%u allow_all_users=yes
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
""")
    server = subprocess.Popen(["/usr/sbin/dovecot", "-F", "-c", str(home / "dovecot.conf")])
    try:
        until_open(imap)
        yield Mailboxes(imap, lmtp)
    finally:
        server.terminate()
        server.wait(20)


_SERVICES = """
pickup unix n - n 1 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


@pytest.fixture(scope="session")
def postfix(place: Path, mailboxes: Mailboxes) -> Iterator[Postfix]:
    home = place / "postfix"
    config, port = home / "etc", free_port()
    for folder in ("etc", "queue", "data"):
        (home / folder).mkdir(parents=True)
    shutil.chown(home / "data", "postfix")
    (config / "master.cf").write_text(f"127.0.0.1:{port} inet n - n - - smtpd\n{_SERVICES.lstrip()}")
    (config / "main.cf").write_text(f"""
compatibility_level = 3.6
queue_directory = {home}/queue
data_directory = {home}/data
maillog_file = {home}/log
maillog_file_prefixes = {home}
myhostname = mx.example.org
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
virtual_mailbox_domains = static:all
virtual_transport = lmtp:inet:127.0.0.1:{mailboxes.lmtp}
smtpd_peername_lookup = no
smtpd_recipient_restrictions = check_recipient_access inline:{{{{unknown.example = REJECT 5.1.1 unknown}}}}, permit
""")
    for name in ("dynamicmaps.cf", "postfix-files"):
        shutil.copy(Path("/etc/postfix") / name, config / name)
    command = ["/usr/sbin/postfix", "-c", str(config)]
    subprocess.run([*command, "start"], check=True, capture_output=True)
    try:
        until_open(port)
        yield Postfix(port, config)
    finally:
        subprocess.run([*command, "stop"], check=False, capture_output=True)


@pytest.fixture(scope="session")
def opensmtpd(place: Path, postfix: Postfix) -> Iterator[int]:
    """An OpenSMTPD that relays to Postfix; gives its port."""
    home, port = place / "opensmtpd", free_port()
    home.mkdir()
    (home / "smtpd.conf").write_text(f"""
listen on 127.0.0.1 port {port} hostname relay.example.org
action "on" relay host "smtp://127.0.0.1:{postfix.port}"
match from any for any action "on"
""")
    log = (home / "log").open("wb")
    server = subprocess.Popen(["/usr/sbin/smtpd", "-d", "-f", str(home / "smtpd.conf")], stdout=log, stderr=log)
    try:
        until_open(port)
        yield port
    finally:
        server.terminate()
        server.wait(20)
