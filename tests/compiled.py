"""Templates that a process compiles once, though it makes an application for each engine."""

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from typing_extensions import override


class Compiled(BytecodeCache):
    """What was compiled, by the template and by what it said: all have the same extensions."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], object] = {}

    @override
    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    @override
    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key, bucket.checksum] = bucket.code
