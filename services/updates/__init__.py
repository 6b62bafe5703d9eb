"""A lead’s update: the form, storing it, what follows, and taking it back."""
