"""Which words are worth a place.

strength     how well a quote stands alone, and why
highlights   verbatim sentences worth a bullet, made of `central` (which carry the text),
             `alone` with `alone_words` (which say who and what by themselves), `introduced`
             (whose names a reader knows), `definite` (whose things), `datelines` (what is no part of them) and `echo`
             (which say the same)
why          why it matters: the strongest of an analysis
openers      sentences that a post can open with
"""
