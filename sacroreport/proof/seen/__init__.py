"""What a reader sees of a copy that others had in their hands.

The proof of a finished file may refuse whatever a build did not make. A co-author's copy is
changed throughout: Word writes every part anew. Here its text is read as a reader sees it,
and what cannot be read so is said, never passed over: a character that may not show has a
reason, a file that may show something else has a doubt.
"""
