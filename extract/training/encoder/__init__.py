"""Recipes for the claim encoder in ``data/models/claim_encoder.v3``; they need PyTorch, which the product does not."""
