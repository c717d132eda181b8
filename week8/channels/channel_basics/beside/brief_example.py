# beside channel_basics brief_example
import queue
import threading

items = queue.Queue(maxsize=2)
go_on = threading.Event()


def produce():
    for item in range(1, 6):
        if item == 4:
            go_on.wait()  # is slow, here for longer than the consumer's patience
        items.put(item)


def consume():
    while True:
        try:
            item = items.get(timeout=0.5)
        except queue.Empty:
            return  # takes the slow producer for one that has ended
        print("got", item)


threading.Thread(target=produce).start()
consume()
go_on.set()
print("never read:", items.get(), items.get())

# prints:
# got 1
# got 2
# got 3
# never read: 4 5
