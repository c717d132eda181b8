# holds channel_basics brief_example: "A timeout cannot tell a slow producer from
# one that has ended"
import queue
import threading

items = queue.Queue()


def consumer():
    while True:
        items.get()
        items.task_done()


thread = threading.Thread(target=consumer, daemon=True)
thread.start()
for item in range(5):
    items.put(item)
items.join()
print("all is done; the consumer is alive:", thread.is_alive())

# prints:
# all is done; the consumer is alive: True
