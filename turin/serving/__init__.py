"""How gunicorn serves Turin: ``gunicorn -c python:turin.serving 'app:create_app()'``.

What stands here can be told otherwise on the command line, like ``-w 4``.
"""

import ctypes
import gc

M_ARENA_MAX = -8  # malloc.h
LIBC = ctypes.CDLL(None)

worker_class = "turin.serving.worker.Worker"  # a slow download holds up nothing
workers = 2
threads = 4
preload_app = True  # the workers share what was loaded before they were made
control_socket_disable = True


def on_starting(_arbiter: object) -> None:
    """Give all threads one heap instead of one each, which half-empty take 5 MB."""
    if hasattr(LIBC, "mallopt"):  # glibc alone has many
        LIBC.mallopt(M_ARENA_MAX, 1)


def pre_fork(_arbiter: object, _worker: object) -> None:
    """Keep the collector off what is loaded: looking at an object copies its page for a worker."""
    gc.collect()
    gc.freeze()
