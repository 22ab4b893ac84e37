"""Readers: who writes from which browser, whose address is confirmed, what is mailed to whom."""
