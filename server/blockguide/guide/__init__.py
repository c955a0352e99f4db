"""THE DOCUMENT: a guide's values, its headings, its page, and the way back from a page."""
