"""Who says marked words.

Everything here looks at a `masked_text`: the text with the inside of every quote
blanked out.  `context` asks each of the places where a speaker may stand:

    reporting_clause   after the marks: "…," said Holm
    told_after         after them in a tense of two words, as a clause, or in the sentence after: „…“, wie Holm sagte
    cited              whom others cite, after the marks or before them: wird Holm zitiert
    lead_in, colons    before them: Holm said: "…"
    interpolated_tag   inside them: « …, explique Anna Holm, … »
    credit_lines       on a line of its own: — Anna Holm, harbour master
    owners             in a possessive: Holm's promise of "…"
    unspaced_scripts   Japanese and Chinese
    discourse, people  the sentences around it: pronouns, and who goes on speaking

`speakable` asks of what they found whether it can speak at all (`roles`: what a
phrase is about; `beside_verb`: who is told by place; `small_words`: which capitals are
only the sentence's), `callouts` which blocks of markup are quotations, `works` whether
the words are a title or a thing's name and nobody's.  `subjects`, `passives`, `verb_second` and
`nonfinite` find the subject of a verb for all of them.
"""
