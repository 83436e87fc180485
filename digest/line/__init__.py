"""The stages that several jobs share, in order: choose, illustrate, render.

`history` is read once a run and handed on as a value.
"""
