# holds goroutine_patterns producer_consumer: "since 3.13, somebody calls
# `Queue.shutdown`"
# holds goroutine_patterns producer_consumer: "since Python 3.13: orders.shutdown()"
# holds goroutine_basics first_channel: "since Python 3.13 there is
# orders.shutdown(), too"
# holds README.md: "`None` as the last item; `Queue.shutdown()` since 3.13"
# needs python 3.13
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
