"""What somebody shows besides her password or her mailbox: passkeys, one-time codes."""

from turin.people.factors.held import Held, drop, has, held, lacking, left_without

__all__ = ["Held", "drop", "has", "held", "lacking", "left_without"]
