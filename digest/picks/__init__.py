"""From articles to a front page: stories, slots, ranking, choice, the editor's running order."""
