# beside goroutine_patterns worker_pool
from concurrent.futures import ThreadPoolExecutor


def square(job):
    return job * job


with ThreadPoolExecutor(max_workers=3) as pool:
    print(list(pool.map(square, range(1, 11))))  # map keeps the order of the jobs

# prints:
# [1, 4, 9, 16, 25, 36, 49, 64, 81, 100]
