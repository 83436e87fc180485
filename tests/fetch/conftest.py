"""What the tests of the network share: a site on loopback, and a visitor who may go there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fetch.serving import Site, serve


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server of this test's own."""
    with serve() as site:
        yield site
