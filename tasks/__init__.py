"""What is done in the background: the queue, its clock, and one small module a topic."""
