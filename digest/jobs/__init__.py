"""What a user does, one page each, named like its command."""
