"""One message made into many: compiled once into byte segments, joined per recipient.

Where a field stands decides how its value is escaped, and that is settled when the
message is compiled.  What is left to do for a recipient is to escape a few words and
to hand over pointers to bytes that are there already.

places, escaping   where a field stands, and a recipient's words as bytes of that place
compiling          a message becomes bytes and placeholders
compiled           what comes out, and its copy for one recipient
work               one piece of the recipients in, one part out
parts, folder      what a part looks like, and where it is written

Recipients come in by `copies.readers`, copies go out by `copies.writers`.
"""
