"""The stages that several jobs share.  `digest.jobs.build` goes through them in this order:

sources      every source becomes articles
history      what readers had, read once a run and handed on as a value
choose       slot, articles, stories, picks, and the running order's last word
illustrate   pictures, scaled
render       the edition composed, cut to its length, and every rendition of it, checked
drawing      its quotes as cards

Beside them: `misdated` and `warnings` say what is amiss with articles, `encoding` loads the
encoder of texts where the settings ask for it, `drawers` keep what was worked out of articles
for the next run, as `groups` does with which of them tell one story, `telling` says what a stage
made, and `shop` is what a run of many editions has at hand.  For segments: `pool` (one slot's stories for all of
them), `ahead` (what they will ask for) and `forks` (the work shared).
"""
