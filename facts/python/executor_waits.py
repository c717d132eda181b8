# holds waitgroups scope: "so does Python's `with ThreadPoolExecutor()`"
# holds waitgroups bounded_pool: "in Python it is
# `ThreadPoolExecutor(max_workers=3)`"
# holds channel_patterns worker_pool: "Python's is
# `ThreadPoolExecutor`, whose `submit` raises an exception after `shutdown`."
import threading
from concurrent.futures import ThreadPoolExecutor

with ThreadPoolExecutor(max_workers=2) as pool:
    squares = list(pool.map(lambda n: n * n, range(1, 6)))
    broken = pool.submit(int, "out of paper")
    last = [pool.submit(threading.get_ident) for _ in range(100)]
print(squares, all(each.done() for each in last), threading.active_count())
print(type(broken.exception()).__name__)
try:
    pool.submit(print)
except RuntimeError as error:
    print(error)

# prints:
# [1, 4, 9, 16, 25] True 1
# ValueError
# cannot schedule new futures after shutdown
