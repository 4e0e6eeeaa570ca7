"""International standard book numbers: ISO 2108, ten digits until 2006 and thirteen since."""

LENGTHS = {10, 13}
PREFIXES = ("978", "979")


def digits(typed: str) -> str:
    """Return the digits of a number, without the hyphens and spaces that people write in it."""
    return typed.upper().removeprefix("ISBN").translate(str.maketrans("", "", " -‐‑–:"))


def is_formed(number: str) -> bool:
    """Whether ``number`` has as many digits as an ISBN, and none but those: X ends ten alone."""
    body = number[:-1] if len(number) == 10 and number.endswith("X") else number
    if len(number) not in LENGTHS or not (body.isascii() and body.isdecimal()):
        return False
    return len(number) == 10 or number.startswith(PREFIXES)


def check_digit(number: str) -> str:
    """Return what the last digit of a formed number has to be.

    Of ten digits, weighed 10 to 1, the sum is a multiple of 11, where X is ten; of thirteen,
    weighed 1 and 3 in turn, a multiple of 10.
    """
    body = [int(one) for one in number[:-1]]
    if len(number) == 10:
        rest = -sum(weight * one for weight, one in zip(range(10, 1, -1), body, strict=True)) % 11
        return "X" if rest == 10 else str(rest)
    return str(-sum(one * (3 if place % 2 else 1) for place, one in enumerate(body)) % 10)
