"""Finished editions and their delivery marks: the hand-off to any delivery tool.

Format `outbox/1`, written down in ``docs/outbox.md``.  `publish` makes an edition
visible by one rename, `marks` claims and finishes a delivery, `read` looks,
`sweep` and `gc` clean up.
"""
