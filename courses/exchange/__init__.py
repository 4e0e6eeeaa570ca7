"""Exchange: catalogue files in, the example in and out, and the demonstration."""
