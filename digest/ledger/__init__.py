"""The ledger: what was published when; a convenience that the outbox can rebuild."""
