# beside buffered_channels fast_producer
import queue

no_limit = queue.Queue()  # no maxsize: no backpressure
for item in range(10_000):
    no_limit.put(item)
print("without a limit:", no_limit.qsize())

limited = queue.Queue(maxsize=2)
limited.put(1)
limited.put(2)
print("room for two is full:", limited.full())  # the next put would wait

# prints:
# without a limit: 10000
# room for two is full: True
