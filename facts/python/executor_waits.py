# holds waitgroups scope: "as Python's `with ThreadPoolExecutor()` does not"
# holds channel_patterns worker_pool: "the end of `with` drains and joins"
# holds channel_patterns worker_pool: "an exception, is the result of its job as well"
# holds goroutine_patterns worker_pool: "in job order"
import threading
from concurrent.futures import ThreadPoolExecutor

with ThreadPoolExecutor(max_workers=2) as pool:
    squares = list(pool.map(lambda n: n * n, range(1, 6)))
    broken = pool.submit(int, "out of paper")
    last = [pool.submit(threading.get_ident) for _ in range(100)]
print(squares, all(each.done() for each in last), threading.active_count())
print(type(broken.exception()).__name__)

# prints:
# [1, 4, 9, 16, 25] True 1
# ValueError
