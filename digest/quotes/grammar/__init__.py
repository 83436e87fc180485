"""How a language speaks.

speech       its verbs of speech and their forms: data, one file a language
phrases      which noun phrase beside a verb is its subject
names        the name inside that phrase
overgrown    what grew on to that name
learned      small judgements that were learned: weights, one file a language
"""
