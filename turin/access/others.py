"""What somebody may know of and not do: she is told who can."""

from collections.abc import Sequence

from werkzeug.exceptions import Forbidden


class ForOthers(Forbidden):
    """``what`` she asked for, if it has a name, is for ``who`` to do: names, or roles.

    Only for who knows that the thing is there: for anybody else it is not, see `turin.guard`.
    """

    def __init__(self, what: str, who: Sequence[str]) -> None:
        super().__init__(what)
        self.what = what
        self.who = who
