"""The archive as a static site: every edition, every story, topics, quotes, search, feeds, maps.

What is written comes from the ``edition.json`` of the outbox alone and from the templates
of today; the outbox is only read.

record       what was written before, so that a run writes what is new and nothing else
lists        which pages there are beside the editions
pages        they are printed, each template pressed once
editions     one edition's: itself, its stories, its pictures
facts        what they say to machines: JSON-LD, Open Graph
rest         what belongs to no edition: lists, feeds, `search`, `sitemaps`, `icons`
folder       files written under another name and renamed, only where their content differs
"""
