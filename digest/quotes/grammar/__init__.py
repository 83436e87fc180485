"""How a language speaks: speech verbs and their forms, names, noun phrases."""
