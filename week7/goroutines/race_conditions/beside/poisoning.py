# beside race_conditions poisoning
import threading

lock = threading.Lock()
pair = [7, 7]  # the two are always equal, but for a moment under the lock


def change():
    with lock:  # released by the exception
        pair[0] = 8
        raise RuntimeError("the second write never comes")


threading.excepthook = lambda _: None  # else the traceback goes to standard error
thread = threading.Thread(target=change)
thread.start()
thread.join()

with lock:  # nobody is told
    print("finds", pair)

# prints:
# finds [8, 7]
