"""The queue of moderators: one list, one detail and one set of acts for all that readers send.

``queues.Queue`` says what is looked through; a slice makes one, and views of its own where it shows
more than others.
"""
