"""Who reads files: every source of a workspace becomes articles."""
