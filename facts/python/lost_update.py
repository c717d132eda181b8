# holds race_conditions every_order: "The order decides whether the result is right,
# and the scheduler decides the order, in Go, Python and Rust alike."
import dis
import threading

counter = 0
both_have_read = threading.Barrier(2)


def price():
    both_have_read.wait()
    return 1


def add():
    global counter
    counter += price()  # reads the counter, calls, adds, writes


threads = [threading.Thread(target=add) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("added twice:", counter)

steps = [step.opname for step in dis.get_instructions("counter += 1")]
print([step for step in steps if step in ("LOAD_NAME", "BINARY_OP", "STORE_NAME")])

# prints:
# added twice: 1
# ['LOAD_NAME', 'BINARY_OP', 'STORE_NAME']
