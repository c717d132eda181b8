# holds goroutine_basics results_and_panics: "In Python an exception ends its
# thread, and `join` does not report it."
# holds goroutine_basics unseen_panics: "A thread of Python behaves in the same
# way."
# holds goroutine_patterns supervisor: "In Python a thread ends, and `join` does not
# tell."
import threading


def print_page():
    raise RuntimeError("out of paper")


thread = threading.Thread(target=print_page)
thread.start()
print("join says", thread.join())

# stderr has "Exception in thread"
# stderr has "RuntimeError: out of paper"
# prints:
# join says None
