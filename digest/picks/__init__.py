"""From stories to a front page: slots, ranking by named terms, sections, choice."""
