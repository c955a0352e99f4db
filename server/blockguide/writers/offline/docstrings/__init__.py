"""DOCSTRINGS: what the authors say of their code, cleaned of markup and put into the guide's voice."""
