"""The papers of an activity: programme, participants, sign-in sheets, name cards, and all in one.

No paper names a group or an organisation: papers lie about, and who belongs to a union is not to be
read on them.
"""
