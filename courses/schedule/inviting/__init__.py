"""Trainers who are asked by mail whether they teach some sessions, and answer by a link."""
