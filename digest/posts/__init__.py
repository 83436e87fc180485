"""Posts: texts of an edition that are exactly right for each network."""

from digest.posts.making import PostState, make_posts, post_states
from digest.posts.parts import CardFile
from digest.posts.post import Post, Wording, posts_jsonl, read_posts

__all__ = ["CardFile", "Post", "PostState", "Wording", "make_posts", "post_states", "posts_jsonl", "read_posts"]
