"""The desk: one local page for the editor's morning, over the same files as the command line.

editing    a running order's text with one thing changed, all else to the letter
changes    what the page asks for, typed
threeway   two people changed one file: what does not conflict is merged
journal    what was done, one line an edit, so that it can be undone tomorrow
morning    what a morning begins with: articles, stories, the machine's picks
version    one text of the running order, and the edition that it makes
pasting    a text becomes an article
session    the one value behind all requests: read, change, undo
pool, rows, proof   what the page shows of it
doors      who may ask
server     requests become calls of the session
lean       what a desk drew with is given back while it stays open
"""
