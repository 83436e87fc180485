"""From stories to a front page: slots, ranking by named terms, sections, choice.

slots        which moment the edition is for, and which articles belong to it
memory       what readers had, and how a story is known again
sections     where a story stands
ranking      its score, a sum of the terms in `picks.terms`, and why
selection    the page filled: the best, then each time the best that is not more of the same
choose       all of it in one call: stories in, picks out, the left-out ones with their reason

Beside them: `edits` is what an editor changed about a pick, `languages` what language an
article is in.  For many segments at once: `filters` (whose an article is) and `recognition`
(what was told, known again for all of them in one go).
"""
