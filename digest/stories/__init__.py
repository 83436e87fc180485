"""Stories: which articles tell one event.

copies              crowds of near copies: one stands for all
furniture           what of a headline tells of no event: columns, series, labels, publishers
readings, evidence  each report read with care, and what speaks for two being one event
judgement           what the evidence weighs: learnt tables
agreeing            a day's reports, weighed pair by pair and joined
words, features     what the articles of a crawl are compared by
passing, joining    near ones proposed and put together; clusters.py is the whole of it
meaning             an optional part: what texts mean, and joining_by_meaning for a crawl
grouping            a day or a crawl, and so which of the two ways
fingerprints, gist  what is kept of a story, to know it and its next chapter again
following           when a story goes on from an earlier one, or tells the same again
in_common           why an article is folded, in words
story               the answer: stories, the fullest article first
"""
