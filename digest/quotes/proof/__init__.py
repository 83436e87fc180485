"""The proof of verbatim words.

typography   the view in which marks, dashes and spaces do not count
selectors    what finds the words again, and says that they are still there
likeness     the stretch that is most like some words: for a near miss
standing     do published words still stand in what the source says now?
"""
