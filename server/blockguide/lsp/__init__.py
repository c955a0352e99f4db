"""SERVING: the only room that knows pygls and lsprotocol; handlers translate in, call once, translate out."""
