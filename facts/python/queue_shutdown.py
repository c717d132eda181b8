# needs python 3.13
# holds channel_basics brief_example: "In Python 3.13 and newer a queue can be closed: after `items.shutdown()` the consumer takes what is left, and then `get` raises `queue.ShutDown`."
# holds goroutine_patterns producer_consumer: "since 3.13, `Queue.shutdown`"
# holds README: "`Queue.shutdown()`"
import asyncio
import queue

items = queue.Queue()
items.put("the last")
items.shutdown()
print(items.get())
for work in (items.get, lambda: items.put("too late")):
    try:
        work()
    except queue.ShutDown:
        print("ShutDown")


async def main():
    items = asyncio.Queue()
    items.shutdown()
    try:
        await items.get()
    except asyncio.QueueShutDown:
        print("QueueShutDown")


asyncio.run(main())

# prints:
# the last
# ShutDown
# ShutDown
# QueueShutDown
