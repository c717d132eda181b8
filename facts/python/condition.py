# holds race_conditions condvar: "a thread sleeps until another one rings, as with
# Go's `sync.Cond` and Python's `threading.Condition`."
import threading

bell = threading.Condition()
with bell:
    bell.notify()  # nobody waits
    print("woken by the bell before:", bell.wait(timeout=0.001))
    print("by a condition that holds:", bell.wait_for(lambda: True))

# prints:
# woken by the bell before: False
# by a condition that holds: True
