"""An edition from opening to publishing, and its draft in the review channel."""
