"""The proof of verbatim words: selectors, and the view in which typography does not count."""
