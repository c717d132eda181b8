# holds goroutine_patterns producer_consumer: "In Python each consumer is sent an
# end mark"
# holds channel_basics range: "In Python a producer often puts `None` into the queue
# as the last item."
# holds README.md: "`None` as the last item"
import queue
import threading

orders = queue.Queue()
taken = []


def consumer():
    while (order := orders.get()) is not None:
        taken.append(order)


consumers = [threading.Thread(target=consumer) for _ in range(2)]
for each in consumers:
    each.start()
for order in range(6):
    orders.put(order)
for _ in consumers:
    orders.put(None)
for each in consumers:
    each.join()
print(sorted(taken))

# prints:
# [0, 1, 2, 3, 4, 5]
