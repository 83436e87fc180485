"""Turn the day's articles into a finished edition.

Read the house from the top; data flows down and nothing flows back.  A folder
imports only what stands above it here, and what stands on the ground:

    articles.py  one thing to read, never changed
    sources/     bytes become articles, one file a format
    intake/      who reads the files
    fetch/       the network, and snapshots of what it gave; only for commands made for it
    quotes/      verbatim words: found, given to who said them, proved
    stories/     which articles tell one event
    picks/       slots, ranking by named terms, sections, choice
    ledger/      what was published when
    order/       the editor's running order
    edition/     the finished content of a slot
    networks/    what a network allows and how it counts, one file each
    posts/       what each network gets
    cards/       quotes as pictures
    press/       templates become plates, plates print: email, text, web, share sheet
    message/     one MIME message
    check/       what must hold before anything is published, one file a rule
    export/      what other tools take, one file a format
    machines/    where tasks run: here, or on a cluster, one file an engine
    copies/      one message made into many, one for each recipient
    outbox/      published once, by one rename
    deliver/     sent from the outbox
    site/        the archive as a static site: pages, search, feeds, maps
    line/        the stages that several jobs share: choose, illustrate, render
    desk/        one local page for the editor's morning: what it shows, what it writes, who may ask
    jobs/        what a user does, one page each; `build` is the whole path
    cli/         parse, call one job, print, exit code

The ground: text/, data/, settings.py, config.py, workspace.py, shelf.py, errors.py;
whole.py (a file whole or not at all), private.py (files only for their owner),
extras.py (how to get what is missing).
"""

__version__ = "0.1.0"
