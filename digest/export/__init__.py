"""Finished editions and posts in the forms that other tools take: one file per tool."""
