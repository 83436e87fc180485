"""Verbatim words: direct speech, highlights, echoes, and the proof of each."""
