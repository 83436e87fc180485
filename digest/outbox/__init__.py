"""Finished editions and their delivery marks: the hand-off to any delivery tool.

Format `outbox/1`, written down in ``docs/outbox.md``.

folder       an outbox opened safely: no link followed, no stranger trusted
keys         what an edition, and a file in it, may be called
manifest     what an edition's folder says about itself
publish      an edition becomes visible by one rename, once a key
proof, read  whether it is whole; what is there, and in which state
turn         whose turn it is when nobody names an edition
claims       a delivery begins and ends, in the files of `marks`
said         what such a file says, whoever wrote it

Keeping house: `sweep` (what dead processes left), `gc` (what is old), `doctor` (what is
odd, before anything is done), `views` (the shapes other tools want).
"""
