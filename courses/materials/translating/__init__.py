"""What is to be translated: by demand, as a work order, and what comes back of it."""
