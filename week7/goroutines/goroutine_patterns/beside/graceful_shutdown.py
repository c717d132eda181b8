# beside goroutine_patterns graceful_shutdown
import asyncio


async def order(ready):
    await ready.wait()


async def main():
    ready, never = asyncio.Event(), asyncio.Event()
    orders = [asyncio.create_task(order(ready)) for _ in range(2)]
    orders += [asyncio.create_task(order(never)) for _ in range(2)]
    ready.set()

    finished, late = await asyncio.wait(orders, timeout=0.01)  # the deadline
    for each in late:
        each.cancel()
    await asyncio.wait(late)
    print("accepted:", len(orders), "finished:", len(finished), "cancelled:", len(late))


asyncio.run(main())

# prints:
# accepted: 4 finished: 2 cancelled: 2
