"""Certificates, and what is printed on them."""

from datetime import date

from courses.certificates.drawing import Printed, Signatory

NUMBER = "7K2MQ9XWB4TR5HJN8C3V"


def printed(**over):
    """Return the facts of a certificate; each may be given."""
    facts = {
        "language": "en",
        "holder": "Amina Kouyaté-Okafor",
        "heading": "Certificate of participation",
        "activity": "Rights-based approach to labour migration",
        "activity_language": "en",
        "start": date(2027, 3, 8),
        "end": date(2027, 3, 19),
        "venue": "Turin, Italy",
        "days": 10,
        "hours": 60,
        "number": NUMBER,
        "url": f"https://courses.example.org/v/{NUMBER}",
        "issued_on": date(2027, 3, 19),
        "signatories": (Signatory("Maria Rossi", "Coordinator of the activity"),),
    }
    return Printed(**facts | over)
