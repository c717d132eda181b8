# beside race_conditions condvar
import threading

bell = threading.Condition()
parcels = 0


def taker():
    global parcels
    with bell:
        bell.wait_for(lambda: parcels > 0)  # the loop, with the condition to go on
        parcels -= 1


takers = [threading.Thread(target=taker) for _ in range(2)]
for each in takers:
    each.start()
for _ in takers:
    with bell:
        parcels += 1
        bell.notify()
for each in takers:
    each.join()
print("parcels left:", parcels)

# prints:
# parcels left: 0
