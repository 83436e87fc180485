"""Which words are worth a place: strength, highlights, echoes, why it matters."""
