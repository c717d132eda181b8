# beside channel_basics hello
import queue
import threading

messages = queue.Queue(maxsize=1)
threading.Thread(target=messages.put, args=("hello",)).start()
text = messages.get()
print(text)

# prints:
# hello
