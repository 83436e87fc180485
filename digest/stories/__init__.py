"""Stories: which articles tell one event.

words, features    what articles are compared by
passing, joining   near ones proposed and put together; clusters.py is the whole of it
fingerprints       what is kept of a story, to know it again
story              the answer: stories, the fullest article first
"""
