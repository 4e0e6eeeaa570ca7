"""Registration: people apply, seats are offered and confirmed, and every decision is kept."""
