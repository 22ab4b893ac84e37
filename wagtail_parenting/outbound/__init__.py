"""What others publish: the one door to it, and what reads what comes in.

``fetch.py`` is the only code of the package that opens a socket to the outside; it runs in tasks.
Everything else here is pure: it takes bytes from strangers and answers with values.
"""
