# beside race_conditions initialise_once
import functools
import threading

calls = []
both_are_inside = threading.Barrier(2)


@functools.cache
def settings():
    both_are_inside.wait()  # two threads can be here: the barrier proves it
    calls.append("made")
    return 42


threads = [threading.Thread(target=settings) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("made", len(calls), "times")  # functools.cache is not "exactly once"

# prints:
# made 2 times
