"""The editor's running order: one TOML file a slot, written by the machine, changed by people.

`sheet` reads and writes its text, `merging` keeps every human edit when the
machine picks again, `applying` makes it the picks of an edition, `approval` says
whether an editor signed exactly this content.
"""
