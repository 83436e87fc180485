"""Quote cards: a quote as a picture, for networks that show pictures first.

`draw_cards` is the way in; it needs the extra ``[cards]``.
"""
