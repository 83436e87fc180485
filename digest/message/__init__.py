"""An edition as one MIME message: headers, text part, HTML part, inline images.

mail         the whole message; the same edition gives the same bytes
headers      its fields, as every mail program reads them back
parts        its bodies, in the encodings that survive transport
wrap         long lines of HTML broken where nothing changes

For each recipient: `personal` fills in their way out, `signed` makes and verifies its
one-click address, `merging` writes ``merge.json`` for tools that send themselves, and
`readdress` changes a field of a message that is finished.
"""
