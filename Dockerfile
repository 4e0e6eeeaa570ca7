# The image of the web server, the worker, beat and the commands: what it does is its command.
FROM python:3.11-slim-bookworm AS packages
COPY requirements.txt /
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --no-deps -r /requirements.txt
COPY turin/translations /translations
RUN /venv/bin/pybabel compile --directory /translations

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 turin && install -d -m 700 -o turin /var/lib/turin /run/turin
# pg_dump and pg_restore, for `backup` and `restore-check`; as new as the server has to be
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/*
COPY --from=packages /venv /venv
WORKDIR /srv/turin
COPY app.py ./
COPY turin turin
COPY courses courses
COPY tasks tasks
COPY templates templates
COPY migrations migrations
COPY --from=packages /translations turin/translations
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 TURIN_INSTANCE=/var/lib/turin
RUN python -m compileall -q .
USER turin
EXPOSE 8000
CMD ["gunicorn", "-c", "python:turin.serving", "-b", "0.0.0.0:8000", "app:create_app()"]
