"""The edition: the finished content of one slot, nothing drawn yet.

model         what it is, and edition.json
compose       picks become it; quotes get links to their words (`digest.text.fragments`)
edits         the editor's words in it, the quote of the day
refrain       what several stories say alike stands once
length        cut to its words, minutes, kilobytes
record        what the manifest keeps of it
correction    what a correction tells, and of which stories
"""
