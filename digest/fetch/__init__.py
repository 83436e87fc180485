"""The network: the one room that opens a connection, for the commands made for it.

Read in this order.  Values in, values out:

    addresses    which IP addresses may be reached at all
    headers      how long an answer stays fresh, when to come back
    unpacking    Content-Encoding, undone under a cap
    robots       what a site asks robots to leave alone (RFC 9309)
    following    which links of what was read are fetched next
    discovery    the feeds, name and language of a page
    decoding     the text of a page, whatever its charset
    pages        is an error page sent as if it were a page (soft 404)

What touches the world:

    wire         one request, one answer, to an address that was checked
    visits       one address with its redirects, retries, robots and pauses
    scouting     is it a source, a page that names feeds, or nothing we can use
    snapshots    what was fetched, kept in the workspace's ``cache/``
    runs         every address that the sources want, many at once, each once
    stored       the same links again, without a network

A build reads what is `stored`; nothing there imports `wire` or `visits`.
"""
