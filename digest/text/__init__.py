"""Pure functions over text; no room of the line is known here, and no file but shipped data is read.

What comes in:    clean, repair, frontmatter, dates, toml_text, toml_lines
Its language:     language (a guess), languages (what is known of one), variants, scripts, direction
Its parts:        sentences (with stops), tokens, stems, graphemes
Marks in it:      quotation, links, tags, fragments
Its length:       counting, fitting, columns, reading
Addresses:        urls, hosts, unsubscribing
For readers:      plurals, ages, slugs, colours, focus
For senders:      senders (their placeholders), defusing (what they would take for one)
"""
