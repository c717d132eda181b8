# beside select_statements stream
import asyncio


async def orders():  # an asynchronous generator
    for order in [0, 1, 2, 3]:
        await asyncio.sleep(0)
        yield order


async def main():
    async for order in orders():
        if order != 0:
            print("order", order)
    print("the shop has closed")


asyncio.run(main())

# prints:
# order 1
# order 2
# order 3
# the shop has closed
