# beside select_statements priority
import queue

orders = queue.PriorityQueue()  # the smallest comes out first
orders.put((1, "normal 1"))
orders.put((1, "normal 2"))
orders.put((0, "urgent 1"))
while not orders.empty():
    print(orders.get()[1])

# prints:
# urgent 1
# normal 1
# normal 2
