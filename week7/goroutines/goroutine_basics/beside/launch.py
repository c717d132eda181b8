# beside goroutine_basics launch
import threading
from concurrent.futures import ThreadPoolExecutor


def count_words(text):
    return len(text.split())


thread = threading.Thread(target=count_words, args=("to be",))
thread.start()
print("join gives", thread.join())  # what the function returned is lost

with ThreadPoolExecutor() as pool:  # a future keeps it
    future = pool.submit(count_words, "to be or not")
    print("words:", future.result())

# prints:
# join gives None
# words: 4
