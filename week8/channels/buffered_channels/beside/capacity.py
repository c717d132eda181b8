# beside buffered_channels capacity
import asyncio


async def produce(items):
    for item in range(1, 5):
        await items.put(item)
        print("item", item, "is in")


async def main():
    items = asyncio.Queue(maxsize=3)
    producing = asyncio.create_task(produce(items))
    await asyncio.sleep(0)  # the producer runs until it has to wait
    print("receives", await items.get())
    await producing


asyncio.run(main())

# prints:
# item 1 is in
# item 2 is in
# item 3 is in
# receives 1
# item 4 is in
