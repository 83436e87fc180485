"""Where marked words begin and end, whoever says them.

marks        between quotation marks, however they nest
markup       in <blockquote>, <q>, pull quotes and Markdown's > lines
transcripts  paragraphs that open with a mark and name who speaks
soundness    whether what was found is whole
"""
