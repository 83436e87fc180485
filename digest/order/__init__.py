"""The editor's running order: one TOML file a slot, written by the machine, changed by people.

file       who reads and writes it on disk
sheet      its text, taken apart so that nothing is lost
writing    what the machine writes into it
merging    the machine picks again, every human edit stays
applying   it becomes the picks of an edition
approval   whether an editor signed exactly this content
"""
