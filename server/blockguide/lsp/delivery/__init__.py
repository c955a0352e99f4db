"""Brings a page that is still being written into an editor, by the best way that the editor can take."""
