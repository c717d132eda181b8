# beside waitgroups batches
import threading

items = list(range(1, 21))
total = 0
lock = threading.Lock()


def add(item):
    global total
    with lock:
        total += item


for first in range(0, len(items), 5):
    batch = [
        threading.Thread(target=add, args=(item,))
        for item in items[first : first + 5]
    ]
    for thread in batch:
        thread.start()
    for thread in batch:
        thread.join()
    print("a batch has ended")
print("to the next stage:", total)

# prints:
# a batch has ended
# a batch has ended
# a batch has ended
# a batch has ended
# to the next stage: 210
