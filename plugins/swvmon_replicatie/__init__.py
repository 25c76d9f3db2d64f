"""Published figures beside ours, each with a verdict."""
