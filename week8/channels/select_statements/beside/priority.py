# beside select_statements priority
import itertools
import queue

orders = queue.PriorityQueue()  # the smallest comes out first
number = itertools.count()  # equals keep their order; no two orders are compared
orders.put((1, next(number), "normal 1"))
orders.put((1, next(number), "normal 2"))
orders.put((0, next(number), "urgent 1"))
while not orders.empty():
    print(orders.get()[2])

# prints:
# urgent 1
# normal 1
# normal 2
