"""Turn the day's articles into a finished edition.

Read the house from the top; data flows down and nothing flows back:

    sources   bytes become articles                     digest/sources/
    articles  one thing to read, never changed          digest/articles.py
    quotes    verbatim words, found and proved          digest/quotes/
    picks     stories, ranking, slots, running order    digest/picks/
    edition   the finished content of one slot          digest/edition.py
    posts     what each network gets                    digest/networks/, digest/posts.py
    press     templates become plates, plates print     digest/press/
    message   one MIME message                          digest/message/
    outbox    published once, by one rename             digest/outbox/
    build     the whole path on one page                digest/build.py
"""

__version__ = "0.1.0"
