"""IMPROVING: a model's words take the place of the offline guide, as far as they hold."""
