"""WORKING: the story in a process of its own, for a server whose event loop must stay free."""
