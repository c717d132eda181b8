# beside race_conditions long_guard
import threading

lock = threading.Lock()
jobs = [1, 2]

while True:
    with lock:  # the block says where the lock ends
        if not jobs:
            break
        job = jobs.pop(0)
    print("does job", job, "locked:", lock.locked())

# prints:
# does job 1 locked: False
# does job 2 locked: False
