"""One message made into many: compiled once into byte segments, joined per recipient.

Where a field stands decides how its value is escaped, and that is settled when the
message is compiled.  What is left to do for a recipient is to escape a few words and
to hand over pointers to bytes that are there already.
"""
