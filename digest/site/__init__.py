"""The archive as a static site: every edition, every story, topics, quotes, search, feeds, maps.

What is written comes from the ``edition.json`` of the outbox alone and from the templates
of today; the outbox is only read.  `record` remembers what was written, so that a run writes
what is new and nothing else; `lists` says which pages there are; `pages` prints them.
"""
