# beside race_conditions check_then_act
import threading

lock = threading.Lock()
balance = 100
both_have_looked = threading.Barrier(2)


def withdraw():
    global balance
    with lock:
        enough = balance >= 70
    both_have_looked.wait()  # here the scheduler may switch: the barrier makes it
    if enough:
        with lock:
            balance -= 70


threads = [threading.Thread(target=withdraw) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("every access was locked, and the balance is", balance)

# prints:
# every access was locked, and the balance is -40
