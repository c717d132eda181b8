# beside waitgroups bounded_pool
from concurrent.futures import ThreadPoolExecutor


def do_job(job):
    return job * job


with ThreadPoolExecutor(max_workers=3) as pool:
    results = list(pool.map(do_job, range(1, 13)))
print(results)

# prints:
# [1, 4, 9, 16, 25, 36, 49, 64, 81, 100, 121, 144]
