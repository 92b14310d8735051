"""What a finished file holds, however it is packed: compared with what a build makes now.

A proof that lists what a forger may do is never complete. These comparisons turn it round:
whatever a build did not put there is a difference, be it text, a style, a script, an
annotation, a property or another main part. Only what no reader meets is passed over: how a
file is packed, the order of entries and attributes, comments in a page, identifiers that a
writer draws anew.
"""
