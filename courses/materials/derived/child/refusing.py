"""What a file is refused for."""


class Refused(Exception):
    """Nothing can be made of the file; ``reason`` is a value of `derived.models.Reason`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
