"""The ledger: what was published when; a convenience that the outbox can rebuild.

database     the file, SQLite, and what is asked of it
published    what the outbox's manifests say, whatever happened to the file
segments     the same for many lists: each story that anybody had, once
"""
