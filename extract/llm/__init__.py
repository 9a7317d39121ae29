"""The engine that asks a language model, through any server that speaks OpenAI's protocol."""
