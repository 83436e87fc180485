"""Pure functions over text: cleaning, sentences, graphemes, addresses."""
