"""Who reads files: every source of a workspace becomes articles.

folders      which files a source has, each named, read or not
files        they are opened, here and nowhere else, and read by a format of `digest.sources`
kept         what a file gave the last time, where its bytes are the same
along        files that are read together with another
joining      many batches become one list: settings, one article an address, kills honoured
undated      articles without a date, told in one line a source

`generators` knows the folders of site generators, for ``digest init`` and ``digest add``, and
`addresses` how each makes the addresses of its posts.
"""
