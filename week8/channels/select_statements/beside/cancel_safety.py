# beside select_statements cancel_safety
import asyncio


async def next_checked(orders, clock):
    order = await orders.get()  # cancelled here, the order stays in the queue
    clock.set()
    await asyncio.sleep(1)  # the check; cancelled here, the order is lost
    return order


async def main():
    orders, clock = asyncio.Queue(), asyncio.Event()
    for order in (1, 2):
        orders.put_nowait(order)
    checking = asyncio.create_task(next_checked(orders, clock))
    await clock.wait()  # the clock comes while order 1 is checked
    checking.cancel()
    await asyncio.wait([checking])
    print("cancelled:", checking.cancelled())
    print("left in the queue:", orders.qsize())  # order 2; order 1 is lost


asyncio.run(main())

# prints:
# cancelled: True
# left in the queue: 1
