"""WRITING with a model: any OpenAI-compatible endpoint; the only room that knows openai."""
