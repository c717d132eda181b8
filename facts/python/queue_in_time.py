# holds channel_basics brief_example: "as many Python programs do with
# `queue.get(timeout=1)`"
# holds select_statements timeout: "Python's `queue.get(timeout=1)` raises `Empty`."
# holds buffered_channels fast_producer: "Python's `queue.Queue()` has none unless
# you give it a `maxsize`"
# holds channel_basics rendezvous: "Python has no such queue: `queue.Queue(0)` means
# a queue without a limit."
import collections
import queue

print("without a limit:", queue.Queue(0).maxsize, queue.Queue().maxsize)
items = queue.Queue(3)
try:
    items.get(timeout=0.001)
except queue.Empty:
    print("Empty")
for item in range(3):
    items.put_nowait(item)
try:
    items.put_nowait(3)
except queue.Full:
    print("Full")
print(list(collections.deque(range(5), maxlen=3)))

# prints:
# without a limit: 0 0
# Empty
# Full
# [2, 3, 4]
