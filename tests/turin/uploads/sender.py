"""A browser that sends files in parts, as upload.js does."""

from turin.uploads.routes import PART

NOTES = "".join(f"What was said in hour {hour}\n" for hour in range(40)).encode()
SIZE = len(NOTES)


class Sender:
    """Sends as whoever is signed in with ``client``."""

    def __init__(self, client) -> None:
        self.client = client
        page = client.get("/staff/uploads").text
        self.token = page.partition('name="csrf_token" value="')[2].partition('"')[0]

    def begin(self, name="notes.md", size=SIZE, mark="1700000000000"):
        typed = {"csrf_token": self.token, "name": name, "size": size, "mark": mark}
        return self.client.post("/staff/uploads/begin", data=typed)

    def part(self, at: str, offset: int, content: bytes, **headers):
        known = {"Upload-Offset": str(offset), "X-CSRF-Token": self.token, "Content-Type": PART}
        return self.client.patch(at, data=content, headers=known | headers)

    def send(self, content: bytes, size: int = 300, **told):
        """Send all of ``content`` in parts, and return the last answer."""
        answer = self.begin(size=len(content), **told)
        while answer.json["state"] == "coming":
            offset = answer.json["received"]
            answer = self.part(answer.json["at"], offset, content[offset : offset + size])
        return answer.json
