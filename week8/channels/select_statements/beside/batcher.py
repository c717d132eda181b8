# beside select_statements batcher
import asyncio


async def batcher(orders):
    loop = asyncio.get_running_loop()
    while True:
        batch = [await orders.get()]
        too_old = loop.time() + 0.01  # one deadline for the whole batch
        try:
            async with asyncio.timeout_at(too_old):
                while len(batch) < 3:
                    batch.append(await orders.get())
            print("stores", batch, "by size")
        except TimeoutError:
            print("stores", batch, "by time")


async def main():
    orders = asyncio.Queue()
    for order in range(1, 6):
        orders.put_nowait(order)
    batching = asyncio.create_task(batcher(orders))
    await asyncio.sleep(0.1)
    batching.cancel()


asyncio.run(main())

# prints:
# stores [1, 2, 3] by size
# stores [4, 5] by time
