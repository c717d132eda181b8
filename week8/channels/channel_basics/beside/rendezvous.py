# beside channel_basics rendezvous
import queue

parcels = queue.Queue(0)  # 0 is no rendezvous: the queue has no limit
for parcel in range(1000):
    parcels.put(parcel)
print("put", parcels.qsize(), "and nobody has received")

# prints:
# put 1000 and nobody has received
