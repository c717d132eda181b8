# beside waitgroups two_workers
import threading


def five_steps(name):
    for step in range(5):
        print(f"Worker {name}: {step}\n", end="")  # one write: the line stays whole


workers = [threading.Thread(target=five_steps, args=(name,)) for name in "AB"]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()  # one by one; the order of the joins does not matter
print("both are done")
