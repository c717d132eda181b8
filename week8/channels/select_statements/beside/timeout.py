# beside select_statements timeout
import asyncio


async def main():
    orders = asyncio.Queue()
    try:
        order = await asyncio.wait_for(orders.get(), timeout=0.005)
    except TimeoutError:
        print("no order yet")
    orders.put_nowait("order 1")
    order = await asyncio.wait_for(orders.get(), timeout=3600)
    print(order)


asyncio.run(main())

# prints:
# no order yet
# order 1
