"""Quote cards: a quote as a picture, for networks that show pictures first.

`draw_cards` is the way in; it needs the extra ``[cards]``.

studio       what all cards of an edition share: colours, logo, fonts
fonts        what they are drawn with, and what it can write
draw         a quote in its four shapes, light and dark
day, title   the edition's own card and slides; its picture for link previews
printing     one card drawn; the same words are drawn once
"""
