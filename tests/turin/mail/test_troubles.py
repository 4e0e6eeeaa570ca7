"""Why a letter did not arrive, without a database."""

import pytest

from turin.mail.models import Outgoing, State
from turin.mail.troubles import Why, why


@pytest.mark.parametrize(
    ("told", "because"),
    [
        ({"state": State.UNCERTAIN}, Why.PERHAPS),
        ({"state": State.SUPPRESSED}, Why.QUARANTINED),
        ({"attempts": 0, "last_error": "this is no mail address"}, Why.NO_ADDRESS),
        ({"attempts": 9, "last_error": "KeyError: 'x'"}, Why.UNWRITTEN),
        ({"smtp_code": 550, "last_error": "5.1.1 no such user"}, Why.NO_MAILBOX),
        ({"smtp_code": 550, "last_error": "5.7.1 not here"}, Why.REFUSED),
        ({"smtp_code": 451, "last_error": "4.3.0 try later"}, Why.PUT_OFF),
    ],
)
def test_the_reason_is_read_from_the_last_answer(told, because):
    letter = Outgoing(**{"state": State.DEAD, "attempts": 1, "last_error": ""} | told)

    assert why(letter) is because
