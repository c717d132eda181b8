# beside goroutine_patterns producer_consumer
import queue
import threading

orders = queue.Queue(maxsize=1)
received = []


def produce(table):
    for n in [1, 2]:
        orders.put(f"{table}{n}")


def consume():
    while (order := orders.get()) is not None:
        received.append(order)


producers = [threading.Thread(target=produce, args=(table,)) for table in "ABC"]
consumers = [threading.Thread(target=consume) for _ in range(2)]
for thread in producers + consumers:
    thread.start()
for producer in producers:
    producer.join()
for _ in consumers:
    orders.put(None)  # one end mark for each; since Python 3.13: orders.shutdown()
for consumer in consumers:
    consumer.join()
print(sorted(received))

# prints:
# ['A1', 'A2', 'B1', 'B2', 'C1', 'C2']
