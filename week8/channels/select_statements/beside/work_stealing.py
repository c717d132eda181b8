# beside select_statements work_stealing
from collections import deque

own = deque(range(1, 9))
print("the owner takes the newest:", own.pop())
print("a thief takes the oldest:", own.popleft())  # both are safe between threads

# prints:
# the owner takes the newest: 8
# a thief takes the oldest: 1
