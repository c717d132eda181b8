# beside goroutine_basics results_and_panics
import threading
from concurrent.futures import ThreadPoolExecutor


def print_job(id):
    if id == 2:
        raise RuntimeError("out of paper")
    return 10 * id


threading.excepthook = lambda _: None  # else the traceback goes to standard error
thread = threading.Thread(target=print_job, args=(2,))
thread.start()
print("join says", thread.join())  # nothing of the exception

with ThreadPoolExecutor() as pool:
    jobs = [pool.submit(print_job, id) for id in [1, 2, 3]]
for job in jobs:
    error = job.exception()  # job.result() would raise it
    print(f"failed: {error}" if error else f"{job.result()} pages")

# prints:
# join says None
# 10 pages
# failed: out of paper
# 30 pages
