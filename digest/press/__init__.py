"""The press: templates become plates (MJML and premailer, once), plates print editions (Jinja, often).

What a template is made with:

    themes, locales      colours, sizes and fonts; words, dates and plurals
    overrides            which templates a workspace has of its own
    guard                Jinja's environments: the shipped templates', and the closed one

Pressing, when a template changed:

    renditions           the way in: which plates an edition needs, and what it prints
    plates               a template composed, pressed, and its tags put back
    tags, places         edition-time tags: swapped out, swapped back, and where they may stand
    inking               MJML becomes HTML, style sheets are inlined
    slimming             weight taken off the mail
    plate, platecase     what comes out, and where it is kept
    pressing, neighbours ``digest press``: any template file, and what it includes

Printing, for every edition:

    printing             a template and its values become text
    front, rows          what the front page says and how it is laid out
    wrapping             the text part's lines
    pictures, picturecase   pictures scaled, and kept
    recipient            fields that differ from reader to reader
    share, links         the share sheet, and the page behind "link in bio"
    feeds, single        feeds, and single pages of the site
"""
