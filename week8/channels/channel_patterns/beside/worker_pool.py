# beside channel_patterns worker_pool
from concurrent.futures import ThreadPoolExecutor

with ThreadPoolExecutor(max_workers=2) as pool:  # its end waits for all jobs
    squares = [pool.submit(pow, number, 2) for number in (1, 2, 5)]
    broken = pool.submit(int, "out of paper")

print([answer.result() for answer in squares])
print(type(broken.exception()).__name__)

# prints:
# [1, 4, 25]
# ValueError
