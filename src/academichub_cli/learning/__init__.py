"""What a reader's marks teach, worked out with numpy; only training imports it."""
