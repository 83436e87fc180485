"""The network: the one room that opens a connection, for the commands made for it.

Read in this order.  Values in, values out:

    addresses    which IP addresses may be reached at all
    headers      how long an answer stays fresh, when to come back
    unpacking    Content-Encoding, undone under a cap
    robots       what a site asks robots to leave alone (RFC 9309)
    following    which links of what was read are fetched next
    discovery    the feeds, name and language of a page
    pages        is an error page sent as if it were a page (soft 404)

What touches the world:

    wire         one request, one answer, to an address that was checked
    visits       one address with its redirects, retries, robots and pauses
    snapshots    what was fetched, kept in the workspace's ``cache/``

A build reads snapshots only; nothing there imports `wire` or `visits`.
"""
