# beside race_conditions mutex
import threading

lock = threading.Lock()  # guards total: only this comment says so
total = 0


def add():
    global total
    for _ in range(100):
        with lock:
            total += 1


threads = [threading.Thread(target=add) for _ in range(10)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total)

# prints:
# 1000
