# holds goroutine_basics threads_and_tasks: "A Rust thread is a thread of the
# operating system, as a thread of Python is."
# holds week7: "one each"
import threading

together = threading.Barrier(10)
numbers = set()


def number():
    together.wait()
    numbers.add(threading.get_native_id())
    together.wait()


threads = [threading.Thread(target=number) for _ in range(10)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("threads of the system:", len(numbers))

# prints:
# threads of the system: 10
