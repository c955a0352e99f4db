"""A project of modules that each hold one function, for a model to document."""

MODULES = ("ant", "bee", "cat", "dog", "elk", "fox")
