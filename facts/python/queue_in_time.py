# holds channel_basics brief_example: "`queue.get(timeout=1)`"
# holds select_statements timeout: "Python's `queue.get(timeout=1)` raises `Empty`"
# holds buffered_channels overflow: "`put_nowait` of a `queue.Queue(3)` that is full raises `queue.Full`"
# holds buffered_channels overflow: "Python's `collections.deque(maxlen=3)` drops the oldest"
import collections
import queue

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
# Empty
# Full
# [2, 3, 4]
