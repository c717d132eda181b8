# beside buffered_channels job_queue
import queue
import threading

jobs, done = queue.Queue(maxsize=2), []


def work():
    while (job := jobs.get()) is not None:
        done.append(job)


workers = [threading.Thread(target=work) for _ in range(3)]
for worker in workers:
    worker.start()
for job in range(9):
    jobs.put(job)
for _ in workers:
    jobs.put(None)  # one end for each worker
for worker in workers:
    worker.join()
print("jobs done:", len(done))

# prints:
# jobs done: 9
