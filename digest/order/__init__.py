"""The editor's running order: one TOML file a slot, written by the machine, changed by people.

file       who reads and writes it on disk
sheet      its text, taken apart so that nothing is lost
writing    what the machine writes into it
merging    the machine picks again, every human edit stays
applying   it becomes the picks of an edition
approval   whether an editor signed exactly this content

What those are made of: `keys` (what each line may say), `marks` (what the machine wrote, so
that an edit is told from it), `offers` (the quotes to choose from), `regrouping` (`split` and
`join`), `sponsor`, `broken` (no TOML: what to type), `taken` (what was read, in words), `saved`
(one step on disk).  `posts`, `posts_file` and `entries` are what an editor wants of the posts.
"""
