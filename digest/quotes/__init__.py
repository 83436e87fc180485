"""Verbatim words: found, given to who said them, scored and proved.

One algorithm, to be read in this order:

    quote.py          what a quote and an extract are: words with a place and a proof
    grammar/          how a language speaks: its words, names and noun phrases
    find/             where marked words begin and end: marks, markup, transcripts
    proof/            selectors that find the words again, and the view that forgives typography
    attribution/      who says them: before the marks, after them, on a line of its own, or the sentences around
    veto.py           is it somebody's words at all?  a learned judgement over what can be seen
    direct_speech.py  running text becomes quotes with speakers
    takeaways.py      who says a takeaway: the same words in the body
    select/           which are worth it: strength, highlights, echoes, why it matters
    of_article.py     every quote of one article
    claims.py         what somebody else's text claims to quote
    verify.py         is this what they really said?
"""
