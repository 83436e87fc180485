"""What a user does, one page each, named like its command: `build` is the whole line on one page.

Making:           init, add, fetch, sources, build, segments, preview
Choosing:         pick, edit, desk, articles, quotes
Posts:            posts, plan, calendar
Handing on:       export, merge, unsubscribe, site
Watching:         check, links, recheck, health, ledger
"""
