# beside race_conditions message_passing
import queue
import threading

amounts = queue.Queue()
tellers = [threading.Thread(target=amounts.put, args=(id,)) for id in range(1, 11)]
for teller in tellers:
    teller.start()

total = 0
for _ in tellers:  # the number has to be known, or an end mark has to be sent
    total += amounts.get()
print("total", total)

# prints:
# total 55
