# beside buffered_channels overflow
import queue
from collections import deque

items, dropped = queue.Queue(maxsize=3), []
latest = deque(maxlen=3)  # pushes the oldest out
for item in range(1, 6):
    latest.append(item)
    try:
        items.put_nowait(item)
    except queue.Full:
        dropped.append(item)
print("drop newest:", list(items.queue), "without", dropped)
print("drop oldest:", list(latest))

# prints:
# drop newest: [1, 2, 3] without [4, 5]
# drop oldest: [3, 4, 5]
