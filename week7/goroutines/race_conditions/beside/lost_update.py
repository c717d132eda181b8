# beside race_conditions lost_update
import threading

counter = 0
both_have_read = threading.Barrier(2)


def add_one():
    global counter
    seen = counter
    both_have_read.wait()  # here the scheduler may switch: the barrier makes it
    counter = seen + 1


threads = [threading.Thread(target=add_one) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("2 additions, counter:", counter)  # the interpreter lock does not help

# prints:
# 2 additions, counter: 1
