"""Posts: texts of an edition that are exactly right for each network.

making      every post of an edition, network by network
parts       what a post is made of: the edition's words, named for the templates
filling     one post printed and made to fit; where its words are cut is `digest.text.fitting`
threads     a text in numbered parts
wordings    other ways to word a post
wishes      what an editor wants in place of the machine's posts
post        what a post is, and the lines of posts.jsonl
spelling    a post for a tool that knows no facets
plan        when posts go out
fitness     does somebody's text fit a network?
"""

from digest.posts.making import PostState, make_posts, post_states
from digest.posts.parts import CardFile
from digest.posts.post import Post, Wording, posts_jsonl, read_posts

__all__ = ["CardFile", "Post", "PostState", "Wording", "make_posts", "post_states", "posts_jsonl", "read_posts"]
