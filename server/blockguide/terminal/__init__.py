"""The terminal's surface: targets in, pages, JSON and progress out."""
