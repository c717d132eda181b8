# beside channel_basics range
import queue
import threading

values = queue.Queue()


def count():
    for value in range(1, 5):
        values.put(value)
    values.put(None)  # means the end


threading.Thread(target=count).start()
for value in iter(values.get, None):  # get, again and again, until it returns None
    print("receives", value)
print("the end")

# prints:
# receives 1
# receives 2
# receives 3
# receives 4
# the end
