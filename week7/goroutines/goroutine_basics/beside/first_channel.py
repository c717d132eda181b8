# beside goroutine_basics first_channel
import queue
import threading

orders = queue.Queue()


def clerk():
    for order in ["2 maps", "1 atlas", "5 stamps"]:
        orders.put(order)
    orders.put(None)  # the end; since Python 3.13 there is orders.shutdown(), too


threading.Thread(target=clerk).start()
while (order := orders.get()) is not None:
    print("receives", order)
print("the end mark has come")

# prints:
# receives 2 maps
# receives 1 atlas
# receives 5 stamps
# the end mark has come
