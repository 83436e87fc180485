"""Where marked words begin and end, whoever says them."""
