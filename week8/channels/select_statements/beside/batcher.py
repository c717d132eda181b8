# beside select_statements batcher
import asyncio


async def batcher(orders):
    batch = []
    while True:
        # No limit for the first order of a batch; then 10 ms for each next one.
        patience = 0.01 if batch else None
        try:
            batch.append(await asyncio.wait_for(orders.get(), patience))
        except TimeoutError:
            print("stores", batch, "by time")
            return
        if len(batch) == 3:
            print("stores", batch, "by size")
            batch = []


async def main():
    orders = asyncio.Queue()
    for order in range(1, 6):
        orders.put_nowait(order)
    await batcher(orders)


asyncio.run(main())

# prints:
# stores [1, 2, 3] by size
# stores [4, 5] by time
