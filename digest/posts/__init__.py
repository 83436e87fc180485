"""Posts: texts of an edition that are exactly right for each network."""

from digest.posts.making import make_posts
from digest.posts.parts import CardFile
from digest.posts.post import Post, posts_jsonl, read_posts

__all__ = ["CardFile", "Post", "make_posts", "posts_jsonl", "read_posts"]
