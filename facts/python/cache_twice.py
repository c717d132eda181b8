# holds race_conditions initialise_once: "Python's `functools.cache` may call the
# function twice."
import functools
import threading

calls = []
both_are_in = threading.Barrier(2)


@functools.cache
def load():
    calls.append("load")
    both_are_in.wait()
    return "A4"


threads = [threading.Thread(target=load) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("calls:", len(calls))

# prints:
# calls: 2
